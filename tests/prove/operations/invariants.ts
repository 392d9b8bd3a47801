import type { TraderFacts } from './facts.ts'
import type { Finding, Invariant } from './invariant.ts'
import { INVARIANTS_OF_PEOPLE } from './invariants-people.ts'
import { INVARIANTS_OF_POINTS } from './invariants-points.ts'
import { INVARIANTS_OF_REWARDS } from './invariants-rewards.ts'

/** What is promised of each trader. */
export const INVARIANTS: readonly Invariant[] = [
  ...INVARIANTS_OF_POINTS,
  ...INVARIANTS_OF_REWARDS,
  ...INVARIANTS_OF_PEOPLE,
]

/** The broken promises of one trader. */
export function brokenOf(facts: TraderFacts, before: TraderFacts | null): readonly Finding[] {
  return INVARIANTS.flatMap(({ name, wrong }) => {
    const trouble = wrong(facts, before)
    return trouble === null ? [] : [{ invariant: name, detail: `${facts.userId}: ${trouble}` }]
  })
}
