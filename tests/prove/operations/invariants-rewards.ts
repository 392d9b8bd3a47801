import type { ClaimLine, TraderFacts } from './facts.ts'
import { differs, firstOf, type Invariant, sumOf } from './invariant.ts'

type LinesByCause = ReadonlyMap<string, readonly ClaimLine[]>

function byCause(claims: readonly ClaimLine[]): LinesByCause {
  return Map.groupBy(claims, ({ cause }) => cause)
}

function amountIn(lines: readonly ClaimLine[], kind: string): number {
  return sumOf(
    lines.filter((line) => line.kind === kind),
    ({ amount }) => amount ?? 0,
  )
}

const rewardsPaidOnce: Invariant = {
  name: 'no reward is paid twice',
  wrong({ claims, entries }) {
    const paid = new Set<string>()
    for (const [cause, lines] of byCause(claims))
      if (new Set(lines.map(({ no }) => no)).size > 1) return `${cause} was claimed more than once`
    for (const { type, source } of entries) {
      if (type !== 'bonus') continue
      if (paid.has(source)) return `${source} was paid more than once`
      paid.add(source)
    }
    return null
  },
}

const claimsArePaid: Invariant = {
  name: 'what was promised was paid, and nothing else',
  wrong({ claims, entries, boxes }) {
    const promised = byCause(claims)
    const paid = Map.groupBy(
      entries.filter(({ type }) => type === 'bonus'),
      ({ source }) => source,
    )
    const granted = Map.groupBy(boxes, ({ source }) => source)
    const causes = new Set([...promised.keys(), ...paid.keys(), ...granted.keys()])
    return firstOf(
      [...causes].map((cause) => {
        const lines = promised.get(cause) ?? []
        const bonus = paid.get(cause) ?? []
        const points = amountIn(lines, 'points')
        return (
          differs(
            `${cause}: points`,
            sumOf(bonus, ({ amount }) => amount),
            points,
          ) ??
          differs(
            `${cause}: XP`,
            sumOf(bonus, ({ xp }) => xp),
            points + amountIn(lines, 'xp'),
          ) ??
          differs(
            `${cause}: boxes`,
            granted.get(cause)?.length ?? 0,
            lines.filter(({ kind }) => kind === 'box').length,
          )
        )
      }),
    )
  },
}

/** Says which of some causes are claimed but should not be, or the other way round. */
function sameCauses(
  claims: readonly ClaimLine[],
  beginning: string,
  expected: readonly string[],
): string | null {
  const claimed = new Set(claims.filter(({ cause }) => cause.startsWith(beginning)).map(({ cause }) => cause))
  return firstOf([
    ...expected.map((cause) => (claimed.has(cause) ? null : `${cause} was reached and not claimed`)),
    ...[...claimed].map((cause) =>
      expected.includes(cause) ? null : `${cause} was claimed and not reached`,
    ),
  ])
}

const missionsClaimedWhenDone: Invariant = {
  name: 'a mission is claimed once it is done, and is marked so',
  wrong: ({ missions, claims }) =>
    sameCauses(
      claims,
      'mission:',
      missions.filter(({ state }) => state === 'claimed').map(({ id }) => `mission:${id}`),
    ) ??
    firstOf(
      missions.map(({ id, state, progress, target }) => {
        const done = state === 'claimed' || state === 'completed'
        return done === (progress === target) ? null : `${id} is ${state} at ${progress} of ${target}`
      }),
    ),
}

const boxesOpenedOnce: Invariant = {
  name: 'a box is opened once, and none is missing',
  wrong: ({ boxes, boxesGranted, claims }) =>
    sameCauses(
      claims,
      'box:',
      boxes.filter(({ openedAt }) => openedAt !== null).map(({ no }) => `box:${no}`),
    ) ??
    firstOf(boxes.map(({ no }, index) => differs('the number of a box', no, index + 1))) ??
    differs('boxes granted', boxesGranted, boxes.length),
}

