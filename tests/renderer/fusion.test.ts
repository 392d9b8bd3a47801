import { describe, expect, test } from 'vitest'
import { readTiers } from '../../renderer/link/wire-fusion.ts'
import {
  type BandView,
  type BookView,
  bookTitle,
  callsText,
  claimedAndEarned,
  emptyTier,
  exitsOf,
  type FusionView,
  histogramText,
  historyText,
  intervalText,
  oneSourceText,
  orderedBooks,
  qualityText,
  reliabilityText,
  type ScoredView,
  type TierView,
  tierRange,
  verdictOf,
  verdictWords,
} from '../../renderer/state/fusion.ts'
import { reduce } from '../../renderer/state/reduce.ts'
import { after, board, heartbeat } from './shown.ts'

const NOTHING: ScoredView = { outcomes: 0, wins: 0, rate: null, interval: null, predicted: null }
const scored = (part: Partial<ScoredView>): ScoredView => ({ ...NOTHING, ...part })
const band = (part: Partial<BandView>): BandView => ({ ...NOTHING, from: 0.4, to: 0.45, ...part })
const tier = (part: Partial<TierView> = {}): TierView => ({
  ...NOTHING,
  tier: 'SNIPER',
  floor: 0.9,
  signals: 0,
  openNow: 0,
  verdict: 'unproven',
  ...part,
})
const fusion = (signals: number): FusionView => ({ tiers: [tier({ signals })], quality: null })

const EXITS = { target: 1.5, stop: 1 }
const NEAR = { target: 0.5, stop: 1.5 }

describe('tiers', () => {
  test.each([
    [tier(), EXITS, 'No signal earned this tier: at 1.5 to 1 that is what to expect.'],
    // A near target is reached often, so an empty tier is nothing to expect of it.
    [tier(), NEAR, 'No signal earned this tier.'],
    [tier(), null, 'No signal earned this tier.'],
    [tier({ tier: 'UNRANKED', floor: 0 }), EXITS, 'No signal has been told yet.'],
    [tier({ signals: 1 }), EXITS, '1 signal so far, none of them settled.'],
    [tier({ signals: 3 }), EXITS, '3 signals so far, none of them settled.'],
    [tier({ signals: 3, outcomes: 1 }), EXITS, null],
  ])('[FVIEW-2] a tier without outcomes has its sentence (%#)', (shown, exits, sentence) => {
    expect(emptyTier(shown, exits)).toBe(sentence)
  })

  test('[FVIEW-2] a tier is named with its band', () => {
    const tiers = [tier(), tier({ tier: 'PRECISION', floor: 0.8 }), tier({ tier: 'UNRANKED', floor: 0 })]
    expect(tierRange('SNIPER', tiers)).toBe('90\u202f% and more')
    expect(tierRange('PRECISION', tiers)).toBe('80 to 90\u202f%')
    expect(tierRange('UNRANKED', tiers)).toBe('below 80\u202f%')
  })

  test('[FVIEW-2] three words for how a tier kept its word', () => {
    expect(verdictWords('honest').word).toBe('honest')
    expect(verdictWords('unproven')).toEqual({ word: 'unproven', about: 'fewer than 30 outcomes' })
    expect(verdictWords('off').word).toBe('off: retuning')
  })

  test('[FVIEW-1] a confidence of the wire is 100 times the probability', () => {
    const wire = {
      name: 'rapid' as const,
      threshold: 0.7,
      total_signals: 9,
      outcomes: 4,
      wins: 3,
      win_rate: 0.75,
      interval: [0.4, 0.9] as [number, number],
      mean_predicted: 0.72,
      active_signals: 2,
      verdict: 'unproven' as const,
    }
    const stats = { sniper: wire, precision: wire, rapid: wire, training: wire, unranked: wire }
    const read = readTiers(stats, { min_confidence: 38.5, avg_confidence: 40, avg_sources: 5.5 })
    expect(read.tiers).toHaveLength(5)
    expect(read.tiers[2]).toEqual({
      tier: 'RAPID',
      floor: 0.7,
      signals: 9,
      outcomes: 4,
      wins: 3,
      rate: 0.75,
      interval: [0.4, 0.9],
      predicted: 0.72,
      openNow: 2,
      verdict: 'unproven',
    })
    expect(read.quality).toEqual({ lowest: 0.385, mean: 0.4, sources: 5.5 })
    expect(qualityText(read.quality!)).toBe(
      'Open now: probability 40.0\u202f% on the mean, 38.5\u202f% at least, 5.5 sources heard on the mean.',
    )
    expect(qualityText({ lowest: null, mean: null, sources: null })).toBe(
      'No signal of the station is open now.',
    )
  })

  test('[FVIEW-9] tiers asked for are shown, unless newer ones were told meanwhile', () => {
    const asked = after(heartbeat())
    expect(reduce(asked, { kind: 'tiers', fusion: fusion(1), before: null }).fusion).toEqual(fusion(1))
    const news = { kind: 'board', signals: [], openTotal: 0, clock: null, feed: null } as const
    const told = reduce(asked, { ...news, fusion: fusion(2) })
    expect(told.fusion).toEqual(fusion(2))
    expect(reduce(told, { kind: 'tiers', fusion: fusion(1), before: null })).toBe(told)
    // A list that came without tiers takes none away.
    expect(reduce(told, board([])).fusion).toEqual(fusion(2))
    // Another history has other tiers.
    expect(reduce(told, heartbeat('epoch-2')).fusion).toBeNull()
  })
})

