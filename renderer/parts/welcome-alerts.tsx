import { Link } from '@tanstack/react-router'
import { BellRing, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ALERT_CLASSES, SETTINGS_DEFAULT } from '../state/settings.ts'
import { TONES, type ToneName } from '../state/tones.ts'
import { useWords } from '../words/words.ts'
import { VerdictWord } from './ops-frame.tsx'
import { askForNotifications, notificationsAllowed, notificationsOff } from './os-notice.ts'
import { Act } from './progress-frame.tsx'
import { choose, useSettings } from './settings-store.ts'
import { useSound } from './sound.ts'
import { StepPart, type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** How the desk sounds, and whether the system may tell what happens while nobody looks. */
export function WelcomeAlerts({ onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const toDefaults = () => {
    const { alerts, volume, quiet } = SETTINGS_DEFAULT
    choose({ alerts, volume, quiet })
  }
  return (
    <WelcomeStepFrame step="alerts" onGo={onGo} onDefaults={toDefaults}>
      <Tones />
      <SystemTells />
      <p className="text-cell text-fg2">
        {say('alerts_more')}{' '}
        <Link to="/settings" search={{ section: 'alerts' }} className="text-info underline">
          {say('open_settings')}
        </Link>
      </p>
    </WelcomeStepFrame>
  )
}

/** Each tone to hear, and how loud. */
function Tones(): ReactNode {
  const say = useWords('welcome')
  const { volume } = useSettings()
  const { sound } = useSound()
  const [heard, setHeard] = useState<ToneName | null>(null)
  const play = (tone: ToneName) => {
    // A press is a gesture: the first one lets the page sound.
    sound.wake()
    sound.play(tone, volume)
    setHeard(tone)
  }
  return (
    <StepPart title={say('tones')}>
      <label className="flex items-center gap-3">
        <span className="text-cell text-fg2">{say('volume')}</span>
        <input
          type="range"
          className="min-w-0 flex-1 accent-(--fg0) max-mid:min-h-11"
          min={0}
          max={100}
          step={5}
          value={volume}
          onChange={({ target }) => choose({ volume: target.valueAsNumber })}
        />
        <span className="w-14 text-right text-fg0">{`${volume}\u202f%`}</span>
      </label>
      <div className="flex flex-wrap gap-2">
        {(Object.keys(TONES) as ToneName[]).map((tone) => (
          <Act key={tone} label={say('play', { tone: say(`tone_${tone}`) })} onPress={() => play(tone)}>
            <Play size={12} aria-hidden />
            {say(`tone_${tone}`)}
          </Act>
        ))}
      </div>
      <p role="status" className="min-h-5 text-cell text-fg2">
        {heard !== null && say(volume === 0 ? 'played_silent' : 'played', { tone: say(`tone_${heard}`) })}
      </p>
    </StepPart>
  )
}

/** The browser asks for permission only when the reader presses. */
function SystemTells(): ReactNode {
  const say = useWords('welcome')
  const { alerts } = useSettings()
  const [refused, setRefused] = useState(false)
  const blocked = notificationsOff()
  const on = notificationsAllowed() && ALERT_CLASSES.some((one) => alerts[one].os)
  const ask = async () => {
    const given = await askForNotifications()
    setRefused(!given)
    if (!given) return
    const { operations, signals } = alerts
    choose({
      alerts: { ...alerts, operations: { ...operations, os: true }, signals: { ...signals, os: true } },
    })
  }
  return (
    <StepPart title={say('system')}>
      <p>{say('system_about')}</p>
      {on ? (
        <p role="status">
          <VerdictWord verdict="ok">{say('system_on')}</VerdictWord>
        </p>
      ) : (
        <div className="self-start">
          <Act off={blocked === null ? null : say('system_blocked')} onPress={() => void ask()}>
            <BellRing size={14} aria-hidden />
            {say('system_allow')}
          </Act>
        </div>
      )}
      {(refused || blocked !== null) && !on && (
        <p className="text-cell text-warn">{say(blocked === null ? 'system_refused' : 'system_blocked')}</p>
      )}
    </StepPart>
  )
}
