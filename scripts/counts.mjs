// What the runners report -> passed, failed, skipped. A runner that says nothing, or less than its exit code, failed.
import { relative } from 'node:path'

const NOTHING = { passed: 0, failed: 0, skipped: 0, remarks: [] }

/** A single check that counts as one test. */
export function one(passed) {
  return { ...NOTHING, passed: passed ? 1 : 0, failed: passed ? 0 : 1 }
}

export function sum(counts) {
  const total = { ...NOTHING }
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/** `N passed, N failed`, and what was skipped where something was. */
export function summary({ passed, failed, skipped }) {
  const skips = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${passed} passed, ${failed} failed${skips}`
}

/** The JSON report of vitest. A file that could not be loaded holds no test and counts as one failed. */
export function countVitest(text, code, root) {
  const report = parse(text)
  if (report === null) return crashed('vitest wrote no report')
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  )
  return honest(code, 'vitest', {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    remarks: unloaded.map(({ name }) => `could not be run: ${relative(root, name)}`),
  })
}

/** The JSON report of Playwright. A test that passed only when tried again did not pass. */
export function countPlaywright(text, code) {
  const report = parse(text)
  if (report === null) return crashed('Playwright wrote no report')
  const { expected, unexpected, flaky, skipped } = report.stats
  return honest(code, 'Playwright', {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    remarks: [
      ...report.errors.map(({ message }) => String(message).split('\n')[0]),
      ...skips(report.suites ?? []),
    ],
  })
}

/** Why something was skipped, each reason once. */
function skips(suites) {
  const annotations = suites
    .flatMap(allSpecs)
    .flatMap(({ tests }) => tests.flatMap((test) => test.annotations))
  const reasons = annotations.filter(({ type }) => type === 'skip').map(({ description }) => description)
  return [...new Set(reasons)].map((reason) => `skipped: ${reason ?? 'no reason given'}`)
}

function allSpecs({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(allSpecs)]
}

/** The rows of the harnesses, `{name, result, goal, ok}`; each promise is one test. */
export function countRows(text, code) {
  const rows = parse(text)
  if (!Array.isArray(rows)) return crashed('the harnesses wrote no rows')
  const kept = rows.filter(({ ok }) => ok === true).length
  return honest(code, 'harnesses', {
    passed: kept,
    failed: rows.length - kept,
    skipped: 0,
    remarks: rows.map(
      ({ name, result, goal, ok }) => `${ok ? 'kept  ' : 'BROKEN'} ${name}: ${result} (goal: ${goal})`,
    ),
  })
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function crashed(remark) {
  return { ...NOTHING, failed: 1, remarks: [remark] }
}

// An exit code that complains while every test passed (an unhandled rejection, no tests found) is a failure too.
function honest(code, runner, count) {
  if (code === 0 || count.failed > 0) return count
  return { ...count, failed: 1, remarks: [...count.remarks, `${runner} ended with exit code ${code}`] }
}
