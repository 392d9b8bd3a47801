import type { ReactNode } from 'react'
import { problemOf } from '../link/api.ts'
import { SETTINGS_DEFAULT } from '../state/settings.ts'
import { LANGUAGES, OWN_NAMES } from '../words/languages.ts'
import { useWords } from '../words/words.ts'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { choose, useSettings } from './settings-store.ts'
import { useTimes, useZones } from './use-times.ts'
import { useChangeZone } from './use-welcome.ts'
import { Segments, StepPart, type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** Language, theme and time zone of this device, and the zone in which the reader's days are counted. */
export function WelcomeLook({ onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const sayLook = useWords('look')
  const { language, theme, zone } = useSettings()
  const zones = useZones()
  const toDefaults = () => {
    const { language, theme, zone } = SETTINGS_DEFAULT
    choose({ language, theme, zone })
  }
  return (
    <WelcomeStepFrame step="look" onGo={onGo} onDefaults={toDefaults}>
      <StepPart title={sayLook('language')}>
        <Segments
          name="language"
          chosen={language}
          onChoose={(language) => choose({ language })}
          choices={[
            ['system', sayLook('language_system')] as const,
            ...LANGUAGES.map((one) => [one, OWN_NAMES[one], one] as const),
          ]}
        />
      </StepPart>
      <StepPart title={sayLook('theme')}>
        <Segments
          name="theme"
          chosen={theme}
          onChoose={(theme) => choose({ theme })}
          choices={[
            ['system', sayLook('as_system')],
            ['dark', sayLook('dark')],
            ['light', sayLook('light')],
          ]}
        />
      </StepPart>
      <StepPart title={sayLook('times')}>
        <Segments
          name="zone"
          chosen={zone}
          onChoose={(zone) => choose({ zone })}
          choices={[
            ['utc', 'UTC'],
            ['own', sayLook('zone_own', { zone: zones.own })],
            ['device', sayLook('zone_device', { zone: zones.device })],
          ]}
        />
        <Example />
      </StepPart>
      <OwnDays own={zones.own} device={zones.device} />
      <p className="text-cell text-fg2">{say('kept_here')}</p>
    </WelcomeStepFrame>
  )
}

function Example(): ReactNode {
  const say = useWords('welcome')
  const times = useTimes()
  const at = Math.floor(Date.now() / 60_000) * 60_000
  return <p className="text-cell text-fg2">{say('now_is', { at: `${times.minute(at)} ${times.place}` })}</p>
}

interface OwnDaysProps {
  readonly own: string
  readonly device: string
}

/** The zone of the reader's days is the station's to keep; that of the device is offered, once in a day. */
function OwnDays({ own, device }: OwnDaysProps): ReactNode {
  const say = useWords('welcome')
  const change = useChangeZone()
  const counted = change.data?.timezone ?? own
  return (
    <StepPart title={say('own_days')}>
      <p>{say('days_in', { zone: counted })}</p>
      {counted !== device && (
        <div className="self-start">
          <Act off={change.isPending ? say('saving') : null} onPress={() => change.mutate(device)}>
            {say('count_in', { zone: device })}
          </Act>
        </div>
      )}
      <p className="text-cell text-fg2">{say('days_about')}</p>
      {change.error !== null && <Problem problem={problemOf(change.error)} />}
    </StepPart>
  )
}
