import type { ReactNode } from 'react'
import { amount, counted, fixed, percent } from '../state/format.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { type Plan, planOf } from '../state/plan.ts'
import { lotsOf } from '../state/position.ts'
import { sayIn } from '../words/words.ts'
import { Panel } from './panel.tsx'
import { RiskInput } from './risk-field.tsx'
import { useStation } from './use-desk.ts'

const say = sayIn('decide')

interface PlanPanelProps {
  readonly signal: SignalView
  readonly brief: BriefView | null
  /** Nothing is left to plan once fired. */
  readonly fired: boolean
}

/** What this fire would put at stake, beside all that is at stake already. Told to its reader alone. */
export function PlanPanel({ signal, brief, fired }: PlanPanelProps): ReactNode {
  const user = useStation((state) => state.user)
  const plan = usePlan(signal)
  const balance = user?.balance ?? null
  return (
    <Panel
      title={
        <>
          {say('own_plan')} <span className="font-normal text-fg2">{say('only_you')}</span>
        </>
      }
      className="shrink-0"
    >
      <div className="flex flex-col gap-2 p-3">
        {!fired && <RiskInput />}
        <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
          {!fired && <PlanLines plan={plan} signal={signal} />}
          <Line label={say('balance')} value={amount(balance)} />
          <Line label={say('trades_today')} value={user === null ? amount(null) : String(user.tradesToday)} />
          <Line
            label={say('open_risk')}
            value={amount(brief?.exposure.risk ?? null)}
            beside={openText(brief, balance)}
          />
        </dl>
      </div>
    </Panel>
  )
}

/** The stake of a fire with the risk as typed; null while the balance is not known or the risk is none. */
export function usePlan(signal: SignalView): Plan | null {
  const balance = useStation((state) => state.user?.balance ?? null)
  const riskPct = useStation((state) => state.riskPct)
  return planOf(signal, balance, riskPct)
}

interface PlanLinesProps {
  readonly plan: Plan | null
  readonly signal: SignalView
}

function PlanLines({ plan, signal }: PlanLinesProps): ReactNode {
  const lots = plan === null ? null : lotsOf(signal, plan.risk)
  return (
    <>
      <Line label={say('at_risk')} value={amount(plan?.risk ?? null)} />
      <Line
        label={say('reward')}
        value={amount(plan?.reward ?? null)}
        beside={plan === null ? '' : `${fixed(plan.ratio, 1)} R`}
      />
      {lots !== null && <Line label={say('plan_lots')} value={fixed(lots, 2)} />}
    </>
  )
}

function openText(brief: BriefView | null, balance: number | null): string {
  if (brief === null || brief.exposure.trades === 0) return ''
  const share = balance === null || balance <= 0 ? '' : `${percent(brief.exposure.risk / balance)} `
  return say('share_in', { share, trades: counted(brief.exposure.trades, 'trade') })
}

interface LineProps {
  readonly label: string
  readonly value: string
  readonly beside?: string
}

function Line({ label, value, beside = '' }: LineProps): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-fg0">{value}</span>
        <span className="text-cell text-fg2">{beside}</span>
      </dd>
    </div>
  )
}
