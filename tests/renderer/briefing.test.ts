import { expect, test } from 'vitest'
import { argumentsOf, type CheckView, checksOf } from '../../renderer/state/briefing.ts'
import { firesOverTime } from '../../renderer/state/fires-over-time.ts'
import type { BriefView } from '../../renderer/state/model.ts'
import { SERVER_AT, signal } from './shown.ts'

const EDGE = { trust: 'EDGE', probability: 0.46, breakeven: 0.4, rank: 0.8 } as const

function brief(part: Partial<BriefView> = {}): BriefView {
  return {
    evidence: null,
    book: { wins: 0, losses: 0, timeouts: 0 },
    exposure: { trades: 0, onSymbol: 0, risk: 0 },
    ...part,
  }
}

test('[PAGE-100] what speaks for a signal stands apart from what speaks against it', () => {
  const votes = [
    { source: 'ema_trend', agrees: true, claim: 0.7, bars: null, since: null },
    { source: 'hour_drift', agrees: false, claim: 0.6, bars: null, since: null },
    { source: 'macd_flip', agrees: true, claim: 0.6, bars: null, since: null },
  ]
  const told = brief({ evidence: { votes, trend: 'trending', volatility: 'usual' } })
  // 46.0 % less 40.0 % is 6.0 points.
  expect(argumentsOf(signal(EDGE), told)).toEqual({
    pro: [
      'Probability 6.0 pt above breakeven.',
      '2 sources voted for it: ema trend, macd flip.',
      'Ranks above 80\u202f% of the last signals of its book.',
    ],
    con: ['1 source voted against it: hour drift.'],
  })
})

test('[PAGE-100] a source that earned a part speaks by it, whatever it voted', () => {
  const votes = [{ source: 'ema_trend', agrees: true, claim: 0.7, bars: null, since: null }]
  const told = brief({ evidence: { votes, trend: 'trending', volatility: 'usual' } })
  // 45.0 % less 2.0 and plus 3.0 points is 46.0 %.
  const parts = { ema_trend: -0.02, hour_drift: 0.03 }
  expect(argumentsOf(signal({ ...EDGE, base: 0.45, parts, rank: 0.5 }), told)).toEqual({
    pro: ['Probability 6.0 pt above breakeven.', 'Raised by hour drift +3.0 pt.'],
    con: ['Lowered by ema trend \u22122.0 pt.'],
  })
  // A part that reads 0.0 is none: the vote speaks.
  const unheard = signal({ ...EDGE, base: 0.46, parts: { ema_trend: 0.0002 }, rank: 0.5 })
  expect(argumentsOf(unheard, told).pro).toContain('1 source voted for it: ema trend.')
})

test('[PAGE-100] a probability under breakeven, a low rank and a state without proof speak against it', () => {
  const poor = signal({ trust: 'NO_EDGE', probability: 0.391, breakeven: 0.4, rank: 0.2 })
  // 39.1 % less 40.0 % is -0.9 points.
  expect(argumentsOf(poor, null)).toEqual({
    pro: [],
    con: [
      'The probability is not proven to lie above breakeven: shown, but not a call to act.',
      'Probability 0.9 pt below breakeven.',
      'Ranks above 20\u202f% of the last signals of its book.',
    ],
  })
})

test("[PAGE-100] an edge that reads 0.0 is none, and a provider's claim is no argument", () => {
  const claimed = signal({ ...EDGE, probability: 0.4004, rank: 0.5, claimed: 95 })
  expect(argumentsOf(claimed, brief())).toEqual({ pro: [], con: ['Probability no higher than breakeven.'] })
})

const view = (part: Partial<CheckView> = {}): CheckView => ({
  signal: signal(EDGE),
  brief: brief(),
  price: 1.085,
  riskPct: 1,
  seen: true,
  fired: false,
  ...part,
})
const check = (name: string, part: Partial<CheckView>) =>
  checksOf(view(part)).find((line) => line.name === name)

test('[PAGE-101] each check looks at something', () => {
  expect(checksOf(view()).every(({ ok }) => ok === true)).toBe(true)
  expect(check('Situation seen', { seen: false })?.ok).toBe(false)
  expect(check('Risk in limit', { riskPct: null })?.ok).toBe(false)
  expect(check('Edge proven', { signal: signal() })?.ok).toBe(false)
})

test('[PAGE-101] a price is near the entry within a quarter of the way to the stop', () => {
  // Entry 1.0850, stop 1.0842: 8 pips, a quarter is 2.
  expect(check('Price near entry', { price: 1.08519 })).toMatchObject({ ok: true, detail: '+1.9 pip' })
  expect(check('Price near entry', { price: 1.08479 })).toMatchObject({ ok: false, detail: '\u22122.1 pip' })
  expect(check('Price near entry', { price: null })?.ok).toBeNull()
})

test('[PAGE-101] the fire on this very signal is no other trade', () => {
  const exposed = brief({ exposure: { trades: 3, onSymbol: 1, risk: 300 } })
  const name = 'Nothing else open on EURUSD'
  expect(check(name, { brief: exposed })).toMatchObject({ ok: false, detail: '1 trade' })
  expect(check(name, { brief: exposed, fired: true })?.ok).toBe(true)
  expect(check(name, { brief: null })?.ok).toBeNull()
})

test('[PAGE-102] fires of the last ten minutes stand in bars of half a minute, the newest last', () => {
  const ago = (seconds: number) => SERVER_AT - seconds * 1_000
  // 0 and 29.9 s ago: the last bar. 30 s: the one before. 599.9 s: the first. 600 s: too old.
  const bars = firesOverTime([ago(0), ago(29.9), ago(30), ago(599.9), ago(600)], SERVER_AT)
  expect(bars).toHaveLength(20)
  expect([bars[0], bars[18], bars[19]]).toEqual([1, 1, 2])
  expect(bars.reduce((sum, n) => sum + n, 0)).toBe(4)
  // A fire told ahead of the page's clock is new, not lost.
  expect(firesOverTime([ago(-1)], SERVER_AT)[19]).toBe(1)
})
