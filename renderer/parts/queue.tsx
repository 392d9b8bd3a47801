import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { amount } from '../state/format.ts'
import { PANELS } from '../state/panels.ts'
import {
  FILTER_LENGTH_MAX,
  isIncomplete,
  OPEN_SIGNALS_MAX,
  ordered,
  pressed,
  type QueueChoice,
  type SortKey,
} from '../state/queue.ts'
import { defaultScope, isBrought, SCOPES, type Scope } from '../state/routing.ts'
import { sayIn } from '../words/words.ts'
import { FILTER_FIELD } from './focus-filter.ts'
import { Panel, Skeleton } from './panel.tsx'
import { COLUMNS, QueueTable } from './queue-table.tsx'
import { QueueViewButton } from './queue-view-button.tsx'
import { useCatchingUp } from './use-catching-up.ts'
import { useArrivals, useLeaving } from './use-coming-and-going.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useHeldOrder } from './use-held-order.ts'
import { useOpenSignals } from './use-queries.ts'
import { useQueueChoice } from './use-queue-choice.ts'
import { VetoedToday } from './vetoed-today.tsx'

const say = sayIn('dashboard')

const NONE: readonly string[] = []

/** The signals whose window is open. */
export function QueuePanel(): ReactNode {
  useOpenSignals()
  const open = useStation((state) => state.open)
  const openTotal = useStation((state) => state.openTotal)
  const signals = useStation((state) => state.signals)
  const [choice, choose] = useQueueChoice()
  const listed = useLeaving(open ?? NONE)
  const [scope, brought] = useScope(choice, listed)
  const shown = scope === 'all' ? listed : brought
  const current = useMemo(() => ordered(shown, signals, choice), [shown, signals, choice])
  const whole = useStation((state) => state.open !== null && !isIncomplete(state))
  const order = useHeldOrder(current, `${choice.sort} ${choice.reversed} ${scope} ${choice.filter}`, whole)
  const fresh = useArrivals(open === null ? null : listed, order.rows, order.fresh === 0, useCatchingUp())
  return (
    <Panel
      id="queue"
      className="flex-1"
      title={
        <>
          {PANELS.queue}{' '}
          <span className="font-normal text-fg2">
            {open === null ? '' : say('n_open', { n: amount(openTotal, 0) })}
          </span>
        </>
      }
      aside={
        <>
          {order.fresh > 0 && (
            <button type="button" className="plain-button min-h-6 px-2 text-label" onClick={order.release}>
              {say('n_new', { n: order.fresh })}
            </button>
          )}
          <ScopeChoice choice={choice} onChoose={choose} scope={scope} brought={brought.length} />
          <OrderWords choice={choice} onChoose={choose} />
          <Filter choice={choice} onChoose={choose} />
          <QueueViewButton choice={choice} onChoose={choose} rows={order.rows} />
        </>
      }
    >
      {openTotal > OPEN_SIGNALS_MAX && (
        <p className="border-b border-line px-3 py-1 text-warn">
          {say('list_cut', { max: amount(OPEN_SIGNALS_MAX, 0), all: amount(openTotal, 0) })}
        </p>
      )}
      {open === null ? (
        <Skeleton rows={8} />
      ) : order.rows.length === 0 ? (
        <Nothing choice={choice} onChoose={choose} open={listed.length} shown={shown.length} />
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
      <VetoedToday />
    </Panel>
  )
}

interface ChoiceProps {
  readonly choice: QueueChoice
  readonly onChoose: (choice: QueueChoice) => void
}

/** What the reader wants to see, and what of it was brought to him; a trade of his own is not hidden from him. */
function useScope(choice: QueueChoice, listed: readonly string[]): readonly [Scope, readonly string[]] {
  const { reader } = useDesk()
  const routing = useStation((state) => state.routing)
  const trades = useStation((state) => state.trades)
  const brought = useMemo(
    () => listed.filter((id) => isBrought(routing, id) || trades[id] !== undefined),
    [listed, routing, trades],
  )
  return [choice.scope ?? defaultScope(reader.role), brought]
}

interface ScopeProps extends ChoiceProps {
  readonly scope: Scope
  /** How many of the open signals were brought to the reader. */
  readonly brought: number
}

/** Whether the queue shows what was brought to the reader, or all. */
function ScopeChoice({ choice, onChoose, scope, brought }: ScopeProps): ReactNode {
  const known = useStation((state) => state.routing.quota !== null)
  const words = { mine: known ? say('for_me_n', { n: amount(brought, 0) }) : say('for_me'), all: say('all') }
  return (
    <fieldset aria-label={say('which_signals')} className="flex">
      {SCOPES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={scope === one}
          className={`plain-button min-h-6 px-2 text-label max-mid:min-h-11 ${scope === one ? 'bg-bg3 text-fg0' : 'text-fg2'}`}
          onClick={() => onChoose({ ...choice, scope: one })}
        >
          {words[one]}
        </button>
      ))}
    </fieldset>
  )
}

/** Which order the queue is in, and the way back to that of the book. */
function OrderWords({ choice, onChoose }: ChoiceProps): ReactNode {
  if (choice.sort === 'rank') return <span>{say('by_rank')}</span>
  return (
    <button
      type="button"
      className="plain-button min-h-6 px-2 text-label"
      onClick={() => onChoose({ ...choice, sort: 'rank', reversed: false })}
      aria-label={say('by_column_back', { column: columnName(choice.sort) })}
    >
      {say('by_column', { column: columnName(choice.sort) })}
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
      aria-label={say('filter_signals')}
      title={say('filter_fields')}
      placeholder={say('filter_hint')}
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

interface NothingProps extends ChoiceProps {
  readonly open: number
  /** Those of them that the reader chose to see. */
  readonly shown: number
}

/** Why the queue is empty, and what can be done about it. */
function Nothing({ choice, onChoose, open, shown }: NothingProps): ReactNode {
  const { role } = useDesk().reader
  const off = useStation((state) => state.feed?.source === 'off')
  const ended = useStation((state) => state.feed?.ended === true)
  const standing = useStation((state) => state.clock?.speed === 0)
  if (open > 0 && shown === 0)
    return (
      <div className="flex flex-col items-start gap-2 p-3">
        <p className="text-fg2">{say('none_brought', { n: amount(open, 0) })}</p>
        <button type="button" className="plain-button" onClick={() => onChoose({ ...choice, scope: 'all' })}>
          {say('show_all')}
        </button>
      </div>
    )
  if (choice.filter !== '' && open > 0)
    return (
      <div className="flex flex-col items-start gap-2 p-3">
        <p className="text-fg2">{say('none_filtered', { n: amount(shown, 0), filter: choice.filter })}</p>
        <button type="button" className="plain-button" onClick={() => onChoose({ ...choice, filter: '' })}>
          {say('clear_filter')}
        </button>
      </div>
    )
  return (
    <div className="flex flex-col items-start gap-2 p-3">
      <p className="text-fg2">
        {say('none_open', { why: off ? say('why_no_market') : emptyReason(ended, standing) })}
      </p>
      {(off || ended) && role === 'operator' && (
        <Link to="/settings" search={{ section: 'feed' }} className="plain-button max-mid:min-h-11">
          {say('choose_prices')}
        </Link>
      )}
    </div>
  )
}

function emptyReason(ended: boolean, standing: boolean): string {
  if (ended) return say('why_ended')
  if (standing) return say('why_standing')
  return say('why_waiting')
}
