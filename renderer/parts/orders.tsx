import type { ReactNode } from 'react'
import { pips, price, signed } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { ratioOf } from '../state/plan.ts'
import { changeColour } from './direction.tsx'
import { Numbered, Panel } from './panel.tsx'
import { useDesk, useNow, useStation } from './use-desk.ts'

/** The three prices, how far they are, where the price is now, and how it ended. */
export function OrdersPanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const { symbol, entry, stop, target } = signal
  return (
    <Panel title={<Numbered n={3}>Orders</Numbered>} className="shrink-0">
      <dl className="flex flex-wrap gap-x-6 gap-y-1 p-3">
        <Order name="Entry" at={price(symbol, entry)} />
        <Order name="Stop" at={price(symbol, stop)} beside={pips(symbol, entry, stop)} />
        <Order name="Target" at={price(symbol, target)} beside={pips(symbol, entry, target)} />
        <Order name="Reward to risk" at={`${ratioOf(signal).toFixed(1)} R`} />
        <Now signal={signal} />
        <Ended signal={signal} />
      </dl>
    </Panel>
  )
}

interface OrderProps {
  readonly name: string
  readonly at: string
  readonly beside?: string
  readonly colour?: string
}

function Order({ name, at, beside = '', colour = 'text-fg0' }: OrderProps): ReactNode {
  return (
    <div className="whitespace-nowrap">
      <dt className="label">{name}</dt>
      <dd>
        <span className={`font-mono font-medium ${colour}`}>{at}</span>{' '}
        <span className="text-cell text-fg2">{beside}</span>
      </dd>
    </div>
  )
}

function Now({ signal }: { readonly signal: SignalView }): ReactNode {
  const { prices } = useDesk()
  useNow(1_000)
  const quote = prices.quote(signal.symbol)
  if (quote === null || signal.status === 'settled') return null
  const { symbol, entry } = signal
  return <Order name="Price now" at={price(symbol, quote.price)} beside={pips(symbol, entry, quote.price)} />
}

function Ended({ signal }: { readonly signal: SignalView }): ReactNode {
  const mission = useStation((state) => state.missions[signal.id])
  if (signal.outcome === null) return null
  const at = mission?.exit == null ? '' : ` at ${price(signal.symbol, mission.exit)}`
  const r = mission?.r ?? null
  return (
    <Order
      name="Ended"
      at={signal.outcome}
      beside={`${r === null ? '' : `${signed(r, 1)} R`}${at}`}
      colour={changeColour(r)}
    />
  )
}
