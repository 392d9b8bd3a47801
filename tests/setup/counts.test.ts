import { describe, expect, test } from 'vitest'
import { countPlaywright, countRows, countVitest, one, sum, summary } from '../../scripts/counts.mjs'

const file = (status: string, assertions: readonly string[], name = '/p/tests/a.test.ts') => ({
  name,
  status,
  assertionResults: assertions.map((each) => ({ status: each })),
})
const vitest = (passed: number, failed: number, testResults: readonly object[]) =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults,
  })
const playwright = (stats: object, errors: readonly object[] = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors })

describe('what the runners say is added up', () => {
  test('[SETUP-13] the last line names passed and failed, and skipped where there are any', () => {
    expect(summary(sum([one(true), one(true), one(false)]))).toBe('2 passed, 1 failed')
    expect(summary({ passed: 7, failed: 0, skipped: 2 })).toBe('7 passed, 0 failed, 2 skipped')
  })

  test('[SETUP-13] vitest: tests by their outcome, skipped and to-do ones as skipped', () => {
    const report = vitest(3, 1, [file('failed', ['passed', 'failed']), file('passed', ['passed', 'passed'])])
    expect(countVitest(report, 1, '/p')).toMatchObject({ passed: 3, failed: 1, skipped: 2 })
  })

  test('[SETUP-14] vitest: a file that could not be loaded is a failure', () => {
    const report = vitest(3, 0, [file('failed', []), file('passed', ['passed'], '/p/tests/b.test.ts')])
    expect(countVitest(report, 1, '/p')).toEqual({
      passed: 3,
      failed: 1,
      skipped: 2,
      remarks: ['could not be run: tests/a.test.ts'],
    })
  })

  test('[SETUP-14] Playwright: a test that passed only when tried again is a failure', () => {
    expect(countPlaywright(playwright({ expected: 4, flaky: 1, skipped: 1 }), 0)).toMatchObject({
      passed: 4,
      failed: 1,
      skipped: 1,
    })
  })

  test('[SETUP-13] Playwright: why something was skipped is said once', () => {
    const skipped = { tests: [{ annotations: [{ type: 'skip', description: 'no display' }] }] }
    const report = JSON.parse(playwright({ expected: 1, skipped: 2 }))
    report.suites = [{ specs: [skipped], suites: [{ specs: [skipped] }] }]
    expect(countPlaywright(JSON.stringify(report), 0).remarks).toEqual(['skipped: no display'])
  })

  test('[SETUP-13] harnesses: each promise is a test', () => {
    const rows = [
      { name: 'kill', result: '0 lost', goal: '0 lost', ok: true },
      { name: 'power', result: '2 lost', goal: '0 lost', ok: false },
    ]
    expect(countRows(JSON.stringify(rows), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      remarks: ['kept   kill: 0 lost (goal: 0 lost)', 'BROKEN power: 2 lost (goal: 0 lost)'],
    })
  })

  test.each([
    ['vitest', () => countVitest('', 1, '/p')],
    ['vitest, half a report', () => countVitest('{"numPassed', 0, '/p')],
    ['Playwright', () => countPlaywright('', 1)],
    ['harnesses', () => countRows('Segmentation fault', 139)],
    ['harnesses, another shape', () => countRows('{}', 0)],
  ])('[SETUP-14] a runner that crashed is a failure: %s', (_, count) => {
    expect(count()).toMatchObject({ passed: 0, failed: 1 })
  })

  test.each([
    ['vitest', () => countVitest(vitest(5, 0, []), 1, '/p')],
    ['Playwright', () => countPlaywright(playwright({ expected: 5 }), 1)],
    ['harnesses', () => countRows(JSON.stringify(Array(5).fill({ ok: true })), 1)],
  ])('[SETUP-14] an exit code that complains is a failure though every test passed: %s', (_, count) => {
    expect(count()).toMatchObject({ passed: 5, failed: 1 })
  })
})
