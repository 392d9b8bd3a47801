import { type ElementType, lazy, type ReactNode, Suspense, useId, useState } from 'react'
import { price } from '../state/format.ts'
import { describeSeries } from '../state/series.ts'
import { sayIn } from '../words/words.ts'
import { CandleControls } from './candle-controls.tsx'
import { later } from './later.tsx'
import { Faces, Numbered, Panel, Skeleton } from './panel.tsx'
import { LastPrice } from './price.tsx'
import { useNow } from './use-desk.ts'
import { type CandlesView, useCandles } from './use-queries.ts'
import { useLiveSeries, usePicture } from './use-series.ts'
import { useView, type View, type ViewMemory } from './use-timeframe.ts'
import type { ZoomCanvasProps } from './zoom-canvas.tsx'

const say = sayIn('dashboard')

const CandleCanvas = lazy(async () => ({ default: (await import('./candle-canvas.tsx')).CandleCanvas }))

/** Fetched when it is first asked for. */
const CandleTable = later(async () => (await import('./candle-table.tsx')).CandleTable, {
  waiting: null,
  failed: { className: 'p-3' },
})

export interface CandlePanelProps {
  readonly symbol: string
  /** The signal whose levels are drawn. */
  readonly signalId: string | null
  /** Its number where it is a step of the briefing. */
  readonly step?: number
  /** Draws them in detail, as picture and as table; as they are read well where it is not given. */
  readonly detail?: ElementType<ZoomCanvasProps>
  /** Where the chosen candles are remembered for another panel of the page. */
  readonly memory?: ViewMemory
}

/** The candles of a symbol with entry, stop and target of the selected signal. */
export function CandlePanel({ symbol, signalId, step, detail, memory }: CandlePanelProps): ReactNode {
  const view = useView(symbol, memory)
  const asking = useCandles(symbol, view.timeframe)
  const [asTable, setAsTable] = useState(false)
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
      aside={<CandleControls view={view} asTable={asTable} onTable={setAsTable} />}
    >
      <Faces
        asking={asking}
        known={candles !== undefined}
        empty={candles !== undefined && isEmpty(candles) ? say('no_bar') : null}
        rows={8}
      >
        {candles !== undefined && (
          <Candles
            key={symbol}
            candles={candles}
            signalId={signalId}
            asTable={asTable}
            view={view}
            detail={detail}
          />
        )}
      </Faces>
    </Panel>
  )
}

const isEmpty = ({ closed, forming }: CandlesView): boolean => closed.length === 0 && forming === null

interface CandlesProps {
  readonly candles: CandlesView
  readonly signalId: string | null
  readonly asTable: boolean
  readonly view: View
  readonly detail: ElementType<ZoomCanvasProps> | undefined
}

function Candles({ candles, signalId, asTable, view, detail: Detail }: CandlesProps): ReactNode {
  const { symbol, timeframe } = candles
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
  if (Detail !== undefined)
    return (
      <Detail
        symbol={symbol}
        timeframe={timeframe}
        picture={picture}
        subscribe={subscribe}
        asTable={asTable}
      />
    )
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
