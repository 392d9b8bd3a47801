import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { STATION_OPERATOR } from '#core/stats/erasure.ts'
import {
  type Arm,
  type ArmResult,
  armOf,
  armResult,
  type Difference,
  differenceOf,
  type Experiment,
  runsAt,
} from '#core/stats/experiment.ts'
import { countsFor } from '#core/stats/metric.ts'
import type { Readable } from '#db/open.ts'
import { readExperiment, readExperiments, readJoinedUpTo } from '#db/stores/experiments.ts'
import { eachEvent } from './metric-queries.ts'
import { sharedWork } from './shared-work.ts'

/** An experiment as it stands, or as it came out. */
export interface ExperimentReading {
  readonly experiment: Experiment
  readonly running: boolean
  readonly treated: ArmResult
  readonly control: ArmResult
  /** Null where an arm has too few users. */
  readonly difference: Difference | null
  /** False where older events of it were not looked at. */
  readonly complete: boolean
}

/** What operators try. */
export interface ExperimentQueries {
  all(): readonly Experiment[]
  one(experimentId: string): Experiment | null
  runs(experiment: Experiment): boolean
  /** Compares the arms anew, over everybody who had joined before it. */
  read(experiment: Experiment): Promise<ExperimentReading>
}

export interface ExperimentParts {
  readonly db: Readable
  readonly now: () => TimestampMs
}

export function experimentSide({ db, now }: ExperimentParts): ExperimentQueries {
  const work = sharedWork<ExperimentReading>()
  return {
    all: () => readExperiments(db),
    one: (experimentId) => readExperiment(db, experimentId),
    runs: (experiment) => runsAt(experiment, now()),
    read: (experiment) => work.once(experiment.experimentId, () => compare(db, experiment, now())),
  }
}

/** Everybody counts in his arm, those who did nothing with nought: who drops out is an outcome, too. */
async function compare(db: Readable, experiment: Experiment, now: TimestampMs): Promise<ExperimentReading> {
  const { outcome, startsAt, endsAt, newest } = experiment
  const values = new Map<UserId, number>()
  for (const userId of newest === null ? [] : readJoinedUpTo(db, newest))
    if (userId !== STATION_OPERATOR) values.set(userId, 0)
  const complete = await eachEvent(
    db,
    outcome.event,
    { from: startsAt, to: Math.min(endsAt, now + 1) },
    (event) => {
      if (!('userId' in event) || !countsFor(outcome, event)) return
      const before = values.get(event.userId)
      if (before !== undefined) values.set(event.userId, after(before, event, experiment))
    },
  )
  const of = (arm: Arm) =>
    armResult([...values].filter(([userId]) => armOf(experiment, userId) === arm).map(([, value]) => value))
  const [treated, control] = [of('treated'), of('control')]
  const difference = differenceOf(treated, control)
  return { experiment, running: runsAt(experiment, now), treated, control, difference, complete }
}

function after(before: number, event: DomainEvent, { outcome: { measure } }: Experiment): number {
  if (measure === 'users') return 1
  if (measure === 'events') return before + 1
  return before + (event.kind === 'points_awarded' || event.kind === 'points_deducted' ? event.amount : 0)
}
