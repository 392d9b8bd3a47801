import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Figure, figureOf, GOALS, tableOf } from './figures.ts'
import { busiestSecond } from './page.ts'
import { longestTask } from './support/browser.ts'
import { median, percentile } from './support/statistics.ts'

describe('a figure', () => {
  test.each([
    // Rounded to three digits: 0.2496 is printed as 0.25, which is the goal.
    ['fire', 0.2496, { value: 0.25, met: true }],
    ['fire', 0.2494, { value: 0.249, met: false }],
    ['fire_p99', 5.004, { value: 5, met: true }],
    ['fire_p99', 5.006, { value: 5.01, met: false }],
    // From a thousand on whole numbers.
    ['replay_max', 584_700.6, { value: 584_701, met: true }],
    ['replay_max', 99_999.4, { value: 99_999, met: false }],
  ] as const)('[BENCH-1] of %s measured as %d is judged as it is printed', (name, measured, judged) => {
    expect(figureOf(name, measured)).toMatchObject({ name, ...judged })
  })

  test('[BENCH-1] stands in the table with its goal, and a missed one says so', () => {
    expect(tableOf([figureOf('fire', 0.3), figureOf('start_100k', 2.5)])).toBe(
      [
        'name        value  unit          goal',
        'fire          0.3  x echo        >= 0.25  met',
        'start_100k    2.5  x bare stack  <= 2     MISSED',
      ].join('\n'),
    )
  })
})

describe('of several rounds', () => {
  test('[BENCH-2] the median is the middle one, of an even number the mean of the two', () => {
    expect(median([9, 1, 4])).toBe(4)
    expect(median([9, 1, 4, 5])).toBe(4.5)
    expect(() => median([])).toThrow('no rounds')
  })

  test('[BENCH-2] the 99th percentile is the smallest value that 99 of 100 do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(percentile(hundred, 0.99)).toBe(99)
    // 1 % of 101 is more than one: the two largest are 100 and 101, so 100 it is.
    expect(percentile([...hundred, 101], 0.99)).toBe(100)
    expect(percentile([7], 0.99)).toBe(7)
  })
})

describe('of what a page shows', () => {
  test('[BENCH-4] the busiest second is any second, not one of the clock', () => {
    // 900, 1,000 and 1,850 lie within a second of 900; 1,900 is a second later.
    expect(busiestSecond([0, 900, 1_000, 1_850, 1_900])).toBe(3)
    expect(busiestSecond([])).toBe(0)
  })

  test('[BENCH-4] the longest task is one that began in the time that was measured', () => {
    const tasks = [90, 60, 70, 80].map((ms, index) => ({ at: index * 100, ms }))
    const seen = { now: 400, longTasks: tasks, pricePaints: [], chartUpdates: [] }
    expect(longestTask(seen, 100, 300)).toBe(70)
    expect(longestTask(seen, 301, 400)).toBe(0)
  })
})

describe('npm run bench', () => {
  test('[BENCH-3] with --json prints one array and nothing else, also when a goal is missed', async () => {
    const { code, stdout } = await bench('--json', 'first_load')
    expect(code).toBe(0)
    for (const figure of JSON.parse(stdout) as readonly Figure[]) {
      const { name, ...rest } = figure
      expect(rest).toEqual({ ...GOALS[name], value: expect.any(Number), met: expect.any(Boolean) })
    }
  })

  test('[BENCH-3] refuses a name it does not know and says which there are', async () => {
    const { code, stdout, stderr } = await bench('speed')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`speed is no figure; there are ${Object.keys(GOALS).join(', ')}`)
  })
})

function bench(...words: readonly string[]) {
  const program = join(import.meta.dirname, 'run.ts')
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [program, ...words], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}
