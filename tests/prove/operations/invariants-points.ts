import { dayNumber, daysLived } from './calendars.ts'
import type { Deed, Entry, TraderFacts } from './facts.ts'
import { differs, firstOf, type Invariant, sumOf } from './invariant.ts'

/** Entries that bring XP and count as earned over a lifetime. */
function earns({ type }: Entry): boolean {
  return type === 'earned' || type === 'bonus'
}

const XP_STEP = 50
const LEVEL_TOP = 50

/** Level 2 at 100 XP, level 3 at 300, level 50 at 122,500: found from the top. */
export function levelOf(xp: number): number {
  let level = LEVEL_TOP
  while (level > 1 && XP_STEP * level * (level - 1) > xp) level -= 1
  return level
}

const balanceIsSum: Invariant = {
  name: 'a balance is the sum of its entries',
  wrong: ({ totals, entries }) =>
    differs(
      'balance',
      totals.balance,
      sumOf(entries, ({ amount }) => amount),
    ),
}

const entriesChain: Invariant = {
  name: 'each entry states the balance after it, and none is missing',
  wrong({ totals, entries }) {
    let balance = 0
    for (const [index, { no, amount, balanceAfter }] of entries.entries()) {
      balance += amount
      if (no !== index + 1) return `entry ${index + 1} has number ${no}`
      if (balanceAfter !== balance) return `entry ${no} states ${balanceAfter}, not ${balance}`
    }
    return differs('the number of entries', entries.length, totals.transactions)
  },
}

const xpIsSum: Invariant = {
  name: 'XP is the sum of what was gained, and what was gained is kept',
  wrong: ({ totals, entries }) =>
    differs(
      'XP',
      totals.xp,
      sumOf(entries, ({ xp }) => xp),
    ) ??
    firstOf(entries.map(({ no, xp, type }) => (xp < 0 ? `entry ${no} (${type}) takes ${-xp} XP` : null))),
}

const nothingFalls: Invariant = {
  name: 'XP, level, lifetime and counters never fall',
  wrong({ totals, counters }, before) {
    if (before === null) return null
    const fell = (what: string, now: number, then: number) =>
      now < then ? `${what} fell from ${then} to ${now}` : null
    return firstOf([
      fell('XP', totals.xp, before.totals.xp),
      fell('the level', totals.level, before.totals.level),
      fell('lifetime', totals.lifetime, before.totals.lifetime),
      ...Object.entries(before.counters).map(([name, then]) => fell(name, counters[name] ?? 0, then)),
    ])
  },
}

const levelFollows: Invariant = {
  name: 'a level is what its XP has reached',
  wrong: ({ totals }) => differs('the level', totals.level, levelOf(totals.xp)),
}

const lifetimeIsSum: Invariant = {
  name: 'lifetime is the sum of all that was earned and paid',
  wrong: ({ totals, entries }) =>
    differs(
      'lifetime',
      totals.lifetime,
      sumOf(entries.filter(earns), ({ amount }) => amount),
    ),
}

const dayIsRecounted: Invariant = {
  name: "the day's earnings are those of the trader's own day",
  wrong({ totals, entries, stays }) {
    const came = entries.filter(earns)
    const days = daysLived(
      stays,
      came.map(({ at }) => at),
    )
    const day = days.at(-1)
    if (day === undefined) return differs('the day', totals.day, null)
    const today = came.filter(({ type }, index) => type === 'earned' && days[index] === day)
    return (
      differs('the day', dayNumber(totals.day ?? ''), day) ??
      differs(
        'earned on it',
        totals.dayEarned,
        sumOf(today, ({ amount }) => amount),
      )
    )
  },
}

const deedsPaidOnce: Invariant = {
  name: 'no deed and no word is paid twice',
  wrong({ entries }) {
    const seen = new Set<string>()
    for (const { type, action, source, no } of entries) {
      const deed = `${type === 'bonus' ? type : ''}${action} ${source}`
      if (type !== 'bonus' && seen.has(deed)) return `entry ${no} pays ${deed} again`
      seen.add(deed)
    }
    return null
  },
}

