import { expect, test } from 'vitest'
import { readSignal } from '../../renderer/link/wire.ts'
import { closingWords, news } from '../../renderer/parts/announcer.tsx'
import { liveWords } from '../../renderer/parts/footer.tsx'
import { sourceWord } from '../../renderer/parts/source-badge.tsx'
import { confirmedNow, countdown, marketNow, stationNow } from '../../renderer/state/clock.ts'
import * as format from '../../renderer/state/format.ts'
import { edgeOf, planOf, readRisk, trustWords } from '../../renderer/state/plan.ts'
import { neighbour, ordered, queueView } from '../../renderer/state/queue.ts'
import { reduce } from '../../renderer/state/reduce.ts'
import { describeSeries, joinQuote } from '../../renderer/state/series.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { after, board, clock, heartbeat, MARKET_AT, SERVER_AT, signal, trade } from './shown.ts'

const UTC = timesIn('UTC')

test('[PAGE-30] market time runs on at its speed by the monotonic clock alone', () => {
  // 10 s after hearing it at 60 times: 600 s of market.
  expect(marketNow(clock({ heardAt: 5_000 }), 15_000)).toBe(MARKET_AT + 600_000)
  expect(marketNow(clock({ speed: 0 }), 15_000)).toBe(MARKET_AT)
  expect(marketNow(clock({ speed: 'max' }), 15_000)).toBe(MARKET_AT)
  expect(stationNow(clock({ heardAt: 5_000 }), 15_000)).toBe(SERVER_AT + 10_000)
})

test('[PAGE-31] a countdown is the market time left divided by the speed', () => {
  const expiresAt = MARKET_AT + 3_600_000
  expect(countdown(expiresAt, clock(), 0)).toEqual({ kind: 'running', ms: 60_000 })
  expect(countdown(expiresAt, clock(), 60_000)).toEqual({ kind: 'over' })
  expect(countdown(expiresAt, clock({ speed: 0 }), 0)).toEqual({ kind: 'held' })
  expect(countdown(expiresAt, clock({ speed: 'max' }), 0)).toEqual({ kind: 'unknown' })
})

test('[PAGE-32] clocks stand at the last confirmed instant while the station is not heard', () => {
  expect(confirmedNow(true, clock({ heardAt: 1_000 }), 9_000)).toBe(9_000)
  expect(confirmedNow(false, clock({ heardAt: 1_000 }), 9_000)).toBe(1_000)
})

test('[PAGE-33] figures have a true minus, a sign on every change and a dash for what is not known', () => {
  expect(format.signed(1_284.6)).toBe('+1,284.60')
  expect(format.signed(-100)).toBe('\u2212100.00')
  expect(format.signed(0)).toBe('0.00')
  expect(format.signed(-0.001)).toBe('0.00')
  expect(format.signed(null)).toBe('\u2014')
  expect(format.percent(0.396)).toBe('39.6\u202f%')
  expect(format.points(-0.004)).toBe('\u22120.4 pt')
})

test('[PAGE-34] prices have the digits of their instrument and pips their size', () => {
  expect(format.price('EURUSD', 1.085)).toBe('1.08500')
  expect(format.price('USDJPY', 110.5)).toBe('110.500')
  expect(format.price('XAUUSD', 1_206.4)).toBe('1206.40')
  // 0.0008 of EURUSD are 8 pips, 1.5 of gold 15, 0.12 yen 12, 25 dollars of bitcoin 25.
  expect(format.pips('EURUSD', 1.085, 1.0842)).toBe('\u22128.0 pip')
  expect(format.pips('XAUUSD', 1_200, 1_201.5)).toBe('+15.0 pip')
  expect(format.pips('USDJPY', 110, 110.12)).toBe('+12.0 pip')
  expect(format.pips('BTCUSD', 2_500, 2_525)).toBe('+25.0 pip')
})

test('[PAGE-35] durations count whole seconds still to come', () => {
  expect(format.duration(251_001)).toBe('04:12')
  expect(format.duration(3_600_000)).toBe('1:00:00')
})

