import { Field } from '@base-ui/react/field'
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react'
import { amount, fixed, instrument, UNKNOWN } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import {
  explain,
  lotWords,
  type Position,
  type PositionTyped,
  pipValueOf,
  reckon,
} from '../state/position.ts'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { Panel } from './panel.tsx'
import { useStation } from './use-desk.ts'

const say = sayIn('decide')

const FIELDS = [
  ['balance', 'balance'],
  ['riskPct', 'risk_pct'],
  ['entry', 'entry'],
  ['stop', 'stop'],
  ['target', 'target'],
  ['pipValue', 'pip_value'],
] as const

/** What a position of one's own would be: every figure can be changed, and nothing here is fired. */
export function PositionPanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const balance = useStation((state) => state.user?.balance ?? null)
  const riskPct = useStation((state) => state.riskPct)
  const [typed, setTyped] = useState<Partial<PositionTyped>>({})
  const first = useRef<HTMLInputElement>(null)
  useKeys({ c: (event) => focusField(event, first) })
  const shown = { ...ownFigures(signal, balance, riskPct), ...typed }
  const reckoned = reckon(signal.symbol, signal.side, shown)
  const changed = Object.keys(typed).length > 0
  const lot = lotWords(signal.symbol)
  return (
    <Panel
      title={say('calculator')}
      aside={
        changed ? (
          <button type="button" className="plain-button min-h-6 px-2 text-label" onClick={() => setTyped({})}>
            {say('back_to_signal')}
          </button>
        ) : (
          <span>{say('changes_no_fire')}</span>
        )
      }
    >
      <div className="flex flex-col gap-3 p-3">
        <div className="grid grid-cols-2 gap-x-4 gap-y-2">
          {FIELDS.map(([field, label], index) => (
            <Figure
              key={field}
              label={say(label)}
              value={shown[field]}
              problem={!reckoned.ok && reckoned.field === field ? reckoned.message : null}
              onChange={(text) => setTyped({ ...typed, [field]: text })}
              {...(index === 0 ? { input: first } : {})}
            />
          ))}
        </div>
        <p className="label">{lot === null ? say('lot_unknown') : say('lot_is', { lot })}</p>
        {reckoned.ok ? <Result typed={shown} position={reckoned.position} /> : null}
      </div>
    </Panel>
  )
}

function focusField(event: KeyboardEvent, first: RefObject<HTMLInputElement | null>): void {
  // The key that goes to the field is not typed into it.
  event.preventDefault()
  first.current?.focus()
  first.current?.select()
}

function ownFigures(signal: SignalView, balance: number | null, riskPct: number | null): PositionTyped {
  const { decimals } = instrument(signal.symbol)
  const pipValue = pipValueOf(signal.symbol, signal.entry)
  return {
    balance: balance === null ? '' : balance.toFixed(2),
    riskPct: riskPct?.toFixed(1) ?? '',
    entry: signal.entry.toFixed(decimals),
    stop: signal.stop.toFixed(decimals),
    target: signal.target.toFixed(decimals),
    pipValue: pipValue === null ? '' : pipValue.toFixed(2),
  }
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly problem: string | null
  readonly onChange: (text: string) => void
  readonly input?: RefObject<HTMLInputElement | null>
}

function Figure({ label, value, problem, onChange, input }: FigureProps): ReactNode {
  const noteId = useId()
  return (
    <Field.Root invalid={problem !== null} className="flex min-w-0 flex-col gap-1">
      <Field.Label className="label">{label}</Field.Label>
      <Field.Control
        ref={input}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className="text-field w-full text-right max-mid:min-h-11"
        value={value}
        onValueChange={onChange}
        aria-describedby={problem === null ? undefined : noteId}
      />
      {problem !== null && (
        <p id={noteId} role="alert" className="text-cell text-down">
          {problem}
        </p>
      )}
    </Field.Root>
  )
}

interface ResultProps {
  readonly typed: PositionTyped
  readonly position: Position
}

function Result({ typed, position }: ResultProps): ReactNode {
  const { risk, reward, ratio, lots } = position
  const figures = [
    [say('at_risk'), amount(risk)],
    [say('reward'), amount(reward)],
    [say('reward_to_risk'), `${fixed(ratio, 1)} R`],
    [say('size'), lots === null ? UNKNOWN : say('lots', { n: fixed(lots, 2) })],
  ] as const
  return (
    <div role="status" aria-label={say('position')} className="flex flex-col gap-2 border-t border-line pt-2">
      <dl className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="label">{name}</dt>
            <dd className="text-kpi font-semibold text-fg0">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-cell">{explain(typed, position).join(' ')}</p>
    </div>
  )
}
