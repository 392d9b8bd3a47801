import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { neighbour, ordered } from '../state/queue.ts'
import { useKeys } from './keys.ts'
import { Panel, Skeleton } from './panel.tsx'
import { QueueRow, ROW_HEIGHT } from './queue-row.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useHeldOrder } from './use-held-order.ts'

/** Longer lists draw only the rows in sight. */
const ROWS_DRAWN_MAX = 100

const COLUMNS = [
  ['Pair', 'w-[19%] text-left'],
  ['Dir', 'w-[17%] text-left'],
  ['Prob', 'w-[15%] text-right'],
  ['Tier/State', 'w-[22%] text-left'],
  ['Expires', 'w-[15%] text-right'],
  ['Fires', 'w-[12%] text-right'],
] as const

/** The signals whose window is open. */
export function QueuePanel(): ReactNode {
  const open = useStation((state) => state.open)
  const signals = useStation((state) => state.signals)
  const openTotal = useStation((state) => state.openTotal)
  const current = useMemo(() => ordered(open ?? [], signals), [open, signals])
  const order = useHeldOrder(current)
  const more = openTotal - current.length
  return (
    <Panel
      className="flex-1"
      title={
        <>
          Signal queue{' '}
          <span className="font-normal text-fg2">{open === null ? '' : `${openTotal} open`}</span>
        </>
      }
      aside={
        <>
          <span>{more > 0 ? `newest ${current.length} shown, by rank` : 'by rank'}</span>
          {order.fresh > 0 && (
            <button type="button" className="plain-button min-h-5 px-2 text-label" onClick={order.release}>
              {order.fresh} new
            </button>
          )}
        </>
      }
    >
      {open === null ? (
        <Skeleton rows={8} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col" {...order.hold}>
          <QueueTable rows={order.rows} />
        </div>
      )}
    </Panel>
  )
}

function QueueTable({ rows }: { readonly rows: readonly string[] }): ReactNode {
  const box = useRef<HTMLElement>(null)
  const selected = useStation((state) => state.selected)
  const onKeyDown = useQueueKeys(rows)
  const long = rows.length > ROWS_DRAWN_MAX
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: long,
    estimateSize: () => ROW_HEIGHT,
    getScrollElement: () => box.current,
    overscan: 8,
  })
  useSelectedInSight(box, rows, (index) => long && virtual.scrollToIndex(index))

  if (rows.length === 0)
    return (
      <p className="p-3 text-fg2">No signal is open. The next one appears here when the sources agree.</p>
    )
  const drawn = long ? virtual.getVirtualItems().map((item) => item.index) : rows.map((_, index) => index)
  const [first = 0, last = -1] = [drawn[0], drawn.at(-1)]
  const tabStop = selected !== null && rows.includes(selected) ? selected : rows[0]
  return (
    <section ref={box} className="min-h-0 flex-1 overflow-y-auto" aria-label="Open signals, scrollable">
      <table
        className="w-full table-fixed text-cell sm:text-base"
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
      >
        <caption className="sr-only">Open signals, best rank first</caption>
        <thead className="sticky top-0 z-10 bg-bg1 text-cell text-fg2">
          <tr className="h-7 border-b border-line">
            {COLUMNS.map(([name, look]) => (
              <th key={name} scope="col" className={`px-1 font-medium first:pl-3 sm:px-2 last:pr-3 ${look}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Filler rows={first} />
          {drawn.map((index) => {
            const id = rows[index]
            if (id === undefined) return null
            return (
              <QueueRow key={id} id={id} index={index} current={id === selected} tabStop={id === tabStop} />
            )
          })}
          <Filler rows={rows.length - 1 - last} />
        </tbody>
      </table>
    </section>
  )
}

/** Stands for rows that are not drawn. */
function Filler({ rows }: { readonly rows: number }): ReactNode {
  if (rows <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={COLUMNS.length} style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  )
}

/** j and k anywhere, arrows in the list, Enter in the list and b anywhere for the briefing. */
function useQueueKeys(rows: readonly string[]): (event: KeyboardEvent) => void {
  const { apply, state } = useDesk()
  const navigate = useNavigate()
  const move = (by: 1 | -1) => {
    const next = neighbour(rows, state().selected, by)
    if (next !== null) apply({ kind: 'select', signalId: next })
  }
  const brief = () => {
    const { selected } = state()
    if (selected !== null) void navigate({ to: '/mission/$signalId', params: { signalId: selected } })
  }
  useKeys({ j: () => move(1), k: () => move(-1), b: brief })
  return (event) => {
    const does = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: brief }[event.key]
    if (does === undefined) return
    event.preventDefault()
    does()
  }
}

/** Keeps the selected row in sight, and the focus on it when the focus is in the list. */
function useSelectedInSight(
  box: { readonly current: HTMLElement | null },
  rows: readonly string[],
  scrollTo: (index: number) => void,
): void {
  const selected = useStation((state) => state.selected)
  const order = useRef(rows)
  order.current = rows
  const scroll = useRef(scrollTo)
  scroll.current = scrollTo
  // The row that is to take the focus; it may be drawn only after the list has scrolled.
  const awaited = useRef<string | null>(null)

  useEffect(() => {
    const index = selected === null ? -1 : order.current.indexOf(selected)
    if (index === -1) return
    if (box.current?.contains(document.activeElement)) awaited.current = selected
    scroll.current(index)
    rowOf(box.current, selected)?.scrollIntoView({ block: 'nearest' })
  }, [selected, box])

  useEffect(() => {
    const row = awaited.current === null ? null : rowOf(box.current, awaited.current)
    if (row === null) return
    awaited.current = null
    row.querySelector('button')?.focus()
  })
}

function rowOf(box: HTMLElement | null, signalId: string | null): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-signal="${CSS.escape(signalId ?? '')}"]`) ?? null
}
