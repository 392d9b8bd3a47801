import { symbolName } from '#core/kernel/ids.ts'
import type { Timeframe } from '#core/market/bar.ts'
import type { Exchange, Listened } from './exchange.ts'
import {
  BAD_TEXT,
  type BarNumbers,
  barFrame,
  decimal,
  type Fields,
  type Frame,
  fieldsOf,
  OTHER,
  parseFields,
  quoteFrame,
  type StreamBar,
} from './frame.ts'

const INTERVALS: Readonly<Record<Timeframe, string>> = {
  m1: '1m',
  m5: '5m',
  m15: '15m',
  h1: '1h',
  h4: '4h',
  d1: '1d',
}

const BARS_PER_ANSWER = 1_000
/** Its limit is 6,000 points a minute, and an answer of bars costs two. */
const ASK_EVERY_MS = 100
const NO_SUCH_SYMBOL = -1121

/**
 * Binance spot: one connection to the combined stream, `kline` and `bookTicker` of each symbol.
 *
 * Read of a kline: `k.s` symbol, `k.i` interval, `k.t` open time, `k.o h l c v`, `k.x` closed, `k.f` and `k.L` first
 * and last trade. Of a bookTicker: `s`, `b`, `a`, `u` number of the update. `serverShutdown` announces the end of the
 * connection, which comes after 24 hours anyway. REST: `/api/v3/klines` (the first six columns) and `/api/v3/time`.
 */
export const BINANCE: Exchange = {
  name: 'binance',
  urls: { stream: 'wss://stream.binance.com:9443', rest: 'https://api.binance.com' },
  pairForm: 'such as BTCUSDT',
  pairOf(text) {
    const written = text.replace('/', '').toUpperCase()
    const symbol = symbolName(written)
    return symbol === null ? null : { symbol, written }
  },
  streamUrl(base, { pairs, timeframe }) {
    const streams = pairs.flatMap(({ written }) => {
      const name = written.toLowerCase()
      return [`${name}@kline_${INTERVALS[timeframe]}`, `${name}@bookTicker`]
    })
    return `${base}/stream?streams=${streams.join('/')}`
  },
  hello: () => [],
  acceptances: () => 0,
  read(text, listened) {
    const message = parseFields(text)
    if (message === null) return BAD_TEXT
    // A combined stream wraps each message with the name of its stream.
    return [frameOf(fieldsOf(message.data) ?? message, listened)]
  },
  tellsCloses: true,
  barsUrl: (base, { pair, timeframe, from }) =>
    `${base}/api/v3/klines?symbol=${pair.written}&interval=${INTERVALS[timeframe]}&startTime=${from}&limit=${BARS_PER_ANSWER}`,
  readBars: (body) => (Array.isArray(body) ? body.map(barOfRow) : null),
  barsPerAnswer: BARS_PER_ANSWER,
  timeUrl: (base) => `${base}/api/v3/time`,
  readTime(body) {
    const at = fieldsOf(body)?.serverTime
    return typeof at === 'number' && Number.isFinite(at) ? at : null
  },
  saysUnknownPair: (body) => fieldsOf(body)?.code === NO_SUCH_SYMBOL,
  askEveryMs: ASK_EVERY_MS,
}

function frameOf(message: Fields, listened: Listened): Frame {
  if (message.e === 'kline') return klineFrame(fieldsOf(message.k), listened)
  if (message.e === 'serverShutdown') return { kind: 'leaving' }
  if (message.e === undefined && 'b' in message && 'a' in message) return tickerFrame(message, listened)
  return OTHER[0] as Frame
}

function klineFrame(kline: Fields | null, listened: Listened): Frame {
  if (kline === null || typeof kline.x !== 'boolean') return { kind: 'bad', reason: 'text' }
  const symbol = listened.symbolOf(String(kline.s))
  if (symbol === null || kline.i !== INTERVALS[listened.timeframe]) return { kind: 'bad', reason: 'stray' }
  return barFrame({
    symbol,
    openAt: decimal(kline.t),
    open: decimal(kline.o),
    high: decimal(kline.h),
    low: decimal(kline.l),
    close: decimal(kline.c),
    volume: decimal(kline.v),
    closed: kline.x,
    ...tradesOf(decimal(kline.f), decimal(kline.L)),
  })
}

/** A bar without trades has -1 in both. */
function tradesOf(first: number, last: number): Pick<StreamBar, 'sequence' | 'trades'> {
  const traded = Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && last >= first
  return traded ? { sequence: last, trades: { first, last } } : { sequence: null, trades: null }
}

function tickerFrame({ s, b, a, u }: Fields, { symbolOf }: Listened): Frame {
  const symbol = symbolOf(String(s))
  if (symbol === null) return { kind: 'bad', reason: 'stray' }
  const sequence = typeof u === 'number' && Number.isSafeInteger(u) ? u : null
  return quoteFrame({ symbol, bid: decimal(b), ask: decimal(a), sequence })
}

function barOfRow(row: unknown): BarNumbers {
  const at = (column: number): number => (Array.isArray(row) ? decimal(row[column]) : Number.NaN)
  return { openAt: at(0), open: at(1), high: at(2), low: at(3), close: at(4), volume: at(5) }
}
