import type { ReactNode } from 'react'
import { percent, UNKNOWN } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { type Bucket, fireBuckets, type LogLine, type MarkView, signalLog } from '../state/signal-log.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useFires } from './use-signal.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('signal')
const sayDecide = sayIn('decide')

const BARS = 24

/** How many decided and when, and what happened to the signal line by line. Nobody's stake is shown. */
export function SignalCrowd({ signal }: { readonly signal: SignalView }): ReactNode {
  const asking = useFires(signal.id)
  const executed = useStation((state) => state.missions[signal.id]?.executed ?? 0)
  const marks = asking.data?.marks ?? []
  const figures = [
    [say('fired'), String(signal.fires)],
    [
      say('executed'),
      signal.fires === 0 ? UNKNOWN : `${percent(executed / signal.fires, 0)} n ${signal.fires}`,
    ],
    [say('passed'), String(signal.passes)],
  ] as const
  return (
    <Panel
      title={say('everybody')}
      className="grow"
      aside={asking.data?.more === true && <span>{say('newest_fires', { n: marks.length })}</span>}
    >
      <dl className="grid grid-cols-3 gap-x-4 px-3 py-2">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="label">{name}</dt>
            <dd className="text-kpi font-semibold text-fg0">{value}</dd>
          </div>
        ))}
      </dl>
      <Faces
        asking={asking}
        known={asking.data !== undefined}
        empty={marks.length === 0 ? sayDecide('crowd_nobody_fired') : null}
        rows={2}
      >
        <FiresOverTime marks={marks} />
      </Faces>
    </Panel>
  )
}

/** Fires over time, newest at the right: bars with a sentence. */
function FiresOverTime({ marks }: { readonly marks: readonly MarkView[] }): ReactNode {
  const { stamp, zone } = useTimes()
  const buckets = fireBuckets(marks, BARS)
  const times = marks.map((mark) => mark.firedAt)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const words = say('fires_from', {
    count: marks.length,
    from: stamp(first),
    to: stamp(last),
    zone,
  })
  return (
    <figure className="px-3 pb-3">
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${BARS * 4} 32`}
        preserveAspectRatio="none"
        className="h-12 w-full text-info"
      >
        {buckets.map((bucket, index) => (
          <Bar key={bucket.from} bucket={bucket} index={index} most={mostOf(buckets)} />
        ))}
      </svg>
      <figcaption className="label">{words}</figcaption>
    </figure>
  )
}

const mostOf = (buckets: readonly Bucket[]) => Math.max(...buckets.map((bucket) => bucket.fires))

function Bar({
  bucket,
  index,
  most,
}: {
  readonly bucket: Bucket
  readonly index: number
  readonly most: number
}): ReactNode {
  const height = (bucket.fires / most) * 32
  return <rect x={index * 4 + 0.5} y={32 - height} width={3} height={height} fill="currentColor" />
}

/** What happened to the signal, by the clock on which it happened. */
export function SignalLogPanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const { reader } = useDesk()
  const asking = useFires(signal.id)
  const mission = useStation((state) => state.missions[signal.id])
  const trade = useStation((state) => state.trades[signal.id] ?? null)
  const passed = useStation((state) => state.passed[signal.id] === true)
  const marks = asking.data?.marks ?? []
  const { place, stamp } = useTimes()
  const log = signalLog({ signal, mission, trade, passed, marks, readerId: reader.userId })
  const heads = [say('clock'), say('time_in', { place }), say('event')]
  const rowOf = (clock: 'market' | 'station') => (line: LogLine) =>
    [say(`clock_${clock}`), line.at === null ? null : stamp(line.at), line.words] as const
  return (
    <Panel title={say('event_log')} className="flex-1">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section className="overflow-auto desk:min-h-0" aria-label={say('event_log_scroll')} tabIndex={0}>
        <table className="w-full text-cell">
          <caption className="sr-only">{say('what_happened')}</caption>
          <thead className="text-fg2">
            <tr className="h-(--row) border-b border-line">
              {heads.map((name) => (
                <th key={name} scope="col" className="px-3 text-left font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {log.market.map((line) => (
              <LogRow key={line.key} clock="market" line={line} />
            ))}
            {log.station.map((line) => (
              <LogRow key={line.key} clock="station" line={line} />
            ))}
          </tbody>
        </table>
        <SaveTable
          caption={say('what_happened')}
          heads={heads}
          rows={() => [...log.market.map(rowOf('market')), ...log.station.map(rowOf('station'))]}
          loaded={asking.data?.more === true ? log.market.length + log.station.length : undefined}
        />
        {asking.data?.more === true && (
          <button
            type="button"
            className="plain-button m-3"
            aria-disabled={asking.isFetchingNextPage}
            onClick={() => void asking.fetchNextPage()}
          >
            {say('older_fires')}
          </button>
        )}
      </section>
    </Panel>
  )
}

interface LogRowProps {
  readonly clock: 'market' | 'station'
  readonly line: LogLine
}

function LogRow({ clock, line }: LogRowProps): ReactNode {
  return (
    <tr className={`h-(--row) border-b border-line ${line.own ? 'text-fg0' : ''}`}>
      <td className="px-3 text-fg2">{say(`clock_${clock}`)}</td>
      <td className="px-3 font-mono sm:whitespace-nowrap">
        {line.at === null ? UNKNOWN : <Stamp at={line.at} />}
      </td>
      <th scope="row" className="px-3 text-left font-normal sm:w-full">
        <span dir="auto" title={line.words} className="line-clamp-2 [overflow-wrap:anywhere]">
          {line.words}
        </span>
      </th>
    </tr>
  )
}

/** Date and time; between them a narrow screen may break. */
function Stamp({ at }: { readonly at: number }): ReactNode {
  const [date, time] = useTimes().stamp(at).split(' ')
  return (
    <>
      <span className="whitespace-nowrap">{date}</span> <span className="whitespace-nowrap">{time}</span>
    </>
  )
}
