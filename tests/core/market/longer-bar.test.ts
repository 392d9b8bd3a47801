import { expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import { unfinishedBar } from '#core/market/longer-bar.ts'

const MINUTE = 60_000
const M5 = 5 * MINUTE

/** A minute's bar: open 10, and what the case says. */
function bar(minute: number, high: number, low: number, close: number): Bar {
  return {
    symbol: 'EURUSD' as SymbolName,
    openAt: minute * MINUTE,
    closeAt: (minute + 1) * MINUTE,
    open: 10,
    high,
    low,
    close,
    volume: 3,
    spread: 0,
  }
}

test('[CHART-3] the open bar is made of its closed bars and the forming one', () => {
  const open = unfinishedBar([bar(4, 99, 1, 50), bar(5, 12, 9, 11), bar(6, 13, 10, 12)], bar(7, 12, 8, 9), M5)
  expect(open).toEqual({ ...bar(5, 13, 8, 9), volume: 9, openAt: M5, closeAt: 2 * M5 })
})

test('[CHART-3] before its first bar has closed it is the forming one', () => {
  expect(unfinishedBar([], bar(5, 12, 9, 11), M5)).toMatchObject({ openAt: M5, high: 12, close: 11 })
})

test('[CHART-3] a bar whose time is over is not open, and nothing is known of an empty market', () => {
  expect(unfinishedBar([bar(8, 12, 9, 11), bar(9, 12, 9, 11)], null, M5)).toBeNull()
  expect(unfinishedBar([bar(8, 12, 9, 11)], null, M5)).toMatchObject({ openAt: M5, close: 11 })
  expect(unfinishedBar([], null, M5)).toBeNull()
})
