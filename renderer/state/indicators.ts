/** Closes in the two averages, the quick one first, and in the strength. */
export const EMA_CLOSES = [50, 200] as const
export const RSI_CLOSES = 14

/**
 * The exponential average of the closes at each candle, weighing the newest with 2 / (n + 1); null before the n-th. It
 * begins with the plain mean of the first n.
 */
export function emaOf(closes: readonly number[], n: number): readonly (number | null)[] {
  const weight = 2 / (n + 1)
  let mean = 0
  return closes.map((close, index) => {
    if (index < n) mean += (close - mean) / (index + 1)
    else mean += weight * (close - mean)
    return index < n - 1 ? null : mean
  })
}

/**
 * Wilder's relative strength of the last n changes, 0 to 100; null before there are as many.
 *
 * Source: J. W. Wilder, New Concepts in Technical Trading Systems: the first averages are plain means, later ones move
 * by 1 / n of what is new.
 */
export function rsiOf(closes: readonly number[], n: number): number | null {
  if (closes.length <= n) return null
  let [gain, loss] = [0, 0]
  closes.slice(1).forEach((close, index) => {
    const change = close - (closes[index] ?? close)
    const by = 1 / Math.min(index + 1, n)
    gain += by * (Math.max(0, change) - gain)
    loss += by * (Math.max(0, -change) - loss)
  })
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
}
