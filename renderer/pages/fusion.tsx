import type { ReactNode } from 'react'
import { BookPanel, CallsPanel } from '../parts/book-panel.tsx'
import { BooksPanel } from '../parts/books-panel.tsx'
import { ProbabilityHistogramPanel } from '../parts/probability-histogram.tsx'
import { RateHistoryPanel } from '../parts/rate-history.tsx'
import { ReliabilityPanel } from '../parts/reliability.tsx'
import { RoutingPanels } from '../parts/routing-panel.tsx'
import { SourceMatrix } from '../parts/source-matrix.tsx'
import { TierCards } from '../parts/tier-cards.tsx'
import { useStation } from '../parts/use-desk.ts'
import { useBooks, useSources } from '../parts/use-fusion.ts'
import { useTitle } from '../parts/use-title.ts'
import { exitsOf, orderedBooks, type TierView } from '../state/fusion.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('fusion')

const NO_TIERS: readonly TierView[] = []

/** What the fusion engine predicted, what came of it, and whom it heard. `asked` is the book of the address. */
export function FusionPage({ asked }: { readonly asked: string | null }): ReactNode {
  useTitle(say('page'))
  const sources = useSources()
  const tiers = useStation((state) => state.fusion?.tiers) ?? NO_TIERS
  const books = useBooks(asked)
  const fetched = books.data?.books
  // A book opens with its first candidate; the station's sources are known before that.
  const names = orderedBooks([
    ...(fetched ?? []).map((book) => book.name),
    ...(sources.data ?? []).map((source) => source.book),
  ])
  const chosen = (asked !== null && names.includes(asked) ? asked : names[0]) ?? null
  const book = fetched === undefined ? undefined : (fetched.find(({ name }) => name === chosen) ?? null)
  const heard = sources.data?.filter((source) => source.book === chosen)
  const ofBook = { asking: books, book }
  return (
    <main className="flex flex-1 flex-col desk:min-h-0 desk:overflow-y-auto">
      <div className="flex flex-wrap items-baseline gap-x-4 border-b border-line bg-bg1 px-3 py-2">
        <h1 className="text-kpi">{say('page')}</h1>
        <p className="text-fg2">{say('about')}</p>
      </div>
      <div className="flex flex-col gap-px bg-line">
        <TierCards exits={names.map(exitsOf).find((exits) => exits !== null) ?? null} />
        <div className="grid grid-cols-1 gap-px desk:grid-cols-[2fr_1fr]">
          <BookPanel {...ofBook} names={names} chosen={chosen} />
          <CallsPanel {...ofBook} />
        </div>
        <div className="grid grid-cols-1 gap-px mid:grid-cols-2 wide:grid-cols-3">
          <ReliabilityPanel {...ofBook} />
          <RateHistoryPanel {...ofBook} />
          <div className="flex min-w-0 flex-col *:flex-1 mid:max-wide:col-span-2">
            <ProbabilityHistogramPanel {...ofBook} tiers={tiers} />
          </div>
        </div>
        <BooksPanel asking={books} chosen={chosen} />
        <RoutingPanels />
        <SourceMatrix asking={sources} sources={heard} />
      </div>
    </main>
  )
}
