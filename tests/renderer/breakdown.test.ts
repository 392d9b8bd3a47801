import { expect, test } from 'vitest'
import {
  breakdownOf,
  noParts,
  scaleOf,
  shareOn,
  sideOf,
  voteOf,
  votesText,
} from '../../renderer/state/breakdown.ts'
import { signal } from './shown.ts'

const parts = { rsi: 0.008, macd_flip: -0.003, regime: 0.0002, 'base drift': -0.0001 }

test('[WHY-1] base and parts add up to the probability, the largest part first', () => {
  // 39.1 % + 0.8 - 0.3 + 0.02 - 0.01 points = 39.61 %.
  const breakdown = breakdownOf(signal({ base: 0.391, parts, probability: 0.3961 }))
  expect(breakdown.steps.map(({ name }) => name)).toEqual(['rsi', 'macd flip', '2 smaller parts'])
  expect(breakdown.steps.map(({ to }) => to.toFixed(4))).toEqual(['0.3990', '0.3960', '0.3961'])
  expect(breakdown.steps[0]?.from).toBe(0.391)
  expect(breakdown.steps.at(-1)?.to).toBeCloseTo(0.3961, 12)
})

test('[WHY-1] what the parts leave unexplained is a step of its own', () => {
  const { steps } = breakdownOf(signal({ base: 0.4, parts: { rsi: 0.02 }, probability: 0.45 }))
  expect(steps.map(({ name, change }) => [name, change.toFixed(3)])).toEqual(
    [
      ['not explained', '0.030'],
      ['rsi', '0.020'],
    ].reverse(),
  )
})

test('[WHY-2] a part speaks for the trade or against it', () => {
  const { steps } = breakdownOf(signal({ base: 0.391, parts, probability: 0.3961 }))
  expect(steps.map(sideOf)).toEqual(['for', 'against', 'even'])
})

test('[WHY-3] without parts nothing is invented: it is the base rate, and the sentence says why', () => {
  expect(breakdownOf(signal({ parts: {} })).steps).toEqual([])
  expect(noParts(signal({ parts: {}, trust: 'WARMING' }))).toContain('no source has earned weight yet')
  expect(noParts(signal({ parts: {}, trust: 'NO_EDGE' }))).toContain('recorded no parts')
  expect(noParts(signal({ parts }))).toBeNull()
})

test('[WHY-4] the scale shows every step, the interval and the breakeven', () => {
  const one = signal({
    base: 0.3,
    parts: { rsi: 0.1 },
    probability: 0.4,
    low: 0.35,
    high: 0.45,
    breakeven: 0.5,
  })
  const scale = scaleOf(breakdownOf(one), one)
  // 0.3 to 0.5 with 8 % of air: 0.292 to 0.508.
  expect(scale.low).toBeCloseTo(0.292, 12)
  expect(scale.high).toBeCloseTo(0.508, 12)
  expect(shareOn(scale, 0.4)).toBeCloseTo(0.5, 12)
  expect(shareOn(scale, 0.9)).toBe(1)
})

test('[WHY-5] a vote stands beside its part, and before any has weight the votes are told alone', () => {
  const votes = [
    { source: 'macd_flip', agrees: true, claim: 0.7 },
    { source: 'rsi', agrees: false, claim: 0.6 },
    { source: 'ema_trend', agrees: true, claim: 0.8 },
  ]
  const { steps } = breakdownOf(signal({ base: 0.391, parts, probability: 0.3961 }))
  // A source that is known to err may speak for what it votes against.
  expect(steps.map((step) => voteOf(step, votes))).toEqual([false, true, null])
  expect(votesText(votes)).toBe('Agree: macd flip, ema trend. Disagree: rsi.')
  expect(votesText([])).toBeNull()
})
