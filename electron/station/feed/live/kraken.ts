import { symbolName } from '#core/kernel/ids.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
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
} from './frame.ts'

const MINUTES: Readonly<Record<Timeframe, number>> = { m1: 1, m5: 5, m15: 15, h1: 60, h4: 240, d1: 1_440 }

/** Its REST names of currencies that have other names everywhere else. */
const REST_CURRENCIES: Readonly<Record<string, string>> = { BTC: 'XBT', DOGE: 'XDG' }
const PAIR = /^([A-Z0-9]{2,8})\/([A-Z0-9]{2,8})$/
const BARS_PER_ANSWER = 720
/** Public questions are counted down at about one a second. */
const ASK_EVERY_MS = 1_100
/** Its clock is told in whole seconds: the middle of one is the best guess. */
const HALF_SECOND_MS = 500
const CHANNELS = ['ohlc', 'ticker'] as const

/**
 * Kraken spot, version 2 of its socket: `ohlc` and `ticker` of all pairs, each pair accepted on its own.
 *
 * Read of a candle: `symbol`, `interval`, `interval_begin`, `open high low close volume`, `trades`, which rises while
 * the bar forms. A candle is not told to be closed: the first trade of the next one says so, and REST where there is
 * none. Of a ticker: `symbol`, `bid`, `ask`. Neither channel has a checksum or numbers its messages; the book's has, and
 * is not listened to. `heartbeat` comes once a second while nothing else does. REST: `/0/public/OHLC` (columns time,
 * open, high, low, close and volume of eight, 720 rows at most, the last one unfinished) and `/0/public/Time`.
 */
export const KRAKEN: Exchange = {
  name: 'kraken',
  urls: { stream: 'wss://ws.kraken.com/v2', rest: 'https://api.kraken.com' },
  pairForm: 'such as BTC/USD',
  pairOf(text) {
    const written = text.toUpperCase()
    const [, base = '', quote = ''] = PAIR.exec(written) ?? []
    const symbol = symbolName(base + quote)
    return symbol === null ? null : { symbol, written }
  },
  streamUrl: (base) => base,
  hello: ({ pairs, timeframe }) =>
    CHANNELS.map((channel, index) =>
      JSON.stringify({
        method: 'subscribe',
        params: {
          channel,
          symbol: pairs.map(({ written }) => written),
          ...(channel === 'ohlc' ? { interval: MINUTES[timeframe] } : { event_trigger: 'bbo' }),
          snapshot: true,
        },
        req_id: index + 1,
      }),
    ),
  acceptances: ({ pairs }) => CHANNELS.length * pairs.length,
  read(text, listened) {
    const message = parseFields(text)
    if (message === null) return BAD_TEXT
    if (message.method === 'subscribe') return [answerFrame(message)]
    if (message.channel === 'heartbeat') return [{ kind: 'alive' }]
    if (message.channel !== 'ohlc' && message.channel !== 'ticker') return OTHER
    if (!Array.isArray(message.data)) return BAD_TEXT
    const read = message.channel === 'ohlc' ? candleFrame : tickerFrame
    return message.data.map((one: unknown) => read(fieldsOf(one), listened))
  },
  tellsCloses: false,
  barsUrl(base, { pair, timeframe, from }) {
    const name = pair.written.split('/').map((currency) => REST_CURRENCIES[currency] ?? currency)
    // Bars after `since`; one second before the first that is wanted is after the one before it.
    return `${base}/0/public/OHLC?pair=${name.join('')}&interval=${MINUTES[timeframe]}&since=${from / SECOND_MS - 1}`
  },
  readBars(body) {
    const result = fieldsOf(fieldsOf(body)?.result)
    if (result === null) return null
    const rows = Object.entries(result).find(([key]) => key !== 'last')?.[1]
    return Array.isArray(rows) ? rows.map(barOfRow) : null
  },
  barsPerAnswer: BARS_PER_ANSWER,
  timeUrl: (base) => `${base}/0/public/Time`,
  readTime(body) {
    const at = fieldsOf(fieldsOf(body)?.result)?.unixtime
    return typeof at === 'number' && Number.isFinite(at) ? at * SECOND_MS + HALF_SECOND_MS : null
  },
  saysUnknownPair(body) {
    const errors = fieldsOf(body)?.error
    return Array.isArray(errors) && errors.some((error) => String(error).includes('Unknown asset pair'))
  },
  askEveryMs: ASK_EVERY_MS,
}

function answerFrame({ success, symbol }: Fields): Frame {
  if (success === true) return { kind: 'accepted' }
  return { kind: 'refused', pair: typeof symbol === 'string' ? symbol : null }
}

function candleFrame(candle: Fields | null, listened: Listened): Frame {
  if (candle === null) return { kind: 'bad', reason: 'text' }
  const symbol = listened.symbolOf(String(candle.symbol))
  if (symbol === null || candle.interval !== MINUTES[listened.timeframe])
    return { kind: 'bad', reason: 'stray' }
  const trades = decimal(candle.trades)
  return barFrame({
    symbol,
    openAt: Date.parse(String(candle.interval_begin)),
    open: decimal(candle.open),
    high: decimal(candle.high),
    low: decimal(candle.low),
    close: decimal(candle.close),
    volume: decimal(candle.volume),
    closed: false,
    sequence: Number.isSafeInteger(trades) ? trades : null,
    trades: null,
  })
}

function tickerFrame(ticker: Fields | null, { symbolOf }: Listened): Frame {
  if (ticker === null) return { kind: 'bad', reason: 'text' }
  const symbol = symbolOf(String(ticker.symbol))
  if (symbol === null) return { kind: 'bad', reason: 'stray' }
  return quoteFrame({ symbol, bid: decimal(ticker.bid), ask: decimal(ticker.ask), sequence: null })
}

function barOfRow(row: unknown): BarNumbers {
  const at = (column: number): number => (Array.isArray(row) ? decimal(row[column]) : Number.NaN)
  return { openAt: at(0) * SECOND_MS, open: at(1), high: at(2), low: at(3), close: at(4), volume: at(6) }
}
