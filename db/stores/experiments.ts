import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Experiment } from '#core/stats/experiment.ts'
import type { Readable } from '../open.ts'

interface Row {
  readonly definition: string
}

/** Every experiment of the desk, the one that ends last first. */
export function readExperiments(db: Readable): readonly Experiment[] {
  return db
    .all<Row>('SELECT definition FROM experiments ORDER BY ends_at DESC, experiment_id')
    .map(({ definition }) => JSON.parse(definition))
}

/** One experiment, or null. */
export function readExperiment(db: Readable, experimentId: string): Experiment | null {
  const row = db.get<Row>('SELECT definition FROM experiments WHERE experiment_id = ?', experimentId)
  return row ? JSON.parse(row.definition) : null
}

/** The experiment whose end lies ahead, or null. There is never more than one. */
export function readExperimentAhead(db: Readable, now: TimestampMs): Experiment | null {
  const row = db.get<Row>('SELECT definition FROM experiments WHERE ends_at > ? LIMIT 1', now)
  return row ? JSON.parse(row.definition) : null
}

/** How many experiments there are. */
export function countExperiments(db: Readable): number {
  return db.get<{ n: number }>('SELECT COUNT(*) AS n FROM experiments')?.n ?? 0
}

/** Everybody who joined up to `newest`, in order, but for those who were erased. */
export function readJoinedUpTo(db: Readable, newest: UserId): readonly UserId[] {
  return db
    .all<{ userId: UserId }>(
      `SELECT user_id AS userId FROM traders WHERE erased_at IS NULL
       AND user_no <= (SELECT user_no FROM traders WHERE user_id = ?) ORDER BY user_no`,
      newest,
    )
    .map(({ userId }) => userId)
}
