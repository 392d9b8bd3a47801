import { expect, test } from 'vitest'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import {
  countMetric,
  countsFor,
  decideDefineMetric,
  decideSwitchMetric,
  METRICS_MAX,
  type Metric,
  type MetricFields,
} from '#core/stats/metric.ts'

const OP = 'op' as UserId
const FIELDS: MetricFields = {
  name: 'Passes in Asia',
  event: 'activity_recorded',
  measure: 'events',
  filter: { activity: 'decision_made', session: 'asia', decision: 'pass' },
  windowDays: 7,
}
const METRIC: Metric = { metricId: 'asia_passes', ...FIELDS, active: true }
const define = (fields: Partial<MetricFields> = {}) =>
  ({ kind: 'define_metric', metricId: 'asia_passes', fields: { ...FIELDS, ...fields }, by: OP }) as const
const turn = (active: boolean) =>
  ({ kind: 'switch_metric', metricId: 'asia_passes', active, by: OP }) as const
const FREE = { known: null, count: METRICS_MAX - 1 }

test('[METRIC-1] a metric is defined once and means one thing for ever; a desk has fifty', () => {
  expect(decideDefineMetric(define(), FREE)).toEqual({
    ok: true,
    value: [{ kind: 'metric_set', metric: METRIC, by: OP }],
  })
  const full = { known: METRIC, count: METRICS_MAX }
  expect(decideDefineMetric(define(), full)).toMatchObject({ rejection: { code: 'metric_exists' } })
  expect(decideDefineMetric(define(), { ...full, known: null })).toMatchObject({
    rejection: { code: 'too_many_metrics' },
  })
})

test.each([
  [
    { event: 'box_opened', filter: { symbol: 'EURUSD' } },
    ['filter.symbol'],
    'box_opened can be filtered by rarity',
  ],
  [{ event: 'mission_claimed', filter: { action: 'x' } }, ['filter.action'], 'can be filtered by nothing'],
  [{ event: 'trade_closed', measure: 'points', filter: {} }, ['measure'], 'trade_closed has no points'],
  [
    { measure: 'points', filter: { tier: 'gold' } },
    ['measure', 'filter.tier'],
    'activity_recorded has no points',
  ],
] as const)('[METRIC-2] %j is refused with every field that is wrong', (fields, paths, sentence) => {
  const refused = decideDefineMetric(define(fields), FREE)
  if (refused.ok || refused.rejection.code !== 'invalid_configuration') throw new Error('it was not refused')
  expect(refused.rejection.fields.map(({ path }) => path)).toEqual(paths)
  expect(refused.rejection.fields[0]?.message).toContain(sentence)
})

test('[METRIC-3] it is switched off and on; as it is already, nothing changes', () => {
  expect(decideSwitchMetric(turn(false), METRIC)).toMatchObject({
    value: [{ kind: 'metric_set', metric: { ...METRIC, active: false } }],
  })
  expect(decideSwitchMetric(turn(true), METRIC)).toEqual({ ok: true, value: [] })
  expect(decideSwitchMetric(turn(true), null)).toMatchObject({ rejection: { code: 'metric_not_found' } })
})

const passed = (user: string, facts: object = {}) =>
  ({
    kind: 'activity_recorded',
    userId: user,
    activity: 'decision_made',
    facts: { session: 'asia', decision: 'pass', ...facts },
  }) as unknown as DomainEvent
const paid = (user: string, amount: number) =>
  ({ kind: 'points_awarded', userId: user, action: 'daily_login', amount }) as unknown as DomainEvent

test('[METRIC-4] an event counts where it says all that the filter asks', () => {
  expect(countsFor(FIELDS, passed('ada'))).toBe(true)
  expect(countsFor(FIELDS, passed('ada', { session: 'europe' }))).toBe(false)
  expect(countsFor(FIELDS, passed('ada', { decision: 'fire' }))).toBe(false)
  expect(countsFor({ ...FIELDS, filter: { activity: 'plan_saved' } }, passed('ada'))).toBe(false)
  expect(countsFor({ ...FIELDS, filter: {} }, passed('ada'))).toBe(true)
  expect(countsFor({ ...FIELDS, filter: {} }, paid('ada', 5))).toBe(false)
})

test('[METRIC-4] events, different users or points are counted', () => {
  const of = (measure: MetricFields['measure']) => {
    const count = countMetric({
      ...FIELDS,
      event: 'points_awarded',
      measure,
      filter: { action: 'daily_login' },
    })
    for (const event of [paid('ada', 5), paid('ada', 7), paid('bob', 1), passed('eve')]) count.add(event)
    return count.value()
  }
  expect(of('events')).toEqual({ value: 3, events: 3, users: 2 })
  expect(of('users')).toEqual({ value: 2, events: 3, users: 2 })
  expect(of('points')).toEqual({ value: 13, events: 3, users: 2 })
})
