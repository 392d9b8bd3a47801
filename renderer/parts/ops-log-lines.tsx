import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { LogLevel, LogLine } from '#contracts/http/operations.ts'
import { type LogView, saidText } from '../state/ops.ts'
import { useWords } from '../words/words.ts'
import { FillerRow } from './filler-row.tsx'
import { OverlayDialog } from './overlay.tsx'
import { SaveTable } from './save-table.tsx'
import { useRowHeight } from './use-row-height.ts'
import { useTimes } from './use-times.ts'

/** Pixels within which the newest line counts as in sight. */
const END_PX = 8
const COLUMNS = 5

const COLOURS: Readonly<Record<LogLevel, string>> = {
  trace: 'text-fg2',
  debug: 'text-fg2',
  info: 'text-fg1',
  warn: 'text-warn',
  error: 'text-bad',
  fatal: 'text-bad',
}

interface LinesProps {
  readonly log: LogView
  readonly following: boolean
  /** Told when the reader scrolls away from the newest line, or back to it. */
  readonly onFollow: (following: boolean) => void
  readonly onCorrelation: (id: string) => void
}

/** The lines as a table of which only the rows in sight are drawn; it follows the newest until the reader scrolls. */
export function OpsLogLines({ log, following, onFollow, onCorrelation }: LinesProps): ReactNode {
  const { lines } = log
  const say = useWords('ops')
  const times = useTimes()
  const box = useRef<HTMLElement>(null)
  const rowHeight = useRowHeight()
  const [open, setOpen] = useState<LogLine | null>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => box.current,
    overscan: 12,
  })
  const newest = lines.at(-1)?.number ?? 0
  const unseen = useUnseen(following, lines)
  const scrolledTo = useRef(0)
  const height = virtual.getTotalSize()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is followed
  useLayoutEffect(() => {
    const element = box.current
    if (following && element !== null) element.scrollTop = element.scrollHeight
  }, [following, newest, height])
  const onScroll = () => {
    const element = box.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= END_PX
    // Rows that turn out higher than they were taken for move the end away; only a reader goes up.
    const wentUp = element.scrollTop < scrolledTo.current
    scrolledTo.current = element.scrollTop
    if (atEnd ? !following : following && wentUp) onFollow(atEnd)
  }
  const drawn = virtual.getVirtualItems()
  return (
    <>
      <p role="status" className="px-3 py-1 text-label text-fg2">
        {following ? say('following') : say('stopped')}
        {unseen > 0 && <span className="ml-2 text-info">{say('new_lines', { count: unseen })}</span>}
        {log.missed > 0 && <span className="ml-2 text-warn">{say('missed', { count: log.missed })}</span>}
      </p>
      <section
        ref={box}
        className="scrolls min-h-0 flex-1 overflow-auto overscroll-contain"
        aria-label={say('lines_scroll')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <table className="w-full min-w-160 table-fixed text-cell" aria-rowcount={lines.length + 1}>
          <caption className="sr-only">{say('lines_table')}</caption>
          <thead className="sticky top-0 z-10 bg-bg1 text-left text-label text-fg2">
            <tr className="h-6 border-b border-line">
              <th scope="col" className="w-26 px-3 font-normal">
                {say('time', { place: times.place })}
              </th>
              <th scope="col" className="w-14 px-1 font-normal">
                {say('level')}
              </th>
              <th scope="col" className="w-24 px-1 font-normal max-mid:hidden">
                {say('component')}
              </th>
              <th scope="col" className="w-56 px-1 font-normal">
                {say('event')}
              </th>
              <th scope="col" className="px-1 font-normal">
                {say('facts')}
              </th>
            </tr>
          </thead>
          <tbody className="font-mono">
            <FillerRow height={drawn[0]?.start ?? 0} columns={COLUMNS} />
            {drawn.map(({ index }) => {
              const line = lines[index]
              return (
                line !== undefined && (
                  <Row key={line.number} line={line} index={index} height={rowHeight} onOpen={setOpen} />
                )
              )
            })}
            <FillerRow height={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} columns={COLUMNS} />
          </tbody>
        </table>
      </section>
      <SaveLines lines={lines} />
      {open !== null && (
        <LineDialog line={open} onClose={() => setOpen(null)} onCorrelation={onCorrelation} />
      )}
    </>
  )
}

