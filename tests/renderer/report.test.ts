import { expect, test } from 'vitest'
import { periodOf, sourcesText } from '../../renderer/state/report.ts'

test('[PAGE-370] a period adds up its trades, timeouts beside what was won and lost, and names every source', () => {
  const period = periodOf([
    { outcome: 'WIN', source: 'sim', r: 1.5, pnl: 150 },
    { outcome: 'LOSS', source: 'sim', r: -1, pnl: -100 },
    { outcome: 'TIMEOUT', source: 'Harbour Desk', r: 0.1, pnl: 10 },
  ])
  expect(period).toMatchObject({ n: 3, pnl: 60, won: 1, lost: 1, timeouts: 1 })
  expect(period.r).toBeCloseTo(0.6)
  expect(period.meanR).toBeCloseTo(0.2)
  expect(sourcesText(period)).toBe('SIM 2, Harbour Desk 1')
})

test('[PAGE-370] a period without a trade has no mean', () => {
  expect(periodOf([])).toEqual({ n: 0, pnl: 0, r: 0, meanR: null, won: 0, lost: 0, timeouts: 0, sources: [] })
})
