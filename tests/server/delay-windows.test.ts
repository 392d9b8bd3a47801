import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { DelayWindows } from '#server/delay-windows.ts'

/** Two windows and a hand that tells both of them. */
function openWindows() {
  const both: RecordableHistogram[] = [createHistogram(), createHistogram()]
  const windows = new DelayWindows(both[0] as RecordableHistogram, both[1] as RecordableHistogram)
  const tell = (value: number, times = 1) => {
    for (let nth = 0; nth < times; nth++) for (const one of both) one.record(value)
  }
  return { windows, tell }
}

test('[OPS-16] one long turn right after a window began is no percentile of it', () => {
  const { windows, tell } = openWindows()
  tell(10, 1_000)
  windows.turn()
  tell(60)
  // 1 of 1,001: the 99th of a hundred is one of the others.
  expect(windows.percentile(99)).toBe(10)
})

test('[OPS-16] two turns later the long ones of a minute are forgotten, and one turn later not yet', () => {
  const { windows, tell } = openWindows()
  tell(10, 100)
  windows.turn()
  tell(60, 100)
  windows.turn()
  tell(10, 100)
  expect(windows.percentile(99)).toBe(60)
  windows.turn()
  tell(10, 100)
  expect(windows.percentile(99)).toBe(10)
})

test('[OPS-16] long turns that make up a part of a minute are told while it lasts', () => {
  const { windows, tell } = openWindows()
  tell(10, 100)
  windows.turn()
  tell(10, 95)
  tell(60, 5)
  expect(windows.percentile(99)).toBe(60)
})
