import { drawOne } from '#core/kernel/draw.ts'
import type { RandomStream } from '#core/kernel/random.ts'
import type { Rarity, Reward } from './reward.ts'

/** How rare an item can be. Source: seed HydraX, reward types. */
export type ItemRarity = Exclude<Rarity, 'uncommon'>

/** Items that missions and boxes give, by rarity: things of a trading desk, to show and worth nothing else. */
export const ITEMS: ReadonlyMap<ItemRarity, readonly string[]> = new Map([
  ['common', ['Chalk stub', 'Paper ticket', 'Desk lamp', 'Tin of pencils', 'Ruled notebook', 'Tea mug']],
  ['rare', ['Brass ruler', 'Ticker tape', 'Split-flap digit', 'Pit jacket', 'Slide rule', 'Signal flag']],
  ['epic', ['Opening bell', 'Station clock', 'Quotation board', 'Telegraph key']],
  ['legendary', ['Golden ticker', 'First ledger', 'Floor badge No. 1']],
])

/** Analysts a legendary box may bring to a profile. */
export const EXCLUSIVE_ANALYSTS = ['The Cartographer', 'The Night Watch', 'The Bookkeeper'] as const

/** Portraits of analysts that an epic box may bring. */
export const PORTRAITS = ['Analyst in ink', 'Analyst in blueprint', 'Analyst in neon'] as const

/** An item of a rarity, every one equally likely. */
export function drawItem(stream: RandomStream, rarity: ItemRarity): Reward {
  return { kind: 'honour', honour: 'item', name: drawOne(stream, ITEMS.get(rarity) ?? []) }
}
