import { describe, expect, test } from 'vitest'
import {
  CRITERIA_MAX,
  criterionMet,
  parseCriteria,
  progressPctOf,
  statusOf,
  writeCriteria,
} from '#core/progress/achievement-criteria.ts'
import { STAT_KEYS } from '#core/progress/achievement-stats.ts'
import { atLeast } from './achieving.ts'

describe('the two forms', () => {
  test('[ACHV-1] a number asks for at least that many, an object compares as it says', () => {
    const written = { decisions_made: 50, weekly_rank_best: { op: '<=', value: 10 } }
    const criteria = [atLeast('decisions_made', 50), { stat: 'weekly_rank_best', op: '<=', value: 10 }]
    expect(parseCriteria(written)).toEqual({ ok: true, value: criteria })
    expect(writeCriteria(criteria as never)).toEqual(written)
  })

  test('[ACHV-1] both forms of at least mean the same, and are written as the short one', () => {
    const long = parseCriteria({ total_points: { op: '>=', value: 1_000 } })
    expect(long).toEqual(parseCriteria({ total_points: 1_000 }))
    expect(writeCriteria([atLeast('total_points', 1_000)])).toEqual({ total_points: 1_000 })
  })

  test.each([
    ['no object', 5],
    ['text', '{"total_points": 1}'],
    ['null', null],
    ['nothing', undefined],
    ['a list', [1]],
    ['an empty object', {}],
  ])('[ACHV-1] %s is no criteria', (_, raw) => {
    expect(parseCriteria(raw)).toMatchObject({ ok: false, rejection: [{ path: 'criteria' }] })
  })

  test.each([
    ['a boolean', true],
    ['text', '5'],
    ['null', null],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['nought', 0],
    ['less than nothing', -1],
    ['a part of one', 2.5],
    ['more than any count', 1e12 + 1],
    ['a list', [5]],
    ['no op', { value: 5 }],
    ['an unknown op', { op: '!=', value: 5 }],
    ['no value', { op: '>=' }],
    ['a boolean value', { op: '>=', value: true }],
    ['an infinite value', { op: '<', value: Number.POSITIVE_INFINITY }],
    ['a word too many', { op: '>=', value: 5, level_1: 3 }],
  ])('[ACHV-1] %s is refused and its field named', (_, value) => {
    const parsed = parseCriteria({ stories_completed: 1, decisions_made: value })
    expect(parsed).toMatchObject({ ok: false, rejection: [{ path: 'criteria.decisions_made' }] })
  })

  test.each(['days_alive', 'constructor', '__proto__', 'toString', '', 'Total_Points'])(
    '[ACHV-1] no stat is called %s',
    (key) => {
      const raw = JSON.parse(`{"total_points": 1, ${JSON.stringify(key)}: 5}`)
      expect(parseCriteria(raw)).toMatchObject({ ok: false, rejection: [{ path: `criteria.${key}` }] })
    },
  )

  test('[ACHV-1] every wrong field is named at once, and ten stats are the most', () => {
    const wrong = parseCriteria({ total_points: true, nothing_known: 1, days_active: 5 })
    expect(wrong.ok === false && wrong.rejection.map(({ path }) => path)).toEqual([
      'criteria.total_points',
      'criteria.nothing_known',
    ])
    const first = (count: number) => Object.fromEntries(STAT_KEYS.slice(0, count).map((key) => [key, 1]))
    expect(parseCriteria(first(CRITERIA_MAX)).ok).toBe(true)
    expect(parseCriteria(first(CRITERIA_MAX + 1)).ok).toBe(false)
  })
})

describe('what holds, and how far it is', () => {
  test.each([
    ['>=', 4, false],
    ['>=', 5, true],
    ['<=', 5, true],
    ['<=', 6, false],
    ['==', 5, true],
    ['==', 6, false],
    ['>', 5, false],
    ['>', 6, true],
    ['<', 4, true],
    ['<', 5, false],
  ] as const)('[ACHV-2] %s 5 at %d: %s', (op, current, met) => {
    expect(criterionMet({ stat: 'days_active', op, value: 5 }, current)).toBe(met)
  })

  test.each(['>=', '<=', '==', '>', '<'] as const)('[ACHV-2] nothing is %s what is not there', (op) => {
    expect(criterionMet({ stat: 'weekly_rank_best', op, value: 10 }, null)).toBe(false)
    expect(statusOf({ stat: 'weekly_rank_best', op, value: 10 }, null)).toMatchObject({
      current: null,
      met: false,
      progressPct: 0,
      remaining: 10,
    })
  })

  test.each([
    // 20 of 50 is 40 %; 1 of 3 is 33.33 %.
    ['>=', 50, 20, 40, 30],
    ['>=', 3, 1, 33.33, 2],
    ['>=', 50, 60, 100, 0],
    // More than 5 wants 6: 3 of 6.
    ['>', 5, 3, 50, 3],
    // Rank 40 where 10 is wanted: a quarter of the way, 30 ranks to go; less than 10 wants 9.
    ['<=', 10, 40, 25, 30],
    ['<', 10, 36, 25, 27],
    ['==', 10, 5, 50, 5],
    // Passed by.
    ['==', 10, 11, 0, 1],
    // 99,999.9 of 100,000 would round to 100: only what is met is whole.
    ['>=', 1_000_000, 999_999, 99.99, 1],
  ] as const)('[ACHV-2] %s %d at %d is %d %, %d to go', (...[op, value, current, progressPct, remaining]) => {
    expect(statusOf({ stat: 'days_active', op, value }, current)).toMatchObject({ progressPct, remaining })
  })

  test('[ACHV-2] a further multiple counts from what the earlier ones used up', () => {
    // The third ten of 24: 4 of 10.
    const status = statusOf(atLeast('days_active', 10), 24, 20)
    expect(status).toMatchObject({ current: 24, required: 30, progressPct: 40, remaining: 6, met: false })
  })

  test('[ACHV-2] several criteria are as far as their mean, with two decimals', () => {
    const statuses = [statusOf(atLeast('days_active', 3), 1), statusOf(atLeast('days_active', 1), 1)]
    // (33.33 + 100) / 2 = 66.665
    expect(progressPctOf(statuses)).toBe(66.67)
  })
})
