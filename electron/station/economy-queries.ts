import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Day, dayIn, daysBefore, mondayOf, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import type { Readable } from '#db/open.ts'
import {
  type BalanceSums,
  type PointsFlow,
  readBalanceAt,
  readBalanceSums,
  readFlows,
  readSurvivors,
  readUnlocks,
  type Stretch,
  type UnlockCount,
} from '#db/stores/economy.ts'

/** Weeks of unlocks that are shown, the present one included. */
const WEEKS_SHOWN = 13
const DAYS_PER_WEEK = 7
/** Rows of logins whose survivors are counted. */
const STREAK_DAYS = [7, 30] as const

/** Points of one day of the desk. */
export interface DayFlow {
  readonly day: Day
  readonly came: number
  readonly went: number
  readonly transactions: number
}

/** Of those who could have kept up logins for so long, how many ever did. */
export interface Survival {
  readonly days: number
  readonly n: number
  readonly reached: number
}

export interface Balances extends BalanceSums {
  /** Half have no more; null on a desk where nobody has a balance. */
  readonly median: number | null
  /** Nine of ten have no more. */
  readonly ninetieth: number | null
}

/** Points, unlocks and streaks of everybody. */
export interface Economy {
  readonly days: readonly DayFlow[]
  /** Over all these days, most moved first. */
  readonly reasons: readonly PointsFlow[]
  readonly weeks: readonly (UnlockCount & { readonly monday: Day })[]
  readonly survival: readonly Survival[]
  readonly balances: Balances
}

export interface EconomyParts {
  readonly db: Readable
  readonly deskZone: string
  readonly now: () => TimestampMs
}

/** The economy of the last days of the desk, today included; one day, and one week, in each turn of the event loop. */
export async function readEconomy({ db, deskZone, now }: EconomyParts, days: number): Promise<Economy> {
  const today = dayIn(deskZone, now())
  const stretch = (from: Day, length: number): Stretch => ({
    from: startOfDay(deskZone, from),
    to: startOfDay(deskZone, daysBefore(from, -length)),
  })
  const flows: DayFlow[] = []
  const reasons = new Map<string, PointsFlow>()
  for (let back = days - 1; back >= 0; back--) {
    await nextTurn()
    const day = daysBefore(today, back)
    const lines = readFlows(db, stretch(day, 1))
    flows.push({ day, ...sumOf(lines) })
    for (const line of lines) addTo(reasons, line)
  }
  const weeks: Economy['weeks'][number][] = []
  for (let back = WEEKS_SHOWN - 1; back >= 0; back--) {
    await nextTurn()
    const monday = daysBefore(mondayOf(today), DAYS_PER_WEEK * back)
    weeks.push({ monday, ...readUnlocks(db, stretch(monday, DAYS_PER_WEEK)) })
  }
  await nextTurn()
  return {
    days: flows,
    reasons: [...reasons.values()].sort((one, two) => moved(two) - moved(one)),
    weeks,
    survival: STREAK_DAYS.map((length) => survivalOf(db, today, length)),
    balances: balancesOf(db),
  }
}

function sumOf(lines: readonly PointsFlow[]): Omit<DayFlow, 'day'> {
  return lines.reduce(
    (sum, { came, went, transactions }) => ({
      came: sum.came + came,
      went: sum.went + went,
      transactions: sum.transactions + transactions,
    }),
    { came: 0, went: 0, transactions: 0 },
  )
}

function addTo(reasons: Map<string, PointsFlow>, line: PointsFlow): void {
  const key = `${line.type} ${line.action}`
  const known = reasons.get(key)
  reasons.set(key, known ? { ...line, ...sumOf([known, line]) } : line)
}

function moved({ came, went }: PointsFlow): number {
  return came + went
}

function survivalOf(db: Readable, today: Day, days: number): Survival {
  // Whoever first came on this day or before could have been here on each day since.
  const firstBy = daysBefore(today, days - 1)
  return { days, ...readSurvivors(db, { firstBy, days }) }
}

function balancesOf(db: Readable): Balances {
  const sums = readBalanceSums(db)
  const at = (share: number) => readBalanceAt(db, Math.max(0, Math.ceil(share * sums.traders) - 1))
  return { ...sums, median: at(0.5), ninetieth: at(0.9) }
}
