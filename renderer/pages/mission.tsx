import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type RefCallback, useCallback, useEffect } from 'react'
import { problemOf } from '../link/api.ts'
import { BriefingHead } from '../parts/briefing-head.tsx'
import { CandlePanel } from '../parts/candle-panel.tsx'
import { ChecksPanel, useSeen } from '../parts/checks.tsx'
import { CrowdPanel } from '../parts/crowd.tsx'
import { Decision } from '../parts/decision.tsx'
import { useFireView } from '../parts/fire-button.tsx'
import { OrdersPanel } from '../parts/orders.tsx'
import { PlanPanel, usePlan } from '../parts/plan-panel.tsx'
import { Problem } from '../parts/problem.tsx'
import { focusRisk } from '../parts/risk-field.tsx'
import { SituationPanel } from '../parts/situation.tsx'
import { TradeResult } from '../parts/trade-result.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useMission } from '../parts/use-queries.ts'
import { useTitle } from '../parts/use-title.ts'
import { type FireView, isOver } from '../state/fire.ts'
import { amount, fixed, percent } from '../state/format.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

const say = sayIn('briefing')

/** The briefing of one signal, whole from one request; the live connection only keeps it fresh. */
export function MissionPage({ signalId }: { readonly signalId: string }): ReactNode {
  const { apply } = useDesk()
  const mission = useMission(signalId)
  const signal = useStation((state) => state.signals[signalId])
  useEffect(() => apply({ kind: 'select', signalId }), [apply, signalId])

  if (signal !== undefined) return <Briefing signal={signal} asking={mission} />
  if (mission.error === null) return <BriefingSkeleton />
  const problem = problemOf(mission.error)
  if (problem.status === 404 || problem.status === 400) return <NotFound what={say('no_mission')} />
  return (
    <main className="mx-auto w-full max-w-180 flex-1 p-4">
      <Problem problem={problem} onRetry={() => void mission.refetch()} />
    </main>
  )
}

interface BriefingProps {
  readonly signal: SignalView
  readonly asking: UseQueryResult<BriefView>
}

/** One column on a phone; on a wide screen the situation and the picture beside the plan and the others. */
function Briefing({ signal, asking }: BriefingProps): ReactNode {
  const { reader } = useDesk()
  const brief = asking.data ?? null
  const fired = useStation((state) => state.trades[signal.id] !== undefined)
  const [seen, seenRef] = useSeen()
  useTitle(`${signal.symbol} ${signal.side}`)
  return (
    <main className="flex w-full flex-1 flex-col desk:min-h-0">
      <BriefingHead signal={signal} />
      {brief === null && asking.error !== null && (
        <div className="border-b border-line bg-bg1 px-3">
          <Problem problem={problemOf(asking.error)} onRetry={() => void asking.refetch()} />
        </div>
      )}
      <div className="flex flex-1 flex-col gap-px bg-line desk:grid desk:min-h-0 desk:grid-cols-[minmax(0,1fr)_360px] desk:grid-rows-[1fr_auto] desk:overflow-y-auto">
        <div className="flex flex-col gap-px">
          <SituationPanel signal={signal} brief={brief} seenRef={seenRef} />
          {reader.features.includes('candles') && (
            <div className="flex flex-1 flex-col desk:min-h-64">
              <CandlePanel symbol={signal.symbol} signalId={signal.id} step={2} />
            </div>
          )}
        </div>
        <div className="flex flex-col gap-px max-desk:order-last desk:min-h-0 desk:overflow-hidden">
          <PlanPanel signal={signal} brief={brief} fired={fired} />
          <CrowdPanel signalId={signal.id} />
        </div>
        <div className="grid gap-px desk:col-span-2 desk:grid-cols-2">
          <OrdersPanel signal={signal} />
          <ChecksPanel signal={signal} brief={brief} seen={seen} />
        </div>
      </div>
      <DecisionBar signal={signal} />
    </main>
  )
}

/** Always in reach: what is at stake, fire and pass; after a fire what became of it. */
function DecisionBar({ signal }: { readonly signal: SignalView }): ReactNode {
  const view = useFireView(signal)
  const { trade } = view
  const pinned = usePinned()
  return (
    <section
      ref={pinned}
      aria-label={say('decision')}
      className={`sticky bottom-0 z-10 shrink-0 gap-2 border-t border-line bg-bg1 px-3 py-2 ${trade === null ? 'flex flex-col' : 'grid mid:grid-cols-[minmax(0,1fr)_240px]'}`}
    >
      {trade !== null && <TradeResult trade={trade} />}
      {trade === null && !isOver(view) && <StakeLine view={view} />}
      <Decision view={view} />
    </section>
  )
}

/** The plan in one line where the panel is out of sight; a tap leads to the risk. */
function StakeLine({ view: { signal, riskPct } }: { readonly view: FireView }): ReactNode {
  const plan = usePlan(signal)
  return (
    <button
      type="button"
      className="flex min-h-11 items-center justify-between gap-3 text-left desk:hidden [@media(height<32rem)]:hidden"
      onClick={focusRisk}
    >
      <span className="text-fg2">
        {say('risk')}{' '}
        <span className="text-fg0">{riskPct === null ? say('does_not_fit') : percent(riskPct / 100)}</span>
      </span>
      <span className="text-fg0">
        {amount(plan?.risk ?? null)} <span className="text-fg2">{say('stake_for')}</span>{' '}
        {amount(plan?.reward ?? null)}{' '}
        <span className="text-fg2">{plan === null ? '' : `${fixed(plan.ratio, 1)} R`}</span>
      </span>
      <span className="text-info">{say('edit_risk')}</span>
    </button>
  )
}

/** Tells the page how high the pinned part is, so that messages do not lie over it. */
function usePinned(): RefCallback<HTMLElement> {
  return useCallback((part: HTMLElement | null) => {
    if (part === null) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty('--pinned', `${part.offsetHeight}px`))
    observer.observe(part)
    return () => {
      observer.disconnect()
      style.removeProperty('--pinned')
    }
  }, [])
}

function BriefingSkeleton(): ReactNode {
  return (
    <main className="skeleton grid w-full flex-1 grid-rows-[72px_180px_minmax(200px,1fr)_96px] gap-3 p-3">
      <h1 className="sr-only">{say('loading')}</h1>
      <div />
      <div />
      <div />
      <div />
    </main>
  )
}
