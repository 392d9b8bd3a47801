import type { Bar } from '#core/market/bar.ts'
import { SILENT, type Source, word } from './source.ts'

/** Bodies and ranges below these shares of ATR make no pattern. */
const BODY_MIN = 0.3
const RANGE_MIN = 0.7
const WICK_SHARE = 0.6
const PATTERN_FULL = 1.5

/**
 * `candle_pattern`: an engulfing body, or a long wick that was rejected, on this bar.
 *
 * Engulfing: the body covers the opposite body before it and is at least 0.3 ATR. Rejection: one wick is at least 60 %
 * of a range of at least 0.7 ATR; the word is away from the wick. Claim .60 at those sizes, .92 at 1.5 ATR more.
 * Source: textbook candle patterns.
 */
export function candlePattern(): Source {
  return {
    name: 'candle_pattern',
    type: 'ai_bot',
    hear({ ready, bar, previous, atr }) {
      if (!ready || previous === null) return SILENT
      const body = bar.close - bar.open
      if (engulfs(bar, previous) && Math.abs(body) >= BODY_MIN * atr)
        return word(body, (Math.abs(body) / atr - BODY_MIN) / PATTERN_FULL)
      const range = bar.high - bar.low
      if (range < RANGE_MIN * atr) return SILENT
      const strength = (range / atr - RANGE_MIN) / PATTERN_FULL
      if (Math.min(bar.open, bar.close) - bar.low >= WICK_SHARE * range) return word(1, strength)
      if (bar.high - Math.max(bar.open, bar.close) >= WICK_SHARE * range) return word(-1, strength)
      return SILENT
    },
  }
}

function engulfs(bar: Bar, previous: Bar): boolean {
  const opposite = (bar.close - bar.open) * (previous.close - previous.open) < 0
  return (
    opposite &&
    Math.max(bar.open, bar.close) >= Math.max(previous.open, previous.close) &&
    Math.min(bar.open, bar.close) <= Math.min(previous.open, previous.close)
  )
}

const PULLBACK_FULL = 1.5

/**
 * `trend_pullback`: in a trend of EMA 26 over EMA 50 the bar dipped to EMA 12 and closed on the trend's side of EMA 26.
 *
 * Mirrored for a falling trend. Claim .60, rising with the distance of EMA 26 and EMA 50 to .92 at 1.5 ATR.
 * Source: textbook pullback entry; the seed's "overwatch" vote (trend up and not near a level).
 */
export function trendPullback(): Source {
  return {
    name: 'trend_pullback',
    type: 'ai_bot',
    hear({ ready, bar, emaFast, emaSlow, emaLong, atr }) {
      if (!ready) return SILENT
      const trend = (emaSlow - emaLong) / atr
      if (trend > 0 && bar.low <= emaFast && bar.close > emaSlow) return word(1, trend / PULLBACK_FULL)
      if (trend < 0 && bar.high >= emaFast && bar.close < emaSlow) return word(-1, -trend / PULLBACK_FULL)
      return SILENT
    },
  }
}
