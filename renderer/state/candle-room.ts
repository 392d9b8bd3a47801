/** Pixels one candle needs to be read. */
const CANDLE_WIDTH = 7
const CANDLES_MIN = 30

/** Candles that are read well on so many pixels. */
export function candlesThatFit(width: number): number {
  return Math.max(CANDLES_MIN, Math.floor(width / CANDLE_WIDTH))
}
