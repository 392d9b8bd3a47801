import type { ReactNode } from 'react'
import { type CurveRange, newest } from '../state/curve.ts'
import { signed } from '../state/format.ts'
import { outcomeName } from '../state/names.ts'
import { periodOf, sourceName } from '../state/report.ts'
import { useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { PeriodText } from './report-figures.tsx'
import { SaveTable } from './save-table.tsx'
import { useClosedTrades } from './use-progress.ts'
import { useTimes } from './use-times.ts'

/** The trades of the period, newest first, each with where its prices came from. */
export function ReportTrades({ range }: { readonly range: CurveRange }): ReactNode {
  const say = useWords('report')
  const { place, stamp } = useTimes()
  const asking = useClosedTrades()
  const read = asking.data
  const trades = newest(read?.trades ?? [], range).toReversed()
  const heads = [
    say('fired', { place }),
    say('pair'),
    say('direction'),
    say('source'),
    say('outcome'),
    'R',
    say('pnl'),
  ]
  return (
    <Panel
      title={say('list')}
      aside={read !== undefined && <PeriodText period={periodOf(trades)} />}
      className="long"
    >
      <Faces
        asking={asking}
        known={read !== undefined}
        empty={trades.length === 0 ? say('list_none') : null}
        rows={8}
      >
        <Across name={say('list')}>
          <table className="w-full text-cell">
            <caption className="sr-only">{say('list')}</caption>
            <thead className="text-fg2">
              <tr className="h-(--row) border-b border-line">
                {heads.map((head, column) => (
                  <th
                    key={head}
                    scope="col"
                    className={`px-2 font-medium first:pl-3 last:pr-3 ${column < FIRST_FIGURE ? 'text-left' : 'text-right'}`}
                  >
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {trades.map((trade) => (
                <tr key={trade.id} className="h-6 border-b border-line">
                  <td className="px-2 pl-3 font-mono whitespace-nowrap">{stamp(trade.firedAt)}</td>
                  <th scope="row" className="px-2 text-left font-medium text-fg0">
                    {trade.symbol}
                  </th>
                  <td className="px-2">{trade.side}</td>
                  <td className="px-2">{sourceName(trade.source)}</td>
                  <td className="px-2">{outcomeName(trade.outcome)}</td>
                  <td className="px-2 text-right text-fg0">{signed(trade.r, 1)}</td>
                  <td className="px-2 pr-3 text-right text-fg0">{signed(trade.pnl)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Across>
        <SaveTable
          caption={say('list')}
          heads={heads}
          rows={() =>
            trades.map((trade) => [
              stamp(trade.firedAt),
              trade.symbol,
              trade.side,
              sourceName(trade.source),
              outcomeName(trade.outcome),
              trade.r,
              trade.pnl,
            ])
          }
          loaded={read?.whole === false && range === 'all' ? trades.length : undefined}
        />
      </Faces>
    </Panel>
  )
}

/** From this column on there are figures. */
const FIRST_FIGURE = 5
