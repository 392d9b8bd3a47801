import type { DomainEvent } from '#core/event.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Day, MarketTimeMs } from '#core/kernel/time.ts'
import type { Assessment, Veto } from '#core/signals/signal.ts'
import type { VetoRules } from './policy.ts'

/** Every reason for a veto, in the order in which they are looked at. */
export const VETO_CODES = ['spacing', 'sources', 'floor', 'daily_stop'] as const
export type VetoCode = (typeof VETO_CODES)[number]

/** How often candidates were vetoed for one reason. */
export interface VetoCount {
  readonly code: VetoCode
  readonly count: number
  /** The desk's day that `dayCount` counts. */
  readonly day: Day
  readonly dayCount: number
  /** Market time and symbol of the last one. */
  readonly at: MarketTimeMs
  readonly symbol: SymbolName
}

/** What the desk's day has come to, in the desk's zone and by station time. */
export interface DeskCount {
  /** Signals that opened and were not vetoed. */
  readonly signals: number
  /** Sum of what those that closed with a loss have lost, in R; not less than 0. */
  readonly lostR: number
}

export const NOTHING_TODAY: DeskCount = { signals: 0, lostR: 0 }

/** Decimals at which a probability meets a floor: what is shown as 55.00 % is 55 %. */
const FLOOR_DECIMALS = 4

/**
 * What keeps a candidate from becoming a signal, or null.
 *
 * Spacing is looked at before there is a probability. Then: most of its sources are stale, the probability lies below
 * the floor of its symbol, the desk has stopped for the day.
 *
 * Rules VETO-1 to VETO-5.
 */
export function vetoOf(
  symbol: SymbolName,
  { probability, state }: Pick<Assessment, 'probability' | 'state'>,
  { floors, stopLostR, stopSignals }: VetoRules,
  today: DeskCount,
): Veto | null {
  if (state === 'BLOCKED') return { code: 'sources' }
  const floor = Object.hasOwn(floors, symbol) ? floors[symbol] : undefined
  if (floor !== undefined && roundTo(probability, FLOOR_DECIMALS) < floor) return { code: 'floor', floor }
  if (stopLostR !== null && today.lostR >= stopLostR)
    return { code: 'daily_stop', by: 'losses', most: stopLostR }
  if (stopSignals !== null && today.signals >= stopSignals)
    return { code: 'daily_stop', by: 'signals', most: stopSignals }
  return null
}

/** The day after one more signal. */
export function withSignal(today: DeskCount): DeskCount {
  return { ...today, signals: today.signals + 1 }
}

/** Decimals of a sum of results: those of a result. */
const R_DECIMALS = 9

/** The day after one more result, in R. */
export function withResult(today: DeskCount, r: number): DeskCount {
  return r < 0 ? { ...today, lostR: roundTo(today.lostR - r, R_DECIMALS) } : today
}

/**
 * The day after an event; what nobody could trade, and what nobody saw end, does not count.
 *
 * @param event  of the same day of the desk
 */
export function followDay(today: DeskCount, event: DomainEvent): DeskCount {
  if (event.kind === 'signal_opened' && event.signal.veto === undefined) return withSignal(today)
  if (event.kind !== 'signal_settled' || event.vetoed === true || event.bookTotals === null) return today
  return withResult(today, event.r)
}

/** Whether an event is the beginning or the end of a vetoed candidate, which is no signal and news for nobody. */
export function ofVetoed(event: DomainEvent): boolean {
  if (event.kind === 'signal_opened') return event.signal.veto !== undefined
  return event.kind === 'signal_settled' && event.vetoed === true
}

/** A candidate that was vetoed. */
export interface Vetoed {
  readonly code: VetoCode
  readonly symbol: SymbolName
  readonly at: MarketTimeMs
}

/**
 * The counts after some vetoes; only those that changed, in the order of the reasons.
 *
 * @param day  the desk's day of these vetoes
 */
export function countVetoes(
  known: readonly VetoCount[],
  vetoed: readonly Vetoed[],
  day: Day,
): readonly VetoCount[] {
  return VETO_CODES.flatMap((code) => {
    const added = vetoed.filter((one) => one.code === code)
    const last = added.at(-1)
    if (last === undefined) return []
    const before = known.find((one) => one.code === code)
    const today = before?.day === day ? before.dayCount : 0
    return [
      {
        code,
        count: (before?.count ?? 0) + added.length,
        day,
        dayCount: today + added.length,
        at: last.at,
        symbol: last.symbol,
      },
    ]
  })
}

/** What vetoes depend on. */
export interface VetoView {
  readonly rules: VetoRules
  readonly today: DeskCount
  readonly counts: readonly VetoCount[]
}
