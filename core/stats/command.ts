import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { ExperimentFields } from './experiment.ts'
import type { MetricFields } from './metric.ts'
import type { DetailPart } from './stats-event.ts'

/** Takes the oldest lines of a list out of its table, some at a time. */
export interface DropDetails {
  readonly kind: 'drop_details'
  readonly part: DetailPart
  readonly before: TimestampMs
}

/** Defines a figure that is counted from events. */
export interface DefineMetric {
  readonly kind: 'define_metric'
  readonly metricId: string
  readonly fields: MetricFields
  readonly by: UserId
}

/** Switches a metric off, or on again. */
export interface SwitchMetric {
  readonly kind: 'switch_metric'
  readonly metricId: string
  readonly active: boolean
  readonly by: UserId
}

/** Gives some users another policy of points for a while, to see what they do. */
export interface StartExperiment {
  readonly kind: 'start_experiment'
  readonly experimentId: string
  readonly fields: ExperimentFields
  readonly by: UserId
}

/** Ends an experiment before its time. */
export interface EndExperiment {
  readonly kind: 'end_experiment'
  readonly experimentId: string
  readonly by: UserId
}

/** What can be asked of the record that the desk keeps of people. */
export type StatsCommand = DropDetails | DefineMetric | SwitchMetric | StartExperiment | EndExperiment
