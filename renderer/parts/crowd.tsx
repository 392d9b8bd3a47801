import type { ReactNode } from 'react'
import { stationNow } from '../state/clock.ts'
import { firesOverTime } from '../state/fires-over-time.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { useConfirmedNow, useDesk, useStation } from './use-desk.ts'
import { type MarkView, useMarks } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('decide')

/** Names in the list; the rest is a number. */
const NAMES_SHOWN = 12

/** Who else decided: live totals, and the names of those who fired last. Never how much they put at stake. */
export function CrowdPanel({ signalId }: { readonly signalId: string }): ReactNode {
  const asking = useMarks(signalId)
  const fires = useStation((state) => state.signals[signalId]?.fires ?? 0)
  const passes = useStation((state) => state.signals[signalId]?.passes ?? 0)
  const executed = useStation((state) => state.missions[signalId]?.executed ?? 0)
  const marks = asking.data ?? []
  const named = marks.slice(0, NAMES_SHOWN)
  return (
    <Panel
      title={
        <>
          {say('crowd_everybody')} <span className="font-normal text-fg2">{say('crowd_on_this_signal')}</span>
        </>
      }
      className="min-h-40 flex-1"
    >
      <p className="flex flex-wrap gap-x-4 border-b border-line px-3 py-2">
        <Total n={fires} word={say('crowd_fired')} />
        <Total n={executed} word={say('crowd_executed')} />
        <Total n={passes} word={say('crowd_passed')} />
      </p>
      <Faces
        asking={asking}
        known={asking.data !== undefined}
        empty={marks.length === 0 ? say('crowd_nobody_fired') : null}
        rows={3}
      >
        <FireBars marks={marks} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
        <section className="min-h-0 overflow-y-auto py-1" aria-label={say('crowd_who_fired')} tabIndex={0}>
          <ul className="px-3">
            {named.map((mark) => (
              <Mark key={mark.userId} mark={mark} />
            ))}
          </ul>
          {fires > named.length && (
            <p className="px-3 text-label text-fg2">
              {say('crowd_and_more', { count: fires - named.length })}
            </p>
          )}
        </section>
      </Faces>
    </Panel>
  )
}

function Total({ n, word }: { readonly n: number; readonly word: string }): ReactNode {
  return (
    <span>
      <strong className="text-kpi">{n}</strong> <span className="text-fg2">{word}</span>
    </span>
  )
}

function Mark({ mark }: { readonly mark: MarkView }): ReactNode {
  const { reader } = useDesk()
  const times = useTimes()
  const mine = mark.userId === reader.userId
  return (
    <li className="flex h-6 items-center justify-between gap-3 text-cell">
      {/* A name keeps its own direction and turns nothing else around. */}
      <bdi className="min-w-0 truncate text-fg0" title={mine ? undefined : mark.name}>
        {mine ? say('crowd_you') : mark.name}
      </bdi>
      <span className="shrink-0 font-mono text-fg2" title={say('station_time', { zone: times.zone })}>
        {times.second(mark.firedAt)} {mark.executed ? say('crowd_executed') : say('crowd_fired')}
      </span>
    </li>
  )
}

const [BAR_WIDTH, HEIGHT] = [10, 24]

/** When they fired, over the last ten minutes. */
function FireBars({ marks }: { readonly marks: readonly MarkView[] }): ReactNode {
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  if (clock === null) return null
  const bars = firesOverTime(
    marks.map(({ firedAt }) => firedAt),
    stationNow(clock, now),
  )
  const most = Math.max(1, ...bars)
  const all = bars.reduce((sum, n) => sum + n, 0)
  return (
    <div className="flex shrink-0 items-end gap-3 px-3 pt-2 text-fg1">
      <svg
        viewBox={`0 0 ${bars.length * BAR_WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-6 min-w-0 flex-1 border-b border-line"
        role="img"
        aria-label={say('crowd_fires_in_10', { count: all })}
      >
        {bars.map((n, bar) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={bar}
            x={bar * BAR_WIDTH + 1}
            y={HEIGHT - (n / most) * HEIGHT}
            width={BAR_WIDTH - 2}
            height={(n / most) * HEIGHT}
            fill="currentColor"
          />
        ))}
      </svg>
      <span aria-hidden className="label shrink-0">
        {say('crowd_last_10')}
      </span>
    </div>
  )
}
