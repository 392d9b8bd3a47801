import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { amount, fixed } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { planOf, RISK_PCT_MAX, RISK_PCT_MIN, riskRange } from '../state/plan.ts'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { useDesk, useStation } from './use-desk.ts'

const say = sayIn('decide')

const RISK_CLASS = 'risk-input'

/** How much of the paper balance a fire puts at stake, and what that is in money. */
export function RiskField({ signal }: { readonly signal: SignalView }): ReactNode {
  const riskPct = useStation((state) => state.riskPct)
  const balance = useStation((state) => state.user?.balance ?? null)
  const plan = planOf(signal, balance, riskPct)
  return (
    <div className="flex flex-col gap-1">
      <RiskInput />
      {plan !== null && (
        <p className="text-cell text-fg2">
          {say('at_risk_for', {
            risk: amount(plan.risk),
            reward: amount(plan.reward),
            ratio: fixed(plan.ratio, 1),
          })}
        </p>
      )}
    </div>
  )
}

/** Takes the reader to the risk of the page, wherever it stands. */
export function focusRisk(): void {
  const input = document.querySelector<HTMLInputElement>(`.${RISK_CLASS}`)
  input?.focus()
  input?.select()
}

/** The risk as the reader types it. What is no risk that may be taken is said at once, and no fire is sent with it. */
export function RiskInput(): ReactNode {
  const { apply } = useDesk()
  const typed = useStation((state) => state.riskTyped)
  const fits = useStation((state) => state.riskPct !== null)
  const id = useId()
  useKeys({
    e: (event) => {
      event.preventDefault()
      focusRisk()
    },
  })
  const done = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="text-fg2">
          {say('risk_pct')}
        </label>
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={RISK_PCT_MIN}
          max={RISK_PCT_MAX}
          step={0.1}
          className={`${RISK_CLASS} text-field w-20 text-right max-mid:min-h-11 max-desk:scroll-mb-56`}
          aria-keyshortcuts="e"
          aria-invalid={!fits}
          value={typed}
          onChange={(event) => apply({ kind: 'risk', typed: event.currentTarget.value })}
          onKeyDown={done}
        />
      </div>
      {!fits && (
        <p role="alert" className="text-cell text-down">
          {say('risk_until', { range: riskRange() })}
        </p>
      )}
    </div>
  )
}
