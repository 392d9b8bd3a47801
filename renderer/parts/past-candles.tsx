import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { CandleControls } from './candle-controls.tsx'
import type { Picture } from './chart-engine.ts'
import { Faces, Panel } from './panel.tsx'
import { type PastCandlesView, usePastCandles } from './use-signal.ts'
import { useView, type View, type ViewMemory } from './use-timeframe.ts'
import { useTimes } from './use-times.ts'
import { ZoomLater } from './zoom-later.tsx'

const say = sayIn('dashboard')
const saySignal = sayIn('signal')

const NOTHING_NEW = () => () => undefined

interface PastCandlePanelProps {
  readonly signal: SignalView
  readonly memory: ViewMemory
}

/** The market around a signal that is over: what came before it, and what became of it. */
export function PastCandlePanel({ signal, memory }: PastCandlePanelProps): ReactNode {
  const view = useView(signal.symbol, memory)
  const asking = usePastCandles(signal, view.timeframe)
  const [asTable, setAsTable] = useState(false)
  const candles = asking.data
  return (
    <Panel
      className="flex-1 max-desk:min-h-80"
      title={say('around_signal', { symbol: signal.symbol })}
      aside={<CandleControls view={view} asTable={asTable} onTable={setAsTable} />}
    >
      <Faces
        asking={asking}
        known={candles !== undefined}
        empty={candles?.closed.length === 0 ? say('no_past_candles') : null}
        rows={8}
      >
        {candles !== undefined && (
          <PastPicture candles={candles} signal={signal} asTable={asTable} view={view} />
        )}
      </Faces>
    </Panel>
  )
}

interface PastPictureProps {
  readonly candles: PastCandlesView
  readonly signal: SignalView
  readonly asTable: boolean
  readonly view: View
}

function PastPicture({ candles, signal, asTable, view }: PastPictureProps): ReactNode {
  const { symbol } = signal
  const { sessions, indicators } = view
  const times = useTimes()
  const moment = saySignal('signal')
  // Once for each answer: levels that are others each time would be drawn anew each time.
  const around = useMemo(() => pictureOf(signal, candles, moment), [signal, candles, moment])
  const picture = useCallback(
    (): Picture => ({ ...around, sessions: sessions === true, indicators, times }),
    [around, sessions, indicators, times],
  )
  return (
    <ZoomLater
      symbol={symbol}
      timeframe={candles.timeframe}
      picture={picture}
      subscribe={NOTHING_NEW}
      asTable={asTable}
    />
  )
}

/** The candles with the levels, and where the signal came. */
function pictureOf(
  { symbol, entry, stop, target, createdAt }: SignalView,
  series: PastCandlesView,
  words: string,
) {
  const moments = [{ at: createdAt, words }]
  return { symbol, series, before: series.before, levels: { entry, stop, target }, moments }
}
