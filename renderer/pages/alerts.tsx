import { Link } from '@tanstack/react-router'
import { BellOff, Check, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AlertRow } from '../parts/alert-row.tsx'
import { useInbox } from '../parts/inbox-store.ts'
import { useKeys } from '../parts/keys.ts'
import { SaveTable } from '../parts/save-table.tsx'
import { useSettings } from '../parts/settings-store.ts'
import { useTimes } from '../parts/use-times.ts'
import { useTitle } from '../parts/use-title.ts'
import {
  type AlertView,
  INBOX_MAX,
  INBOX_SHOWN,
  type InboxShown,
  marked,
  shownOf,
  unreadOf,
  without,
} from '../state/inbox.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('alerts')

const SHOWN_WORDS: Readonly<Record<InboxShown, string>> = {
  get all() {
    return say('all')
  },
  get unread() {
    return say('unread')
  },
  get operations() {
    return say('operations')
  },
  get signals() {
    return say('signals')
  },
  get game() {
    return say('game')
  },
}

/** Everything that was told on this device: what stood beside the page for a moment is read here. */
export function Alerts({ shown }: { readonly shown: InboxShown }): ReactNode {
  useTitle(say('title'))
  const { alerts, inbox } = useInbox()
  const list = shownOf(alerts, shown)
  const rows = useRows(list)
  const { chosen } = rows
  const change = (next: (known: readonly AlertView[], ids: ReadonlySet<string>) => readonly AlertView[]) => {
    const ids = chosen.size === 0 ? new Set(list.map(({ id }) => id)) : chosen
    inbox.change((known) => next(known, ids))
    rows.choose(new Set())
  }
  const which = chosen.size === 0 ? 'all' : 'selected'
  const n = chosen.size
  return (
    <main className="mx-auto flex w-full max-w-240 flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">{say('title')}</h1>
        <ShownChoice chosen={shown} />
        <p className="text-fg2">{say('n_unread', { n: unreadOf(alerts) })}</p>
        {list.length > 0 && (
          <div className="ml-auto flex flex-wrap gap-2 max-mid:ml-0">
            <Act
              icon={<Check size={14} aria-hidden />}
              onAct={() => change((known, ids) => marked(known, ids, true))}
            >
              {say(`read_${which}`, { n })}
            </Act>
            <Act icon={<Trash2 size={14} aria-hidden />} onAct={() => change(without)}>
              {say(`delete_${which}`, { n })}
            </Act>
          </div>
        )}
      </div>
      <section aria-label={say('list')} className="min-h-0 flex-1 overflow-y-auto bg-bg1">
        {list.length === 0 ? (
          <Nothing any={alerts.length > 0} />
        ) : (
          <ul>
            {list.map((alert) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                current={alert.id === rows.current}
                chosen={chosen.has(alert.id)}
                onChoose={() => rows.toggle(alert.id)}
                onCurrent={() => rows.go(alert.id)}
              />
            ))}
          </ul>
        )}
        {list.length > 0 && <SaveAlerts alerts={list} />}
        <p className="px-3 py-2 text-cell text-fg2">
          {say('kept_here', { n: INBOX_MAX })}{' '}
          <Link to="/settings" search={{ section: 'alerts' }} className="text-info underline">
            {say('what_reaches')}
          </Link>
        </p>
      </section>
    </main>
  )
}

function SaveAlerts({ alerts }: { readonly alerts: readonly AlertView[] }): ReactNode {
  const { place, stamp } = useTimes()
  return (
    <SaveTable
      caption={say('title')}
      heads={[say('time', { place }), say('rank'), say('alert'), say('pair'), say('state')]}
      rows={() =>
        alerts.map(({ at, rank, words, symbol, read }) => [
          stamp(at),
          rank,
          words,
          symbol,
          say(read ? 'read' : 'unread'),
        ])
      }
    />
  )
}

function ShownChoice({ chosen }: { readonly chosen: InboxShown }): ReactNode {
  const { game } = useSettings()
  return (
    <nav aria-label={say('which')} className="flex flex-wrap gap-1">
      {INBOX_SHOWN.filter((one) => game || one !== 'game').map((one) => (
        <Link
          key={one}
          to="/alerts"
          search={one === 'all' ? {} : { show: one }}
          aria-current={one === chosen ? 'page' : undefined}
          className={`plain-button max-mid:min-h-11 ${one === chosen ? 'bg-bg3' : ''}`}
        >
          {SHOWN_WORDS[one]}
        </Link>
      ))}
    </nav>
  )
}

interface ActProps {
  readonly icon: ReactNode
  readonly onAct: () => void
  readonly children: string
}

function Act({ icon, onAct, children }: ActProps): ReactNode {
  return (
    <button type="button" className="plain-button max-mid:min-h-11" onClick={onAct}>
      {icon}
      {children}
    </button>
  )
}

function Nothing({ any }: { readonly any: boolean }): ReactNode {
  if (!any)
    return (
      <p className="flex items-center gap-2 p-3 text-fg2">
        <BellOff size={14} aria-hidden className="shrink-0" />
        {say('none_yet')}
      </p>
    )
  return (
    <div className="flex flex-col items-start gap-2 p-3">
      <p className="text-fg2">{say('none_of_kind')}</p>
      <Link to="/alerts" className="plain-button">
        {say('show_all')}
      </Link>
    </div>
  )
}

interface Rows {
  readonly current: string | null
  readonly chosen: ReadonlySet<string>
  readonly choose: (ids: ReadonlySet<string>) => void
  readonly toggle: (id: string) => void
  readonly go: (id: string) => void
}

/** j and k go through the rows, x selects one; Enter opens it as the link that it is. */
function useRows(list: readonly AlertView[]): Rows {
  const [current, setCurrent] = useState<string | null>(null)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    choose(next)
  }
  const go = (by: 1 | -1) => {
    const at = list.findIndex(({ id }) => id === current)
    const next = list[at === -1 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))]
    if (next === undefined) return
    setCurrent(next.id)
    document.getElementById(`alert-${next.id}`)?.focus()
  }
  useKeys(
    { j: () => go(1), k: () => go(-1), x: () => current !== null && toggle(current) },
    { j: say('next'), k: say('previous'), x: say('select_or_not') },
  )
  return { current, chosen, choose, toggle, go: setCurrent }
}
