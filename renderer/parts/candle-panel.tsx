import { lazy, type ReactNode, Suspense, useId, useState } from 'react'
import { price } from '../state/format.ts'
import { describeSeries } from '../state/series.ts'
import { sayIn } from '../words/words.ts'
import { AsTable } from './as-table.tsx'
import { CandleTable } from './candle-table.tsx'
import { Faces, Numbered, Panel, Skeleton } from './panel.tsx'
import { LastPrice } from './price.tsx'
import { useNow } from './use-desk.ts'
import { type CandlesView, useCandles } from './use-queries.ts'
import { useLiveSeries, usePicture } from './use-series.ts'
import { useView, type View } from './use-timeframe.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('dashboard')

const CandleCanvas = lazy(async () => ({ default: (await import('./candle-canvas.tsx')).CandleCanvas }))

interface CandlePanelProps {
  readonly symbol: string
  /** The signal whose levels are drawn. */
  readonly signalId: string | null
  /** Its number where it is a step of the briefing. */
  readonly step?: number
}

/** The candles of a symbol with entry, stop and target of the selected signal. */
export function CandlePanel({ symbol, signalId, step }: CandlePanelProps): ReactNode {
  const view = useView(symbol)
  const asking = useCandles(symbol, view.timeframe)
  const [asTable, setAsTable] = useState(false)
  const { zone, place } = useTimes()
  const candles = asking.data?.symbol === symbol ? asking.data : undefined
  return (
    <Panel
      {...(step === undefined && { id: 'chart' })}
      className="flex-1 max-desk:min-h-80"
      title={
        <>
          {step !== undefined && <Numbered n={step}>{say('map')}</Numbered>} {symbol}{' '}
          <LastPrice symbol={symbol} />
        </>
      }
      aside={
        <>
          <span title={say('market_time', { zone })} className="max-w-28 truncate max-sm:hidden">
            {place}
          </span>
          <Timeframes view={view} />
          <SessionSwitch view={view} />
          <IndicatorSwitch view={view} />
          <AsTable pressed={asTable} onPress={() => setAsTable(!asTable)} />
        </>
      }
    >
      <Faces
        asking={asking}
        known={candles !== undefined}
        empty={candles !== undefined && isEmpty(candles) ? say('no_bar') : null}
        rows={8}
      >
        {candles !== undefined && (
          <Candles key={symbol} candles={candles} signalId={signalId} asTable={asTable} view={view} />
        )}
      </Faces>
    </Panel>
  )
}

const isEmpty = ({ closed, forming }: CandlesView): boolean => closed.length === 0 && forming === null

/** The candles that can be chosen: the feed's own and longer ones. */
function Timeframes({ view }: { readonly view: View }): ReactNode {
  const { timeframes, timeframe, setTimeframe } = view
  const { zone } = useTimes()
  return (
    <fieldset className="flex">
      <legend className="sr-only">{say('candles_market', { zone })}</legend>
      {timeframes.map((name) => (
        <button
          key={name}
          type="button"
          className={`min-h-6 min-w-6 px-1.5 hover:text-fg0 max-mid:min-h-11 max-mid:min-w-11 ${name === timeframe ? 'bg-bg3 font-semibold text-fg0' : ''}`}
          aria-pressed={name === timeframe}
          onClick={() => setTimeframe(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function SessionSwitch({ view: { sessions, setSessions } }: { readonly view: View }): ReactNode {
  if (sessions === null) return null
  return (
    <button
      type="button"
      className={`plain-button min-h-6 px-2 text-label max-sm:hidden ${sessions ? 'bg-bg3' : ''}`}
      aria-pressed={sessions}
      title={say('sessions_about')}
      onClick={() => setSessions(!sessions)}
    >
      {say('sessions')}
    </button>
  )
}

function IndicatorSwitch({ view: { indicators, setIndicators } }: { readonly view: View }): ReactNode {
  return (
    <button
      type="button"
      className={`plain-button min-h-6 px-2 text-label max-sm:hidden ${indicators ? 'bg-bg3' : ''}`}
      aria-pressed={indicators}
      aria-keyshortcuts="i"
      title={say('indicators_about')}
      onClick={() => setIndicators(!indicators)}
    >
      EMA RSI
    </button>
  )
}

interface CandlesProps {
  readonly candles: CandlesView
  readonly signalId: string | null
  readonly asTable: boolean
  readonly view: View
}

function Candles({ candles, signalId, asTable, view }: CandlesProps): ReactNode {
  const { symbol } = candles
  const summaryId = useId()
  const live = useLiveSeries(candles)
  const { picture, subscribe } = usePicture({
    symbol,
    signalId,
    sessions: view.sessions === true,
    indicators: view.indicators,
    live,
  })
  useNow(10_000)
  return (
    <>
      <p id={summaryId} className="sr-only">
        {describeSeries(symbol, live(), (value) => price(symbol, value))}
      </p>
      {asTable ? (
        <CandleTable symbol={symbol} live={live} />
      ) : (
        <Suspense fallback={<Skeleton rows={8} />}>
          <CandleCanvas symbol={symbol} picture={picture} subscribe={subscribe} summaryId={summaryId} />
        </Suspense>
      )}
    </>
  )
}
