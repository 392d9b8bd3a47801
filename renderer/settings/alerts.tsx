import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { askForNotifications, notificationsOff } from '../parts/os-notice.ts'
import { useSettings } from '../parts/settings-store.ts'
import { useSound } from '../parts/sound.ts'
import { MUTE_WORDS, MUTES, mutedUntil, muteWords } from '../state/alerts.ts'
import {
  ALERT_CLASSES,
  ALERT_WAYS,
  type AlertClass,
  type AlertWay,
  SETTINGS_DEFAULT,
} from '../state/settings.ts'
import { TONE_WORDS, type ToneName } from '../state/tones.ts'
import { onOff, Row, Switch } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

export const ALERTS: SectionView = {
  id: 'alerts',
  title: 'Alerts',
  keys: ['alerts', 'volume', 'quiet', 'mutedUntil', 'mutedSymbols'],
  settings: [
    {
      id: 'alerts',
      find: 'what reaches you toast message sound notification operations signals game matrix',
      draw: () => <MatrixRow />,
    },
    { id: 'volume', find: 'volume sound tones test loud', draw: () => <VolumeRow /> },
    { id: 'quiet', find: 'quiet hours night silent', draw: () => <QuietRow /> },
    { id: 'mutedUntil', find: 'mute 1 4 8 hours until tomorrow', draw: () => <MuteRow /> },
    { id: 'mutedSymbols', find: 'muted pairs symbols', draw: () => <MutedSymbolsRow /> },
  ],
}

const CLASS_WORDS: Readonly<Record<AlertClass, readonly [name: string, what: string]>> = {
  operations: ['Operations', 'connection, disk'],
  signals: ['Signals', 'new ones, your trades'],
  game: ['Game layer', 'what is earned'],
}
const WAY_WORDS: Readonly<Record<AlertWay, string>> = { toast: 'Message', sound: 'Sound', os: 'System' }

