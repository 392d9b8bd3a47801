import type { ReactNode } from 'react'
import { pips, price, signed } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { outcomeName } from '../state/names.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { Fact, LevelFacts } from './fact.tsx'
import { Numbered, Panel } from './panel.tsx'
import { Price } from './price.tsx'
import { useDesk, useNow, useStation } from './use-desk.ts'

const say = sayIn('decide')

/** The three prices, how far they are, where the price is now, and how it ended. */
export function OrdersPanel({ signal }: { readonly signal: SignalView }): ReactNode {
  return (
    <Panel title={<Numbered n={3}>{say('orders')}</Numbered>} className="shrink-0">
      <dl className="flex flex-wrap gap-x-6 gap-y-1 p-3">
        <LevelFacts look="column" signal={signal} />
        <Now signal={signal} />
        <Ended signal={signal} />
      </dl>
    </Panel>
  )
}

function Now({ signal }: { readonly signal: SignalView }): ReactNode {
  const { prices } = useDesk()
  useNow(1_000)
  const quote = prices.quote(signal.symbol)
  if (quote === null || signal.status === 'settled') return null
  const { symbol, entry } = signal
  return (
    <Fact
      look="column"
      name={say('price_now')}
      value={<Price symbol={symbol} value={quote.price} />}
      beside={pips(symbol, entry, quote.price)}
    />
  )
}

function Ended({ signal }: { readonly signal: SignalView }): ReactNode {
  const mission = useStation((state) => state.missions[signal.id])
  if (signal.outcome === null) return null
  const at = mission?.exit == null ? '' : say('at_price', { price: price(signal.symbol, mission.exit) })
  const r = mission?.r ?? null
  return (
    <Fact
      look="column"
      name={say('ended')}
      value={outcomeName(signal.outcome)}
      beside={`${r === null ? '' : `${signed(r, 1)} R`}${at}`}
      colour={changeColour(r, 1)}
    />
  )
}