test('[PAGE-36] the plan is a share of the balance against the distance to the stop', () => {
  // 1 % of 10,850.47 is 108.5047; target 12 pips for 8 pips of stop is 1.5.
  const plan = planOf(signal(), 10_850.47, 1)
  expect(plan?.risk).toBeCloseTo(108.5047, 6)
  expect(plan?.ratio).toBeCloseTo(1.5, 6)
  expect(plan?.reward).toBeCloseTo(162.757_05, 4)
  expect(planOf(signal(), null, 1)).toBeNull()
})

test('[PAGE-37] a risk is a number from 0.1 to 2, typed with point or comma', () => {
  expect(['0.1', '2', '1,5', ' 1 '].map(readRisk)).toEqual([0.1, 2, 1.5, 1])
  expect(['0.09', '2.1', '', 'much', '-1'].map(readRisk)).toEqual([null, null, null, null, null])
})

test('[PAGE-38] the edge stands beside the tier, and a warming book says what its number is worth', () => {
  expect(edgeOf(signal({ probability: 0.396, breakeven: 0.4 }))).toBeCloseTo(-0.004, 9)
  expect(trustWords(signal({ trust: 'WARMING' })).sentence).toContain('too few to trust this probability')
})

test('[PAGE-39] the queue shows proven edge first, then rank, then the newest', () => {
  const list = [
    signal({ id: 'low', rank: 0.1 }),
    signal({ id: 'edge', rank: 0.2, trust: 'EDGE' }),
    signal({ id: 'old', rank: 0.9, createdAt: 1 }),
    signal({ id: 'new', rank: 0.9, createdAt: 2 }),
  ]
  const signals = Object.fromEntries(list.map((one) => [one.id, one]))
  expect(ordered(['low', 'edge', 'old', 'new', 'unknown'], signals)).toEqual(['edge', 'new', 'old', 'low'])
})

test('[PAGE-40] a held order keeps its rows and counts what waits outside', () => {
  expect(queueView(['c', 'a'], ['a', 'b'])).toEqual({ rows: ['a', 'b'], fresh: 1 })
  expect(queueView(['c', 'a'], null)).toEqual({ rows: ['c', 'a'], fresh: 0 })
})

test('[PAGE-41] stepping through the queue stays inside it', () => {
  const rows = ['a', 'b', 'c']
  expect(neighbour(rows, null, 1)).toBe('a')
  expect(neighbour(rows, 'a', -1)).toBe('a')
  expect(neighbour(rows, 'b', 1)).toBe('c')
  expect(neighbour(rows, 'c', 1)).toBe('c')
  expect(neighbour(rows, 'gone', -1)).toBe('c')
  expect(neighbour([], null, 1)).toBeNull()
})

const candle = (at: number, close = 1) => ({ at, open: 1, high: 2, low: 0.5, close })
const quote = (last: number, forming: number) => ({
  symbol: 'EURUSD',
  price: 1,
  barsClosed: 1,
  last: candle(last),
  forming: candle(forming),
})

test('[PAGE-42] a bar joins the picture only if it is the one that was forming', () => {
  const series = { closed: [candle(1), candle(2)], forming: candle(3) }
  expect(joinQuote(series, quote(2, 3))?.closed).toHaveLength(2)
  expect(joinQuote(series, quote(3, 4))?.closed.map((bar) => bar.at)).toEqual([1, 2, 3])
  expect(joinQuote(series, quote(4, 5))).toBeNull()
  expect(joinQuote(series, quote(1, 2))).toBe(series)
})

test('[PAGE-43] the picture has its sentence', () => {
  const series = { closed: [candle(1), candle(2, 1.5)], forming: null }
  expect(describeSeries('EURUSD', series, (value) => value.toFixed(1))).toBe(
    'EURUSD: 2 candles from 1.0, up to 1.5, between 0.5 and 2.0.',
  )
})

