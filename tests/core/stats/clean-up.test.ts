import { expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import { DAY_MS } from '#core/kernel/time.ts'
import { DETAIL_DAYS_MIN, decideDropDetails } from '#core/stats/clean-up.ts'
import { NOON } from '#tests/support/desk.ts'

const context = { now: NOON, market: { at: NOON, speed: 1 }, policy: DEFAULT_POLICY }
const before = NOON - DETAIL_DAYS_MIN * DAY_MS
const drop = (at: number) => ({ kind: 'drop_details', part: 'violations', before: at }) as const

test('[CLEAN-1] a step says up to where it dropped and how much; without old lines it says nothing', () => {
  expect(decideDropDetails(drop(before), { cut: before - 5, lines: 3 }, context)).toEqual({
    ok: true,
    value: [{ kind: 'details_dropped', part: 'violations', before: before - 5, lines: 3 }],
  })
  expect(decideDropDetails(drop(before), { cut: before, lines: 0 }, context)).toEqual({ ok: true, value: [] })
})

test('[CLEAN-1] what is younger than ninety days is never dropped', () => {
  const view = { cut: before, lines: 1 }
  expect(decideDropDetails(drop(before), view, context).ok).toBe(true)
  expect(() => decideDropDetails(drop(before + 1), view, context)).toThrow('what is young is kept')
  expect(() => decideDropDetails(drop(before - 1), view, context)).toThrow('no step goes further')
})
