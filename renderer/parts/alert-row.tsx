import { Link } from '@tanstack/react-router'
import { BellOff, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { type AlertView, marked } from '../state/inbox.ts'
import { MUTED_SYMBOLS_MAX } from '../state/settings.ts'
import { sayIn } from '../words/words.ts'
import { useInbox } from './inbox-store.ts'
import { choose, useSettings } from './settings-store.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('alerts')

interface AlertRowProps {
  readonly alert: AlertView
  /** Where the keys are. */
  readonly current: boolean
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onCurrent: () => void
}

/** One alert: what it said, when, and what can be done about it and its like. */
export function AlertRow({ alert, current, chosen, onChoose, onCurrent }: AlertRowProps): ReactNode {
  const { inbox } = useInbox()
  const times = useTimes()
  const { id, words, error, read, rank } = alert
  const turn = () => inbox.change((list) => marked(list, new Set([id]), !read))
  return (
    <li
      id={`alert-${id}`}
      tabIndex={-1}
      aria-current={current ? 'true' : undefined}
      onFocus={onCurrent}
      className={`flex min-h-(--row-pressed) flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1 ${current || chosen ? 'bg-bg3' : 'hover:bg-bg2'}`}
    >
      <input
        type="checkbox"
        className="size-4 max-mid:size-6"
        aria-label={say('select', { words })}
        checked={chosen}
        onChange={onChoose}
      />
      <span className="w-8 font-mono text-label text-fg2">{rank}</span>
      <time
        className="font-mono text-cell whitespace-nowrap text-fg2"
        title={`${times.stamp(alert.at)} ${times.place}`}
      >
        {times.day(alert.at)} {times.second(alert.at)}
      </time>
      <p
        className={`flex min-w-40 flex-1 items-center gap-2 ${read ? 'text-fg2' : 'font-semibold text-fg0'}`}
      >
        {error && <CircleAlert size={14} className="shrink-0 text-bad" aria-label={say('error')} />}
        <bdi>{words}</bdi>
        {!read && <span className="sr-only">{say('unread_said')}</span>}
      </p>
      <span className="flex flex-wrap gap-1">
        <button type="button" className="plain-button min-h-6 max-mid:min-h-11" onClick={turn}>
          {read ? say('unread') : say('read')}
        </button>
        <MuteButton alert={alert} />
        {alert.signalId !== null && (
          <Link
            to="/mission/$signalId"
            params={{ signalId: alert.signalId }}
            className="plain-button min-h-6 max-mid:min-h-11"
            onClick={() => inbox.change((list) => marked(list, new Set([id]), true))}
          >
            {say('open')}
          </Link>
        )}
      </span>
    </li>
  )
}

/** Mutes what an alert is about; the rule stands in the settings, where it is taken back too. */
function MuteButton({ alert: { symbol } }: { readonly alert: AlertView }): ReactNode {
  const { mutedSymbols } = useSettings()
  if (symbol === null) return null
  const muted = mutedSymbols.includes(symbol)
  if (!muted && mutedSymbols.length >= MUTED_SYMBOLS_MAX) return null
  const next = muted ? mutedSymbols.filter((one) => one !== symbol) : [...mutedSymbols, symbol]
  return (
    <button
      type="button"
      className="plain-button min-h-6 max-mid:min-h-11"
      aria-pressed={muted}
      onClick={() => choose({ mutedSymbols: next })}
    >
      <BellOff size={12} aria-hidden />
      {say('mute', { symbol })}
    </button>
  )
}
