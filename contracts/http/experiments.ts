import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, endpoint, OPERATORS } from './endpoint.ts'
import { MetricEvent, MetricFilters, MetricId, MetricMeasure } from './metrics.ts'

const Count = z.number().int().nonnegative()

const Changes = whenUsed(() =>
  z.strictObject({
    /** Points that each level adds to an award; 2 stands. */
    level_bonus_per_level: z.number().int().min(0).max(10).optional(),
    /** The most that the level adds; 50 stands. */
    level_bonus_max: z.number().int().min(0).max(200).optional(),
    /** How many times all multipliers together count at the most; 5 stands. */
    combined_multiplier_max: z.number().int().min(1).max(5).optional(),
  }),
)
const outcome = { event: MetricEvent, measure: MetricMeasure, filter: MetricFilters }

const StartExperimentRequest = whenUsed(() =>
  z.strictObject({
    experiment_id: MetricId,
    name: z.string().min(1).max(shape.NAME_LENGTH_MAX),
    changes: Changes,
    /** Percent of users who are treated. */
    treated_percent: z.number().int().min(10).max(90).default(50),
    /** What is compared: a mean of events or points for each user, or the share of users with any. */
    outcome: z.strictObject({
      ...outcome,
      measure: MetricMeasure.default('events'),
      filter: MetricFilters.default({}),
    }),
    days: z.number().int().min(1).max(90).default(14),
  }),
)
const Experiment = whenUsed(() =>
  z.strictObject({
    experiment_id: z.string(),
    name: z.string(),
    changes: Changes,
    treated_percent: z.number().int(),
    outcome: z.strictObject(outcome),
    starts_at: shape.Seconds,
    ends_at: shape.Seconds,
    running: z.boolean(),
  }),
)
export type Experiment = z.infer<typeof Experiment>
const Arm = whenUsed(() => z.strictObject({ n: Count, mean: z.number() }))

/** Two policies of points side by side, by user. */
export const EXPERIMENTS = {
  experiments: endpoint({
    method: 'GET',
    path: '/api/experiments',
    summary: 'Every experiment, the one that ends last first.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ experiments: z.array(Experiment) })),
  }),
  startExperiment: endpoint({
    method: 'POST',
    path: '/api/experiments',
    summary:
      'Gives some users another policy of points from now on, drawn by a hash of experiment and user. One runs at a time.',
    roles: OPERATORS,
    ownership: 'any',
    body: StartExperimentRequest,
    status: 201,
    reply: whenUsed(() => z.strictObject({ experiment: Experiment })),
  }),
  endExperiment: endpoint({
    method: 'POST',
    path: '/api/experiments/:id/end',
    summary: 'Ends an experiment before its time: the policy that stands holds for everybody again.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: whenUsed(() => z.strictObject({ experiment: Experiment })),
  }),
  experiment: endpoint({
    method: 'GET',
    path: '/api/experiments/:id',
    summary:
      'What both arms did, over everybody who had joined before it, and the difference with its 95 % interval. While it runs this is no result: who looks often finds differences that are none.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        experiment: Experiment,
        treated: Arm,
        control: Arm,
        /** Null while an arm has fewer than 30 users. */
        difference: z
          .strictObject({ mean: z.number(), interval: z.tuple([z.number(), z.number()]) })
          .nullable(),
        /** False where older events of it were not looked at. */
        complete: z.boolean(),
        timestamp: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