/** Which activities a counter counts, where it is no more than that. */
const COUNTED: Readonly<Record<string, string>> = {
  chapters: 'chapter_completed',
  stories: 'story_completed',
  endings: 'ending_reached',
  sessions: 'session_start',
  plansSaved: 'plan_saved',
  outcomesReviewed: 'outcome_reviewed',
  drillsDone: 'trivia_completed',
  shares: 'content_share',
  invites: 'friend_invite',
  helped: 'friend_helped',
}
const OUTCOMES: Readonly<Record<string, string>> = {
  tradesWon: 'WIN',
  tradesLost: 'LOSS',
  tradesTimedOut: 'TIMEOUT',
}
const TOUCHES = new Set([
  'button_click',
  'menu_navigation',
  'feature_usage',
  'briefing_opened',
  'decision_made',
])
/** What others do to a trader is no day of his own; nor is what he is given. */
const OF_OTHERS = new Set(['ending_reached', 'friend_decided'])

function timesOf({ activities }: TraderFacts, name: string): readonly number[] {
  return activities.filter(({ activity }) => activity === name).map(({ at }) => at)
}

function decidedAt(facts: TraderFacts): readonly number[] {
  return [...facts.decisions, ...timesOf(facts, 'decision_made')]
}

function inOrder(instants: readonly number[]): readonly number[] {
  return instants.toSorted((one, other) => one - other)
}

function ownDeed({ activity }: Deed): boolean {
  return !activity.startsWith('points:') && !OF_OTHERS.has(activity)
}

const countersAreRecounted: Invariant = {
  name: 'counters are what was done, counted again',
  wrong(facts) {
    const { activities, decisions, outcomes, counters, stays } = facts
    const of = (name: string) => counters[name] ?? 0
    const times = (name: string) => timesOf(facts, name).length
    const own = [...activities.filter(ownDeed).map(({ at }) => at), ...decisions]
    const days = new Set(daysLived(stays, inOrder(own)))
    const touches = activities.filter(({ activity }) => TOUCHES.has(activity)).length + decisions.length
    return firstOf([
      ...Object.entries(COUNTED).map(([counter, activity]) => differs(counter, of(counter), times(activity))),
      ...Object.entries(OUTCOMES).map(([counter, end]) => differs(counter, of(counter), outcomes[end] ?? 0)),
      differs('decisions', of('decisions'), decidedAt(facts).length),
      differs('interactions', of('interactions'), touches),
      differs('days active', of('daysActive'), days.size),
    ])
  },
}

const tallyIsRecounted: Invariant = {
  name: "the day's tally is the trader's own",
  wrong(facts) {
    const { tally, stays, closings, outcomes } = facts
    const decided = decidedAt(facts)
    if (tally === null) return differs('decisions without a tally', decided.length, 0)
    const day = dayNumber(tally.day)
    const since = (begins: number) => decided.filter((at) => at >= begins).length
    // A trade that ends begins a day of the tally too, and so do some reviews; the tables do not tell which.
    const surely = inOrder([...decided, ...closings])
    const perhaps = inOrder([...surely, ...timesOf(facts, 'outcome_reviewed')])
    const begins = (instants: readonly number[]) =>
      instants[daysLived(stays, instants).findIndex((lived) => lived >= day)] ?? Number.POSITIVE_INFINITY
    const [least, most] = [since(begins(surely)), since(begins(perhaps))]
    const newest = (instants: readonly number[]) => daysLived(stays, instants).at(-1) ?? day
    const wins = outcomes.WIN ?? 0
    return (
      (day < newest(surely) || day > newest(perhaps) ? `${tally.day} is not the newest day` : null) ??
      (tally.decisions < least || tally.decisions > most
        ? `decisions of ${tally.day} are ${tally.decisions}, of ${least} to ${most}`
        : null) ??
      (tally.winRun > wins ? `${tally.winRun} wins in a row of ${wins}` : null) ??
      (tally.combo > decided.length ? `${tally.combo} in a row of ${decided.length}` : null)
    )
  },
}

/** What is promised of points and of what is counted. */
export const INVARIANTS_OF_POINTS: readonly Invariant[] = [
  balanceIsSum,
  entriesChain,
  xpIsSum,
  nothingFalls,
  levelFollows,
  lifetimeIsSum,
  dayIsRecounted,
  deedsPaidOnce,
  countersAreRecounted,
  tallyIsRecounted,
]
