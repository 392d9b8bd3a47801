import { Link } from '@tanstack/react-router'
import { BellOff, Check, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AlertRow } from '../parts/alert-row.tsx'
import { useInbox } from '../parts/inbox-store.ts'
import { useKeys } from '../parts/keys.ts'
import { useSettings } from '../parts/settings-store.ts'
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

const SHOWN_WORDS: Readonly<Record<InboxShown, string>> = {
  all: 'All',
  unread: 'Unread',
  operations: 'Operations',
  signals: 'Signals',
  game: 'Game layer',
}

/** Everything that was told on this device: what stood beside the page for a moment is read here. */
export function Alerts({ shown }: { readonly shown: InboxShown }): ReactNode {
  useTitle('Alerts')
  const { alerts, inbox } = useInbox()
  const list = shownOf(alerts, shown)
  const rows = useRows(list)
  const { chosen } = rows
  const change = (next: (known: readonly AlertView[], ids: ReadonlySet<string>) => readonly AlertView[]) => {
    const ids = chosen.size === 0 ? new Set(list.map(({ id }) => id)) : chosen
    inbox.change((known) => next(known, ids))
    rows.choose(new Set())
  }
  const of = chosen.size === 0 ? 'all shown' : `${chosen.size} selected`
  return (
    <main className="mx-auto flex w-full max-w-240 flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">Alerts</h1>
        <ShownChoice chosen={shown} />
        <p className="text-fg2">{unreadOf(alerts)} unread</p>
        {list.length > 0 && (
          <div className="ml-auto flex flex-wrap gap-2 max-mid:ml-0">
            <Act
              icon={<Check size={14} aria-hidden />}
              onAct={() => change((known, ids) => marked(known, ids, true))}
            >
              {`Read ${of}`}
            </Act>
            <Act icon={<Trash2 size={14} aria-hidden />} onAct={() => change(without)}>
              {`Delete ${of}`}
            </Act>
          </div>
        )}
      </div>
      <section aria-label="Alerts, newest first" className="min-h-0 flex-1 overflow-y-auto bg-bg1">
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
        <p className="px-3 py-2 text-cell text-fg2">
          Kept on this device, the newest {INBOX_MAX}.{' '}
          <Link to="/settings" search={{ section: 'alerts' }} className="text-info underline">
            What reaches you
          </Link>
        </p>
      </section>
    </main>
  )
}

function ShownChoice({ chosen }: { readonly chosen: InboxShown }): ReactNode {
  const { game } = useSettings()
  return (
    <nav aria-label="Which alerts" className="flex flex-wrap gap-1">
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
        Nothing was told on this device yet. Signals brought to you, your trades and the station’s health come
        here.
      </p>
    )
  return (
    <div className="flex flex-col items-start gap-2 p-3">
      <p className="text-fg2">None of the alerts is of this kind.</p>
      <Link to="/alerts" className="plain-button">
        Show all
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
    { j: 'Next alert', k: 'Previous alert', x: 'Select the alert, or not' },
  )
  return { current, chosen, choose, toggle, go: setCurrent }
}
