import type { Experiment } from '#contracts/http/experiments.ts'
import { roundTo } from '#core/kernel/amount.ts'
import {
  type ArmResult,
  type Experiment as Definition,
  type ExperimentFields,
  type PolicyChanges,
  runsAt,
} from '#core/stats/experiment.ts'
import type { Executed } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { eventOf } from './decisions.ts'

type ExperimentRoutes = Pick<Handlers, 'experiments' | 'startExperiment' | 'endExperiment' | 'experiment'>

const HUNDREDTHS = 100
const BP_PER_PERCENT = 100
const MEAN_DECIMALS = 4

/** Two policies side by side. */
export function experimentRoutes({ station }: Desk): ExperimentRoutes {
  const { experiments } = station.queries.stats
  const wire = (experiment: Definition) => wireExperiment(experiment, experiments.runs(experiment))
  return {
    experiments: () => ({ ok: true, reply: { experiments: experiments.all().map(wire) } }),

    async startExperiment({ body, principal, receipt }) {
      const command = {
        kind: 'start_experiment',
        experimentId: body.experiment_id,
        fields: fieldsOf(body),
        by: principal.userId,
      } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, ...asTold(executed.value) }
    },

    async endExperiment({ params, principal, receipt }) {
      const command = { kind: 'end_experiment', experimentId: params.id, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, ...asTold(executed.value) }
    },

    async experiment({ params }) {
      const experiment = experiments.one(params.id)
      if (experiment === null) return { ok: false, problem: { code: 'experiment_not_found' } }
      const { running, treated, control, difference, complete } = await experiments.read(experiment)
      return {
        ok: true,
        reply: {
          experiment: wireExperiment(experiment, running),
          treated: wireArm(treated),
          control: wireArm(control),
          difference: difference && {
            mean: rounded(difference.mean),
            interval: [rounded(difference.low), rounded(difference.high)],
          },
          complete,
          timestamp: seconds(station.now()),
        },
      }
    },
  }
}

/** An experiment as it stood when it was told: a repeat gets the same answer. */
function asTold({ events, replayed }: Executed) {
  const { event, at } = eventOf(events, 'experiment_set')
  return { replayed, reply: { experiment: wireExperiment(event.experiment, runsAt(event.experiment, at)) } }
}

function fieldsOf({
  name,
  changes,
  treated_percent,
  outcome,
  days,
}: Call<'startExperiment'>['body']): ExperimentFields {
  const { event, measure, filter } = outcome
  return {
    name,
    changes: changesOf(changes),
    treatedBp: treated_percent * BP_PER_PERCENT,
    outcome: { event, measure, filter: said(filter) },
    days,
  }
}

function changesOf(changes: Call<'startExperiment'>['body']['changes']): PolicyChanges {
  const { combined_multiplier_max: combined } = changes
  return said({
    levelBonusPerLevel: changes.level_bonus_per_level,
    levelBonusMax: changes.level_bonus_max,
    combinedHundredthsMax: combined === undefined ? undefined : combined * HUNDREDTHS,
  })
}

/** Without what was left out. */
function said<Value>(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const present = Object.entries(fields).filter((field): field is [string, Value] => field[1] !== undefined)
  return Object.fromEntries(present)
}

function wireExperiment(experiment: Definition, running: boolean): Experiment {
  const { experimentId, name, changes, treatedBp, outcome, startsAt, endsAt } = experiment
  const { levelBonusPerLevel, levelBonusMax, combinedHundredthsMax: combined } = changes
  return {
    experiment_id: experimentId,
    name,
    changes: said({
      level_bonus_per_level: levelBonusPerLevel,
      level_bonus_max: levelBonusMax,
      combined_multiplier_max: combined === undefined ? undefined : combined / HUNDREDTHS,
    }),
    treated_percent: treatedBp / BP_PER_PERCENT,
    outcome: { ...outcome, filter: outcome.filter as Experiment['outcome']['filter'] },
    starts_at: seconds(startsAt),
    ends_at: seconds(endsAt),
    running,
  }
}

function wireArm({ n, mean }: ArmResult) {
  return { n, mean: rounded(mean) }
}

function rounded(value: number): number {
  return roundTo(value, MEAN_DECIMALS)
}
