import { describe, expect, test } from 'vitest'
import { readSimilar } from '../../renderer/link/wire-fusion.ts'
import { evidenceRows, providerWord } from '../../renderer/state/evidence.ts'
import type { VoteView } from '../../renderer/state/model.ts'
import { type SimilarView, similarText, tooFew } from '../../renderer/state/similar.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { MARKET_AT, signal } from './shown.ts'

const UTC = timesIn('UTC')

const HOUR = 3_600_000

function similar(part: Partial<SimilarView> = {}): SimilarView {
  return {
    outcomes: 200,
    wins: 79,
    rate: 0.395,
    interval: [0.34, 0.453],
    predicted: 0.401,
    span: [0.392, 0.41],
    among: 1_900,
    ...part,
  }
}

describe('signals like one', () => {
  test.each([
    [{ outcomes: 0, among: 0 }, 'No signal of this book has ended yet, so there is nothing to compare with.'],
    [
      { outcomes: 0, among: 1_900 },
      'None of the 1,900 ended signals of this book that were looked at is similar.',
    ],
    [{ outcomes: 1, wins: 0 }, '1 similar signal ended, 0 won: too few for a rate, which takes 30.'],
    [{ outcomes: 29, wins: 12 }, '29 similar signals ended, 12 won: too few for a rate, which takes 30.'],
    [{ outcomes: 30 }, null],
  ])('[SIMILAR-6] too few are a sentence instead of a rate: %o', (part, words) => {
    expect(tooFew(similar(part))).toBe(words)
  })

  test('[SIMILAR-6] enough of them are told with interval, prediction and span', () => {
    expect(similarText(similar())).toBe(
      'Of 200 similar signals, given 39.2 to 41.0\u202f%, 79 were won: the 90 % interval of 34.0 to 45.3\u202f% holds the 40.1\u202f% predicted.',
    )
    expect(similarText(similar({ predicted: 0.46 }))).toContain('leaves out the 46.0\u202f% predicted.')
  })

  test('[SIMILAR-6] the words of the wire are those of the page', () => {
    const wire = {
      signal_id: 's',
      n: 4,
      wins: 3,
      win_rate: 0.75,
      interval: [0.3, 0.9] as [number, number],
      mean_predicted: 0.4,
      probabilities: [0.39, 0.41] as [number, number],
      among: 9,
    }
    expect(readSimilar(wire)).toEqual({
      outcomes: 4,
      wins: 3,
      rate: 0.75,
      interval: [0.3, 0.9],
      predicted: 0.4,
      span: [0.39, 0.41],
      among: 9,
    })
  })
})

describe('evidence with its age', () => {
  const vote = (part: Partial<VoteView>): VoteView => ({
    source: 'ema_trend',
    agrees: true,
    claim: 0.7,
    bars: 4,
    since: MARKET_AT - 3 * HOUR,
    ...part,
  })

  test('[AGE-2] the longest held word stands first, and what nobody noted last', () => {
    const votes = [
      vote({ source: 'old', bars: null, since: null }),
      vote({ source: 'macd_flip', agrees: false, bars: 1, since: MARKET_AT }),
      vote({}),
    ]
    expect(evidenceRows({ votes, trend: 'trending', volatility: 'usual' }, UTC)).toEqual([
      {
        source: 'ema trend',
        says: 'for',
        claimed: '70\u202f%',
        claim: 0.7,
        held: '4 bars',
        since: '2015-03-02 09:00',
      },
      {
        source: 'macd flip',
        says: 'against',
        claimed: '70\u202f%',
        claim: 0.7,
        held: 'new with this bar',
        since: '2015-03-02 12:00',
      },
      { source: 'old', says: 'for', claimed: '70\u202f%', claim: 0.7, held: 'not noted', since: '' },
    ])
    expect(evidenceRows(null, UTC)).toEqual([])
  })

  test('[AGE-2] a provider’s word has its age in market time', () => {
    const posted = signal({ source: 'Harbour Desk', claimed: 77 })
    expect(providerWord(posted, MARKET_AT + 2 * HOUR, UTC)).toBe(
      'Harbour Desk claimed 77\u202f% when it posted this at 2015-03-02 12:00 UTC, 2 h of market time ago. It is the one source of its book; no source of this station voted.',
    )
    expect(providerWord(signal({ source: 'X' }), null, UTC)).toMatch(
      /^X claimed nothing when it posted this at 2015-03-02 12:00 UTC\. /,
    )
  })
})
