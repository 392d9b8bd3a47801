import type { TimeSlot } from '#contracts/http/stats.ts'
import { roundTo } from '#core/kernel/amount.ts'
import { wilsonLow } from '#core/signals/performance.ts'
import {
  RATE_TRADES_MIN,
  SESSION_NAMES,
  type TimeSlot as Slot,
  TIER_NAMES,
  type TimeStats,
} from '#core/stats/time-stats.ts'
import { money } from './wire.ts'

/** 95 % of a normal distribution. */
const INTERVAL_Z = 1.96
const RATE_DECIMALS = 4
const SYMBOLS_SHOWN_MAX = 20
const WEEKDAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** A trader's times in words of the wire. */
export function wireTimes({ hours, weekdays, sessions, symbols, tiers, sources, all }: TimeStats) {
  return {
    hours: hours.map((slot, hour) => ({ hour, ...wireSlot(slot) })),
    weekdays: WEEKDAY_NAMES.map((weekday, index) => ({ weekday, ...wireSlot(weekdays[index] as Slot) })),
    sessions: SESSION_NAMES.map((session) => ({ session, ...wireSlot(sessions.get(session) as Slot) })),
    symbols: mostDecided(symbols)
      .slice(0, SYMBOLS_SHOWN_MAX)
      .map(([symbol, slot]) => ({ symbol, ...wireSlot(slot) })),
    tiers: TIER_NAMES.map((tier) => ({ tier, ...wireSlot(tiers.get(tier) as Slot) })),
    sources: mostDecided(sources).map(([source, slot]) => ({ source, ...wireSlot(slot) })),
    all: wireSlot(all),
    rate_from: RATE_TRADES_MIN,
  }
}

function mostDecided<Name extends string>(
  slots: ReadonlyMap<Name, Slot>,
): readonly (readonly [Name, Slot])[] {
  const decisions = ({ fires, passes }: Slot) => fires + passes
  return [...slots].sort(
    ([name, one], [other, two]) => decisions(two) - decisions(one) || (name < other ? -1 : 1),
  )
}

function wireSlot(slot: Slot): TimeSlot {
  const { fires, passes, wins, losses, timeouts, pnlCents, passedWins, passedLosses } = slot
  const n = wins + losses
  return {
    decisions: fires + passes,
    fires,
    passes,
    wins,
    losses,
    timeouts,
    n,
    ...wireRate(wins, n, RATE_TRADES_MIN),
    pnl: money(pnlCents),
    passed_wins: passedWins,
    passed_losses: passedLosses,
  }
}

/** A share with its 95 % interval; both null below `from` trials. */
export function wireRate(
  wins: number,
  n: number,
  from: number,
): { win_rate: number | null; interval: [number, number] | null } {
  if (n < from) return { win_rate: null, interval: null }
  return { win_rate: roundTo(wins / n, RATE_DECIMALS), interval: wireInterval(wins, n) }
}

/** The upper bound of a share is one minus the lower bound of its opposite. */
export function wireInterval(hits: number, n: number): [number, number] {
  return [
    roundTo(wilsonLow(hits, n, INTERVAL_Z), RATE_DECIMALS),
    roundTo(1 - wilsonLow(n - hits, n, INTERVAL_Z), RATE_DECIMALS),
  ]
}
