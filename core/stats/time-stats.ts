import type { Cents } from '#core/kernel/amount.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import { clockIn, type TimestampMs } from '#core/kernel/time.ts'
import { sessionAt } from '#core/progress/intake.ts'
import type { Outcome, Tier } from '#core/signals/signal.ts'

/** Trades won or lost below which a rate says more about luck than about an hour, and is not told. */
export const RATE_TRADES_MIN = 10

/** One decision as it came out. */
export interface TimedDecision {
  readonly kind: 'fire' | 'pass'
  /** Station time: when he decided. */
  readonly at: TimestampMs
  readonly symbol: SymbolName
  /** Of the signal when it opened. */
  readonly tier: Tier
  /** Where the prices came from. */
  readonly source: string
  /** Of a fire how the trade closed; of a pass how the signal did. Null while it is open. */
  readonly outcome: Outcome | null
  /** Result of a closed trade; null for a pass. */
  readonly pnlCents: Cents | null
}

/** What was decided in one slot of time, and how it came out. */
export interface TimeSlot {
  fires: number
  passes: number
  wins: number
  losses: number
  timeouts: number
  pnlCents: number
  /** Of the signals he passed: those that reached their target, and those that reached their stop. */
  passedWins: number
  passedLosses: number
}

/** A trader's decisions by hour, weekday, session, symbol, tier and source of prices. */
export interface TimeStats {
  /** By the hour of his own clock, 0 to 23. */
  readonly hours: readonly TimeSlot[]
  /** By the day of his own week, Monday first. */
  readonly weekdays: readonly TimeSlot[]
  readonly sessions: ReadonlyMap<string, TimeSlot>
  readonly symbols: ReadonlyMap<SymbolName, TimeSlot>
  readonly tiers: ReadonlyMap<Tier, TimeSlot>
  readonly sources: ReadonlyMap<string, TimeSlot>
  readonly all: TimeSlot
}

const HOURS = 24
const WEEKDAYS = 7
/** Sessions of the trading day, in the order in which they begin. */
export const SESSION_NAMES = ['asia', 'europe', 'america', 'quiet'] as const

/** Tiers of signals, the surest first. */
export const TIER_NAMES = ['SNIPER', 'PRECISION', 'RAPID', 'TRAINING', 'UNRANKED'] as const satisfies Tier[]

/** Counts decisions as they are told, in whatever order. */
export interface TimeCount {
  add(decision: TimedDecision): void
  stats(): TimeStats
}

/** A count in a trader's own zone. Rules TSTAT-1 and TSTAT-2. */
export function countTimes(zone: string): TimeCount {
  const hours = Array.from({ length: HOURS }, noSlot)
  const weekdays = Array.from({ length: WEEKDAYS }, noSlot)
  const sessions = new Map<string, TimeSlot>(SESSION_NAMES.map((name) => [name, noSlot()]))
  const symbols = new Map<SymbolName, TimeSlot>()
  const tiers = new Map<Tier, TimeSlot>(TIER_NAMES.map((name) => [name, noSlot()]))
  const sources = new Map<string, TimeSlot>()
  const all = noSlot()
  return {
    add(decision) {
      const { hour, weekday } = clockIn(zone, decision.at)
      count(hours[hour], decision)
      count(weekdays[weekday - 1], decision)
      count(sessions.get(sessionAt(decision.at)), decision)
      count(slotOf(symbols, decision.symbol), decision)
      count(tiers.get(decision.tier), decision)
      count(slotOf(sources, decision.source), decision)
      count(all, decision)
    },
    stats: () => ({ hours, weekdays, sessions, symbols, tiers, sources, all }),
  }
}

function noSlot(): TimeSlot {
  return { fires: 0, passes: 0, wins: 0, losses: 0, timeouts: 0, pnlCents: 0, passedWins: 0, passedLosses: 0 }
}

function slotOf<Name>(slots: Map<Name, TimeSlot>, name: Name): TimeSlot {
  const known = slots.get(name) ?? noSlot()
  slots.set(name, known)
  return known
}

function count(slot: TimeSlot | undefined, decision: TimedDecision): void {
  if (slot === undefined) return
  if (decision.kind === 'fire') countFire(slot, decision)
  else countPass(slot, decision)
}

function countFire(slot: TimeSlot, { outcome, pnlCents }: TimedDecision): void {
  slot.fires += 1
  if (outcome === 'WIN') slot.wins += 1
  if (outcome === 'LOSS') slot.losses += 1
  if (outcome === 'TIMEOUT') slot.timeouts += 1
  slot.pnlCents += pnlCents ?? 0
}

function countPass(slot: TimeSlot, { outcome }: TimedDecision): void {
  slot.passes += 1
  if (outcome === 'WIN') slot.passedWins += 1
  if (outcome === 'LOSS') slot.passedLosses += 1
}
