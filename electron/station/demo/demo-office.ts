import type { Command } from '#core/command.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import { DAY_MS, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import { SIMULATED } from '#core/market/simulator.ts'
import { STATION_OPERATOR } from '#core/stats/erasure.ts'
import type { Trader } from './demo-cast.ts'

const BY = STATION_OPERATOR
const PROVIDER = 'Meridian'
/** Percent. */
const PROVIDER_CLAIM = 82
/** A provider's stop and target, as shares of the price. */
const STOP_SHARE = 0.0012
const TARGET_SHARE = 0.0018
const NO_DECIMALS = { decimals: 5 }
/** Neighbours of the cast, and so friends; the last is the operator. */
const CHALLENGED: readonly (readonly [number, number])[] = [
  [20, 0],
  [4, 5],
]

/** What the operator of a demo sets up on the first day, given one after another. */
export function setUp(from: TimestampMs): readonly Command[] {
  return [
    {
      kind: 'create_campaign',
      campaignId: 'demo-first-season',
      by: BY,
      terms: {
        name: 'First light',
        description: 'Ten days in which a new desk learned to read before it fired.',
        startsAt: from,
        endsAt: from + 10 * DAY_MS,
        milestones: [
          { xp: 1_000, rewards: [{ kind: 'points', amount: 250 }] },
          { xp: 10_000, rewards: [{ kind: 'honour', honour: 'badge', name: 'First light' }] },
        ],
      },
    },
    {
      kind: 'create_campaign',
      campaignId: 'demo-season',
      by: BY,
      terms: {
        name: 'Steady hands',
        description: 'Five weeks of briefings read, plans kept and outcomes looked at again.',
        startsAt: from + 10 * DAY_MS,
        endsAt: from + 45 * DAY_MS,
        milestones: [
          { xp: 1_000, rewards: [{ kind: 'points', amount: 250 }] },
          { xp: 5_000, rewards: [{ kind: 'box', rarity: 'drawn' }] },
          { xp: 15_000, rewards: [{ kind: 'points', amount: 1_000 }] },
          { xp: 30_000, rewards: [{ kind: 'box', rarity: 'rare' }] },
          { xp: 60_000, rewards: [{ kind: 'honour', honour: 'title', name: 'Steady hand' }] },
        ],
      },
    },
    {
      kind: 'create_campaign',
      campaignId: 'demo-next-season',
      by: BY,
      terms: {
        name: 'Second look',
        description: 'Four weeks in which reviews of outcomes count.',
        startsAt: from + 50 * DAY_MS,
        endsAt: from + 78 * DAY_MS,
        milestones: [
          { xp: 2_000, rewards: [{ kind: 'points', amount: 300 }] },
          { xp: 20_000, rewards: [{ kind: 'box', rarity: 'epic' }] },
        ],
      },
    },
    {
      kind: 'define_metric',
      metricId: 'demo-plans',
      by: BY,
      fields: {
        name: 'Plans saved',
        event: 'activity_recorded',
        measure: 'events',
        filter: { activity: 'plan_saved' },
        windowDays: 30,
      },
    },
    {
      kind: 'define_metric',
      metricId: 'demo-reviewers',
      by: BY,
      fields: {
        name: 'Traders who look again',
        event: 'activity_recorded',
        measure: 'users',
        filter: { activity: 'outcome_reviewed' },
        windowDays: 30,
      },
    },
  ]
}

/** A provider's signals at the present prices: as many symbols as it has an opinion on. */
export function provide(
  bars: readonly Bar[],
  at: TimestampMs,
  windowMinutes: (nth: number) => number,
): readonly Command[] {
  return bars.map(({ symbol, close }, nth): Command => {
    const way = nth % 2 === 0 ? 1 : -1
    const { decimals } = SIMULATED.find((one) => one.symbol === symbol) ?? NO_DECIMALS
    const quoted = (price: number): number => Number(price.toFixed(decimals))
    return {
      kind: 'post_signal',
      signalId: `demo-${symbol}-${at}`.toLowerCase() as SignalId,
      symbol: symbol as SymbolName,
      direction: way === 1 ? 'BUY' : 'SELL',
      levels: {
        entry: close,
        stop: quoted(close * (1 - way * STOP_SHARE)),
        target: quoted(close * (1 + way * TARGET_SHARE)),
      },
      expiresAt: at + windowMinutes(nth) * MINUTE_MS,
      claimed: PROVIDER_CLAIM,
      provider: PROVIDER,
    }
  })
}

/** Two pairs of friends compare their week: proposed and accepted, one after another. */
export function challenges(cast: readonly Trader[]): readonly Command[] {
  return CHALLENGED.flatMap(([one, other]): readonly Command[] => {
    const userId = cast[one]?.userId
    const friendId = cast[other]?.userId
    if (userId === undefined || friendId === undefined) return []
    const challengeId = `demo-${userId}-${friendId}`
    return [
      { kind: 'propose_challenge', challengeId, userId, friendId },
      { kind: 'change_challenge', change: 'accept', challengeId, userId: friendId },
    ]
  })
}
