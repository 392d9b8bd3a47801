import { type ReactNode, useRef, useSyncExternalStore } from 'react'
import { age, UNKNOWN } from '../state/format.ts'
import { type SeenPrice, seenAgain } from '../state/price-age.ts'
import { sayIn } from '../words/words.ts'
import { useDesk, useNow } from './use-desk.ts'

const say = sayIn('wall')

/** How long ago a price was last quoted; a dash until it was while the page looked on. */
export function PriceAge({ symbol }: { readonly symbol: string }): ReactNode {
  const { prices } = useDesk()
  const now = useNow()
  const quote = useSyncExternalStore(prices.subscribe, () => prices.quote(symbol))
  const seen = useRef<SeenPrice | null>(null)
  seen.current = seenAgain(seen.current, quote, performance.now())
  const at = seen.current?.at ?? null
  return (
    <span className="w-14 text-right text-label whitespace-nowrap text-fg2" title={say('age_about')}>
      <span className="sr-only">{say('age')} </span>
      {at === null ? UNKNOWN : age(now - at)}
    </span>
  )
}
