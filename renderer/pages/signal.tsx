import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { BreakdownPanel } from '../parts/breakdown.tsx'
import { CandlePanel } from '../parts/candle-panel.tsx'
import { EvidencePanel } from '../parts/evidence-panel.tsx'
import { ExecutePanel } from '../parts/execute.tsx'
import { NotesPanel } from '../parts/notes-panel.tsx'
import { PastCandlePanel } from '../parts/past-candles.tsx'
import { PositionPanel } from '../parts/position-panel.tsx'
import { Problem } from '../parts/problem.tsx'
import { SignalCrowd, SignalLogPanel } from '../parts/signal-crowd.tsx'
import { SignalHead } from '../parts/signal-head.tsx'
import { SimilarPanel } from '../parts/similar-panel.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useMission } from '../parts/use-queries.ts'
import type { ViewMemory } from '../parts/use-timeframe.ts'
import { useTitle } from '../parts/use-title.ts'
import { ZoomLater } from '../parts/zoom-later.tsx'
import type { SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

const say = sayIn('signal')

/** Everything the station tells of one signal, also of one that is long over. */
export function SignalPage({ signalId }: { readonly signalId: string }): ReactNode {
  const { apply } = useDesk()
  const mission = useMission(signalId)
  const signal = useStation((state) => state.signals[signalId])
  useEffect(() => apply({ kind: 'select', signalId }), [apply, signalId])

  if (signal !== undefined) return <Detail signal={signal} />
  if (mission.error === null) return <DetailSkeleton />
  const problem = problemOf(mission.error)
  if (problem.status === 404 || problem.status === 400)
    return (
      <NotFound what={say('no_signal')}>
        <Link to="/settings" search={{ section: 'privacy' }} className="plain-button max-mid:min-h-11">
          {say('own_export')}
        </Link>
      </NotFound>
    )
  return (
    <main className="mx-auto w-full max-w-180 flex-1 p-4">
      <h1 className="sr-only">{say('signal')}</h1>
      <Problem problem={problem} onRetry={() => void mission.refetch()} />
    </main>
  )
}

function Detail({ signal }: { readonly signal: SignalView }): ReactNode {
  const { reader } = useDesk()
  const navigate = useNavigate()
  useTitle(`${signal.symbol} ${signal.side}`)
  const open = (signalId: string) => void navigate({ to: '/signals/$signalId', params: { signalId } })
  const brief = () => void navigate({ to: '/mission/$signalId', params: { signalId: signal.id } })
  return (
    <main className="flex w-full flex-1 flex-col gap-px bg-line desk:grid desk:min-h-0 desk:grid-cols-[minmax(0,1fr)_400px] desk:grid-rows-[auto_minmax(0,1fr)]">
      <SignalHead signal={signal} onOpen={open} onBriefing={brief} />
      {/* One column on a phone, in the order of a decision: picture, levels, reasons, size, the others. */}
      <div className="contents desk:flex desk:min-h-0 desk:flex-col desk:gap-px desk:overflow-y-auto">
        {reader.features.includes('candles') && <Picture signal={signal} />}
        <div className="contents desk:grid desk:shrink-0 desk:grid-cols-2 desk:gap-px">
          <div className="flex flex-col max-desk:order-2">
            <BreakdownPanel signalId={signal.id} />
          </div>
          <div className="flex flex-col max-desk:order-4">
            <SignalLogPanel signal={signal} />
          </div>
          <div className="flex flex-col max-desk:order-2">
            <EvidencePanel signal={signal} />
          </div>
          <div className="flex flex-col max-desk:order-2">
            <SimilarPanel signal={signal} />
          </div>
          <div className="flex flex-col max-desk:order-4 desk:col-span-2">
            <NotesPanel key={signal.id} signalId={signal.id} />
          </div>
        </div>
      </div>
      <div className="contents desk:flex desk:min-h-0 desk:flex-col desk:gap-px desk:overflow-y-auto">
        <div className="flex shrink-0 flex-col max-desk:order-1">
          <ExecutePanel signalId={signal.id} />
        </div>
        <div className="flex shrink-0 flex-col max-desk:order-2">
          <PositionPanel signal={signal} />
        </div>
        <div className="flex grow flex-col max-desk:order-3">
          <SignalCrowd signal={signal} />
        </div>
      </div>
    </main>
  )
}

/** The market as it is while the signal is under way, and as it was around the signal once that is over. */
function Picture({ signal }: { readonly signal: SignalView }): ReactNode {
  // The candles one chose are looked at still when the signal settles.
  const [memory] = useState<ViewMemory>({})
  return (
    <div className="flex min-h-96 flex-1 flex-col desk:shrink-0">
      {signal.status === 'settled' ? (
        <PastCandlePanel signal={signal} memory={memory} />
      ) : (
        <CandlePanel symbol={signal.symbol} signalId={signal.id} detail={ZoomLater} memory={memory} />
      )}
    </div>
  )
}

function DetailSkeleton(): ReactNode {
  return (
    <main className="skeleton grid w-full flex-1 grid-rows-[120px_minmax(320px,1fr)_200px] gap-3 p-3">
      <h1 className="sr-only">{say('loading')}</h1>
      <div />
      <div />
      <div />
    </main>
  )
}
