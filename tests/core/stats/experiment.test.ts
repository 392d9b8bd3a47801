import { expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS } from '#core/kernel/time.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import {
  ARM_USERS_MIN,
  armOf,
  armResult,
  decideEndExperiment,
  decideStartExperiment,
  differenceOf,
  EXPERIMENTS_MAX,
  type Experiment,
  type ExperimentFields,
  policyFor,
  runsAt,
} from '#core/stats/experiment.ts'
import { NOON } from '#tests/support/desk.ts'

const OP = 'op' as UserId
const ADA = 'ada' as UserId
const context = { now: NOON, market: { at: NOON, speed: 1 }, policy: DEFAULT_POLICY }
const FIELDS: ExperimentFields = {
  name: 'More for levels',
  changes: { levelBonusPerLevel: 4 },
  treatedBp: 5_000,
  outcome: { event: 'activity_recorded', measure: 'events', filter: { activity: 'outcome_reviewed' } },
  days: 14,
}
const { days: _days, ...PLAIN } = FIELDS
const EXPERIMENT: Experiment = {
  experimentId: 'levels',
  ...PLAIN,
  startsAt: NOON,
  endsAt: NOON + 14 * DAY_MS,
  newest: ADA,
}
const start = (fields: Partial<ExperimentFields> = {}) =>
  ({ kind: 'start_experiment', experimentId: 'levels', fields: { ...FIELDS, ...fields }, by: OP }) as const
const FREE = { known: null, count: 0, running: null, newest: ADA }

test('[EXPER-1] it starts at once, for as long as was said, and one runs at a time', () => {
  expect(decideStartExperiment(start(), FREE, context)).toEqual({
    ok: true,
    value: [{ kind: 'experiment_set', experiment: EXPERIMENT, by: OP }],
  })
  const all = {
    ...FREE,
    known: EXPERIMENT,
    count: EXPERIMENTS_MAX,
    running: { ...EXPERIMENT, name: 'Other' },
  }
  const code = (view: typeof all) => {
    const refused = decideStartExperiment(start({ changes: {} }), view as never, context)
    return refused.ok ? null : refused.rejection
  }
  expect(code(all)).toEqual({ code: 'experiment_exists' })
  expect(code({ ...all, known: null as never })).toEqual({ code: 'too_many_experiments' })
  expect(code({ ...all, known: null as never, count: 0 })).toEqual({
    code: 'experiment_running',
    name: 'Other',
  })
})

test.each([
  [{ changes: {} }, ['changes']],
  [{ changes: { levelBonusMax: DEFAULT_PROGRESS_POLICY.levelBonusMax } }, ['changes']],
  [
    { outcome: { event: 'box_opened', measure: 'points', filter: { symbol: 'X' } } },
    ['outcome.measure', 'outcome.filter.symbol'],
  ],
] as const)('[EXPER-2] %j is refused with every field that is wrong', (fields, paths) => {
  const refused = decideStartExperiment(start(fields), FREE, context)
  if (refused.ok || refused.rejection.code !== 'invalid_configuration') throw new Error('it was not refused')
  expect(refused.rejection.fields.map(({ path }) => path)).toEqual(paths)
})

test('[EXPER-3] it runs from its start up to its end, and can be ended before, once', () => {
  expect(
    [NOON - 1, NOON, EXPERIMENT.endsAt - 1, EXPERIMENT.endsAt].map((at) => runsAt(EXPERIMENT, at)),
  ).toEqual([false, true, true, false])
  const end = { kind: 'end_experiment', experimentId: 'levels', by: OP } as const
  const later = { ...context, now: NOON + 5 }
  expect(decideEndExperiment(end, EXPERIMENT, later)).toMatchObject({
    value: [{ kind: 'experiment_set', experiment: { ...EXPERIMENT, endsAt: NOON + 5 } }],
  })
  expect(decideEndExperiment(end, { ...EXPERIMENT, endsAt: NOON + 5 }, later)).toMatchObject({
    rejection: { code: 'experiment_over' },
  })
  expect(decideEndExperiment(end, null, later)).toMatchObject({ rejection: { code: 'experiment_not_found' } })
})

test('[EXPER-4] the arm of a user is the same at every look, in the share that was asked, and no other experiment’s', () => {
  const users = Array.from({ length: 4_000 }, (_, index) => `user-${index}` as UserId)
  const treated = (experimentId: string, treatedBp: number) =>
    users.filter((userId) => armOf({ experimentId, treatedBp }, userId) === 'treated')
  const half = treated('levels', 5_000)
  expect(treated('levels', 5_000)).toEqual(half)
  // Four standard deviations: 4 x sqrt(4000 x p x (1 - p)).
  expect(Math.abs(half.length - 2_000)).toBeLessThan(127)
  expect(Math.abs(treated('levels', 1_000).length - 400)).toBeLessThan(76)
  // Of two experiments a quarter of all is treated by both.
  const both = new Set(half)
  const other = treated('other', 5_000).filter((userId) => both.has(userId))
  expect(Math.abs(other.length - 1_000)).toBeLessThan(110)
  // A larger share keeps those who were treated.
  expect(treated('levels', 9_000)).toEqual(expect.arrayContaining(half.slice(0, 50)))
})

test('[EXPER-5] who is treated has the changes and the rest of the policy, everybody else has the policy', () => {
  const arm = (name: Experiment['treatedBp']) => ({ ...EXPERIMENT, treatedBp: name })
  expect(policyFor(arm(10_000), ADA)).toEqual({ ...DEFAULT_PROGRESS_POLICY, levelBonusPerLevel: 4 })
  expect(policyFor(arm(0), ADA)).toBe(DEFAULT_PROGRESS_POLICY)
  expect(policyFor(null, ADA)).toBe(DEFAULT_PROGRESS_POLICY)
})

test('[EXPER-6] the difference has an interval of both variances, and none is told of few', () => {
  const many = (value: number, other: number) =>
    armResult(Array.from({ length: ARM_USERS_MIN }, (_, index) => (index % 2 === 0 ? value : other)))
  // Mean 3, squares 30 x 1: variance 30/29.
  expect(many(2, 4)).toEqual({ n: 30, mean: 3, variance: 30 / 29 })
  const told = differenceOf(many(2, 4), many(0, 2))
  // 1.96 x sqrt(2 x (30/29) / 30) = 1.96 x sqrt(2/29) = 0.514723.
  expect(told?.mean).toBe(2)
  expect(told?.low).toBeCloseTo(1.485277, 5)
  expect(told?.high).toBeCloseTo(2.514723, 5)
  expect(differenceOf(many(2, 4), armResult([1, 2, 3]))).toBeNull()
  expect(armResult([])).toEqual({ n: 0, mean: 0, variance: 0 })
  expect(armResult([7])).toEqual({ n: 1, mean: 7, variance: 0 })
})
