import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DomainEvent } from '#core/event.ts'
import { DAY_MS, type Day, dayIn, daysBefore, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import { countMetric, type Metric, type MetricCount, type MetricValue } from '#core/stats/metric.ts'
import type { Readable } from '#db/open.ts'
import type { Stretch } from '#db/stores/economy.ts'
import { journalNoBefore, lastJournalNo, readEventsOf, readMetric, readMetrics } from '#db/stores/metrics.ts'
import { sharedWork } from './shared-work.ts'

/** Newest events of the journal that one figure looks at. */
export const METRIC_EVENTS_MAX = 500_000
/** Events of the journal that are looked at in one turn of the event loop. */
const EVENTS_PER_TURN = 2_000
/** A clock that was set back by less than this loses no event to the search for the first. */
const CLOCK_SLACK_MS = DAY_MS

/** A metric as it stands. */
export interface MetricReading {
  readonly metric: Metric
  readonly all: MetricValue
  /** By day of the desk, oldest first, days without events too. */
  readonly days: readonly (MetricValue & { readonly day: Day })[]
  /** False where older events of the window were not looked at. */
  readonly complete: boolean
}

/** What operators want counted. */
export interface MetricQueries {
  all(): readonly Metric[]
  one(metricId: string): Metric | null
  /** Counts a metric anew; who asks while it is being counted gets that count. */
  read(metric: Metric): Promise<MetricReading>
}

export interface MetricParts {
  readonly db: Readable
  readonly deskZone: string
  readonly now: () => TimestampMs
}

export function metricSide(parts: MetricParts): MetricQueries {
  const work = sharedWork<MetricReading>()
  return {
    all: () => readMetrics(parts.db),
    one: (metricId) => readMetric(parts.db, metricId),
    read: (metric) => work.once(metric.metricId, () => count(parts, metric)),
  }
}

async function count({ db, deskZone, now }: MetricParts, metric: Metric): Promise<MetricReading> {
  const today = dayIn(deskZone, now())
  const first = daysBefore(today, metric.windowDays - 1)
  const since = startOfDay(deskZone, first)
  const days = new Map<Day, MetricCount>()
  for (let back = metric.windowDays - 1; back >= 0; back--)
    days.set(daysBefore(today, back), countMetric(metric))
  const all = countMetric(metric)

  const complete = await eachEvent(db, metric.event, { from: since, to: now() + 1 }, (event, at) => {
    all.add(event)
    days.get(dayIn(deskZone, at))?.add(event)
  })
  return {
    metric,
    all: all.value(),
    days: [...days].map(([day, counted]) => ({ day, ...counted.value() })),
    complete,
  }
}

/**
 * Tells of each event of a kind in a stretch of time, in order, some of the journal in each turn of the event loop.
 *
 * False where the stretch holds more than `METRIC_EVENTS_MAX` events of all kinds: the newest were told then.
 */
export async function eachEvent(
  db: Readable,
  kind: DomainEvent['kind'],
  { from, to }: Stretch,
  tell: (event: DomainEvent, at: TimestampMs) => void,
): Promise<boolean> {
  const last = lastJournalNo(db)
  const asked = journalNoBefore(db, from - CLOCK_SLACK_MS)
  const first = Math.max(asked, last - METRIC_EVENTS_MAX)
  for (let after = first; after < last; after += EVENTS_PER_TURN) {
    await nextTurn()
    const span = { after, last: Math.min(after + EVENTS_PER_TURN, last) }
    for (const { at, event } of readEventsOf(db, kind, span)) if (at >= from && at < to) tell(event, at)
  }
  return first === asked
}
