import { describe, expect, test } from 'vitest'
import {
  historyStretch,
  pairsOf,
  placeOn,
  reliabilityStretch,
  stretchOf,
  ticksOf,
} from '../../renderer/state/plot.ts'
import {
  claimText,
  earnedText,
  notHeard,
  orderAfter,
  type SourceColumn,
  type SourceView,
  sortedSources,
  sourcesText,
  standingOn,
  troubleText,
  typeText,
} from '../../renderer/state/sources.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { MARKET_AT } from './shown.ts'

const UTC = timesIn('UTC')

const NONE = { wins: 0, outcomes: 0 }
const source = (name: string, part: Partial<SourceView> = {}): SourceView => ({
  name,
  type: 'technical',
  book: 'station:1.5:1',
  paused: false,
  votes: 0,
  lastVoteAt: null,
  claimed: null,
  agreed: NONE,
  disagreed: NONE,
  weight: 0,
  troubles: [],
  ...part,
})

describe('sources', () => {
  const all = [
    source('b', { votes: 3, claimed: 0.6, agreed: { wins: 1, outcomes: 4 } }),
    source('a', { votes: 3, claimed: 0.9, agreed: { wins: 3, outcomes: 4 } }),
    source('c', { type: 'ai_bot', paused: true }),
  ]
  const named = (by: SourceColumn, falling: boolean) =>
    sortedSources(all, { by, falling }).map(({ name }) => name)

  test('[FVIEW-11] equal sources stand by name, those without a figure last either way', () => {
    expect(named('name', false)).toEqual(['a', 'b', 'c'])
    expect(named('name', true)).toEqual(['c', 'b', 'a'])
    expect(named('votes', true)).toEqual(['a', 'b', 'c'])
    expect(named('claimed', true)).toEqual(['a', 'b', 'c'])
    expect(named('claimed', false)).toEqual(['b', 'a', 'c'])
    expect(named('agreed', false)).toEqual(['b', 'a', 'c'])
    expect(named('type', false)).toEqual(['c', 'a', 'b'])
    expect(named('health', true)).toEqual(['c', 'a', 'b'])
  })

  test('[FVIEW-11] a head pressed again turns the order round, another begins with its best', () => {
    const byName = { by: 'name', falling: false } as const
    expect(orderAfter(byName, 'name')).toEqual({ by: 'name', falling: true })
    expect(orderAfter(byName, 'weight')).toEqual({ by: 'weight', falling: true })
    expect(orderAfter({ by: 'weight', falling: true }, 'type')).toEqual({ by: 'type', falling: false })
  })

  test('[FVIEW-11] a record is a rate with what it stands on; without outcomes it is a dash', () => {
    expect(earnedText({ wins: 202.5, outcomes: 479.91 })).toBe('42.2\u202f%')
    expect(standingOn({ wins: 202.5, outcomes: 479.91 })).toBe('n 480')
    expect([earnedText(NONE), standingOn(NONE)]).toEqual(['\u2014', ''])
    expect([claimText(0.753), claimText(null)]).toEqual(['75\u202f%', '\u2014'])
    expect([typeText('ai_bot'), typeText('other')]).toEqual(['AI bot', 'other'])
  })

  test('[FVIEW-11] a trouble says since when, and of whom a copy is one', () => {
    expect(troubleText({ trouble: 'silent', since: MARKET_AT, of: null }, UTC)).toBe(
      'silent since 2015-03-02 12:00',
    )
    expect(troubleText({ trouble: 'duplicate', since: MARKET_AT, of: 'a' }, UTC)).toBe(
      'duplicate of a since 2015-03-02 12:00',
    )
    const troubled = source('d', { troubles: [{ trouble: 'stuck', since: MARKET_AT, of: null }] })
    expect(sourcesText(all)).toBe('2 of 3 heard, 1 paused')
    expect(sourcesText([...all, troubled])).toBe('2 of 4 heard, 1 in trouble, 1 paused')
  })
})

describe('scales', () => {
  test.each([
    [[], { from: 0, to: 1 }],
    [[0.41, 0.43], { from: 0.4, to: 0.6 }],
    [[0.42, 0.68], { from: 0.4, to: 0.7 }],
    [[0.97, 1], { from: 0.8, to: 1 }],
    [[0, 1], { from: 0, to: 1 }],
  ])('[FVIEW-13] a scale holds %j', (values, stretch) => {
    expect(stretchOf(values)).toEqual(stretch)
  })

  test('[FVIEW-13] ticks are tenths or fifths, ends in', () => {
    expect(ticksOf({ from: 0.4, to: 0.6 })).toEqual([0.4, 0.5, 0.6])
    expect(ticksOf({ from: 0, to: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(placeOn({ from: 0.2, to: 0.6 }, 0.3)).toBeCloseTo(0.25, 12)
    expect(placeOn({ from: 5, to: 5 }, 5)).toBe(0.5)
    expect(pairsOf([1, 2, 3])).toEqual([
      [1, 2],
      [2, 3],
    ])
  })

  test('[FVIEW-13] a diagram holds predictions, rates and their intervals', () => {
    const one = { outcomes: 40, wins: 16, rate: 0.4, predicted: 0.42 }
    const interval = [0.28, 0.53] as const
    expect(reliabilityStretch([{ ...one, interval, from: 0.4, to: 0.45 }])).toEqual({ from: 0.2, to: 0.6 })
    expect(historyStretch([{ ...one, interval, predicted: 0.71, at: 1 }])).toEqual({ from: 0.2, to: 0.8 })
  })
})

test("[PANEL-42] sources that are stale, silent or paused are missing from the station's first book", () => {
  const trouble = (kind: 'stale' | 'silent' | 'watch') => [{ trouble: kind, since: MARKET_AT, of: null }]
  const heard = [source('a'), source('b', { troubles: trouble('watch') })]
  const missing = [
    source('c', { troubles: trouble('stale') }),
    source('d', { troubles: trouble('silent') }),
    source('e', { paused: true }),
  ]
  const others = [
    source('f', { book: 'station:2:1', paused: true }),
    source('g', { type: 'provider', book: 'provider:harbour:2', paused: true }),
  ]
  expect(notHeard([...heard, ...missing, ...others])).toEqual({ all: 5, missing })
  expect(notHeard(heard)).toEqual({ all: 2, missing: [] })
  expect(notHeard([])).toEqual({ all: 0, missing: [] })
})
