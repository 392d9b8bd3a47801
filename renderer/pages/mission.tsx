import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { problemOf } from '../link/api.ts'
import { CandlePanel } from '../parts/candle-panel.tsx'
import { CrowdPanel } from '../parts/crowd.tsx'
import { DirectionMark } from '../parts/direction.tsx'
import { ExecutePanel } from '../parts/execute.tsx'
import { WindowBar } from '../parts/expiry.tsx'
import { Problem } from '../parts/problem.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useMission } from '../parts/use-queries.ts'
import type { SignalView } from '../state/model.ts'
import { NotFound } from './not-found.tsx'

/** The briefing of one signal in one column, for a phone as for a second screen. */
export function MissionPage({ signalId }: { readonly signalId: string }): ReactNode {
  const { apply } = useDesk()
  const mission = useMission(signalId)
  const signal = useStation((state) => state.signals[signalId])
  useEffect(() => apply({ kind: 'select', signalId }), [apply, signalId])

  if (signal !== undefined) return <Briefing signal={signal} />
  if (mission.error === null) return <BriefingSkeleton />
  const problem = problemOf(mission.error)
  if (problem.status === 404 || problem.status === 400)
    return <NotFound what="There is no mission with this id. It may belong to another run of the market." />
  return (
    <main className="mx-auto w-full max-w-180 flex-1 p-4">
      <Problem problem={problem} onRetry={() => void mission.refetch()} />
    </main>
  )
}

function Briefing({ signal }: { readonly signal: SignalView }): ReactNode {
  const { reader } = useDesk()
  useEffect(() => {
    const before = document.title
    document.title = `${signal.symbol} ${signal.side} \u00b7 ${before}`
    return () => {
      document.title = before
    }
  }, [signal.symbol, signal.side])
  return (
    <main className="mx-auto flex w-full max-w-180 flex-1 flex-col gap-px bg-line desk:min-h-0 desk:overflow-y-auto">
      <div className="flex flex-col gap-2 bg-bg1 p-3">
        <Link to="/" className="inline-flex items-center gap-1 self-start text-info">
          <ArrowLeft size={14} aria-hidden />
          Queue
        </Link>
        <h1 className="flex flex-wrap items-center gap-x-3 text-page">
          <span>Mission {signal.symbol}</span>
          <DirectionMark side={signal.side} />
        </h1>
        <WindowBar signal={signal} />
      </div>
      <ExecutePanel signalId={signal.id} pinned />
      <CrowdPanel signalId={signal.id} />
      {reader.features.includes('candles') && <CandlePanel symbol={signal.symbol} signalId={signal.id} />}
    </main>
  )
}

function BriefingSkeleton(): ReactNode {
  return (
    <main className="skeleton mx-auto grid w-full max-w-180 flex-1 grid-rows-[64px_320px_280px] gap-3 p-3">
      <h1 className="sr-only">Mission, loading</h1>
      <div />
      <div />
      <div />
    </main>
  )
}
