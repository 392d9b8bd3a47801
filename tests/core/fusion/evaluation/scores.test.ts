import { describe, expect, test } from 'vitest'
import { openRunningBase } from '#core/signals/fusion/evaluation/running-base.ts'
import {
  binsOf,
  logLoss,
  noiseFloor,
  orderOf,
  scoresOf,
  worstExcess,
} from '#core/signals/fusion/evaluation/scores.ts'

const forecasts = (pairs: readonly (readonly [number, 0 | 1])[]) => ({
  probabilities: Float64Array.from(pairs, ([said]) => said),
  outcomes: Uint8Array.from(pairs, ([, won]) => won),
})

describe('scores', () => {
  test('[SCORE-1] Brier and log loss are means over all forecasts', () => {
    const {
      n,
      brier,
      logLoss: loss,
    } = scoresOf(
      forecasts([
        [0.8, 1],
        [0.4, 0],
      ]),
    )
    expect(n).toBe(2)
    // (.04 + .16) / 2 and (-ln .8 - ln .6) / 2
    expect(brier).toBeCloseTo(0.1, 12)
    expect(loss).toBeCloseTo(0.3669845876, 9)
  })

  test('[SCORE-1] a certain error costs what one in a million costs', () => {
    expect(logLoss(0, 1)).toBeCloseTo(13.815510558, 8)
    expect(logLoss(1, 1)).toBeCloseTo(0, 5)
  })

  test('[SCORE-2] calibration is the mean distance of ten bins of the same size', () => {
    // Twenty forecasts .00, .05 .. .95, all lost: bins of two, distance is the mean of the forecasts: .475
    const lost = forecasts(Array.from({ length: 20 }, (_, index) => [index / 20, 0] as const))
    expect(scoresOf(lost).ece).toBeCloseTo(0.475, 12)
    expect(binsOf(lost, orderOf(lost.probabilities))[9]).toEqual({ n: 2, predicted: 0.925, realised: 0 })
  })

  test('[SCORE-2] equal forecasts fall into bins in the order in which they were said', () => {
    const equal = forecasts(Array.from({ length: 20 }, (_, index) => [0.5, index < 10 ? 1 : 0] as const))
    expect(binsOf(equal, orderOf(equal.probabilities)).map(({ realised }) => realised)).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    ])
  })

  test('[SCORE-3] the area under the curve counts pairs of winner and loser, ties half', () => {
    // Winners .6 and .3, losers .3 and .1: three pairs right, one tied: 3.5 / 4
    expect(
      scoresOf(
        forecasts([
          [0.6, 1],
          [0.3, 1],
          [0.3, 0],
          [0.1, 0],
        ]),
      ).auc,
    ).toBeCloseTo(0.875, 12)
    expect(
      scoresOf(
        forecasts([
          [0.6, 1],
          [0.3, 1],
        ]),
      ).auc,
    ).toBeNull()
  })

  test('[SCORE-4] the noise floor is what perfect forecasts would show, and the same for the same seed', () => {
    const said = Float64Array.from({ length: 5_000 }, (_, index) => 0.3 + (0.2 * index) / 5_000)
    const floor = noiseFloor(said, 'seed')
    // Of 500 in a bin the share has a standard error of sqrt(.24 / 500) = .0219; its mean distance is .8 of that.
    expect(floor.median).toBeGreaterThan(0.012)
    expect(floor.median).toBeLessThan(0.022)
    expect(floor.p95).toBeGreaterThan(floor.median)
    expect(noiseFloor(said, 'seed')).toEqual(floor)
  })

  test('[SCORE-5] the worst excess is the highest that the sum of losses ever stood above the other', () => {
    const outcomes = Uint8Array.of(1, 1, 0)
    // -ln .5 + ln .8 = .4700; then -ln .9 + ln .8 = -.1178; then -ln .5 + ln .2 = -.9163
    const worst = worstExcess(Float64Array.of(0.5, 0.9, 0.5), Float64Array.of(0.8, 0.8, 0.8), outcomes)
    expect(worst).toBeCloseTo(0.4700036292, 9)
  })

  test('[SCORE-6] the running base rate leans on breakeven by twenty outcomes', () => {
    const base = openRunningBase(0.4)
    expect(base.probability()).toBeCloseTo(0.4, 12)
    base.count(1)
    // (1 + 8) / 21
    expect(base.probability()).toBeCloseTo(0.4285714286, 9)
  })
})
