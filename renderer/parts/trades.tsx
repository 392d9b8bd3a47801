import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fixed, price, signed, UNKNOWN } from '../state/format.ts'
import type { TradeView } from '../state/model.ts'
import { resultWord } from '../state/result-word.ts'
import { shortly } from '../state/shortly.ts'
import { sayIn } from '../words/words.ts'
import { SaveTrades } from './dashboard-later.tsx'
import { changeColour, DirectionMark } from './direction.tsx'
import { Faces, Panel } from './panel.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useTrades } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

/** The reader's own last trades. */
export function TradesPanel(): ReactNode {
  const asking = useTrades()
  const recent = useStation((state) => state.recent)
  const trades = useStation((state) => state.trades)
  const times = useTimes()
  const today = useStation(({ clock }) => clock && times.minute(clock.serverAt).slice(0, 10))
  const shown = (recent ?? []).map((id) => trades[id]).filter((trade) => trade !== undefined)
  return (
    <Panel
      title={sayFrame('panel_trades')}
      className="@container max-h-96 desk:max-h-none desk:flex-1"
      id="trades"
    >
      <Faces
        asking={asking}
        known={recent !== null}
        empty={shown.length === 0 ? say('no_own_trades') : null}
        rows={4}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
        <section className="min-h-0 overflow-auto" aria-label={say('own_trades_scroll')} tabIndex={0}>
          <table className="w-full text-cell">
            <thead className="sticky top-0 bg-bg1 text-fg2">
              <tr className="border-b border-line">
                <Head>{say('fired_at', { place: times.place })}</Head>
                <Head>{say('pair')}</Head>
                <Head>{say('dir')}</Head>
                <Head right wide>
                  {say('risk')}
                </Head>
                <Head right wide>
                  {say('filled')}
                </Head>
                <Head>{say('result')}</Head>
                <Head right narrow>
                  R
                </Head>
                <Head right>{say('pnl')}</Head>
              </tr>
            </thead>
            <tbody>
              {shown.map((trade) => (
                <TradeRow key={trade.tradeId} trade={trade} today={today} />
              ))}
            </tbody>
          </table>
          <SaveTrades />
        </section>
      </Faces>
    </Panel>
  )
}

interface HeadProps {
  readonly right?: boolean
  /** Left out where there is little room. */
  readonly wide?: boolean
  /** Left out where there is hardly any room. */
  readonly narrow?: boolean
  readonly children: ReactNode
}

function Head({ right = false, wide = false, narrow = false, children }: HeadProps): ReactNode {
  return (
    <th
      scope="col"
      className={`h-(--row) px-2 font-medium first:pl-3 last:pr-3 ${right ? 'text-right' : 'text-left'} ${wide ? '@max-lg:hidden' : ''} ${narrow ? '@max-sm:hidden' : ''}`}
    >
      {children}
    </th>
  )
}

interface TradeRowProps {
  readonly trade: TradeView
  /** The day it is at the station; null before it was heard. */
  readonly today: string | null
}

function TradeRow({ trade, today }: TradeRowProps): ReactNode {
  const { apply } = useDesk()
  const times = useTimes()
  return (
    <tr className="h-(--row) border-b border-line text-fg1">
      <td className="px-2 pl-3 font-mono whitespace-nowrap" title={times.stamp(trade.firedAt)}>
        {shortly(trade.firedAt, today, times)}
      </td>
      <th scope="row" className="px-2 text-left">
        <button
          type="button"
          className="font-semibold text-fg0 hover:underline"
          onClick={() => apply({ kind: 'select', signalId: trade.signalId })}
        >
          {trade.symbol}
        </button>
      </th>
      <td className="px-2">
        <DirectionMark side={trade.side} />
      </td>
      <td className="px-2 text-right whitespace-nowrap @max-lg:hidden">{fixed(trade.riskPct, 1)} %</td>
      <td className="px-2 text-right @max-lg:hidden">{price(trade.symbol, trade.executedPrice)}</td>
      <td className="px-2 font-medium whitespace-nowrap text-fg0">
        <Link
          to="/signals/$signalId"
          params={{ signalId: trade.signalId }}
          title={say('signal_details')}
          className="hover:underline"
        >
          {resultWord(trade)}
        </Link>
        {trade.byExecutor && <ExecutorMark />}
      </td>
      <td className="px-2 text-right @max-sm:hidden">{signed(trade.r, 1)}</td>
      <td className={`px-2 pr-3 text-right ${changeColour(trade.pnl)}`}>
        {trade.pnl === null ? UNKNOWN : signed(trade.pnl)}
      </td>
    </tr>
  )
}

/** Beside a result that no market settled. */
export function ExecutorMark(): ReactNode {
  return (
    <abbr
      title={say('by_executor')}
      className="ml-1 border border-line px-1 text-label font-normal text-fg2 no-underline"
    >
      {say('exec')}
    </abbr>
  )
}
