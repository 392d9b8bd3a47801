import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { FieldTrouble } from '#core/progress/achievement-criteria.ts'
import type { Rejection } from '#core/rejection.ts'
import type { DefineMetric, SwitchMetric } from './command.ts'
import type { MetricSet } from './stats-event.ts'

/** Metrics of a desk, those that are switched off too. */
export const METRICS_MAX = 50

/** What may be asked of an event before it counts. */
export type MetricFilter =
  | 'activity'
  | 'symbol'
  | 'session'
  | 'decision'
  | 'outcome'
  | 'action'
  | 'violation'
  | 'category'
  | 'tier'
  | 'rarity'
  | 'streak'

export type MetricEvent =
  | 'activity_recorded'
  | 'trade_closed'
  | 'points_awarded'
  | 'points_deducted'
  | 'points_withheld'
  | 'achievement_unlocked'
  | 'streak_milestone_reached'
  | 'mission_claimed'
  | 'box_opened'

/** By what each event can be filtered. Each is about one user and is told once. */
const FILTERS = new Map<MetricEvent, readonly MetricFilter[]>([
  ['activity_recorded', ['activity', 'symbol', 'session', 'decision', 'outcome']],
  ['trade_closed', ['outcome']],
  ['points_awarded', ['action']],
  ['points_deducted', ['action']],
  ['points_withheld', ['action', 'violation']],
  ['achievement_unlocked', ['category', 'tier']],
  ['streak_milestone_reached', ['streak']],
  ['mission_claimed', []],
  ['box_opened', ['rarity']],
])

/** Counts the events, the different users, or adds up the points of the events. */
export type MetricMeasure = 'events' | 'users' | 'points'

/** What an operator says of a metric. Lengths and ranges are checked at the door. */
export interface MetricFields {
  readonly name: string
  readonly event: MetricEvent
  readonly measure: MetricMeasure
  /** What an event has to say to count; all of it. */
  readonly filter: Readonly<Partial<Record<MetricFilter, string>>>
  /** Days of the desk that are counted, today included. */
  readonly windowDays: number
}

/** A figure that is counted from events when it is asked for. */
export interface Metric extends MetricFields {
  readonly metricId: string
  readonly active: boolean
}

/** What a definition depends on. */
export interface MetricView {
  readonly known: Metric | null
  readonly count: number
}

/**
 * Defines a metric. What is defined is not edited: a figure under one name means one thing for ever.
 *
 * Refuses in this order: an id that is taken, a desk that is full, points of events that have none, filters that the
 * event does not know.
 *
 * Rules METRIC-1 and METRIC-2.
 */
export function decideDefineMetric(
  { metricId, fields, by }: DefineMetric,
  { known, count }: MetricView,
): Result<readonly MetricSet[], Rejection> {
  if (known !== null) return reject({ code: 'metric_exists' })
  if (count >= METRICS_MAX) return reject({ code: 'too_many_metrics' })
  const troubles = metricTroubles(fields)
  if (troubles.length > 0) return reject({ code: 'invalid_configuration', fields: troubles })
  return accept([{ kind: 'metric_set', metric: { metricId, ...fields, active: true }, by }])
}

/** Switches a metric off or on; as it is already, nothing changes. Rule METRIC-3. */
export function decideSwitchMetric(
  { active, by }: SwitchMetric,
  known: Metric | null,
): Result<readonly MetricSet[], Rejection> {
  if (known === null) return reject({ code: 'metric_not_found' })
  return accept(known.active === active ? [] : [{ kind: 'metric_set', metric: { ...known, active }, by }])
}

/** What makes no sense of a measure and a filter, with the field. */
export function metricTroubles({
  event,
  measure,
  filter,
}: Pick<MetricFields, 'event' | 'measure' | 'filter'>): readonly FieldTrouble[] {
  const filters = FILTERS.get(event) ?? []
  const allowed = filters.length === 0 ? 'nothing' : filters.join(', ')
  const unknown = Object.keys(filter).filter((name) => !filters.includes(name as MetricFilter))
  return [
    ...(measure === 'points' && !WITH_POINTS.has(event)
      ? [{ path: 'measure', message: `${event} has no points` }]
      : []),
    ...unknown.map((name) => ({
      path: `filter.${name}`,
      message: `${event} can be filtered by ${allowed}`,
    })),
  ]
}

const WITH_POINTS: ReadonlySet<MetricEvent> = new Set(['points_awarded', 'points_deducted'])

/** Whether an event counts for a metric. */
export function countsFor(
  { event: kind, filter }: Pick<MetricFields, 'event' | 'filter'>,
  event: DomainEvent,
): boolean {
  return event.kind === kind && Object.entries(filter).every(([name, value]) => said(event, name) === value)
}

/** What an event says of itself under the name of a filter; of an activity its facts say it. */
function said(event: DomainEvent, name: string): unknown {
  const facts = event.kind === 'activity_recorded' && name !== 'activity' ? event.facts : event
  return (facts as unknown as Readonly<Record<string, unknown>>)[name]
}

/** What a metric comes to. */
export interface MetricValue {
  readonly value: number
  /** Different users of the events that counted. */
  readonly users: number
  readonly events: number
}

/** Adds up the events of a stretch of time. */
export interface MetricCount {
  add(event: DomainEvent): void
  value(): MetricValue
}

/** A count that begins at nothing; events that do not count for the metric are passed over. */
export function countMetric(metric: MetricFields): MetricCount {
  const users = new Set<string>()
  let events = 0
  let points = 0
  return {
    add(event) {
      if (!countsFor(metric, event)) return
      events += 1
      if ('userId' in event) users.add(event.userId)
      if (event.kind === 'points_awarded' || event.kind === 'points_deducted') points += event.amount
    },
    value() {
      const values = { events, users: users.size, points }
      return { value: values[metric.measure], users: users.size, events }
    },
  }
}
