import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { price } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import { useDesk } from './use-desk.ts'

const say = sayIn('frame')

interface PriceProps {
  readonly symbol: string
  readonly value: number | null
}

/** A price with the digits of its instrument; the last one, a fraction of a pip, steps back. */
export function Price({ symbol, value }: PriceProps): ReactNode {
  const text = price(symbol, value)
  if (value === null) return text
  return (
    <>
      {text.slice(0, -1)}
      <span className="text-fg2">{text.slice(-1)}</span>
    </>
  )
}

/** The newest price of a symbol, painted at most once a frame; a change tints it and turns its arrow. */
export function LastPrice({ symbol }: { readonly symbol: string }): ReactNode {
  const { prices } = useDesk()
  const now = useSyncExternalStore(prices.subscribe, () => prices.quote(symbol)?.price ?? null)
  const moved = useMove(symbol, now)
  const Arrow = moved.way > 0 ? ArrowUp : ArrowDown
  return (
    <span data-testid={`price-${symbol}`} className="inline-flex items-center gap-1 font-mono">
      <span
        // Another element begins its tint anew.
        key={moved.times}
        className={moved.way === 0 ? '' : moved.way > 0 ? 'tick-up' : 'tick-down'}
      >
        <Price symbol={symbol} value={now} />
      </span>
      {moved.way !== 0 && (
        <Arrow
          size={14}
          className={moved.way > 0 ? 'text-up' : 'text-down'}
          aria-label={moved.way > 0 ? say('up') : say('down')}
        />
      )}
    </span>
  )
}

/** Which way the price moved last, and how often it has moved since the symbol is shown. */
function useMove(symbol: string, price: number | null): { readonly way: number; readonly times: number } {
  const last = useRef({ symbol, price, way: 0, times: 0 })
  const before = last.current
  if (before.symbol !== symbol || before.price === null || price === null)
    last.current = { symbol, price, way: before.symbol === symbol ? before.way : 0, times: before.times }
  else if (before.price !== price)
    last.current = { symbol, price, way: Math.sign(price - before.price), times: before.times + 1 }
  return last.current
}
