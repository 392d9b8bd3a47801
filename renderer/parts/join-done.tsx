import { Bell, Volume2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { SessionGrant } from '#contracts/http/sessions.ts'
import { useWords } from '../words/words.ts'
import { askForNotifications, notificationsAllowed } from './os-notice.ts'
import { choose, readSettings } from './settings-store.ts'
import { openSound } from './sound.ts'

interface JoinDoneProps {
  readonly grant: SessionGrant
  readonly onGoOn: () => void
}

/** Who this device is from now on, and what lets it be heard; asked for in a press and never by itself. */
export function JoinDone({ grant, onGoOn }: JoinDoneProps): ReactNode {
  const say = useWords('pair')
  const sayRole = useWords('frame')
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  const secure = window.location.protocol === 'https:'
  return (
    <div className="flex flex-col gap-4">
      <h2 ref={head} tabIndex={-1} className="text-page outline-none">
        {say('in_title')}
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <span>{say('in_as', { user: grant.user_id })}</span>
        <span className="rounded-sm border border-line-strong px-2 py-px font-semibold text-fg0">
          {sayRole(`role_${grant.role}`)}
        </span>
      </p>
      <p>{say(`may_${grant.role}`)}</p>
      <p className="text-cell text-fg2">{say('lasts')}</p>
      <button
        type="button"
        className="plain-button min-h-11 border-fg0 bg-bg3 font-semibold"
        onClick={onGoOn}
      >
        {say('to_briefing')}
      </button>
      <section className="flex flex-col gap-2 border-t border-line pt-4">
        <h3 className="text-base">{say('tips')}</h3>
        <NotifyTip />
        <ToneTip />
      </section>
      {secure && (
        <p className="border-t border-line pt-4 text-cell text-fg2">
          {say('trust')}{' '}
          <a className="text-info underline" href="/api/lan/ca.pem" download>
            {say('trust_file')}
          </a>
          {'; '}
          {say('trust_compare')}
        </p>
      )}
    </div>
  )
}

/** Why the browser asks for no permission; null where it can be asked. */
function notifyOff(): 'insecure' | 'blocked' | null {
  if (!window.isSecureContext || !('Notification' in window)) return 'insecure'
  return Notification.permission === 'denied' ? 'blocked' : null
}

function NotifyTip(): ReactNode {
  const say = useWords('pair')
  const sayNews = useWords('news')
  const [allowed, setAllowed] = useState(notificationsAllowed)
  const [off, setOff] = useState(notifyOff)
  const ask = async () => {
    const granted = await askForNotifications()
    setAllowed(granted)
    setOff(notifyOff())
    if (!granted) return
    const { alerts } = readSettings()
    choose({ alerts: { ...alerts, signals: { ...alerts.signals, os: true } } })
  }
  if (off !== null)
    return (
      <p className="text-cell text-fg2">{off === 'insecure' ? sayNews('insecure') : say('notify_blocked')}</p>
    )
  if (allowed) return <p className="text-cell text-ok">{say('notify_on')}</p>
  return (
    <button type="button" className="plain-button min-h-11" onClick={() => void ask()}>
      <Bell size={14} aria-hidden />
      {say('notify')}
    </button>
  )
}

function ToneTip(): ReactNode {
  const say = useWords('pair')
  const [sound] = useState(openSound)
  useEffect(() => () => sound.close(), [sound])
  const play = () => {
    sound.wake()
    sound.play('signal', readSettings().volume)
  }
  return (
    <>
      <button type="button" className="plain-button min-h-11" onClick={play}>
        <Volume2 size={14} aria-hidden />
        {say('tone')}
      </button>
      <p className="text-cell text-fg2">{say('tone_hint')}</p>
    </>
  )
}
