import type { Context } from '#core/context.ts'
import { drawInteger } from '#core/kernel/draw.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { DAY_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { FieldTrouble } from '#core/progress/achievement-criteria.ts'
import { DEFAULT_PROGRESS_POLICY, type ProgressPolicy } from '#core/progress/policy.ts'
import type { Rejection } from '#core/rejection.ts'
import type { EndExperiment, StartExperiment } from './command.ts'
import { type MetricFields, metricTroubles } from './metric.ts'
import type { ExperimentSet } from './stats-event.ts'

/** Experiments of a desk, those that are over too. */
export const EXPERIMENTS_MAX = 50
const BASIS_POINTS = 10_000

/** The numbers of the policy of points that an experiment may change for some. */
export const TESTED_NUMBERS = ['levelBonusPerLevel', 'levelBonusMax', 'combinedHundredthsMax'] as const
export type TestedNumber = (typeof TESTED_NUMBERS)[number]
export type PolicyChanges = Readonly<Partial<Record<TestedNumber, number>>>

/** What is compared between the two arms: a mean of events or points for each user, or the share of users with any. */
export type OutcomeFields = Pick<MetricFields, 'event' | 'measure' | 'filter'>

/** What an operator says of an experiment. Lengths and ranges are checked at the door. */
export interface ExperimentFields {
  readonly name: string
  /** What is different for those who are treated. */
  readonly changes: PolicyChanges
  /** How many of ten thousand are treated. */
  readonly treatedBp: number
  readonly outcome: OutcomeFields
  readonly days: number
}

/** Two policies side by side, by user. */
export interface Experiment extends Omit<ExperimentFields, 'days'> {
  readonly experimentId: string
  readonly startsAt: TimestampMs
  /** Not counted itself. An operator may bring it forward. */
  readonly endsAt: TimestampMs
  /** Who joined the desk last before it: later ones are treated alike, and not counted. Null on a desk without users. */
  readonly newest: UserId | null
}

export type Arm = 'treated' | 'control'

/** What a start depends on. */
export interface ExperimentView {
  readonly known: Experiment | null
  readonly count: number
  /** The one that runs now, or null. */
  readonly running: Experiment | null
  readonly newest: UserId | null
}

/**
 * Starts an experiment now. One runs at a time, so that a difference has one cause.
 *
 * Refuses in this order: an id that is taken, a desk that is full, another that runs, changes that change nothing, an
 * outcome that makes no sense.
 *
 * Rules EXPER-1 and EXPER-2.
 */
export function decideStartExperiment(
  { experimentId, fields, by }: StartExperiment,
  { known, count, running, newest }: ExperimentView,
  { now }: Context,
): Result<readonly ExperimentSet[], Rejection> {
  if (known !== null) return reject({ code: 'experiment_exists' })
  if (count >= EXPERIMENTS_MAX) return reject({ code: 'too_many_experiments' })
  if (running !== null) return reject({ code: 'experiment_running', name: running.name })
  const troubles = [...changeTroubles(fields), ...outcomeTroubles(fields)]
  if (troubles.length > 0) return reject({ code: 'invalid_configuration', fields: troubles })
  const { days, ...plain } = fields
  const experiment = { experimentId, ...plain, startsAt: now, endsAt: now + days * DAY_MS, newest }
  return accept([{ kind: 'experiment_set', experiment, by }])
}

/** Ends an experiment before its time. Refuses an unknown one, then one that is over. Rule EXPER-3. */
export function decideEndExperiment(
  { by }: EndExperiment,
  known: Experiment | null,
  { now }: Context,
): Result<readonly ExperimentSet[], Rejection> {
  if (known === null) return reject({ code: 'experiment_not_found' })
  if (!runsAt(known, now)) return reject({ code: 'experiment_over' })
  return accept([{ kind: 'experiment_set', experiment: { ...known, endsAt: now }, by }])
}

/** Whether an experiment runs at an instant. */
export function runsAt({ startsAt, endsAt }: Experiment, now: TimestampMs): boolean {
  return startsAt <= now && now < endsAt
}

/**
 * The arm of a user: drawn by a seed that is the experiment and the user, so that it is the same at every look and
 * says nothing about his arm in another experiment. Rule EXPER-4.
 */
export function armOf(
  { experimentId, treatedBp }: Pick<Experiment, 'experimentId' | 'treatedBp'>,
  userId: UserId,
): Arm {
  const ticket = drawInteger(randomStream(`experiment:${experimentId}:${userId}`), 0, BASIS_POINTS - 1)
  return ticket < treatedBp ? 'treated' : 'control'
}

/** The policy that holds for a user while an experiment runs, or where none does. Rule EXPER-5. */
export function policyFor(experiment: Experiment | null, userId: UserId): ProgressPolicy {
  if (experiment === null || armOf(experiment, userId) === 'control') return DEFAULT_PROGRESS_POLICY
  return { ...DEFAULT_PROGRESS_POLICY, ...experiment.changes }
}

function changeTroubles({ changes }: ExperimentFields): readonly FieldTrouble[] {
  const different = TESTED_NUMBERS.some(
    (number) => changes[number] !== undefined && changes[number] !== DEFAULT_PROGRESS_POLICY[number],
  )
  return different
    ? []
    : [{ path: 'changes', message: 'name a number that differs from the policy that stands' }]
}

function outcomeTroubles({ outcome }: ExperimentFields): readonly FieldTrouble[] {
  return metricTroubles(outcome).map(({ path, message }) => ({ path: `outcome.${path}`, message }))
}

/** What was measured of one arm. */
export interface ArmResult {
  readonly n: number
  /** Mean of the users' values. */
  readonly mean: number
  /** Of the sample, with n - 1; 0 for fewer than two. */
  readonly variance: number
}

/** Mean and variance of an arm's values, one for each of its users. */
export function armResult(values: readonly number[]): ArmResult {
  const n = values.length
  if (n === 0) return { n, mean: 0, variance: 0 }
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) }
}

/** Users of each arm below which a difference is not told: a normal interval needs about so many. */
export const ARM_USERS_MIN = 30
/** Two-sided 95 % of a normal distribution. */
const INTERVAL_Z = 1.96

/** How much more the treated did, and between what 95 % of such intervals hold the truth. */
export interface Difference {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * The difference of the means with its 95 % interval, the variances of the arms left apart (Welch, normal
 * approximation); null where an arm has too few users. Rule EXPER-6.
 */
export function differenceOf(treated: ArmResult, control: ArmResult): Difference | null {
  if (Math.min(treated.n, control.n) < ARM_USERS_MIN) return null
  const mean = treated.mean - control.mean
  const reach = INTERVAL_Z * Math.sqrt(treated.variance / treated.n + control.variance / control.n)
  return { mean, low: mean - reach, high: mean + reach }
}
