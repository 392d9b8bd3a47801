import { SILENT, type Source, word } from './source.ts'

const MOVE_MIN = 1
const MOVE_FULL = 4
const ACTIVITY_MIN = 1.2

/**
 * `busy_momentum`: the last 10 bars moved at least 1 ATR one way and this bar was at least 1.2 times as busy as usual.
 *
 * Busy is volume over its average; where volume is not recorded (0), the bar's range over ATR. Activity alone is no
 * direction: the seed voted BUY on high volume. Claim .60 at 1 ATR, .92 from 4 ATR. Source: the seed's "momentum" and
 * "volume" votes.
 */
export function busyMomentum(): Source {
  return {
    name: 'busy_momentum',
    type: 'sentiment',
    hear({ ready, momentum, activity, atr }) {
      if (!ready || momentum === null || activity < ACTIVITY_MIN) return SILENT
      const move = Math.abs(momentum) / atr
      return move < MOVE_MIN ? SILENT : word(momentum, (move - MOVE_MIN) / (MOVE_FULL - MOVE_MIN))
    },
  }
}

const STRETCH_MIN = 2
const STRETCH_FULL = 5

/**
 * `stretch_fade`: the close is at least 2 ATR away from EMA 26; the word is back towards it.
 *
 * Claim .60 at 2 ATR, .92 from 5 ATR. Source: textbook overextension, the contrarian half of sentiment.
 */
export function stretchFade(): Source {
  return {
    name: 'stretch_fade',
    type: 'sentiment',
    hear({ ready, bar, emaSlow, atr }) {
      if (!ready) return SILENT
      const stretch = (bar.close - emaSlow) / atr
      const size = Math.abs(stretch)
      return size < STRETCH_MIN ? SILENT : word(-stretch, (size - STRETCH_MIN) / (STRETCH_FULL - STRETCH_MIN))
    },
  }
}
