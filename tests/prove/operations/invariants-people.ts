import type { Deed, TraderFacts } from './facts.ts'
import { firstOf, type Invariant } from './invariant.ts'

const DAY_MS = 86_400_000

const movesAreRare: Invariant = {
  name: 'a zone is changed once in 24 hours',
  wrong: ({ stays }) =>
    firstOf(
      stays.map(({ from, zone }, index) => {
        const before = stays[index - 1]
        if (before === undefined) return null
        if (zone === before.zone) return `moved from ${zone} to ${zone}`
        return from - before.from < DAY_MS ? `moved ${from - before.from} ms after a move` : null
      }),
    ),
}

/** What becomes of a trade that was open is the market's doing. */
function ownDeed({ activity }: Deed): boolean {
  return activity !== 'ending_reached'
}

const goneAreSilent: Invariant = {
  name: 'nothing is done in the name of who is gone',
  wrong({ erasedAt, activities, decisions, entries, boxes }: TraderFacts) {
    if (erasedAt === null) return null
    const after = (at: number | null) => at !== null && at > erasedAt
    return firstOf([
      ...decisions.map((at) => (after(at) ? 'a decision' : null)),
      ...activities.filter(ownDeed).map(({ at, activity }) => (after(at) ? activity : null)),
      // The end of a trade may unlock something, and pay for it.
      ...entries.map(({ at, type, no }) => (type !== 'bonus' && after(at) ? `entry ${no} (${type})` : null)),
      ...boxes.map(({ openedAt, no }) => (after(openedAt) ? `box ${no} was opened` : null)),
    ])
  },
}

/** What is promised of people who move and who leave. */
export const INVARIANTS_OF_PEOPLE: readonly Invariant[] = [movesAreRare, goneAreSilent]
