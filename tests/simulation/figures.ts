import { DAYS_PER_WEEK } from './calendar.ts'
import { pointsIn, type Standing, sumOf } from './ledger.ts'
import { type Group, PERSONAS } from './people.ts'
import { everybodyOf, groupOf, honestOf, perVisit, quantile } from './verdict.ts'
import type { Lived } from './world.ts'

/** What the seeds want of an active user's day. Source: seed Diana, economy targets. */
export const TARGET_PER_DAY = [300, 500] as const
/** What the seeds want otherwise. Source: seed Diana, success metrics. */
export const TARGET_UNLOCKS_PER_WEEK = 2
export const TARGET_WEEK_STREAK_PCT = 40
/** Weeks at either end of a simulation that are compared for growth. */
const GROWTH_WEEKS = 4

/** How a desk's economy fares. Points per day are those of a day on which somebody came. */
export interface Figures {
  readonly people: number
  readonly days: number
  readonly commands: number
  /** Of the honest. */
  readonly perDay: { readonly p10: number; readonly median: number; readonly p90: number }
  /** Of what the honest got on a day, what they did themselves for it; the rest is rewards. */
  readonly earnedPerDay: number
  readonly parts: readonly (readonly [what: string, perDay: number])[]
  readonly groups: readonly { readonly name: Group; readonly perDay: number; readonly level: number }[]
  /** Of everybody who does not cheat, in percent. */
  readonly weekStreakPct: number
  readonly monthStreakPct: number
  /** Of the honest, for each week in which one came. */
  readonly unlocksPerWeek: number
  /** Points for each user and week, of everybody who does not cheat. */
  readonly inPerWeek: number
  readonly outPerWeek: number
  /** In the first weeks and in the last. */
  readonly first: number
  readonly last: number
  /** Rules against abuse that those who do not cheat broke. */
  readonly honestViolations: number
  readonly honestRefusals: number
}

/** Reads the figures off worlds that were lived. */
export function figuresOf(worlds: readonly Lived[]): Figures {
  const honest = honestOf(worlds)
  const everybody = everybodyOf(worlds)
  const perDay = honest.map(perVisit)
  const days = sum(honest.map(({ visits }) => visits))
  const weeks = Math.max(...worlds.map((world) => world.days)) / DAYS_PER_WEEK
  return {
    people: everybody.length,
    days: Math.max(...worlds.map((world) => world.days)),
    commands: sum(worlds.map(({ commands }) => commands)),
    perDay: { p10: quantile(perDay, 0.1), median: quantile(perDay, 0.5), p90: quantile(perDay, 0.9) },
    earnedPerDay: sum(honest.map(({ earned }) => sumOf(earned))) / days,
    parts: partsOf(honest, days),
    groups: PERSONAS.map(({ name }) => {
      const group = groupOf(worlds, name)
      const level = quantile(
        group.map((one) => one.level),
        0.5,
      )
      return { name, perDay: quantile(group.map(perVisit), 0.5), level }
    }),
    weekStreakPct: pct(everybody, ({ longestLogin }) => longestLogin >= 7),
    monthStreakPct: pct(everybody, ({ longestLogin }) => longestLogin >= 30),
    unlocksPerWeek: sum(honest.map(({ unlocks }) => unlocks)) / sum(honest.map(weeksCome)),
    inPerWeek: sum(everybody.map(pointsIn)) / everybody.length / weeks,
    outPerWeek: sum(everybody.map(({ spent }) => spent)) / everybody.length / weeks,
    first: netOf(everybody, (weekly) => wholeWeeks(weekly, worlds).slice(0, GROWTH_WEEKS)),
    last: netOf(everybody, (weekly) => wholeWeeks(weekly, worlds).slice(-GROWTH_WEEKS)),
    honestViolations: sum(everybody.map(({ violations }) => violations)),
    honestRefusals: refusalsOf(worlds),
  }
}

function partsOf(honest: readonly Standing[], days: number): Figures['parts'] {
  const sums = new Map<string, number>()
  for (const { earned, rewarded } of honest) {
    for (const [action, amount] of earned) sums.set(action, (sums.get(action) ?? 0) + amount)
    for (const [engine, amount] of rewarded) {
      const name = `reward of a ${engine}`
      sums.set(name, (sums.get(name) ?? 0) + amount)
    }
  }
  return [...sums]
    .map(([what, amount]) => [what, amount / days] as const)
    .sort((one, other) => other[1] - one[1])
}

function weeksCome({ weekly }: Standing): number {
  return weekly.filter(({ visits }) => visits > 0).length
}

type Weeks = Standing['weekly']

/** The weeks that were lived to their end. */
function wholeWeeks(weekly: Weeks, worlds: readonly Lived[]): Weeks {
  return weekly.slice(0, Math.floor(Math.max(...worlds.map(({ days }) => days)) / DAYS_PER_WEEK))
}

/** Points that came in and did not go, for each user and week of some weeks. */
function netOf(everybody: readonly Standing[], some: (weekly: Weeks) => Weeks): number {
  const weeks = everybody.flatMap(({ weekly }) => some(weekly))
  return sum(weeks.map((week) => week.pointsIn - week.pointsOut)) / weeks.length
}

function refusalsOf(worlds: readonly Lived[]): number {
  const names = new Set(PERSONAS.map(({ name }) => name))
  return sum(
    worlds.flatMap(({ refusals }) =>
      [...refusals].filter(([group]) => names.has(group)).map(([, codes]) => sum([...codes.values()])),
    ),
  )
}

function pct(all: readonly Standing[], holds: (one: Standing) => boolean): number {
  return (100 * all.filter(holds).length) / all.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
