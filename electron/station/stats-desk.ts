import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { Result } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { decideDropDetails, LINES_PER_STEP_MAX } from '#core/stats/clean-up.ts'
import type { StatsCommand } from '#core/stats/command.ts'
import { decideEndExperiment, decideStartExperiment, type ExperimentView } from '#core/stats/experiment.ts'
import { decideDefineMetric, decideSwitchMetric } from '#core/stats/metric.ts'
import type { Readable } from '#db/open.ts'
import { readCut } from '#db/stores/details.ts'
import { countExperiments, readExperiment, readExperimentAhead } from '#db/stores/experiments.ts'
import { countMetrics, readMetric } from '#db/stores/metrics.ts'
import { readNewestUser } from '#db/stores/routing.ts'

/** Decides what concerns the record that the desk keeps of people. */
export function decideStats(
  db: Readable,
  command: StatsCommand,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  switch (command.kind) {
    case 'drop_details': {
      const view = readCut(db, command.part, { before: command.before, limit: LINES_PER_STEP_MAX })
      return decideDropDetails(command, view, context)
    }
    case 'define_metric':
      return decideDefineMetric(command, {
        known: readMetric(db, command.metricId),
        count: countMetrics(db),
      })
    case 'start_experiment':
      return decideStartExperiment(command, experimentView(db, command.experimentId, context), context)
    case 'end_experiment':
      return decideEndExperiment(command, readExperiment(db, command.experimentId), context)
    case 'switch_metric':
      return decideSwitchMetric(command, readMetric(db, command.metricId))
  }
}

function experimentView(db: Readable, experimentId: string, { now }: Context): ExperimentView {
  return {
    known: readExperiment(db, experimentId),
    count: countExperiments(db),
    running: readExperimentAhead(db, now),
    newest: readNewestUser(db),
  }
}