const milestonesStay: Invariant = {
  name: 'a milestone of a streak is paid, and stays with it',
  wrong: ({ streaks, claims }) =>
    sameCauses(
      claims,
      'streak:',
      streaks.flatMap(({ type, milestones }) => milestones.map((milestone) => `streak:${type}:${milestone}`)),
    ) ??
    firstOf(
      streaks.map(({ type, count, longest }) =>
        count > longest ? `${type} is longer than its longest` : null,
      ),
    ),
}

const FREEZES_PER_MONTH = 3

const freezesAreCounted: Invariant = {
  name: 'every freeze that was used is counted',
  wrong({ freezes }) {
    const byMonth = Map.groupBy(
      freezes.uses.filter(({ paidBy }) => paidBy === 'month'),
      ({ month }) => month,
    )
    return firstOf([
      differs('freezes used', freezes.used, byMonth.get(freezes.month)?.length ?? 0),
      freezes.earned < 0 ? `${freezes.earned} earned freezes` : null,
      ...[...byMonth].map(([month, uses]) =>
        uses.length > FREEZES_PER_MONTH ? `${uses.length} freezes in ${month}` : null,
      ),
    ])
  },
}

const unlocksAreWhole: Invariant = {
  name: 'an unlock is told, counted and paid, or not there at all',
  wrong({ unlocks, unlocked, unlocksTold, claims }: TraderFacts) {
    const times = Map.groupBy(unlocks, ({ id }) => id)
    return firstOf([
      ...unlocks.map(({ no }, index) => differs('the number of an unlock', no, index + 1)),
      differs('unlocks', unlocksTold, unlocks.length),
      differs('different achievements', unlocked.length, times.size),
      ...unlocked.map(({ id, times: told }) => differs(`unlocks of ${id}`, told, times.get(id)?.length ?? 0)),
      sameCauses(
        claims,
        'achievement:',
        unlocks
          .filter(({ points }) => points > 0)
          .map(({ id, occurrence }) => `achievement:${id}:${occurrence}`),
      ),
    ])
  },
}

/** A start may be said so much too late: what an operator typed takes a moment to arrive, or to be asked again. */
const START_LATE_MS_MAX = 60_000

/** XP of entries that count for a season, from one instant up to another, both included. */
function gained(entries: TraderFacts['entries'], from: number, until: number): number {
  const counted = entries.filter(
    ({ type, at, source }) =>
      (type === 'earned' || type === 'bonus') && at >= from && at <= until && !source.startsWith('campaign:'),
  )
  return sumOf(counted, ({ xp }) => xp)
}

const seasonsAreRecounted: Invariant = {
  name: "a season's XP is what was gained while it ran, and its milestones are paid",
  wrong: ({ campaigns, entries, claims }) =>
    firstOf(
      campaigns.map(({ id, xp, startsAt, endsAt, asks, milestones }) => {
        // Of what came at the very instant of a change, the tables do not tell which was first.
        const least = gained(entries, startsAt + START_LATE_MS_MAX + 1, endsAt - 1)
        const most = gained(entries, startsAt, endsAt)
        if (xp < least || xp > most) return `${id} has ${xp} XP, of ${least} to ${most}`
        return differs(`milestones of ${id}`, milestones, asks.filter((asked) => asked <= xp).length)
      }),
    ) ??
    sameCauses(
      claims,
      'campaign:',
      campaigns.flatMap(({ id, milestones }) =>
        Array.from({ length: milestones }, (_, index) => `campaign:${id}:${index + 1}`),
      ),
    ),
}

const placesArePaid: Invariant = {
  name: 'a place at the close of a period is paid as it says',
  wrong: ({ places, claims }) => {
    const promised = byCause(claims)
    return firstOf(
      places.map(({ cause, points }) =>
        differs(cause, amountIn(promised.get(cause) ?? [], 'points'), points),
      ),
    )
  },
}

/** What is promised of rewards. */
export const INVARIANTS_OF_REWARDS: readonly Invariant[] = [
  rewardsPaidOnce,
  claimsArePaid,
  missionsClaimedWhenDone,
  boxesOpenedOnce,
  milestonesStay,
  freezesAreCounted,
  unlocksAreWhole,
  seasonsAreRecounted,
  placesArePaid,
]
