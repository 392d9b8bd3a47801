import { describe, expect, test } from 'vitest'
import { tiersOf, viewBook, viewSources } from '#core/signals/fusion/book-view.ts'
import { openBook } from '#core/signals/fusion/engine/book.ts'
import { countPrediction, HISTORY_POINTS_MAX, openRecord } from '#core/signals/fusion/engine/record.ts'
import { ask, tell, vote } from './engine/build.ts'

/** A book in which so many of 40 signals that were given 0.62 came true. */
function judged(wins: number, outcomes = 40) {
  const book = openBook(0.4)
  for (let one = 0; one < outcomes; one++)
    countPrediction(book.record, { predicted: 0.62, won: one < wins ? 1 : 0, at: one })
  return book
}

function training(wins: number, outcomes = 40) {
  return tiersOf([judged(wins, outcomes)]).find(({ tier }) => tier === 'TRAINING')
}

describe('how a book came out', () => {
  test('[VIEW-1] a tier counts its outcomes, its wins and the mean of what was predicted', () => {
    expect(training(26)).toMatchObject({ outcomes: 40, wins: 26, rate: 0.65, verdict: 'honest' })
    expect(training(26)?.predicted).toBeCloseTo(0.62, 12)
    expect(tiersOf([judged(26)]).filter(({ outcomes }) => outcomes > 0)).toHaveLength(1)
    expect(tiersOf([judged(26), judged(4)]).find(({ tier }) => tier === 'TRAINING')).toMatchObject({
      outcomes: 80,
      wins: 30,
    })
  })

  test('[VIEW-2] below 30 outcomes a tier is unproven; off where the interval leaves the prediction out', () => {
    expect(training(0, 29)?.verdict).toBe('unproven')
    // 10 of 30: 0.33, and 1.645 standard errors are 0.14: 0.62 lies outside.
    expect(training(10, 30)?.verdict).toBe('off')
    expect(training(19, 30)?.verdict).toBe('honest')
    expect(tiersOf([openBook(0.4)]).map(({ rate, verdict }) => [rate, verdict])).toEqual(
      Array.from({ length: 5 }, () => [null, 'unproven']),
    )
  })

  test('[VIEW-3] reliability has twenty bands; the ends belong to the first and the last', () => {
    const record = openRecord()
    for (const predicted of [0, 0.049, 0.05, 0.399, 0.4, 1])
      countPrediction(record, { predicted, won: 1, at: 0 })
    const filled = record.bands.flatMap(({ outcomes }, band) => (outcomes > 0 ? [[band, outcomes]] : []))
    expect(filled).toEqual([
      [0, 2],
      [1, 1],
      [7, 1],
      [8, 1],
      [19, 1],
    ])
  })

  test('[VIEW-4] the history gathers 50 outcomes a point and keeps so many points', () => {
    const record = openRecord()
    for (let one = 0; one < 120; one++)
      countPrediction(record, { predicted: 0.4, won: one % 2 === 0 ? 1 : 0, at: one })
    expect(record.history.map(({ outcomes, wins, at }) => [outcomes, wins, at])).toEqual([
      [50, 25, 49],
      [50, 25, 99],
      [20, 10, 119],
    ])
    for (let one = 0; one < 50 * 200; one++) countPrediction(record, { predicted: 0.4, won: 0, at: one })
    expect(record.history).toHaveLength(HISTORY_POINTS_MAX)
  })

  test('[VIEW-5] a source shows its votes, its claim, its own record and its weight', () => {
    const book = openBook(0.4)
    ask(book, { id: 'a', votes: [vote('ema', 1, 0.7), vote('rsi', -1, 0.8)] })
    tell(book, 'a', 1)
    const [ema, rsi] = viewSources(book)
    expect(ema).toMatchObject({ name: 'ema', votes: 1, troubles: [], agreed: { wins: 1, outcomes: 1 } })
    expect(rsi).toMatchObject({ name: 'rsi', disagreed: { wins: 1, outcomes: 1 }, agreed: { outcomes: 0 } })
    expect(ema?.claim).toBeCloseTo(0.7, 12)
    // One expert of sixteen that share a fifth: 0.0125, a little more after it was right.
    expect(ema?.weight).toBeGreaterThan(0.0124)
    expect(ema?.weight).toBeLessThan(0.014)
    expect(viewBook(book)).toMatchObject({ prior: 0.4, candidates: 1, open: 0, refused: 0 })
    expect(viewBook(book).overall).toMatchObject({ outcomes: 1, wins: 1, rate: 1 })
    expect(viewBook(book).histogram.reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  test('[PAUSE-3] the vote of a paused source is noted and not heard', () => {
    const votes = [vote('ema'), { ...vote('rsi'), paused: true as const }]
    const book = openBook(0.4)
    const { assessment } = ask(book, { id: 'a', votes })
    expect(Object.keys(assessment.parts)).toContain('ema')
    expect(Object.keys(assessment.parts)).not.toContain('rsi')
    tell(book, 'a', 1)
    const rsi = viewSources(book).find(({ name }) => name === 'rsi')
    expect(rsi).toMatchObject({ votes: 1, agreed: { outcomes: 0 }, disagreed: { outcomes: 0 } })
  })
})
