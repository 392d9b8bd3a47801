import type { Row } from './exchange-server.ts'

const INTERVAL = '1m'
const MINUTE = 60_000

export interface KlineExtras {
  readonly closed?: boolean
  readonly first?: number
  readonly last?: number
  readonly interval?: string
}

/** A kline as Binance's combined stream sends it, in the form of its documentation. */
export function kline(symbol: string, row: Row, extras: KlineExtras = {}): object {
  const [at, open, high, low, close, volume] = row
  const { closed = true, first = -1, last = -1, interval = INTERVAL } = extras
  return {
    stream: `${symbol.toLowerCase()}@kline_${interval}`,
    data: {
      e: 'kline',
      E: at + MINUTE,
      s: symbol,
      k: {
        t: at,
        T: at + MINUTE - 1,
        s: symbol,
        i: interval,
        f: first,
        L: last,
        o: String(open),
        c: String(close),
        h: String(high),
        l: String(low),
        v: String(volume),
        n: last < 0 ? 0 : last - first + 1,
        x: closed,
        q: '0',
        V: '0',
        Q: '0',
        B: '0',
      },
    },
  }
}

/** A bookTicker as Binance sends it. */
export function bookTicker(symbol: string, bid: number, ask: number, update: number): object {
  return {
    stream: `${symbol.toLowerCase()}@bookTicker`,
    data: { u: update, s: symbol, b: String(bid), B: '31.21', a: String(ask), A: '40.66' },
  }
}

/** The acceptances that Kraken sends for two channels of these pairs. */
export function acceptances(...pairs: string[]): object[] {
  return ['ohlc', 'ticker'].flatMap((channel, index) =>
    pairs.map((symbol) => ({
      method: 'subscribe',
      result: { channel, symbol, snapshot: true },
      success: true,
      req_id: index + 1,
      time_in: '2026-01-05T00:00:00.000000Z',
      time_out: '2026-01-05T00:00:00.000100Z',
    })),
  )
}

/** A candle as Kraken's ohlc channel sends it. */
export function candle(pair: string, row: Row, trades: number, type = 'update'): object {
  const [at, open, high, low, close, volume] = row
  return {
    channel: 'ohlc',
    type,
    timestamp: new Date(at + 1_000).toISOString(),
    data: [
      {
        symbol: pair,
        open,
        high,
        low,
        close,
        trades,
        volume,
        vwap: close,
        interval_begin: new Date(at).toISOString().replace('Z', '000000Z'),
        interval: 1,
        timestamp: new Date(at + MINUTE).toISOString(),
      },
    ],
  }
}

/** A ticker as Kraken sends it. */
export function ticker(pair: string, bid: number, ask: number): object {
  return {
    channel: 'ticker',
    type: 'update',
    data: [
      {
        symbol: pair,
        bid,
        bid_qty: 740,
        ask,
        ask_qty: 1361.4,
        last: bid,
        volume: 1,
        vwap: bid,
        low: bid,
        high: ask,
        change: 0,
        change_pct: 0,
      },
    ],
  }
}