test('[PAGE-44] the wire says BUY and seconds, the page LONG and milliseconds', () => {
  const wire = {
    id: 'r1-EURUSD-1',
    symbol: 'EURUSD',
    direction: 'BUY',
    entry_price: 1.085,
    stop_loss: 1.0842,
    take_profit: 1.0862,
    created_at: MARKET_AT / 1_000,
    expires_at: MARKET_AT / 1_000 + 7_200,
    horizon_at: MARKET_AT / 1_000 + 86_400,
    market_time: 0,
    speed: 60,
    server_time: 0,
    probability: 0.396,
    interval: [0.361, 0.43] as [number, number],
    base: 0.391,
    parts: {},
    tier: 'UNRANKED',
    state: 'WARMING',
    rank: 0.5,
    breakeven: 0.4,
    tcs_score: 39.6,
    source: 'replay',
    status: 'active',
    outcome: null,
    settled_at: null,
    fire_count: 0,
    pass_count: 0,
  } as const
  expect(readSignal({ ...wire, interval: [0.361, 0.43] })).toEqual(signal({ id: 'r1-EURUSD-1' }))
})

test('[PAGE-45] the end of a window is said at 60, 30 and 10 seconds, and ticks are not', () => {
  const shown = after(heartbeat(), board([signal()]), { kind: 'select', signalId: 'one' })
  // 7,200 s of market at 60 times: 120 s of wall time.
  const said = [59_999, 60_000, 89_999, 90_000, 110_000, 119_999, 120_000].map((now) =>
    closingWords(shown, now),
  )
  const closes = (seconds: number) => `EURUSD LONG closes in ${seconds} seconds.`
  expect(said).toEqual(['', closes(60), closes(60), closes(30), closes(10), closes(10), ''])
})

test('[PAGE-46] what is said aloud: own fires, how they end, and signals of the two highest tiers', () => {
  const before = after(heartbeat(), board([signal()]), { kind: 'trades', trades: [] })
  const fired = reduce(before, { kind: 'fired', trade: trade(), fires: 1 })
  expect(news(before, fired, UTC)).toBe('Fired EURUSD LONG at 18:00:00, UTC.')
  const ended = reduce(fired, { kind: 'trades', trades: [trade({ status: 'closed', outcome: 'WIN' })] })
  expect(news(fired, ended, UTC)).toBe('EURUSD LONG: WIN.')
  const more = (tier: 'PRECISION' | 'RAPID') =>
    reduce(before, board([signal(), signal({ id: 'two', tier })], { serverAt: SERVER_AT + 1 }))
  expect(news(before, more('PRECISION'), UTC)).toBe('New PRECISION signal: EURUSD LONG.')
  expect(news(before, more('RAPID'), UTC)).toBeNull()
})

test.each([
  ['live', false, 'LIVE FEED'],
  ['replay', false, 'REPLAY'],
  ['replay', true, 'REPLAY ended'],
  ['sim', false, 'SIM'],
] as const)('[PAGE-47] a feed of %s (ended %s) wears the badge %s', (source, ended, word) => {
  const live = { exchange: 'binance', fresh: true, heardAt: SERVER_AT }
  expect(sourceWord({ source, ended, live: source === 'live' ? live : null }, true).word).toBe(word)
})

test('[LIVE-41] the badge says LIVE FEED only while prices are fresh and the station is heard', () => {
  const live = { exchange: 'kraken', fresh: true, heardAt: SERVER_AT }
  const feed = { source: 'live', ended: false, live }
  expect(sourceWord(feed, true).word).toBe('LIVE FEED')
  expect(sourceWord(feed, false).word).toBe('FEED STALE')
  expect(sourceWord({ ...feed, live: { ...live, fresh: false } }, true).word).toBe('FEED STALE')
  expect(sourceWord({ source: 'live', ended: false }, true).word).toBe('FEED STALE')
})

test('[LIVE-42] the foot names the exchange and how long ago it was heard', () => {
  const live = { exchange: 'kraken', fresh: false, heardAt: SERVER_AT }
  expect(liveWords(live, SERVER_AT + 41_000)).toBe('kraken 41 s ago')
  expect(liveWords({ ...live, heardAt: null }, SERVER_AT)).toBe('kraken not heard')
})
