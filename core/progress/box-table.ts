import { drawInteger, drawOne } from '#core/kernel/draw.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import type { Pity } from './boxes-event.ts'
import { drawItem, EXCLUSIVE_ANALYSTS, type ItemRarity, PORTRAITS } from './honours.ts'
import type { Rarity, Reward } from './reward.ts'

/** Things in one box at the most. Source: seed HydraX, mystery_box_max_contents. */
export const BOX_CONTENTS_MAX = 5

/** What a rarity is worth. Ranges include both ends. */
export interface BoxTerms {
  readonly rarity: Rarity
  /** Of 100 tickets. */
  readonly tickets: number
  readonly points: readonly [number, number]
  readonly xp: readonly [number, number]
  readonly item: ItemRarity | null
  /** What comes on top of points, XP and item. */
  readonly extra: 'portrait' | 'analyst' | null
}

/** From the commonest to the rarest. Source: seed HydraX, mystery boxes. Rule BOX-1. */
export const BOX_TABLE: readonly BoxTerms[] = [
  { rarity: 'common', tickets: 50, points: [50, 200], xp: [10, 50], item: null, extra: null },
  { rarity: 'uncommon', tickets: 30, points: [200, 500], xp: [50, 100], item: 'common', extra: null },
  { rarity: 'rare', tickets: 15, points: [500, 1_000], xp: [100, 200], item: 'rare', extra: null },
  { rarity: 'epic', tickets: 4, points: [1_000, 2_000], xp: [200, 500], item: 'epic', extra: 'portrait' },
  {
    rarity: 'legendary',
    tickets: 1,
    points: [2_000, 5_000],
    xp: [500, 1_000],
    item: 'legendary',
    extra: 'analyst',
  },
]

/** The pity rule: among so many drawn boxes in a row one is of this rarity or a better one. Rule BOX-3. */
export const PITY_TABLE = [
  { rarity: 'legendary', within: 200, since: 'sinceLegendary' },
  { rarity: 'epic', within: 50, since: 'sinceEpic' },
  { rarity: 'rare', within: 10, since: 'sinceRare' },
] as const satisfies readonly {
  readonly rarity: Rarity
  readonly within: number
  readonly since: keyof Pity
}[]

/** How a trader stands with one line of the pity rule. */
export interface PityStanding {
  readonly rarity: Rarity
  readonly within: number
  /** Drawn boxes in a row that fell short. */
  readonly since: number
  /** Among so many drawn boxes to come one is of this rarity or a better one; 1 is the next. */
  readonly sureWithin: number
}

/** The pity rule as it stands for a trader, the nearest rarity first. Rule BOX-3. */
export function pityStandings(pity: Pity): readonly PityStanding[] {
  return PITY_TABLE.map(({ rarity, within, since }) => ({
    rarity,
    within,
    since: pity[since],
    sureWithin: Math.max(1, within - pity[since]),
  })).reverse()
}

export const NO_PITY: Pity = { sinceRare: 0, sinceEpic: 0, sinceLegendary: 0 }

/** A box as it was drawn. */
export interface BoxDraw {
  readonly rarity: Rarity
  readonly contents: readonly Reward[]
  readonly pity: Pity
}

/**
 * Draws a box: its rarity where none is named, then its contents. The same seed and pity give the same box.
 *
 * A box whose rarity was named is no luck and leaves the pity as it was.
 */
export function drawBox(seed: string, named: Rarity | 'drawn', pity: Pity): BoxDraw {
  const stream = randomStream(`mystery box ${seed}`)
  if (named !== 'drawn') return { rarity: named, contents: drawContents(stream, named), pity }
  const rarity = drawRarity(stream, leastOf(pity))
  return { rarity, contents: drawContents(stream, rarity), pity: pityAfter(pity, rarity) }
}

/** The rarity of a ticket among those of `least` and better. */
export function rarityOf(ticket: number, least: Rarity): Rarity {
  let left = ticket
  for (const { rarity, tickets } of BOX_TABLE.slice(rankOf(least))) {
    if (left < tickets) return rarity
    left -= tickets
  }
  return 'legendary'
}

/** Tickets of a rarity and all better ones. */
export function ticketsFrom(least: Rarity): number {
  return BOX_TABLE.slice(rankOf(least)).reduce((sum, { tickets }) => sum + tickets, 0)
}

function drawRarity(stream: RandomStream, least: Rarity): Rarity {
  return rarityOf(drawInteger(stream, 0, ticketsFrom(least) - 1), least)
}

/** The least that the next drawn box may be. */
function leastOf(pity: Pity): Rarity {
  return PITY_TABLE.find(({ since, within }) => pity[since] >= within - 1)?.rarity ?? 'common'
}

function pityAfter(pity: Pity, rarity: Rarity): Pity {
  const after = (least: Rarity, since: number) => (rankOf(rarity) >= rankOf(least) ? 0 : since + 1)
  return {
    sinceRare: after('rare', pity.sinceRare),
    sinceEpic: after('epic', pity.sinceEpic),
    sinceLegendary: after('legendary', pity.sinceLegendary),
  }
}

function rankOf(rarity: Rarity): number {
  return BOX_TABLE.findIndex((terms) => terms.rarity === rarity)
}

function drawContents(stream: RandomStream, rarity: Rarity): readonly Reward[] {
  const { points, xp, item, extra } = BOX_TABLE[rankOf(rarity)] as BoxTerms
  return [
    { kind: 'points', amount: drawInteger(stream, ...points) },
    { kind: 'xp', amount: drawInteger(stream, ...xp) },
    ...(item === null ? [] : [drawItem(stream, item)]),
    ...extraOf(stream, extra),
  ]
}

function extraOf(stream: RandomStream, extra: BoxTerms['extra']): readonly Reward[] {
  if (extra === 'portrait') return [{ kind: 'honour', honour: 'item', name: drawOne(stream, PORTRAITS) }]
  if (extra === 'analyst')
    return [{ kind: 'honour', honour: 'analyst', name: drawOne(stream, EXCLUSIVE_ANALYSTS) }]
  return []
}
