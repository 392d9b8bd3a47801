import { SILENT, type Source, word } from './source.ts'

/** The gap of the averages at which the trend speaks, and at which it claims the most, in ATR. */
const TREND_GAP_MIN = 0.3
const TREND_GAP_FULL = 2

/**
 * `ema_trend`: EMA 12 above EMA 26 by at least 0.3 ATR is BUY, below is SELL.
 *
 * Claim .60 at 0.3 ATR, rising evenly to .92 at 2 ATR. Source: textbook double moving average, in the place of the
 * seed's "momentum continuation".
 */
export function emaTrend(): Source {
  return {
    name: 'ema_trend',
    type: 'technical',
    hear({ ready, emaFast, emaSlow, atr }) {
      if (!ready) return SILENT
      const gap = (emaFast - emaSlow) / atr
      if (Math.abs(gap) < TREND_GAP_MIN) return SILENT
      return word(gap, (Math.abs(gap) - TREND_GAP_MIN) / (TREND_GAP_FULL - TREND_GAP_MIN))
    },
  }
}

/** Bars for which a turn of the MACD is news. */
const FLIP_BARS = 3
const FLIP_FULL = 0.15

/**
 * `macd_flip`: the histogram of MACD 12/26/9 changed its sign within the last 3 bars; its new sign is the word.
 *
 * Claim .60 at a histogram of 0, .92 from 0.15 ATR on. Source: textbook MACD signal line crossing.
 */
export function macdFlip(): Source {
  let sign = 0
  let age = FLIP_BARS
  return {
    name: 'macd_flip',
    type: 'technical',
    hear({ ready, histogram, atr }) {
      if (!ready) return SILENT
      const signNow = Math.sign(histogram)
      age += 1
      if (signNow !== 0 && signNow !== sign) {
        if (sign !== 0) age = 0
        sign = signNow
      }
      return age < FLIP_BARS ? word(sign, Math.abs(histogram) / (FLIP_FULL * atr)) : SILENT
    },
  }
}

const OVERSOLD = 30
const OVERBOUGHT = 70
const RSI_FULL = 20

/**
 * `rsi_revert`: RSI 14 at or below 30 is BUY, at or above 70 is SELL.
 *
 * Claim .60 at the line, .92 at 10 and 90. Source: Wilder's reading of the RSI; the seed's "mean reversion".
 */
export function rsiRevert(): Source {
  return {
    name: 'rsi_revert',
    type: 'technical',
    hear({ ready, rsi }) {
      if (!ready || rsi === null) return SILENT
      if (rsi <= OVERSOLD) return word(1, (OVERSOLD - rsi) / RSI_FULL)
      if (rsi >= OVERBOUGHT) return word(-1, (rsi - OVERBOUGHT) / RSI_FULL)
      return SILENT
    },
  }
}

/** Bands narrower than this share of their usual width are a squeeze. */
const SQUEEZE_SHARE = 0.8
/** Bars after a squeeze in which leaving the bands counts as its break. */
const SQUEEZE_MEMORY_BARS = 8
const WIDTH_BARS = 50

/**
 * `squeeze_break`: the close leaves the Bollinger bands (20, 2) within 8 bars of a squeeze, in the way it leaves.
 *
 * A squeeze is a width below 0.8 of its own average over 50 bars. Claim .60 at the band, .92 from 0.5 ATR outside.
 * Source: Bollinger's squeeze.
 */
export function squeezeBreak(): Source {
  let usualWidth = 0
  let widths = 0
  let sinceSqueeze = SQUEEZE_MEMORY_BARS
  return {
    name: 'squeeze_break',
    type: 'technical',
    hear({ ready, bands, bar, atr }) {
      if (bands === null) return SILENT
      const width = bands.upper - bands.lower
      const settled = widths >= WIDTH_BARS
      const squeezed = settled && width < SQUEEZE_SHARE * usualWidth
      sinceSqueeze = squeezed ? 0 : sinceSqueeze + 1
      widths += 1
      // A plain average until it is filled, an exponential one from then on.
      usualWidth += (width - usualWidth) / Math.min(widths, WIDTH_BARS)
      if (!ready || sinceSqueeze >= SQUEEZE_MEMORY_BARS) return SILENT
      if (bar.close > bands.upper) return word(1, (2 * (bar.close - bands.upper)) / atr)
      if (bar.close < bands.lower) return word(-1, (2 * (bands.lower - bar.close)) / atr)
      return SILENT
    },
  }
}

/**
 * `donchian_break`: the close is beyond the highest high or lowest low of the 20 bars before.
 *
 * Claim .60 at the line, .92 from 1 ATR beyond it. Source: Donchian's channel; the seed's "support and resistance".
 */
export function donchianBreak(): Source {
  return {
    name: 'donchian_break',
    type: 'technical',
    hear({ ready, channel, bar, atr }) {
      if (!ready || channel === null) return SILENT
      if (bar.close > channel.upper) return word(1, (bar.close - channel.upper) / atr)
      if (bar.close < channel.lower) return word(-1, (channel.lower - bar.close) / atr)
      return SILENT
    },
  }
}
