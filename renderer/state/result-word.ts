import { sayIn } from '../words/words.ts'
import type { TradeView } from './model.ts'
import { outcomeName } from './names.ts'

const say = sayIn('dashboard')

/** Where a trade stands, in one word. */
export function resultWord(trade: TradeView): string {
  if (trade.outcome !== null) return outcomeName(trade.outcome)
  switch (trade.status) {
    case 'pending':
      return say('trade_waiting')
    case 'open':
      return say('trade_open')
    case 'unfilled':
      return say('never_filled')
    case 'closed':
      return say('trade_closed')
  }
}
