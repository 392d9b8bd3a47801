import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AuditEntry } from '#contracts/http/audit.ts'
import { aboutWords, actionWords, factsText, outcomeWords, placeWords } from '../state/audit.ts'
import type { Times } from '../state/times.ts'
import { sayIn } from '../words/words.ts'
import { FillerRow } from './filler-row.tsx'
import { OverlayDialog } from './overlay.tsx'
import { SaveTable } from './save-table.tsx'
import { useRowHeight } from './use-row-height.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('audit')
const sayFrame = sayIn('frame')

interface TableProps {
  readonly entries: readonly AuditEntry[]
  /** There are older ones than these. */
  readonly more: boolean
  /** Told when the reader comes near the last of them, and when he is back at the first. */
  readonly onNear: (end: 'oldest' | 'newest') => void
}

/** Rows from the last that are not in sight when older ones are asked for. */
const AHEAD_ROWS = 100
const COLUMNS = 6

/** The entries as a table of which only the rows in sight are drawn; a row opens everything its entry says. */
export function AuditTable({ entries, more, onNear }: TableProps): ReactNode {
  const times = useTimes()
  const box = useRef<HTMLElement>(null)
  const rowHeight = useRowHeight()
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => box.current,
    overscan: 12,
  })
  const drawn = virtual.getVirtualItems()
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0]
  useNearness({ first, last, count: entries.length }, onNear)
  const heads = [say('number'), times.place, say('who'), say('what'), say('about'), say('outcome')]
  return (
    <>
      <section
        ref={box}
        className="scrolls min-h-0 flex-1 overflow-auto overscroll-contain max-desk:max-h-[75dvh]"
        aria-label={say('scroll')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
      >
        <table
          className="w-full min-w-180 table-fixed text-cell"
          // Nobody has counted those that are not read yet.
          aria-rowcount={more ? -1 : entries.length + 1}
        >
          <caption className="sr-only">{say('caption')}</caption>
          <thead className="sticky top-0 z-10 bg-bg1 text-left text-label text-fg2">
            <tr className="h-6 border-b border-line">
              <Head width="w-20">{say('number')}</Head>
              <Head width="w-44">{times.place}</Head>
              <Head width="w-28">{say('who')}</Head>
              <Head width="w-40">{say('what')}</Head>
              <Head width="">{say('about')}</Head>
              <Head width="w-36">{say('outcome')}</Head>
            </tr>
          </thead>
          <tbody>
            <FillerRow height={drawn[0]?.start ?? 0} columns={COLUMNS} />
            {drawn.map(({ index }) => {
              const entry = entries[index]
              return (
                entry !== undefined && (
                  <Row key={entry.number} entry={entry} index={index} height={rowHeight} onOpen={setOpen} />
                )
              )
            })}
            <FillerRow height={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} columns={COLUMNS} />
          </tbody>
        </table>
        {open !== null && <EntryDialog entry={open} onClose={() => setOpen(null)} />}
      </section>
      <SaveTable
        caption={say('caption')}
        heads={heads}
        rows={() =>
          entries.map((entry) => [
            entry.number,
            times.stamp(toMs(entry.at)),
            whoText(entry),
            actionWords(entry.what),
            aboutText(entry, times),
            outcomeWords(entry.outcome, entry.times),
          ])
        }
        loaded={more ? entries.length : undefined}
      />
    </>
  )
}

function Head({ width, children }: { readonly width: string; readonly children: string }): ReactNode {
  return (
    <th scope="col" className={`px-2 font-normal whitespace-nowrap first:pl-3 ${width}`}>
      {children}
    </th>
  )
}

interface InSight {
  /** Rows that are drawn, from 0. */
  readonly first: number
  readonly last: number
  readonly count: number
}

/** Says when the rows in sight come near the oldest, and when they are the newest again. */
function useNearness({ first, last, count }: InSight, onNear: TableProps['onNear']): void {
  const newest = useRef(onNear)
  newest.current = onNear
  const atNewest = first === 0
  const atOldest = !atNewest && last >= count - AHEAD_ROWS
  // biome-ignore lint/correctness/useExhaustiveDependencies: older rows that were on their way may have come after all
  useEffect(() => {
    if (atNewest) newest.current('newest')
  }, [atNewest, count])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that came may not have been enough
  useEffect(() => {
    if (atOldest) newest.current('oldest')
  }, [atOldest, count])
}

interface RowProps {
  readonly entry: AuditEntry
  readonly index: number
  readonly height: number
  readonly onOpen: (entry: AuditEntry) => void
}

/** One entry. Drawn once while it is in sight, not with every turn of the wheel. */
const Row = memo(function Row({ entry, index, height, onOpen }: RowProps): ReactNode {
  const times = useTimes()
  const about = aboutText(entry, times)
  return (
    <tr className="border-b border-line hover:bg-bg2" style={{ height }} aria-rowindex={index + 2}>
      <td className="pl-3">
        <button
          type="button"
          className="h-6 min-w-6 text-left font-mono text-info hover:underline max-mid:h-10.75 max-mid:min-w-11"
          aria-label={say('entry', { n: entry.number })}
          onClick={() => onOpen(entry)}
        >
          {entry.number}
        </button>
      </td>
      <td className="truncate px-2 font-mono">{times.stamp(toMs(entry.at))}</td>
      <td className="truncate px-2 text-fg0">{whoText(entry)}</td>
      <td className="truncate px-2">{actionWords(entry.what)}</td>
      <td className="truncate px-2" title={about}>
        {about}
      </td>
      <td className={`truncate px-2 ${entry.outcome === 'done' ? '' : 'text-warn'}`}>
        {outcomeWords(entry.outcome, entry.times)}
      </td>
    </tr>
  )
})

const whoText = ({ user_id: id, place }: AuditEntry): string => id ?? placeWords(place)

const aboutText = ({ about, facts }: AuditEntry, { stamp }: Times): string =>
  about === null ? factsText(facts, stamp) : aboutWords(about)

interface EntryProps {
  readonly entry: AuditEntry
  readonly onClose: () => void
}

function EntryDialog({ entry, onClose }: EntryProps): ReactNode {
  const times = useTimes()
  const lines: readonly (readonly [string, string | number | null])[] = [
    [say('time'), `${times.stamp(toMs(entry.at))} ${times.place}`],
    [say('what'), actionWords(entry.what)],
    [say('about'), entry.about === null ? null : aboutWords(entry.about)],
    [say('outcome'), outcomeWords(entry.outcome, entry.times)],
    [say('facts'), factsText(entry.facts, times.stamp)],
    [say('who'), entry.user_id],
    [say('role'), entry.role === null ? null : sayFrame(`role_${entry.role}`)],
    [say('token'), entry.token_id],
    [say('from'), placeWords(entry.place)],
    [say('correlation'), entry.correlation_id],
    [say('event'), entry.journal_no],
    [say('hash'), entry.hash],
    [say('before'), entry.prev],
  ]
  return (
    <OverlayDialog title={say('entry', { n: entry.number })} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-cell">
        {lines
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-fg2">{name}</dt>
              <dd className="font-mono break-all text-fg0">{value}</dd>
            </div>
          ))}
      </dl>
    </OverlayDialog>
  )
}

const toMs = (seconds: number): number => Math.round(seconds * 1_000)
