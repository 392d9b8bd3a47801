import type { ReactNode } from 'react'
import { amount, percent } from '../state/format.ts'
import { type BookView, type HistoryView, historyText, intervalText } from '../state/fusion.ts'
import { historyStretch, pairsOf, placeOn, ticksOf } from '../state/plot.ts'
import { figure } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { FigurePanel, FigureTable } from './figure.tsx'
import type { Asking } from './panel.tsx'
import { Key, Plot, share } from './plot.tsx'
import { useTimes } from './use-times.ts'

const say = sayIn('fusion')

interface RateHistoryProps {
  readonly asking: Asking
  readonly book: BookView | null | undefined
}

/** Realised rate over time against what was predicted. */
export function RateHistoryPanel({ asking, book }: RateHistoryProps): ReactNode {
  const { minute, place } = useTimes()
  const history = (book?.history ?? []).filter((point) => point.outcomes > 0)
  return (
    <FigurePanel
      title={say('rate_over_time')}
      asking={asking}
      known={book !== undefined}
      empty={history.length === 0 ? say('no_outcome_rate') : null}
      summary={historyText(history)}
      picture={<Lines history={history} />}
      table={
        <FigureTable
          caption={say('rate_caption')}
          heads={[say('up_to', { place }), 'n', say('predicted'), say('realised'), say('interval_90')]}
          rows={[...history]
            .reverse()
            .map((point) => [
              minute(point.at),
              figure(amount(point.outcomes, 0), point.outcomes),
              figure(percent(point.predicted), point.predicted),
              figure(percent(point.rate), point.rate),
              intervalText(point.interval),
            ])}
        />
      }
    />
  )
}

const REALISED = 'stroke-source-1'
const PREDICTED = 'stroke-source-4'

function Lines({ history }: { readonly history: readonly HistoryView[] }): ReactNode {
  const stretch = historyStretch(history)
  const { minute, zone } = useTimes()
  const times = { from: history[0]?.at ?? 0, to: history.at(-1)?.at ?? 0 }
  const x = ({ at }: HistoryView) => share(placeOn(times, at))
  const y = (value: number) => share(1 - placeOn(stretch, value))
  const ends = times.from === times.to ? [times.to] : [times.from, times.to]
  return (
    <Plot
      across={ends.map((at) => ({ place: placeOn(times, at), text: minute(at) }))}
      up={ticksOf(stretch).map((value) => ({ place: placeOn(stretch, value), text: percent(value, 0) }))}
      acrossName={say('market_time', { zone })}
      upName={say('fifty_a_point')}
      legend={
        <>
          <Key mark={<circle className="fill-source-1" cx="6" cy="6" r="3" />}>{say('key_realised')}</Key>
          <Key mark={<line className={PREDICTED} strokeWidth="2" x1="0" x2="12" y1="6" y2="6" />}>
            {say('key_predicted')}
          </Key>
        </>
      }
    >
      {history.map((point) => (
        <Span key={point.at} point={point} x={x(point)} y={y} />
      ))}
      {pairsOf(history).map(([one, other]) => (
        <g key={other.at} strokeWidth="1.5">
          <line
            className={PREDICTED}
            x1={x(one)}
            x2={x(other)}
            y1={y(one.predicted ?? 0)}
            y2={y(other.predicted ?? 0)}
          />
          <line
            className={REALISED}
            x1={x(one)}
            x2={x(other)}
            y1={y(one.rate ?? 0)}
            y2={y(other.rate ?? 0)}
          />
        </g>
      ))}
      {history.map((point) => (
        <circle key={point.at} className="fill-source-1" cx={x(point)} cy={y(point.rate ?? 0)} r="2.5" />
      ))}
      {history.length === 1 && history[0] !== undefined && (
        <circle
          className={`fill-bg1 ${PREDICTED}`}
          strokeWidth="2"
          cx={x(history[0])}
          cy={y(history[0].predicted ?? 0)}
          r="3"
        />
      )}
    </Plot>
  )
}

interface SpanProps {
  readonly point: HistoryView
  readonly x: string
  readonly y: (value: number) => string
}

/** The interval of one point. */
function Span({ point, x, y }: SpanProps): ReactNode {
  const { minute } = useTimes()
  if (point.interval === null) return null
  return (
    <line className="stroke-line-strong" x1={x} x2={x} y1={y(point.interval[0])} y2={y(point.interval[1])}>
      <title>
        {say('point_title', {
          at: minute(point.at),
          rate: percent(point.rate),
          n: point.outcomes,
          predicted: percent(point.predicted),
        })}
      </title>
    </line>
  )
}
