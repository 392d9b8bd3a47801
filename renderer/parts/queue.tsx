import { X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { amount } from '../state/format.ts'
import {
  FILTER_LENGTH_MAX,
  OPEN_SIGNALS_MAX,
  ordered,
  pressed,
  type QueueChoice,
  type SortKey,
} from '../state/queue.ts'
import { FILTER_FIELD } from './focus-filter.ts'
import { Panel, Skeleton } from './panel.tsx'
import { COLUMNS, QueueTable } from './queue-table.tsx'
import { useArrivals, useLeaving } from './use-coming-and-going.ts'
import { useStation } from './use-desk.ts'
import { useHeldOrder } from './use-held-order.ts'
import { useOpenSignals } from './use-queries.ts'
import { useQueueChoice } from './use-queue-choice.ts'

const NONE: readonly string[] = []

/** The signals whose window is open. */
export function QueuePanel(): ReactNode {
  useOpenSignals()
  const open = useStation((state) => state.open)
  const openTotal = useStation((state) => state.openTotal)
  const signals = useStation((state) => state.signals)
  const [choice, choose] = useQueueChoice()
  const listed = useLeaving(open ?? NONE)
  const current = useMemo(() => ordered(listed, signals, choice), [listed, signals, choice])
  const order = useHeldOrder(current, `${choice.sort} ${choice.reversed} ${choice.filter}`)
  const fresh = useArrivals(open === null ? null : listed, order.rows, order.fresh === 0)
  return (
    <Panel
      className="flex-1"
      title={
        <>
          Signal queue{' '}
          <span className="font-normal text-fg2">{open === null ? '' : `${amount(openTotal, 0)} open`}</span>
        </>
      }
      aside={
        <>
          {order.fresh > 0 && (
            <button type="button" className="plain-button min-h-6 px-2 text-label" onClick={order.release}>
              {order.fresh} new
            </button>
          )}
          <OrderWords choice={choice} onChoose={choose} />
          <Filter choice={choice} onChoose={choose} />
        </>
      }
    >
      {openTotal > OPEN_SIGNALS_MAX && (
        <p className="border-b border-line px-3 py-1 text-warn">
          This page lists at most {amount(OPEN_SIGNALS_MAX, 0)} signals; the oldest of the{' '}
          {amount(openTotal, 0)} are left out.
        </p>
      )}
      {open === null ? (
        <Skeleton rows={8} />
      ) : order.rows.length === 0 ? (
        <Nothing choice={choice} onChoose={choose} open={listed.length} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col" {...order.hold}>
          <QueueTable
            rows={order.rows}
            fresh={fresh}
            choice={choice}
            onSort={(key) => choose(pressed(choice, key))}
          />
        </div>
      )}
    </Panel>
  )
}

interface ChoiceProps {
  readonly choice: QueueChoice
  readonly onChoose: (choice: QueueChoice) => void
}

/** Which order the queue is in, and the way back to that of the book. */
function OrderWords({ choice, onChoose }: ChoiceProps): ReactNode {
  if (choice.sort === 'rank') return <span>by rank</span>
  return (
    <button
      type="button"
      className="plain-button min-h-6 px-2 text-label"
      onClick={() => onChoose({ ...choice, sort: 'rank', reversed: false })}
      aria-label={`By ${columnName(choice.sort)}. Back to the order of rank`}
    >
      by {columnName(choice.sort)}
      <X size={12} aria-hidden />
    </button>
  )
}

const columnName = (key: SortKey): string => COLUMNS.find((column) => column.key === key)?.name ?? key

function Filter({ choice, onChoose }: ChoiceProps): ReactNode {
  return (
    <input
      {...FILTER_FIELD}
      type="search"
      className="text-field min-h-6 w-28 py-0 text-cell"
      aria-label="Filter signals"
      title="Pair, side, tier, state or source"
      placeholder="Filter  /"
      autoComplete="off"
      spellCheck={false}
      maxLength={FILTER_LENGTH_MAX}
      value={choice.filter}
      onChange={(event) => onChoose({ ...choice, filter: event.target.value })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        if (choice.filter === '') event.currentTarget.blur()
        else onChoose({ ...choice, filter: '' })
      }}
    />
  )
}

/** Why the queue is empty, and what can be done about it. */
function Nothing({ choice, onChoose, open }: ChoiceProps & { readonly open: number }): ReactNode {
  const off = useStation((state) => state.feed?.source === 'off')
  const ended = useStation((state) => state.feed?.ended === true)
  const standing = useStation((state) => state.clock?.speed === 0)
  if (choice.filter !== '' && open > 0)
    return (
      <div className="flex flex-col items-start gap-2 p-3">
        <p className="text-fg2">
          None of the {amount(open, 0)} open signals has “{choice.filter}” in its pair, side, tier, state or
          source.
        </p>
        <button type="button" className="plain-button" onClick={() => onChoose({ ...choice, filter: '' })}>
          Clear the filter
        </button>
      </div>
    )
  return <p className="p-3 text-fg2">No signal is open. {off ? NO_MARKET : emptyReason(ended, standing)}</p>
}

const NO_MARKET = 'No market is running, and providers are not heard.'

function emptyReason(ended: boolean, standing: boolean): string {
  if (ended) return 'The replay has reached its last bar: new ones come from providers only.'
  if (standing) return 'The market stands: new ones come when it goes on.'
  return 'The next one appears here when the sources agree.'
}
