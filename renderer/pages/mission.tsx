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

/** The briefing of one signal: one column on a phone, the picture beside the decision where there is room. */
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
  const pictured = reader.features.includes('candles')
  useEffect(() => {
    const before = document.title
    document.title = `${signal.symbol} ${signal.side} \u00b7 ${before}`
    return () => {
      document.title = before
    }
  }, [signal.symbol, signal.side])
  return (
    <main
      className={`mx-auto flex w-full max-w-180 flex-1 flex-col gap-px bg-line desk:min-h-0 ${pictured ? 'desk:grid desk:max-w-none desk:grid-cols-[minmax(0,1fr)_400px] desk:grid-rows-[auto_minmax(0,1fr)]' : 'desk:overflow-y-auto'}`}
    >
      <div className="flex flex-col gap-2 bg-bg1 p-3 desk:col-span-2">
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
      {/* Read and reached by key before the picture, though the picture stands first where both are seen. */}
      <div className="flex flex-col gap-px desk:order-last desk:min-h-0 desk:overflow-y-auto">
        <ExecutePanel signalId={signal.id} pinned />
        <CrowdPanel signalId={signal.id} />
      </div>
      {pictured && (
        <div className="flex flex-1 flex-col desk:min-h-0">
          <CandlePanel symbol={signal.symbol} signalId={signal.id} />
        </div>
      )}
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
