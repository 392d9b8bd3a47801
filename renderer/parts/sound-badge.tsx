import { Link } from '@tanstack/react-router'
import { Bell, BellOff, VolumeX } from 'lucide-react'
import type { ReactNode } from 'react'
import { muteWords } from '../state/alerts.ts'
import { unreadOf } from '../state/inbox.ts'
import { ALERT_CLASSES } from '../state/settings.ts'
import { sayIn } from '../words/words.ts'
import { useInbox } from './inbox-store.ts'
import { choose, useSettings } from './settings-store.ts'
import { useSound } from './sound.ts'
import { useNow } from './use-desk.ts'

const say = sayIn('frame')

/** More is not counted aloud. */
const SHOWN_MAX = 99
const MUTE_LOOKED_AT_MS = 10_000

/** That tones are chosen and cannot be heard yet, or that everything is muted; nothing while all is as chosen. */
export function SoundBadge(): ReactNode {
  const settings = useSettings()
  const { sound, ready } = useSound()
  useNow(MUTE_LOOKED_AT_MS)
  const muted = muteWords(settings, Date.now())
  if (muted !== null)
    return (
      <BadgeButton title={say('sound_again')} onPress={() => choose({ mutedUntil: 0 })}>
        <BellOff size={12} aria-hidden />
        {muted}
      </BadgeButton>
    )
  const wanted = settings.volume > 0 && ALERT_CLASSES.some((one) => settings.alerts[one].sound)
  if (!wanted || ready) return null
  return (
    <>
      <div className="max-mid:hidden">
        <BadgeButton title={say('sound_needs_touch')} onPress={() => sound.wake()}>
          <VolumeX size={12} aria-hidden />
          {say('sound_off_click')}
        </BadgeButton>
      </div>
      {/* Any touch wakes it: a button of its own would take a row of a small screen. */}
      <VolumeX size={14} className="shrink-0 text-fg2 mid:hidden" aria-label={say('sound_off_touch')} />
    </>
  )
}

interface BadgeProps {
  readonly title: string
  readonly onPress: () => void
  readonly children: ReactNode
}

function BadgeButton({ title, onPress, children }: BadgeProps): ReactNode {
  return (
    <button
      type="button"
      className="inline-flex min-h-6 items-center gap-1.5 rounded-sm border border-line-strong px-1.5 text-label whitespace-nowrap text-fg1 hover:bg-bg2 max-mid:min-h-11 max-mid:min-w-11 max-mid:justify-center"
      title={title}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

/** The way to the alerts, with how many are unread. */
export function AlertsLink(): ReactNode {
  const unread = unreadOf(useInbox().alerts)
  const count = unread > SHOWN_MAX ? `${SHOWN_MAX}+` : String(unread)
  return (
    <Link
      to="/alerts"
      className="plain-button min-h-6 px-2 max-mid:min-h-11 max-mid:min-w-11"
      aria-label={unread === 0 ? say('alerts') : say('alerts_unread', { n: count })}
      title={say('alerts')}
    >
      <Bell size={14} aria-hidden />
      {unread > 0 && <span className="font-mono text-label">{count}</span>}
    </Link>
  )
}
