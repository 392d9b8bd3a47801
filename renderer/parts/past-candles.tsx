import { lazy, type ReactNode, Suspense, useCallback, useId } from 'react'
import { price } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { describeSeries } from '../state/series.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel, Skeleton } from './panel.tsx'
import type { CandlesView } from './use-queries.ts'
import { usePastCandles } from './use-signal.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('dashboard')

const CandleCanvas = lazy(async () => ({ default: (await import('./candle-canvas.tsx')).CandleCanvas }))

const NOTHING_NEW = () => () => undefined

/** The market around a signal that is over: what came before it, and what became of it. */
export function PastCandlePanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const asking = usePastCandles(signal)
  const candles = asking.data
  const { zone } = useTimes()
  return (
    <Panel
      className="flex-1 max-desk:min-h-80"
      title={say('around_signal', { symbol: signal.symbol })}
      aside={
        candles !== undefined && (
          <span>{say('past_candles_market', { timeframe: candles.timeframe, zone })}</span>
        )
      }
    >
      <Faces
        asking={asking}
        known={candles !== undefined}
        empty={candles?.closed.length === 0 ? say('no_past_candles') : null}
        rows={8}
      >
        {candles !== undefined && <PastPicture candles={candles} signal={signal} />}
      </Faces>
    </Panel>
  )
}

interface PastPictureProps {
  readonly candles: CandlesView
  readonly signal: SignalView
}

function PastPicture({ candles, signal }: PastPictureProps): ReactNode {
  const { symbol } = signal
  const summaryId = useId()
  const times = useTimes()
  const picture = useCallback(() => ({ ...pictureOf(signal, candles), times }), [signal, candles, times])
  return (
    <>
      <p id={summaryId} className="sr-only">
        {describeSeries(symbol, candles, (value) => price(symbol, value))}
      </p>
      <Suspense fallback={<Skeleton rows={8} />}>
        <CandleCanvas symbol={symbol} picture={picture} subscribe={NOTHING_NEW} summaryId={summaryId} />
      </Suspense>
    </>
  )
}

/** The candles with the levels, and where the signal came. */
function pictureOf({ symbol, entry, stop, target, createdAt }: SignalView, series: CandlesView) {
  const moments = [{ at: createdAt, words: 'signal' }]
  return { symbol, series, levels: { entry, stop, target }, sessions: false, indicators: false, moments }
}
