import type { UserId } from '#core/kernel/ids.ts'
import type { PointsAwarded } from '#core/progress/points-event.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { Recorded } from '#station/station.ts'
import { DAY_MS, weekOf } from './calendar.ts'
import type { Account, Group } from './people.ts'

/** What an account came to, counted from the events that the station told. */
export interface Standing {
  readonly userId: UserId
  readonly group: Group
  readonly main: boolean
  /** Days on which he came: counted by the simulation, not by the station. */
  visits: number
  /** Points that came in: by what he did, and as rewards of each engine. */
  readonly earned: Map<string, number>
  readonly rewarded: Map<string, number>
  /** How often an action was paid. */
  readonly awards: Map<string, number>
  spent: number
  level: number
  longestLogin: number
  unlocks: number
  /** Rules against abuse that he broke, and awards that an operator is asked to look at. */
  violations: number
  suspicious: number
  readonly weekly: Week[]
}

/** A week of an account. */
export interface Week {
  visits: number
  pointsIn: number
  pointsOut: number
}

/** The most awards and points of an action that one account got on one of its own days. */
export type Busiest = Map<string, { awards: number; points: number }>

/** Counts what happens to accounts, and tells them what waits for them. Knows only what the station published. */
export class Ledger {
  readonly standings = new Map<UserId, Standing>()
  /** By group and action. */
  readonly busiest = new Map<Group, Busiest>()
  /** Refusals by group and code. */
  readonly refusals = new Map<Group, Map<string, number>>()
  readonly #accounts = new Map<UserId, Account>()
  /** Awards of an own day, by account and action. */
  readonly #days = new Map<string, { at: number; amount: number }[]>()
  /** Everything that was paid, by account, action and what it was paid for. */
  readonly #paid = new Set<string>()
  /** What was paid again. */
  readonly paidTwice: string[] = []
  readonly #weeks: number

  constructor(weeks: number) {
    this.#weeks = weeks
  }

  add(account: Account): void {
    const { userId, group, main } = account
    this.#accounts.set(userId, account)
    this.standings.set(userId, {
      userId,
      group,
      main,
      visits: 0,
      earned: new Map(),
      rewarded: new Map(),
      awards: new Map(),
      spent: 0,
      level: 1,
      longestLogin: 0,
      unlocks: 0,
      violations: 0,
      suspicious: 0,
      weekly: Array.from({ length: this.#weeks }, () => ({ visits: 0, pointsIn: 0, pointsOut: 0 })),
    })
  }

  refused(group: Group, code: string): void {
    const codes = this.refusals.get(group) ?? new Map<string, number>()
    codes.set(code, (codes.get(code) ?? 0) + 1)
    this.refusals.set(group, codes)
  }

  /** Somebody comes to the desk. */
  visited(userId: UserId, at: number): void {
    const standing = this.standings.get(userId)
    if (standing === undefined) return
    standing.visits += 1
    this.#week(standing, at).visits += 1
  }

  read({ event, at }: Recorded): void {
    if (!('userId' in event)) return
    const account = this.#accounts.get(event.userId)
    const standing = this.standings.get(event.userId)
    if (account === undefined || standing === undefined) return
    this.#count(event as ProgressEvent, standing, at)
    tellOf(event as ProgressEvent, account)
  }

  #count(event: ProgressEvent, standing: Standing, at: number): void {
    switch (event.kind) {
      case 'points_awarded':
        this.#week(standing, at).pointsIn += event.amount
        this.#countAward(event, standing, at)
        return
      case 'points_deducted':
        standing.spent += event.amount
        this.#week(standing, at).pointsOut += event.amount
        return
      case 'points_withheld':
        if (event.counted) standing.violations += 1
        return
      case 'streak_updated':
        if (event.record.type === 'daily_login') standing.longestLogin = event.record.longest
        return
      case 'achievement_unlocked':
        standing.unlocks += 1
    }
  }

  /** The week of an instant; of one before the first or after the last, that one. */
  #week({ weekly }: Standing, at: number): Week {
    return weekly[Math.min(Math.max(weekOf(at), 0), this.#weeks - 1)] as Week
  }

  #countAward(event: PointsAwarded, standing: Standing, at: number): void {
    const { userId, action, sourceId, amount, cause, suspicious, totals } = event
    const paid = `${userId} ${action} ${sourceId}`
    if (this.#paid.has(paid)) this.paidTwice.push(paid)
    this.#paid.add(paid)
    standing.level = totals.level
    if (suspicious) standing.suspicious += 1
    if (cause === null) this.#countEarned(event, standing, at)
    else add(standing.rewarded, cause.engine, amount)
  }

  #countEarned({ userId, action, amount, totals }: PointsAwarded, standing: Standing, at: number): void {
    add(standing.earned, action, amount)
    add(standing.awards, action, 1)
    const key = `${totals.day} ${userId} ${action}`
    // Whoever moves west has a date of up to 49 hours: of such a one 24 hours are looked at.
    const today = [...(this.#days.get(key) ?? []).filter((award) => award.at > at - DAY_MS), { at, amount }]
    this.#days.set(key, today)
    const points = today.reduce((sum, award) => sum + award.amount, 0)
    this.#keepBusiest(standing.group, action, { awards: today.length, points })
  }

  #keepBusiest(
    group: Group,
    action: string,
    today: { readonly awards: number; readonly points: number },
  ): void {
    const busiest: Busiest = this.busiest.get(group) ?? new Map()
    const most = busiest.get(action) ?? { awards: 0, points: 0 }
    busiest.set(action, {
      awards: Math.max(most.awards, today.awards),
      points: Math.max(most.points, today.points),
    })
    this.busiest.set(group, busiest)
  }
}

/** What an account hears of its own progress, as a page would show it. */
function tellOf(event: ProgressEvent, account: Account): void {
  switch (event.kind) {
    case 'mission_progressed':
      if (event.completed) account.missions.add(event.missionId)
      return
    case 'mission_claimed':
      account.missions.delete(event.missionId)
      return
    case 'box_granted':
      account.boxes.add(event.boxNo)
      return
    case 'box_opened':
      account.boxes.delete(event.boxNo)
      return
    case 'points_awarded':
    case 'points_deducted':
      account.balance = event.totals.balance
  }
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

/** Everything that came in. */
export function pointsIn({ earned, rewarded }: Standing): number {
  return sumOf(earned) + sumOf(rewarded)
}

/**
 * What a day's work brings, again and again: what is done, and the missions of the day.
 *
 * Achievements, milestones and records are left out, which come once in a life: cheating brings them earlier, not twice.
 * So are boxes, which are luck.
 */
export function steadyPoints({ earned, rewarded }: Standing): number {
  return sumOf(earned) + (rewarded.get('mission') ?? 0)
}

/** The sum of what is counted by a word. */
export function sumOf(sums: ReadonlyMap<string, number>): number {
  return [...sums.values()].reduce((sum, amount) => sum + amount, 0)
}