describe('books', () => {
  test('[FVIEW-12] a book of the station has exits, a provider may have a colon in his name', () => {
    expect(exitsOf('station:1.5:1')).toEqual(EXITS)
    expect(exitsOf('provider:acme:1.5')).toBeNull()
    expect(bookTitle('station:1.5:1')).toBe('Station, target 1.5 ATR, stop 1 ATR')
    expect(bookTitle('provider:Harbour: Desk:2')).toBe('Harbour: Desk, reward 2 to risk 1')
    expect(bookTitle('something else')).toBe('something else')
  })

  test('[FVIEW-12] the books of the station come first, each once', () => {
    const names = ['provider:b:1', 'station:1.5:1', 'provider:a:2', 'station:1.5:1']
    expect(orderedBooks(names)).toEqual(['station:1.5:1', 'provider:a:2', 'provider:b:1'])
  })

  test.each([
    [{ settled: 0, meanR: null, dsr: null, proven: false }, 'No call to act has settled: not proven.'],
    [
      { settled: 1, meanR: -1.02, dsr: null, proven: false },
      '1 call to act settled, \u22121.020 R on the mean: not proven, 20 calls are the least that can be judged.',
    ],
    [
      { settled: 294, meanR: -0.0561, dsr: 0.001, proven: false },
      '294 calls to act settled, \u22120.056 R on the mean, deflated Sharpe 0.00: not proven, that takes 0.95.',
    ],
    [
      { settled: 400, meanR: 0.2, dsr: 0.96, proven: true },
      '400 calls to act settled, +0.200 R on the mean, deflated Sharpe 0.96: proven.',
    ],
  ])('[FVIEW-10] calls to act are not proven until they are (%#)', (calls, sentence) => {
    expect(callsText(calls)).toBe(sentence)
  })
})

describe('summaries', () => {
  const held = band({ outcomes: 30, interval: [0.3, 0.5], predicted: 0.5 })
  const missed = band({ outcomes: 1_000, interval: [0.3, 0.5], predicted: 0.51 })
  const few = band({ outcomes: 29, interval: [0.3, 0.5], predicted: 0.9 })

  test('[FVIEW-10] a prediction on the edge of the interval holds, beyond it not, below 30 outcomes neither', () => {
    expect([held, missed, few, NOTHING].map(verdictOf)).toEqual(['honest', 'off', 'unproven', 'unproven'])
  })

  test.each([
    [[band({})], 'No outcome yet.'],
    [[few], '29 outcomes in 1 band of probability. None has 30 outcomes yet, so none can be judged.'],
    [
      [held, few],
      '59 outcomes in 2 bands of probability. The one with 30 outcomes or more came out as predicted.',
    ],
    [
      [missed],
      '1,000 outcomes in 1 band of probability. The one with 30 outcomes or more did not come out as predicted.',
    ],
    [
      [held, held],
      '60 outcomes in 2 bands of probability. All 2 with 30 outcomes or more came out as predicted.',
    ],
    [
      [held, missed, few],
      '1,059 outcomes in 3 bands of probability. Of 2 with 30 outcomes or more, 1 came out as predicted and 1 did not.',
    ],
  ])('[FVIEW-10] the reliability diagram in words (%#)', (bands, sentence) => {
    expect(reliabilityText(bands)).toBe(sentence)
  })

  test('[FVIEW-10] the history in words: the whole weighted by outcomes, and the last', () => {
    const whole = { ...scored({ outcomes: 50, wins: 20, rate: 0.4, predicted: 0.4 }), at: 1 }
    const last = { ...scored({ outcomes: 10, wins: 1, rate: 0.1, predicted: 0.46 }), at: 2 }
    expect(historyText([])).toBe('No outcome yet.')
    expect(historyText([whole])).toBe('40.0\u202f% of 50 outcomes were won where 40.0\u202f% was predicted.')
    // 21 of 60 = 35 %; (50 * 0.40 + 10 * 0.46) / 60 = 0.41.
    expect(historyText([whole, last])).toBe(
      '35.0\u202f% of 60 outcomes were won where 41.0\u202f% was predicted. The last 10: 10.0\u202f% won, 46.0\u202f% predicted.',
    )
  })

  test('[FVIEW-10] the histogram in words: from the first band to the end of the last', () => {
    const bands = Array.from({ length: 20 }, (_, at) => ({ 7: 24, 9: 976 })[at] ?? 0)
    expect(histogramText(bands)).toBe('The last 1,000 probabilities lay between 35 and 50\u202f%.')
    expect(histogramText([0, 1])).toBe('The one probability lay between 50 and 100\u202f%.')
    expect(histogramText([0, 0])).toBe('No probability given yet.')
    expect(intervalText([0.3962, 0.44])).toBe('39.6 to 44.0\u202f%')
    expect(intervalText(null)).toBe('\u2014')
  })
})

describe('books of providers', () => {
  const shown = (part: Partial<BookView>) => claimedAndEarned(part as BookView)

  test.each([
    [{ claimed: 0.7704, rate: 0.3895 }, 'claimed 77\u202f%, earned 39\u202f%'],
    [{ claimed: null, rate: null }, 'claimed \u2014, earned \u2014'],
  ])('[FVIEW-15] what was claimed stands beside what was earned: %o', (part, words) => {
    expect(shown(part)).toBe(words)
  })

  test('[FVIEW-15] why a provider calls for nothing is said of him, and of no book of the station', () => {
    expect(oneSourceText('provider:Harbour Desk:1.5')).toMatch(
      /^Harbour Desk is one source: .* never a call to act/,
    )
    expect(oneSourceText('station:1.5:1')).toBeNull()
  })
})
