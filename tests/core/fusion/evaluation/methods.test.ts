import { describe, expect, test, vi } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import { openSimulation } from '#core/market/simulator.ts'
import { openHydrax } from '#core/signals/fusion/evaluation/hydrax.ts'
import { openMarketContest } from '#core/signals/fusion/evaluation/market-contest.ts'
import { plantedStreams } from '#core/signals/fusion/evaluation/planted.ts'
import { regretOn } from '#core/signals/fusion/evaluation/planted-contest.ts'
import { averageClaim, logitMeanClaim, openPlatt } from '#core/signals/fusion/evaluation/pools.ts'
import type { SourceType } from '#core/signals/fusion/source.ts'
import { vote } from '../engine/build.ts'

// A busy machine needs longer than the runner's patience.
vi.setConfig({ testTimeout: 120_000 })

const MONDAY = Date.UTC(2024, 0, 1)
const typeOf = (source: string) => source as SourceType
const four = (technical: number, sentiment: number, fundamental: number) => [
  vote('technical', 1, technical),
  vote('sentiment', 1, sentiment),
  vote('fundamental', 1, fundamental),
]

describe("HydraX's formula", () => {
  // Vectors of its own code, run with fresh sources of unknown reliability.
  test.each([
    ['four at 75', [...four(0.75, 0.75, 0.75), vote('ai_bot', 1, 0.75)], 0.93],
    ['four at 72', [...four(0.72, 0.72, 0.72), vote('ai_bot', 1, 0.72)], 0.9],
    ['three at 75 against one at 95', [...four(0.75, 0.75, 0.75), vote('ai_bot', -1, 0.95)], 0.9157],
    ['three at 75 against one at 40', [...four(0.75, 0.75, 0.75), vote('ai_bot', -1, 0.4)], 0.8024],
    ['three at 75', four(0.75, 0.75, 0.75), 0.9175],
  ] as const)('[EVAL-1] is that of its code: %s', (_name, votes, claim) => {
    expect(openHydrax(typeOf).claim(votes)).toBeCloseTo(claim, 4)
  })

  test('[EVAL-1] reliability moves the weights: the newest of fifty results counts twice the oldest', () => {
    const hydrax = openHydrax(typeOf)
    const votes = [vote('technical', 1, 0.9), vote('sentiment', 1, 0.6)]
    hydrax.count([vote('technical')], 0)
    hydrax.count([vote('technical')], 1)
    // Reliability of technical (0 * .5 + 1 * 1) / 1.5 = 2/3: weight .4 * (.5 + 1/3) = 1/3; sentiment .2 * .85 = .17.
    // Mean (90 / 3 + 60 * .17) / .503333 = 79.8675; two of four types 2.5; spread 15: 85 * .05 = 4.25; agreement 8.
    expect(hydrax.claim(votes)).toBeCloseTo(0.946175, 5)
  })
})

describe('averages', () => {
  test('[EVAL-2] a source that disagrees claims the rest, in shares or in log-odds', () => {
    // (.8 + .4) / 2; logits 1.386294 and -.405465: mean .490415
    expect(averageClaim([vote('a', 1, 0.8), vote('b', -1, 0.6)])).toBeCloseTo(0.6, 12)
    expect(logitMeanClaim([vote('a', 1, 0.8), vote('b', -1, 0.6)])).toBeCloseTo(0.620204, 6)
    expect([averageClaim([]), logitMeanClaim([])]).toEqual([0.5, 0.5])
  })

  test('[EVAL-3] Platt scaling learns the level of a score that claims too much', () => {
    const platt = openPlatt()
    expect(platt.probability(0.8)).toBeCloseTo(0.8, 9)
    for (let index = 0; index < 2_000; index++)
      platt.learn(index % 2 === 0 ? 0.8 : 0.9, index % 5 < 2 ? 1 : 0)
    expect(platt.probability(0.8)).toBeCloseTo(0.4, 1)
    expect(platt.probability(0.9)).toBeCloseTo(0.4, 1)
  })
})

describe('planted streams', () => {
  const streams = plantedStreams('small', 3_000)

  test('[EVAL-4] there are ten, the same for the same seed, and their oracle is calibrated', () => {
    expect(streams).toHaveLength(10)
    expect(plantedStreams('small', 300)[3]?.candidates.slice(0, 5)).toEqual(
      plantedStreams('small', 300)[3]?.candidates.slice(0, 5),
    )
    for (const { candidates } of streams) {
      const surprise = candidates.reduce((sum, { won, oracle }) => sum + won - oracle, 0)
      // Standard deviation of the sum: at most sqrt(3000 / 4) = 27.
      expect(Math.abs(surprise)).toBeLessThan(4 * 27)
    }
  })

  test('[EVAL-4] copies repeat the first source word for word', () => {
    const [, , , triplicated] = streams
    const votes = triplicated!.candidates.flatMap(({ question }) => question.votes)
    const spoken = (name: string) => votes.filter(({ source }) => source === name).map(({ claim }) => claim)
    expect(spoken('copy 1')).toEqual(spoken('source 0'))
    expect(spoken('copy 2')).toEqual(spoken('source 0'))
  })

  test('[EVAL-5] already three thousand events take the engine most of the way to one good source', () => {
    const { regret } = regretOn(streams[2]!)
    expect(regret.fused).toBeLessThan(regret.base / 3)
    expect(regret.hydrax).toBeGreaterThan(0.1)
  })
})

describe('the market', () => {
  test('[EVAL-6] cutting or altering later bars changes nothing that was said before', () => {
    const simulation = openSimulation('look ahead', 'EURUSD' as SymbolName, MONDAY)
    const bars = Array.from({ length: 3_000 }, () => simulation.next())
    const said = (given: typeof bars) => {
      const market = openMarketContest([{ targetAtr: 1.5, stopAtr: 1 }], { cooldownBars: 3, horizonBars: 24 })
      for (const bar of given) market.close([bar])
      return market.contests[0]!.contest.entries.filter(
        ({ question }) => question.at <= bars[1_499]!.closeAt,
      ).map((entry) => entry.said)
    }
    const half = said(bars.slice(0, 1_500))
    expect(half.length).toBeGreaterThan(100)
    expect(said(bars).slice(0, half.length)).toEqual(half)
    const altered = bars.map((bar, index) =>
      index < 1_500 ? bar : { ...bar, close: bar.low, open: bar.high },
    )
    expect(said(altered).slice(0, half.length)).toEqual(half)
  })

  test('[EVAL-7] at one instant outcomes come before candidates, and the bar of a candidate does not judge it', () => {
    const simulation = openSimulation('order', 'EURUSD' as SymbolName, MONDAY)
    const market = openMarketContest([{ targetAtr: 0.5, stopAtr: 0.5 }], { cooldownBars: 1, horizonBars: 1 })
    const { contest } = market.contests[0]!
    for (let bar = 0; bar < 400; bar++) {
      market.close([simulation.next()])
      // With a horizon of one bar nothing is open but what this bar made.
      expect(contest.book.open.size).toBeLessThanOrEqual(1)
      expect(contest.entries.filter(({ won }) => won === null).length).toBe(contest.book.open.size)
    }
    expect(contest.book.counts.outcomes).toBeGreaterThan(50)
    expect([...contest.book.open.values()].every(({ weight }) => weight === 1)).toBe(true)
  })
})
