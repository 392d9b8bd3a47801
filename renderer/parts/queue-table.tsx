import { useNavigate } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { neighbour, type QueueChoice, type SortKey } from '../state/queue.ts'
import { sayIn } from '../words/words.ts'
import { FillerRow } from './filler-row.tsx'
import { useKeys } from './keys.ts'
import { isLeftOut, QueueRow } from './queue-row.tsx'
import { ROWS_PART } from './rows-later.ts'
import { useSettings } from './settings-store.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useRowHeight } from './use-row-height.ts'

const say = sayIn('dashboard')

/** Longer lists draw only the rows in sight. */
const ROWS_DRAWN_MAX = 100
/** What finds the rows in sight is fetched with the first long list. */
const RowsInSight = lazy(async () => ({ default: (await ROWS_PART.fetch()).RowsInSight }))

interface Column {
  readonly key: SortKey
  readonly name: string
  readonly look: string
  readonly right: boolean
  /** How the column's own order is called. */
  readonly sorted: 'ascending' | 'descending'
}

export const COLUMNS: readonly Column[] = [
  {
    key: 'pair',
    get name() {
      return say('pair')
    },
    look: 'w-[19%]',
    right: false,
    sorted: 'ascending',
  },
  {
    key: 'dir',
    get name() {
      return say('dir')
    },
    look: 'w-[18%]',
    right: false,
    sorted: 'ascending',
  },
  {
    key: 'prob',
    get name() {
      return say('prob')
    },
    look: 'w-[14%]',
    right: true,
    sorted: 'descending',
  },
  {
    key: 'tier',
    get name() {
      return say('tier_state')
    },
    look: 'w-[20%]',
    right: false,
    sorted: 'descending',
  },
  {
    key: 'expires',
    get name() {
      return say('expires')
    },
    look: 'w-[17%]',
    right: true,
    sorted: 'ascending',
  },
  {
    key: 'fires',
    get name() {
      return say('fires')
    },
    look: 'w-[12%]',
    right: true,
    sorted: 'descending',
  },
]

interface QueueTableProps {
  readonly rows: readonly string[]
  /** Rows that have just come in. */
  readonly fresh: ReadonlySet<string>
  readonly choice: QueueChoice
  readonly onSort: (key: SortKey) => void
}

/** The rows of the queue; of a long one only those in sight are drawn. */
export function QueueTable({ rows, fresh, choice, onSort }: QueueTableProps): ReactNode {
  const box = useRef<HTMLElement>(null)
  const selected = useStation((state) => state.selected)
  const onKeyDown = useQueueKeys(rows)
  const { hidden } = useSettings().queue
  const columns = COLUMNS.filter(({ key }) => !isLeftOut(hidden, key))
  const rowHeight = useRowHeight()
  const long = rows.length > ROWS_DRAWN_MAX
  const scroll = useRef<((index: number) => void) | null>(null)
  useSelectedInSight(box, rows, (index) => scroll.current?.(index))
  useBeginning(box, choice)

  const tabStop = selected !== null && rows.includes(selected) ? selected : rows[0]
  const draw = (drawn: readonly number[]) => (
    <>
      <FillerRow height={rowHeight * (drawn[0] ?? 0)} columns={columns.length} />
      {drawn.map((index) => {
        const id = rows[index]
        if (id === undefined) return null
        return (
          <QueueRow
            key={id}
            id={id}
            index={index}
            current={id === selected}
            tabStop={id === tabStop}
            fresh={fresh.has(id)}
            hidden={hidden}
          />
        )
      })}
      <FillerRow height={rowHeight * (rows.length - 1 - (drawn.at(-1) ?? -1))} columns={columns.length} />
    </>
  )
  const first = rows.slice(0, ROWS_DRAWN_MAX).map((_, index) => index)
  return (
    <section
      ref={box}
      className="scrolls min-h-0 flex-1 overflow-y-auto"
      aria-label={say('open_signals_scroll')}
    >
      <table className="w-full table-fixed text-cell sm:text-base" aria-rowcount={rows.length + 1}>
        <caption className="sr-only">{say('open_signals_order', { order: orderWords(choice) })}</caption>
        <thead className="sticky top-0 z-10 bg-bg1 text-cell text-fg2">
          <tr className="h-(--row) border-b border-line">
            {columns.map((column) => (
              <Head key={column.key} column={column} choice={choice} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {long ? (
            <Suspense fallback={draw(first)}>
              <RowsInSight box={box} count={rows.length} rowHeight={rowHeight} scroll={scroll} draw={draw} />
            </Suspense>
          ) : (
            draw(first)
          )}
        </tbody>
      </table>
    </section>
  )
}

function orderWords({ sort, reversed }: QueueChoice): string {
  if (sort === 'rank') return say('best_rank_first')
  const name = COLUMNS.find(({ key }) => key === sort)?.name ?? sort
  return reversed ? say('by_column_reversed', { column: name }) : say('by_column', { column: name })
}

interface HeadProps {
  readonly column: Column
  readonly choice: QueueChoice
  readonly onSort: (key: SortKey) => void
}

function Head({ column, choice, onSort }: HeadProps): ReactNode {
  const { key, name, look, right, sorted } = column
  const chosen = choice.sort === key
  const ascending = (sorted === 'ascending') !== choice.reversed
  const Arrow = ascending ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      className={`px-1 font-medium first:pl-3 last:pr-3 sm:px-2 ${look} ${right ? 'text-right' : 'text-left'}`}
      aria-sort={chosen ? (ascending ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className={`inline-flex h-6 items-center gap-0.5 whitespace-nowrap hover:text-fg0 ${chosen ? 'text-fg0' : ''}`}
        onClick={() => onSort(key)}
      >
        {name}
        {chosen && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  )
}

/** j and k anywhere, arrows, Home and End in the list; Enter in the list for the details, b anywhere for the briefing. */
function useQueueKeys(rows: readonly string[]): (event: KeyboardEvent) => void {
  const { apply, state } = useDesk()
  const navigate = useNavigate()
  const select = (signalId: string | null | undefined) => {
    if (signalId != null) apply({ kind: 'select', signalId })
  }
  const move = (by: 1 | -1) => select(neighbour(rows, state().selected, by))
  const brief = () => {
    const { selected } = state()
    if (selected !== null) void navigate({ to: '/mission/$signalId', params: { signalId: selected } })
  }
  const detail = () => {
    const { selected } = state()
    if (selected !== null) void navigate({ to: '/signals/$signalId', params: { signalId: selected } })
  }
  useKeys({ j: () => move(1), k: () => move(-1), b: brief })
  return (event) => {
    const does = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => select(rows[0]),
      End: () => select(rows.at(-1)),
      Enter: detail,
    }[event.key]
    if (does === undefined) return
    event.preventDefault()
    does()
  }
}

/** Another order or another filter is read from its first row: what was asked for stands there. */
function useBeginning(box: { readonly current: HTMLElement | null }, choice: QueueChoice): void {
  const { sort, reversed, filter } = choice
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice begins at its top
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0
  }, [sort, reversed, filter, box])
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
