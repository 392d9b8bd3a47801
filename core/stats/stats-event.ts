import type { EraseReason } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Experiment } from './experiment.ts'
import type { Metric } from './metric.ts'

/** The person behind an id is gone, and every token of his with him. */
export interface UserErased {
  readonly kind: 'user_erased'
  readonly userId: UserId
  readonly reason: EraseReason
  readonly by: UserId
}

/** Lists of single lines that nothing but views reads once they are old. */
export type DetailPart = 'transactions' | 'violations'

/** Old lines of a list are gone from its table; the journal has them still. */
export interface DetailsDropped {
  readonly kind: 'details_dropped'
  readonly part: DetailPart
  /** Lines older than this are gone. */
  readonly before: TimestampMs
  readonly lines: number
}

/** A metric as it is from now on. */
export interface MetricSet {
  readonly kind: 'metric_set'
  readonly metric: Metric
  readonly by: UserId
}

/** An experiment began, or ends at another time than was said. */
export interface ExperimentSet {
  readonly kind: 'experiment_set'
  readonly experiment: Experiment
  readonly by: UserId
}

/** What concerns the record that the desk keeps of people. */
export type StatsEvent = UserErased | DetailsDropped | MetricSet | ExperimentSet