function SaveLines({ lines }: Pick<LogView, 'lines'>): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  return (
    <SaveTable
      caption={say('lines_table')}
      heads={[
        say('time', { place: times.place }),
        say('level'),
        say('component'),
        say('event'),
        say('correlation'),
        say('facts'),
      ]}
      rows={() =>
        lines.map((line) => [
          times.millisecond(Math.round(line.at * 1_000)),
          line.level,
          line.component,
          line.event,
          line.correlation_id,
          line.facts,
        ])
      }
    />
  )
}

/** How many lines came since the reader stopped to follow. */
function useUnseen(following: boolean, lines: readonly LogLine[]): number {
  const newest = lines.at(-1)?.number ?? 0
  const seen = useRef(newest)
  useEffect(() => {
    if (following) seen.current = newest
  }, [following, newest])
  return following ? 0 : lines.filter(({ number }) => number > seen.current).length
}

interface RowProps {
  readonly line: LogLine
  readonly index: number
  readonly height: number
  readonly onOpen: (line: LogLine) => void
}

/** One line. Drawn once while it is in sight, not with every turn of the wheel. */
const Row = memo(function Row({ line, index, height, onOpen }: RowProps): ReactNode {
  const times = useTimes()
  const say = useWords('ops')
  const { number, at, level, component, event, facts } = line
  return (
    <tr className="border-b border-line hover:bg-bg2" style={{ height }} aria-rowindex={index + 2}>
      <td className="px-3 whitespace-nowrap text-fg2">{times.millisecond(Math.round(at * 1_000))}</td>
      <td className={`px-1 ${COLOURS[level]}`}>{level}</td>
      <td className="truncate px-1 text-fg2 max-mid:hidden">{component}</td>
      <td className="truncate px-1">
        <button
          type="button"
          className="h-6 max-w-full truncate text-left text-fg0 hover:underline max-mid:min-h-10.75"
          aria-label={`${say('line', { number })}: ${event}`}
          onClick={() => onOpen(line)}
        >
          {event}
        </button>
      </td>
      <td className="truncate px-1 pr-3 text-fg2">{saidText(facts)}</td>
    </tr>
  )
})

interface LineProps {
  readonly line: LogLine
  readonly onClose: () => void
  readonly onCorrelation: (id: string) => void
}

/** Everything that a line says, one thing under the other. */
function LineDialog({ line, onClose, onCorrelation }: LineProps): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const { correlation_id: id } = line
  const told = line.facts === '' ? {} : (JSON.parse(line.facts) as Readonly<Record<string, unknown>>)
  const rows: readonly (readonly [string, string | null])[] = [
    [say('time', { place: times.place }), times.millisecond(Math.round(line.at * 1_000))],
    [say('level'), line.level],
    [say('component'), line.component],
    [say('correlation'), id],
    ...Object.entries(told).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value, null, 1)] as const,
    ),
  ]
  return (
    <OverlayDialog title={line.event} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-cell">
        {rows
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-fg2">{name}</dt>
              <dd className="font-mono [overflow-wrap:anywhere] whitespace-pre-wrap text-fg0">{value}</dd>
            </div>
          ))}
      </dl>
      {id !== null && (
        <button
          type="button"
          className="plain-button mt-3 max-mid:min-h-11"
          onClick={() => {
            onClose()
            onCorrelation(id)
          }}
        >
          {say('only_this')}
        </button>
      )}
    </OverlayDialog>
  )
}
