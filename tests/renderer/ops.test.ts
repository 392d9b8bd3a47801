import { expect, test } from 'vitest'
import type { HealthCheck, LogLine, LogPage } from '#contracts/http/operations.ts'
import {
  addLines,
  bytesText,
  everyText,
  gravest,
  LOG_LINES_SHOWN_MAX,
  lineText,
  measureText,
  saidText,
  tookText,
} from '../../renderer/state/ops.ts'
import { readLogChoice, readOpsTab, writeLogChoice } from '../../renderer/state/ops-address.ts'

const line = (number: number): LogLine => ({
  number,
  at: 1_767_614_400 + number,
  level: 'info',
  event: 'request_answered',
  component: null,
  correlation_id: null,
  facts: '',
})
function page(first: number, last: number, more: Partial<LogPage> = {}): LogPage {
  const lines = Array.from({ length: last - first + 1 }, (_, n) => line(first + n))
  return { started_at: 1_767_614_400, lines, next: last, oldest: 1, components: ['http'], ...more }
}

test('[OPS-12] newer lines come after those that are known, and those that gave way meanwhile are counted', () => {
  const first = addLines(null, page(1, 3))
  expect(first).toMatchObject({ next: 3, missed: 0 })
  const second = addLines(first, page(6, 7, { oldest: 6 }))
  expect(second?.lines.map(({ number }) => number)).toEqual([1, 2, 3, 6, 7])
  expect(second).toMatchObject({ next: 7, missed: 2 })
  const long = addLines(second, page(8, 7 + LOG_LINES_SHOWN_MAX))
  expect(long?.lines).toHaveLength(LOG_LINES_SHOWN_MAX)
  expect(long?.lines[0]?.number).toBe(8)
})

test('[OPS-12] lines of a station that started anew are not put behind those of the run before', () => {
  const known = addLines(null, page(1, 9))
  const later = { started_at: 1_767_614_500 }
  expect(addLines(known, page(1, 2, later))).toBeNull()
  // The younger run has written more by now than was known of the one before.
  expect(addLines(known, page(10, 12, later))).toBeNull()
  expect(addLines(known, page(10, 12))).toMatchObject({ next: 12, missed: 0 })
})

test('[OPS-12] what is looked for is kept in the address, and what is no choice is dropped from it', () => {
  const choice = { level: 'warn', component: 'http', correlationId: 'c-1' } as const
  expect(readLogChoice({ ...writeLogChoice(choice) })).toEqual(choice)
  expect(readLogChoice({ level: 'loud', component: '', correlation: 'x'.repeat(65) })).toEqual({
    level: null,
    component: null,
    correlationId: null,
  })
  expect(writeLogChoice({ level: null, component: null, correlationId: null })).toEqual({})
  expect([readOpsTab('jobs'), readOpsTab('backups'), readOpsTab(3)]).toEqual(['jobs', 'health', 'health'])
})

test('[OPS-12] a line is saved as the station wrote it', () => {
  const facts = JSON.stringify({ status: 404, path: '/x' })
  expect(JSON.parse(lineText({ ...line(0), component: 'http', correlation_id: 'c-1', facts }))).toEqual({
    time: '2026-01-05T12:00:00.000Z',
    level: 'info',
    event: 'request_answered',
    component: 'http',
    correlationId: 'c-1',
    status: 404,
    path: '/x',
  })
  expect(saidText(facts)).toBe('status 404, path /x')
})

test('[OPS-11] what does not hold comes first', () => {
  const check = (name: string, state: HealthCheck['state']) => ({ check: name, state }) as HealthCheck
  const checks = [
    check('lan', 'ok'),
    check('wal', 'warn'),
    check('commit', 'unknown'),
    check('market', 'failed'),
  ]
  expect(gravest(checks).map((one) => one.check)).toEqual(['market', 'wal', 'commit', 'lan'])
})

test('[OPS-11] figures are written with their units, and what was not measured as a dash', () => {
  expect(bytesText(999)).toBe('999\u202fB')
  expect(bytesText(98_304_000)).toBe('98.3\u202fMB')
  expect(measureText(null, 'ms')).toBe('\u2014')
  expect(measureText(3.309, 'ms')).toBe('3.31\u202fms')
  expect(measureText(20.4, 'ms')).toBe('20\u202fms')
  expect(measureText(1_600, 'count')).toBe('1,600')
  expect(measureText(11, 'per_minute')).toBe('11/min')
  expect([tookText(0.4), tookText(3_240)]).toEqual(['0.40\u202fms', '3.2\u202fs'])
  expect([everyText(15), everyText(300), everyText(3_600)]).toEqual(['15\u202fs', '5\u202fmin', '1\u202fh'])
})
