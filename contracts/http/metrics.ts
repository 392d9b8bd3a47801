import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, endpoint, OPERATORS } from './endpoint.ts'

export const METRIC_WINDOW_DAYS_MAX = 90

export const MetricId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,49}$/, 'a small letter, then letters, digits and _, 1 to 50')
const Word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/, 'letters, digits and ._:/- only, 1 to 100')
const Count = z.number().int().nonnegative()
const WindowDays = z.number().int().min(1).max(METRIC_WINDOW_DAYS_MAX)

export const MetricEvent = z.enum([
  'activity_recorded',
  'trade_closed',
  'points_awarded',
  'points_deducted',
  'points_withheld',
  'achievement_unlocked',
  'streak_milestone_reached',
  'mission_claimed',
  'box_opened',
])
export const MetricMeasure = z.enum(['events', 'users', 'points'])
export const MetricFilters = whenUsed(() =>
  z.strictObject({
    /** `daily_login`, `decision_made`, `outcome_reviewed`, ... */
    activity: Word.optional(),
    symbol: shape.SymbolIn.optional(),
    session: z.enum(['asia', 'europe', 'america', 'quiet']).optional(),
    decision: z.enum(['fire', 'pass']).optional(),
    outcome: z.enum(['WIN', 'LOSS', 'TIMEOUT']).optional(),
    /** What points were for. */
    action: Word.optional(),
    violation: Word.optional(),
    category: Word.optional(),
    tier: z.enum(['bronze', 'silver', 'gold', 'platinum']).optional(),
    rarity: z.enum(['common', 'uncommon', 'rare', 'epic', 'legendary']).optional(),
    streak: z.enum(['daily_login', 'story_progress', 'interaction', 'achievement_unlock']).optional(),
  }),
)

const fields = {
  name: z.string().min(1).max(shape.NAME_LENGTH_MAX),
  event: MetricEvent,
  measure: MetricMeasure,
  filter: MetricFilters,
  /** Days of the desk that are counted, today included. */
  window_days: WindowDays,
}
const DefineMetricRequest = whenUsed(() =>
  z.strictObject({
    metric_id: MetricId,
    ...fields,
    measure: MetricMeasure.default('events'),
    filter: MetricFilters.default({}),
    window_days: WindowDays.default(30),
  }),
)
const Metric = whenUsed(() => z.strictObject({ metric_id: z.string(), ...fields, active: z.boolean() }))
export type Metric = z.infer<typeof Metric>

const value = { value: Count, events: Count, users: Count }

/** Figures that operators define, counted from what was recorded. */
export const METRICS = {
  metrics: endpoint({
    method: 'GET',
    path: '/api/metrics',
    summary: 'The figures that operators defined, those that are switched off too.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ metrics: z.array(Metric) })),
  }),
  defineMetric: endpoint({
    method: 'POST',
    path: '/api/metrics',
    summary:
      'Defines a figure: which events count, by what they say, and over how many days. It is not edited afterwards, it can be switched off; 50 at the most.',
    roles: OPERATORS,
    ownership: 'any',
    body: DefineMetricRequest,
    status: 201,
    reply: whenUsed(() => z.strictObject({ metric: Metric })),
  }),
  switchMetric: endpoint({
    method: 'POST',
    path: '/api/metrics/:id',
    summary: 'Switches a figure off, or on again.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: whenUsed(() => z.strictObject({ active: z.boolean() })),
    reply: whenUsed(() => z.strictObject({ metric: Metric })),
  }),
  metric: endpoint({
    method: 'GET',
    path: '/api/metrics/:id',
    summary: 'What a figure comes to over its window and on each of its days, counted anew from the journal.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        metric: Metric,
        ...value,
        /** Days of the desk, oldest first. Users of a day are not added up: somebody may come on two. */
        days: z.array(z.strictObject({ day: z.string(), ...value })),
        /** False where the window holds more than 500,000 events of the journal, and only the newest were looked at. */
        complete: z.boolean(),
        timestamp: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
