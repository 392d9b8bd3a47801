import { expect, test } from 'vitest'
import { apart } from '../../renderer/state/apart.ts'
import * as kpi from '../../renderer/state/kpi.ts'

test('[DELTA-4] a change has its sign and says what it was before', () => {
  expect(kpi.countChange(34, 28)).toEqual({ text: '+6', about: '28 by this time on the day before' })
  expect(kpi.countChange(25, 27).text).toBe('\u22122')
  expect(kpi.countChange(27, 27).text).toBe('\u00b10')
  const before = { signals: 1, fires: 4, traders: 2, executionRate: 0.86 }
  expect(kpi.rateChange(0.873, before).text).toBe('+1.3 pt')
  expect(kpi.pnlChange(1_284.6, 1_000)).toEqual({ text: '+284.60', about: '+1,000.00 in the 7 days before' })
  expect(kpi.fusionChange({ p95Ms: 38, of: 256, beforeMs: 42 })).toEqual({
    text: '\u22124',
    about: '42 ms in the 256 steps before',
  })
})

test('[DELTA-4] what cannot be compared is a dash with its reason', () => {
  const words = [
    kpi.countChange(34, null),
    kpi.rateChange(0.5, null),
    kpi.rateChange(0.5, { signals: 1, fires: 0, traders: 0, executionRate: null }),
    kpi.pnlChange(1, null),
    kpi.fusionChange({ p95Ms: 38, of: 7, beforeMs: null }),
  ].map(({ text }) => text)
  expect(words).toEqual([
    '\u2014 first day',
    '\u2014 first day',
    '\u2014 no fires before',
    '\u2014 first week',
    '\u2014 n 7',
  ])
})

const ROOM = { from: 0, to: 100 }
test.each([
  [
    [10, 50, 90],
    [10, 50, 90],
  ],
  // Two that meet: the lower one gives way.
  [
    [50, 52],
    [50, 64],
  ],
  // At the bottom the upper ones give way.
  [
    [96, 98, 99],
    [72, 86, 100],
  ],
  [
    [-20, 1],
    [0, 14],
  ],
  // The order of the list is that of the answer.
  [
    [60, 40, 50],
    [68, 40, 54],
  ],
] as const)('[CHART-8] names at %j stand at %j', (places, expected) => {
  expect(apart(places, 14, ROOM)).toEqual(expected)
})