/** Class by way. The list of alerts has everything in any case. */
function MatrixRow(): ReactNode {
  const { game } = useSettings()
  const off = notificationsOff()
  return (
    <Row
      title="What reaches you"
      about={
        <>
          The list of alerts keeps everything. “System” is told while this page is not looked at.
          {off !== null && <span className="block text-warn">{off}</span>}
        </>
      }
      keys={['alerts']}
    >
      <table className="w-full text-cell">
        <thead>
          <tr className="border-b border-line text-fg2">
            <th scope="col" className="py-1 text-left font-normal">
              Class
            </th>
            {ALERT_WAYS.map((way) => (
              <th key={way} scope="col" className="px-2 py-1 font-normal">
                {WAY_WORDS[way]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ALERT_CLASSES.filter((one) => game || one !== 'game').map((one) => (
            <tr key={one} className="h-9 border-b border-line max-mid:h-11">
              <th scope="row" className="text-left font-normal text-fg0">
                {CLASS_WORDS[one][0]} <span className="text-fg2">{CLASS_WORDS[one][1]}</span>
              </th>
              {ALERT_WAYS.map((way) => (
                <td key={way} className="text-center">
                  <WayBox of={one} way={way} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Row>
  )
}

function WayBox({ of, way }: { readonly of: AlertClass; readonly way: AlertWay }): ReactNode {
  const { alerts } = useSettings()
  const change = useChange()
  const name = `${CLASS_WORDS[of][0]}: ${WAY_WORDS[way]}`
  const turn = async (on: boolean) => {
    if (on && way === 'os' && !(await askForNotifications())) return
    change({ alerts: { ...alerts, [of]: { ...alerts[of], [way]: on } } }, `${name} ${onOff(on)}`)
  }
  return (
    <input
      type="checkbox"
      className="size-4 align-middle max-mid:size-6"
      aria-label={name}
      checked={alerts[of][way]}
      disabled={way === 'os' && notificationsOff() !== null}
      onChange={({ target }) => void turn(target.checked)}
    />
  )
}

/** How loud, and each tone to try. */
function VolumeRow(): ReactNode {
  const { volume } = useSettings()
  const change = useChange()
  const { sound } = useSound()
  const test = (tone: ToneName) => {
    // A press is a gesture: the first one lets the page sound.
    sound.wake()
    sound.play(tone, volume)
  }
  return (
    <Row
      title="Volume"
      about="Tones only for what happens; never for a price."
      keys={['volume']}
      usual={`${SETTINGS_DEFAULT.volume} %`}
    >
      <label className="flex w-full items-center gap-3">
        <span className="sr-only">Volume in percent</span>
        <input
          type="range"
          className="min-w-0 flex-1 accent-(--fg0) max-mid:min-h-11"
          min={0}
          max={100}
          step={5}
          value={volume}
          onChange={({ target }) =>
            change({ volume: target.valueAsNumber }, `Volume: ${target.valueAsNumber} %`)
          }
        />
        <span className="w-12 text-right text-fg0">{volume} %</span>
      </label>
      {(Object.keys(TONE_WORDS) as ToneName[]).map((tone) => (
        <button
          key={tone}
          type="button"
          className="plain-button max-mid:min-h-11"
          aria-label={`Play: ${TONE_WORDS[tone]}`}
          onClick={() => test(tone)}
        >
          <Play size={12} aria-hidden />
          {TONE_WORDS[tone]}
        </button>
      ))}
    </Row>
  )
}

function QuietRow(): ReactNode {
  const { quiet } = useSettings()
  const change = useChange()
  const { from, until } = SETTINGS_DEFAULT.quiet
  const ends = [
    ['from', 'From'],
    ['until', 'Until'],
  ] as const
  return (
    <Row
      title="Quiet hours"
      about="No sound and no notification, by the clock of this device. Messages still stand beside the page."
      keys={['quiet']}
      usual={`off, ${from} to ${until}`}
    >
      <Switch
        name="Quiet hours"
        on={quiet.on}
        onTurn={(on) => change({ quiet: { ...quiet, on } }, `Quiet hours: ${onOff(on)}`)}
      />
      {ends.map(([end, words]) => (
        <label key={end} className="flex items-center gap-2 text-cell">
          {words}
          <input
            type="time"
            className="text-field max-mid:min-h-11"
            value={quiet[end]}
            onChange={({ target }) => {
              if (target.value !== '')
                change({ quiet: { ...quiet, [end]: target.value } }, `Quiet hours ${end} ${target.value}`)
            }}
          />
        </label>
      ))}
    </Row>
  )
}

function MuteRow(): ReactNode {
  const settings = useSettings()
  const change = useChange()
  const [now, setNow] = useState(() => Date.now())
  const words = muteWords(settings, now)
  return (
    <Row
      title="Mute"
      about="No sound, no notification, and of messages only what is wrong with the station."
      keys={[]}
    >
      {words !== null && (
        <button
          type="button"
          className="plain-button max-mid:min-h-11"
          onClick={() => change({ mutedUntil: 0 }, 'Not muted')}
        >
          End, {words}
        </button>
      )}
      {MUTES.map((name) => (
        <button
          key={name}
          type="button"
          className="plain-button max-mid:min-h-11"
          onClick={() => {
            const at = new Date()
            setNow(at.getTime())
            change({ mutedUntil: mutedUntil(name, at) }, `Muted: ${MUTE_WORDS[name]}`)
          }}
        >
          {MUTE_WORDS[name]}
        </button>
      ))}
    </Row>
  )
}

function MutedSymbolsRow(): ReactNode {
  const { mutedSymbols } = useSettings()
  const change = useChange()
  return (
    <Row title="Muted pairs" about="Muted from a row of the alerts." keys={['mutedSymbols']} usual="none">
      {mutedSymbols.length === 0 && <span className="text-fg2">None</span>}
      {mutedSymbols.map((symbol) => (
        <button
          key={symbol}
          type="button"
          className="plain-button max-mid:min-h-11"
          onClick={() =>
            change({ mutedSymbols: mutedSymbols.filter((one) => one !== symbol) }, `${symbol} is told again`)
          }
        >
          Tell {symbol} again
        </button>
      ))}
    </Row>
  )
}
