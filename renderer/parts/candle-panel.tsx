import { Table2 } from 'lucide-react'
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { CandleView } from '../link/wire.ts'
import { price, utcMinute } from '../state/format.ts'
import { describeSeries, joinQuote, type Series } from '../state/series.ts'
import { Faces, Panel, Skeleton } from './panel.tsx'
import { useDesk, useNow, useStation } from './use-desk.ts'
import { type CandlesView, useCandles } from './use-queries.ts'

const CandleCanvas = lazy(async () => ({ default: (await import('./candle-canvas.tsx')).CandleCanvas }))

const ROWS_IN_TABLE = 20
/** Candles are fetched anew at most this often, however fast the market runs. */
const REFETCH_EVERY_MS = 2_000

interface CandlePanelProps {
  readonly symbol: string
  /** The signal whose levels are drawn. */
  readonly signalId: string | null
}

/** The candles of a symbol with entry, stop and target of the selected signal. */
export function CandlePanel({ symbol, signalId }: CandlePanelProps): ReactNode {
  const asking = useCandles(symbol)
  const [asTable, setAsTable] = useState(false)
  const candles = asking.data?.symbol === symbol ? asking.data : undefined
  return (
    <Panel
      className="flex-1 max-desk:min-h-80"
      title={
        <>
          {symbol} <LastPrice symbol={symbol} />
        </>
      }
      aside={
        <>
          {candles !== undefined && <span>{candles.timeframe} candles, UTC</span>}
          <button
            type="button"
            className="plain-button min-h-5 px-2 text-label"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            <Table2 size={12} aria-hidden />
            View as table
          </button>
        </>
      }
    >
      <Faces
        asking={asking}
        known={candles !== undefined}
        empty={candles?.closed.length === 0 ? 'No bar has closed yet.' : null}
        rows={8}
      >
        {candles !== undefined && (
          <Candles key={symbol} candles={candles} signalId={signalId} asTable={asTable} />
        )}
      </Faces>
    </Panel>
  )
}

function LastPrice({ symbol }: { readonly symbol: string }): ReactNode {
  const { prices } = useDesk()
  useNow(1_000)
  const quote = prices.quote(symbol)
  return <span className="font-mono">{price(symbol, quote?.price ?? null)}</span>
}

interface CandlesProps {
  readonly candles: CandlesView
  readonly signalId: string | null
  readonly asTable: boolean
}

function Candles({ candles, signalId, asTable }: CandlesProps): ReactNode {
  const { symbol } = candles
  const summaryId = useId()
  const live = useLiveSeries(candles)
  const { picture, subscribe } = usePicture(symbol, signalId, live)
  useNow(10_000)
  return (
    <>
      <p id={summaryId} className="sr-only">
        {describeSeries(symbol, live(), (value) => price(symbol, value))}
      </p>
      {asTable ? (
        <CandleTable symbol={symbol} series={live()} />
      ) : (
        <Suspense fallback={<Skeleton rows={8} />}>
          <CandleCanvas symbol={symbol} picture={picture} subscribe={subscribe} summaryId={summaryId} />
        </Suspense>
      )}
    </>
  )
}

/** The fetched series, kept up to date by quotes without drawing React anew. */
function useLiveSeries(candles: CandlesView): () => Series {
  const { prices, queries } = useDesk()
  const series = useRef<Series>(candles)
  const fetchedAt = useRef(performance.now())
  const { symbol } = candles

  useEffect(() => {
    series.current = candles
    fetchedAt.current = performance.now()
    const take = () => {
      const quote = prices.quote(symbol)
      if (quote === null) return
      const next = joinQuote(series.current, quote)
      if (next !== null) series.current = next
      else if (performance.now() - fetchedAt.current > REFETCH_EVERY_MS) {
        fetchedAt.current = performance.now()
        void queries.invalidateQueries({ queryKey: ['candles', symbol] })
      }
    }
    take()
    return prices.subscribe(take)
  }, [candles, prices, queries, symbol])

  return useCallback(() => series.current, [])
}

/** What to draw and when. */
function usePicture(symbol: string, signalId: string | null, live: () => Series) {
  const { prices } = useDesk()
  const signal = useStation((state) => (signalId === null ? undefined : state.signals[signalId]))
  const levels = useMemo(
    () =>
      signal === undefined || signal.symbol !== symbol
        ? null
        : { entry: signal.entry, stop: signal.stop, target: signal.target },
    [signal, symbol],
  )
  const picture = useCallback(() => ({ symbol, series: live(), levels }), [symbol, live, levels])
  const subscribe = useCallback((listener: () => void) => prices.subscribe(listener), [prices])
  return { picture, subscribe }
}

interface CandleTableProps {
  readonly symbol: string
  readonly series: Series
}

/** The same candles in figures, newest first. */
function CandleTable({ symbol, series }: CandleTableProps): ReactNode {
  const newest = [...series.closed.slice(-ROWS_IN_TABLE)].reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 flex-1 overflow-auto" aria-label="Candles, scrollable" tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{symbol} candles, newest first</caption>
        <thead className="sticky top-0 bg-bg1 text-fg2">
          <tr className="h-7 border-b border-line">
            <th scope="col" className="px-3 text-left font-medium">
              Time, UTC
            </th>
            {['Open', 'High', 'Low', 'Close'].map((name) => (
              <th key={name} scope="col" className="px-3 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.forming !== null && <CandleRow symbol={symbol} candle={series.forming} forming />}
          {newest.map((candle) => (
            <CandleRow key={candle.at} symbol={symbol} candle={candle} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CandleRowProps {
  readonly symbol: string
  readonly candle: CandleView
  readonly forming?: boolean
}

function CandleRow({ symbol, candle, forming = false }: CandleRowProps): ReactNode {
  const { open, high, low, close } = candle
  return (
    <tr className="h-6 border-b border-line">
      <th scope="row" className="px-3 text-left font-normal">
        {utcMinute(candle.at)} {forming && <span className="text-warn">forming</span>}
      </th>
      {[open, high, low, close].map((value, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the four columns never move
        <td key={column} className="px-3 text-right text-fg0">
          {price(symbol, value)}
        </td>
      ))}
    </tr>
  )
}
