import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  earnedRate,
  orderAfter,
  type SourceColumn,
  type SourceOrder,
  type SourceView,
  sortedSources,
  sourcesText,
  typeText,
} from '../state/sources.ts'
import { sayIn, type WordKey } from '../words/words.ts'
import { type Asking, Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import { healthText, PAUSE_MEANING, SourceRow } from './source-row.tsx'
import { useDesk, useStale } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('fusion')

interface SourceMatrixProps {
  readonly asking: Asking
  /** Of the book that is looked at; undefined before they were asked for. */
  readonly sources: readonly SourceView[] | undefined
}

/** Whom the book hears: what each says of itself, what it earned, and what is wrong with it. */
export function SourceMatrix({ asking, sources }: SourceMatrixProps): ReactNode {
  const { reader } = useDesk()
  const operator = reader.role === 'operator'
  return (
    <Panel title={say('sources')} aside={sources !== undefined && <span>{sourcesText(sources)}</span>}>
      <Faces
        asking={asking}
        known={sources !== undefined}
        empty={sources?.length === 0 ? say('no_source') : null}
        rows={8}
      >
        {sources !== undefined && <Matrix sources={sources} operator={operator} />}
        <p className="px-3 py-2 text-cell text-fg2">{say('sources_meaning')}</p>
        {operator && <PauseMeaning />}
      </Faces>
    </Panel>
  )
}

/** What the buttons of the matrix do, and why they wait where they do. */
function PauseMeaning(): ReactNode {
  const stale = useStale()
  return (
    <p id={PAUSE_MEANING} className="px-3 pb-2 text-cell text-fg2">
      {say('pause_meaning')}
      {stale && say('pausing_waits')}
    </p>
  )
}

const HEADS: readonly (readonly [column: SourceColumn, name: WordKey<'fusion'>, align: string])[] = [
  ['name', 'source', 'text-left'],
  ['type', 'type', 'text-left'],
  ['votes', 'votes', 'text-right'],
  ['claimed', 'claimed', 'text-right'],
  ['agreed', 'earned_agreeing', 'text-right'],
  ['disagreed', 'earned_disagreeing', 'text-right'],
  ['weight', 'weight', 'text-right'],
  ['health', 'health', 'text-left'],
]

interface MatrixProps {
  readonly sources: readonly SourceView[]
  readonly operator: boolean
}

function Matrix({ sources, operator }: MatrixProps): ReactNode {
  const [order, setOrder] = useState<SourceOrder>({ by: 'name', falling: false })
  const times = useTimes()
  const sorted = sortedSources(sources, order)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="relative overflow-x-auto" aria-label={say('sources_scroll')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('sources_caption')}</caption>
        <thead className="text-fg2">
          <tr className="h-(--row) border-b border-line">
            {HEADS.map(([column, name, align]) => (
              <Head
                key={column}
                name={say(name)}
                align={align}
                order={order.by === column ? order : null}
                onPress={() => setOrder(orderAfter(order, column))}
              />
            ))}
            {operator && (
              <th scope="col" className="px-3 text-left font-medium">
                {say('pausing')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sorted.map((source) => (
            <SourceRow key={source.name} source={source} operator={operator} />
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={say('sources_caption')}
        heads={HEADS.map(([, name]) => say(name))}
        rows={() =>
          sorted.map((source) => [
            source.name,
            typeText(source.type),
            source.votes,
            source.claimed,
            earnedRate(source.agreed),
            earnedRate(source.disagreed),
            source.weight,
            healthText(source, times).join('; '),
          ])
        }
      />
    </section>
  )
}

interface HeadProps {
  readonly name: string
  readonly align: string
  /** Null where the table is sorted by another column. */
  readonly order: SourceOrder | null
  readonly onPress: () => void
}

function Head({ name, align, order, onPress }: HeadProps): ReactNode {
  const Arrow = order?.falling === true ? ArrowDown : ArrowUp
  const sorted = order === null ? 'none' : order.falling ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={sorted} className={`px-1 font-medium whitespace-nowrap ${align}`}>
      <button
        type="button"
        className={`inline-flex min-h-6 items-center gap-1 rounded-sm px-2 hover:text-fg0 max-mid:min-h-11 ${order === null ? '' : 'text-fg0'}`}
        onClick={onPress}
      >
        {name}
        {order !== null && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  )
}
