import type { Activity } from '#core/progress/deed.ts'
import type { ProgressPolicy } from '#core/progress/policy.ts'
import { EXPLOITS } from './exploits.ts'
import { pointsIn, type Standing, steadyPoints } from './ledger.ts'
import { type Group, PERSONAS } from './people.ts'
import type { Lived } from './world.ts'

/** It adds more than so much to what the same people have without it: it pays. */
const ADDS_PCT_MAX = 20
/** In a long run it pays also where its people have so much more than the honest median; some of that may be luck. */
const OVER_HONEST_PCT_MAX = 25
/**
 * From so many days on a run is long: what comes once in a life no longer decides what somebody has on a day.
 */
const LONG_RUN_DAYS = 90

/** What a way of cheating brought. */
export interface Finding {
  readonly exploit: Group
  /** Accounts that are judged. */
  readonly accounts: number
  /** Median of their points on a day on which they come, rewards included. */
  readonly perVisit: number
  /** That in percent of the honest median. */
  readonly pctOfHonest: number
  /** What it adds to their work and their missions, in percent of all that the same people had without cheating. */
  readonly addsPct: number
  /** False in a run too short for what comes once for each account. */
  readonly judged: boolean
  readonly pays: boolean
}

const HONEST: ReadonlySet<Group> = new Set(
  PERSONAS.filter(({ temper }) => temper === 'honest').map(({ name }) => name),
)
const WELL: ReadonlySet<Group> = new Set(PERSONAS.map(({ name }) => name))

/** Those who work and want no more than is meant for them, of all worlds. */
export function honestOf(worlds: readonly Lived[]): readonly Standing[] {
  return standingsOf(worlds).filter(({ group, visits }) => HONEST.has(group) && visits > 0)
}

/** The honest and the lazy: everybody who does not cheat. */
export function everybodyOf(worlds: readonly Lived[]): readonly Standing[] {
  return standingsOf(worlds).filter(({ group, visits }) => WELL.has(group) && visits > 0)
}

/** The judged accounts of a group. Points cannot be moved between accounts, so that each is judged by itself. */
export function groupOf(worlds: readonly Lived[], name: Group): readonly Standing[] {
  return standingsOf(worlds).filter(({ group, main, visits }) => group === name && main && visits > 0)
}

function standingsOf(worlds: readonly Lived[]): readonly Standing[] {
  return worlds.flatMap(({ standings }) => standings)
}

/** Points that an account got on a day on which its owner came, rewards included. */
export function perVisit(standing: Standing): number {
  return pointsIn(standing) / standing.visits
}

/** What each way of cheating brings: beside the same people without it, and in a long run beside the honest. */
export function findingsOf(worlds: readonly Lived[]): readonly Finding[] {
  const honest = quantile(honestOf(worlds).map(perVisit), 1 / 2)
  const long = worlds.every(({ days }) => days >= LONG_RUN_DAYS)
  return EXPLOITS.map(({ name, comesOnce }) => {
    const accounts = groupOf(worlds, name)
    const median = quantile(accounts.map(perVisit), 1 / 2)
    const pctOfHonest = (100 * median) / honest
    const addsPct = addedPct(accounts, selvesOf(worlds, accounts))
    const judged = long || comesOnce !== true
    const over = addsPct > ADDS_PCT_MAX || (long && pctOfHonest > 100 + OVER_HONEST_PCT_MAX)
    return {
      exploit: name,
      accounts: accounts.length,
      perVisit: median,
      pctOfHonest,
      addsPct,
      judged,
      pays: judged && over,
    }
  })
}

/** The same people without cheating. */
function selvesOf(worlds: readonly Lived[], accounts: readonly Standing[]): readonly Standing[] {
  const group = new Set(accounts.map(({ userId }) => userId))
  return worlds.flatMap(({ selves }) => selves.filter(({ userId }) => group.has(userId)))
}

function addedPct(accounts: readonly Standing[], selves: readonly Standing[]): number {
  const sumOver = (some: readonly Standing[], points: (one: Standing) => number) =>
    some.reduce((sum, one) => sum + points(one), 0)
  const added = sumOver(accounts, steadyPoints) - sumOver(selves, steadyPoints)
  return (100 * added) / sumOver(selves, pointsIn)
}

/** Actions that earned more often on one own day of one account than their allowance, or than a limit of a whole day. */
export function overCap(worlds: readonly Lived[], { abuse }: ProgressPolicy): readonly string[] {
  return worlds.flatMap((world) =>
    [...world.busiest].flatMap(([group, busiest]) =>
      [...busiest].flatMap(([action, { awards, points }]) => {
        const cap = abuse.dayAllowances.get(action as Activity) ?? Number.POSITIVE_INFINITY
        if (awards > cap) return [`${group}: ${action} earned ${awards} times on a day, allowed ${cap}`]
        return points > abuse.dayEarnedMax ? [`${group}: ${action} earned ${points} points on a day`] : []
      }),
    ),
  )
}

/** The value below which a share of the values lies, by the nearest rank; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
