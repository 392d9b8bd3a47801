import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { askForNotifications, notificationsOff } from '../parts/os-notice.ts'
import { useSettings } from '../parts/settings-store.ts'
import { useSound } from '../parts/sound.ts'
import { MUTE_WORDS, MUTES, mutedUntil, muteWords } from '../state/alerts.ts'
import { sectionName } from '../state/setting-sections.ts'
import {
  ALERT_CLASSES,
  ALERT_WAYS,
  type AlertClass,
  type AlertWay,
  SETTINGS_DEFAULT,
} from '../state/settings.ts'
import { TONE_WORDS, type ToneName } from '../state/tones.ts'
import { sayIn } from '../words/words.ts'
import { onOff, Row, Switch } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

export const ALERTS: SectionView = {
  id: 'alerts',
  get title() {
    return sectionName('alerts')
  },
  keys: ['alerts', 'volume', 'quiet', 'mutedUntil', 'mutedSymbols'],
  settings: [
    {
      id: 'alerts',
      get find() {
        return say('find_alerts')
      },
      draw: () => <MatrixRow />,
    },
    {
      id: 'volume',
      get find() {
        return say('find_volume')
      },
      draw: () => <VolumeRow />,
    },
    {
      id: 'quiet',
      get find() {
        return say('find_quiet')
      },
      draw: () => <QuietRow />,
    },
    {
      id: 'mutedUntil',
      get find() {
        return say('find_mute')
      },
      draw: () => <MuteRow />,
    },
    {
      id: 'mutedSymbols',
      get find() {
        return say('find_muted_pairs')
      },
      draw: () => <MutedSymbolsRow />,
    },
  ],
}

/** Class by way. The list of alerts has everything in any case. */
function MatrixRow(): ReactNode {
  const { game } = useSettings()
  const off = notificationsOff()
  return (
    <Row
      title={say('what_reaches')}
      about={
        <>
          {say('list_keeps')}
          {off !== null && <span className="block text-warn">{off}</span>}
        </>
      }
      keys={['alerts']}
    >
      <table className="w-full text-cell">
        <thead>
          <tr className="border-b border-line text-fg2">
            <th scope="col" className="py-1 text-left font-normal">
              {say('class')}
            </th>
            {ALERT_WAYS.map((way) => (
              <th key={way} scope="col" className="px-2 py-1 font-normal">
                {say(`way_${way}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ALERT_CLASSES.filter((one) => game || one !== 'game').map((one) => (
            <tr key={one} className="h-9 border-b border-line max-mid:h-11">
              <th scope="row" className="text-left font-normal text-fg0">
                {say(`class_${one}`)} <span className="text-fg2">{say(`class_${one}_what`)}</span>
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
  const name = `${say(`class_${of}`)}: ${say(`way_${way}`)}`
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
      title={say('volume')}
      about={say('volume_about')}
      keys={['volume']}
      usual={`${SETTINGS_DEFAULT.volume} %`}
    >
      <label className="flex w-full items-center gap-3">
        <span className="sr-only">{say('volume_pct')}</span>
        <input
          type="range"
          className="min-w-0 flex-1 accent-(--fg0) max-mid:min-h-11"
          min={0}
          max={100}
          step={5}
          value={volume}
          onChange={({ target }) =>
            change({ volume: target.valueAsNumber }, say('volume_is', { n: target.valueAsNumber }))
          }
        />
        <span className="w-12 text-right text-fg0">{volume} %</span>
      </label>
      {(Object.keys(TONE_WORDS) as ToneName[]).map((tone) => (
        <button
          key={tone}
          type="button"
          className="plain-button max-mid:min-h-11"
          aria-label={say('play', { tone: TONE_WORDS[tone] })}
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
    ['from', say('from')],
    ['until', say('until')],
  ] as const
  return (
    <Row
      title={say('quiet')}
      about={say('quiet_about')}
      keys={['quiet']}
      usual={say('quiet_usual', { from, until })}
    >
      <Switch
        name={say('quiet')}
        on={quiet.on}
        onTurn={(on) => change({ quiet: { ...quiet, on } }, say('quiet_is', { state: onOff(on) }))}
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
                change(
                  { quiet: { ...quiet, [end]: target.value } },
                  say(`quiet_${end}`, { time: target.value }),
                )
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
    <Row title={say('mute')} about={say('mute_about')} keys={[]}>
      {words !== null && (
        <button
          type="button"
          className="plain-button max-mid:min-h-11"
          onClick={() => change({ mutedUntil: 0 }, say('not_muted'))}
        >
          {say('mute_end', { words })}
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
            change({ mutedUntil: mutedUntil(name, at) }, say('muted_is', { time: MUTE_WORDS[name] }))
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
    <Row
      title={say('muted_pairs')}
      about={say('muted_pairs_about')}
      keys={['mutedSymbols']}
      usual={say('usual_none')}
    >
      {mutedSymbols.length === 0 && <span className="text-fg2">{say('none')}</span>}
      {mutedSymbols.map((symbol) => (
        <button
          key={symbol}
          type="button"
          className="plain-button max-mid:min-h-11"
          onClick={() =>
            change(
              { mutedSymbols: mutedSymbols.filter((one) => one !== symbol) },
              say('told_again', { symbol }),
            )
          }
        >
          {say('tell_again', { symbol })}
        </button>
      ))}
    </Row>
  )
}
