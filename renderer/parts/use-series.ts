import { useCallback, useEffect, useMemo, useRef } from 'react'
import { joinLonger, joinQuote, type LongSeries, lengthOf, type Series } from '../state/series.ts'
import type { Picture } from './chart-engine.ts'
import { useDesk, useStation } from './use-desk.ts'
import type { CandlesView } from './use-queries.ts'
import { useTimes } from './use-times.ts'

/** Candles are fetched anew at most this often, however fast the market runs. */
const REFETCH_EVERY_MS = 2_000

/** The fetched series, kept up to date by quotes without drawing React anew. */
export function useLiveSeries(candles: CandlesView): () => Series {
  const { prices, queries, reader } = useDesk()
  const series = useRef<LongSeries>(candles)
  const fetched = useRef(candles)
  const fetchedAt = useRef(performance.now())
  if (fetched.current !== candles) {
    fetched.current = candles
    fetchedAt.current = performance.now()
    series.current = candles
  }
  const { symbol, timeframe } = candles
  const own = timeframe === (reader.timeframes[symbol] ?? reader.timeframe)

  useEffect(() => {
    const take = () => {
      const quote = prices.quote(symbol)
      if (quote === null) return
      const next = own
        ? joinQuote(series.current, quote)
        : joinLonger(series.current, quote, lengthOf(timeframe))
      if (next !== null) series.current = { barsIn: null, ...next }
      else if (performance.now() - fetchedAt.current > REFETCH_EVERY_MS) {
        fetchedAt.current = performance.now()
        void queries.invalidateQueries({ queryKey: ['candles', symbol] })
      }
    }
    take()
    return prices.subscribe(take)
  }, [prices, queries, symbol, timeframe, own])

  // biome-ignore lint/correctness/useExhaustiveDependencies: candles fetched anew are another picture, to be drawn now
  return useCallback(() => series.current, [candles])
}

interface PictureParts {
  readonly symbol: string
  /** The signal whose levels are drawn. */
  readonly signalId: string | null
  readonly sessions: boolean
  readonly indicators: boolean
  readonly live: () => Series
}

/** What to draw and when. */
export function usePicture({ symbol, signalId, sessions, indicators, live }: PictureParts) {
  const { prices } = useDesk()
  const times = useTimes()
  const signal = useStation((state) => (signalId === null ? undefined : state.signals[signalId]))
  const [entry, stop, target] =
    signal?.symbol === symbol ? [signal.entry, signal.stop, signal.target] : [undefined, undefined, undefined]
  const levels = useMemo(
    () =>
      entry === undefined || stop === undefined || target === undefined ? null : { entry, stop, target },
    [entry, stop, target],
  )
  const picture = useCallback(
    (): Picture => ({ symbol, series: live(), levels, sessions, indicators, times }),
    [symbol, live, levels, sessions, indicators, times],
  )
  const subscribe = useCallback((listener: () => void) => prices.subscribe(listener), [prices])
  return { picture, subscribe }
}
