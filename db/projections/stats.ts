import type { TimestampMs } from '#core/kernel/time.ts'
import type { StatsEvent } from '#core/stats/stats-event.ts'
import { copyErasure } from '../erase.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'
import { DETAIL_TABLES } from '../stores/details.ts'

/** The tables of this part that are copies of the journal, and the key each is compared by. */
export const STATS_KEYS = {
  custom_metrics: 'metric_id',
  experiments: 'experiment_id',
} as const

/** Copies what is told of the record that the desk keeps of people. */
export function copyStats(db: Writable, numbers: Numbers, told: StatsEvent, at: TimestampMs): void {
  switch (told.kind) {
    case 'user_erased':
      copyErasure(db, { userNo: numbers.user(told.userId), userId: told.userId }, at)
      return
    case 'details_dropped':
      // A replay comes here with the same lines in the table, and drops the same.
      db.run(`DELETE FROM ${DETAIL_TABLES[told.part]} WHERE at < ?`, told.before)
      return
    case 'metric_set':
      db.run(
        `INSERT INTO custom_metrics (metric_id, definition) VALUES (?, ?)
         ON CONFLICT (metric_id) DO UPDATE SET definition = excluded.definition`,
        told.metric.metricId,
        JSON.stringify(told.metric),
      )
      return
    case 'experiment_set':
      db.run(
        `INSERT INTO experiments (experiment_id, ends_at, definition) VALUES (?, ?, ?)
         ON CONFLICT (experiment_id) DO UPDATE SET ends_at = excluded.ends_at, definition = excluded.definition`,
        told.experiment.experimentId,
        told.experiment.endsAt,
        JSON.stringify(told.experiment),
      )
  }
}
