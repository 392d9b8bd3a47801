import { Field } from '@base-ui/react/field'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { amount } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { planOf, readRisk } from '../state/plan.ts'
import { useDesk, useStation } from './use-desk.ts'

/** How much of the paper balance a fire puts at stake, and what that is in money. */
export function RiskField({ signal }: { readonly signal: SignalView }): ReactNode {
  const { apply } = useDesk()
  const riskPct = useStation((state) => state.riskPct)
  const balance = useStation((state) => state.user?.balance ?? null)
  const [typed, setTyped] = useState(riskPct.toFixed(1))
  const read = readRisk(typed)
  const plan = planOf(signal, balance, riskPct)

  const write = (text: string) => {
    setTyped(text)
    const risk = readRisk(text)
    if (risk !== null) apply({ kind: 'risk', pct: risk })
  }
  const settle = () => setTyped(riskPct.toFixed(1))
  const done = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }

  return (
    <Field.Root invalid={read === null} className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-3">
        <Field.Label className="text-fg2">Risk, % of balance</Field.Label>
        <Field.Control
          type="number"
          inputMode="decimal"
          min={0.1}
          max={2}
          step={0.1}
          className="text-field w-20 text-right"
          value={typed}
          onValueChange={write}
          onBlur={settle}
          onKeyDown={done}
        />
      </div>
      {read === null ? (
        <p role="alert" className="text-cell text-down">
          From 0.1 to 2.0. A fire would use {riskPct.toFixed(1)}.
        </p>
      ) : (
        plan !== null && (
          <p className="text-cell text-fg2">
            {amount(plan.risk)} at risk for {amount(plan.reward)}, 1 to {plan.ratio.toFixed(1)}
          </p>
        )
      )}
    </Field.Root>
  )
}
