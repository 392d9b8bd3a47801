import { DEFAULT_PROGRESS_POLICY, type ProgressPolicy } from '#core/progress/policy.ts'

/** A policy that is not shipped, to see what a number of it does. */
export interface Variant {
  readonly name: string
  readonly policy: ProgressPolicy
}

const { abuse } = DEFAULT_PROGRESS_POLICY
const ONCE_A_DAY = new Map([...abuse.dayAllowances.keys()].map((activity) => [activity, 1]))

/** What could be tried to reach the points of a day that the seeds want. */
export const VARIANTS: readonly Variant[] = [
  { name: 'as shipped', policy: DEFAULT_PROGRESS_POLICY },
  {
    name: 'without allowances',
    policy: { ...DEFAULT_PROGRESS_POLICY, abuse: { ...abuse, dayAllowances: new Map() } },
  },
  {
    name: 'everything once a day',
    policy: { ...DEFAULT_PROGRESS_POLICY, abuse: { ...abuse, dayAllowances: ONCE_A_DAY } },
  },
  { name: 'no bonus of the level', policy: { ...DEFAULT_PROGRESS_POLICY, levelBonusMax: 0 } },
  {
    name: 'everything once a day, no bonus of the level',
    policy: {
      ...DEFAULT_PROGRESS_POLICY,
      levelBonusMax: 0,
      abuse: { ...abuse, dayAllowances: ONCE_A_DAY },
    },
  },
]
