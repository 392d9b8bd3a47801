import type { ReactNode } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import { useZones } from '../parts/use-times.ts'
import { fixed } from '../state/format.ts'
import { RISK_PCT_MAX, RISK_PCT_MIN, RISK_TEXT } from '../state/plan.ts'
import { SETTINGS_DEFAULT } from '../state/settings.ts'
import { OWN_NAMES } from '../words/languages.ts'
import { useWords } from '../words/words.ts'
import { LayoutRow } from './layout.tsx'
import { ChoiceRow, Row, SwitchRow } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const TEXT = { 100: '100 %', 112: '112 %', 125: '125 %' } as const
const DENSITY = { compact: 'Compact', default: 'Default', comfort: 'Comfort' } as const
const NUMBERS = {
  language: 'As the language',
  point: '1,234.50',
  comma: '1.234,50',
  space: '1\u202f234,50',
} as const
const MOTION = { system: 'As the system', reduced: 'Reduced' } as const
const CONFIRM = { either: 'Twice, or a hold', twice: 'Twice only' } as const

export const APPEARANCE: SectionView = {
  id: 'appearance',
  title: 'Appearance',
  keys: ['language', 'theme', 'contrast', 'colours', 'density', 'text', 'numbers', 'zone', 'layout'],
  settings: [
    {
      id: 'language',
      find: 'language idioma sprache english espa\u00f1ol deutsch',
      draw: () => <LanguageRow />,
    },
    { id: 'theme', find: 'theme dark light system', draw: () => <ThemeRow /> },
    { id: 'contrast', find: 'contrast high', draw: () => <ContrastRow /> },
    {
      id: 'colours',
      find: 'up and down colour colours green red blue orange colour-blind scheme',
      draw: () => <ColoursRow />,
    },
    {
      id: 'density',
      find: 'density rows height compact comfort',
      draw: () => (
        <ChoiceRow
          name="density"
          title="Density"
          about="Rows of 24, 28 or 36 pixels; those that are pressed have 44 under a finger."
          words={DENSITY}
        />
      ),
    },
    { id: 'text', find: 'text font size zoom', draw: () => <TextRow /> },
    {
      id: 'numbers',
      find: 'numbers decimals thousands locale format',
      draw: () => (
        <ChoiceRow
          name="numbers"
          title="Numbers"
          about="As they are shown. What you type has a point before its decimals."
          words={NUMBERS}
        />
      ),
    },
    { id: 'zone', find: 'time zone times utc clock', draw: () => <ZoneRow /> },
    { id: 'layout', find: 'layout panes presets lock reset dashboard fold', draw: () => <LayoutRow /> },
  ],
}

export const TRADING: SectionView = {
  id: 'trading',
  title: 'Trading',
  keys: ['confirm', 'risk'],
  settings: [
    {
      id: 'confirm',
      find: 'confirm fire hold press twice',
      draw: () => (
        <ChoiceRow
          name="confirm"
          title="How a fire is confirmed"
          about="A second press within three seconds, or a press held for 600 ms. F twice always works."
          words={CONFIRM}
        />
      ),
    },
    { id: 'risk', find: 'default risk percent balance', draw: () => <RiskRow /> },
  ],
}

export const GAME: SectionView = {
  id: 'game',
  title: 'Game layer',
  keys: ['game'],
  settings: [
    {
      id: 'game',
      find: 'game layer points boards ranks leaderboards hide',
      draw: () => (
        <SwitchRow
          name="game"
          title="Show the game layer"
          about="Boards, points and what is earned with them. Off, they are on no page and in no menu; what counts at the station goes on counting."
        />
      ),
    },
  ],
}

export const ACCESSIBILITY: SectionView = {
  id: 'accessibility',
  title: 'Accessibility',
  keys: ['motion', 'countdown'],
  settings: [
    {
      id: 'motion',
      find: 'motion animation reduced',
      draw: () => (
        <ChoiceRow
          name="motion"
          title="Motion"
          about="Reduced: nothing moves or tints; an arrow says what changed."
          words={MOTION}
        />
      ),
    },
    {
      id: 'countdown',
      find: 'screen reader announce countdown spoken said',
      draw: () => (
        <SwitchRow
          name="countdown"
          title="Say the last minute of a window"
          about="A screen reader hears 60, 30 and 10 seconds before the selected signal closes."
        />
      ),
    },
  ],
}

function LanguageRow(): ReactNode {
  const say = useWords('frame')
  return (
    <ChoiceRow
      name="language"
      title={say('language')}
      words={{ system: say('language_system'), ...OWN_NAMES }}
      langOf={(choice) => (choice === 'system' ? undefined : choice)}
    />
  )
}

function ThemeRow(): ReactNode {
  const say = useWords('frame')
  const words = { system: say('as_system'), dark: say('dark'), light: say('light') }
  return <ChoiceRow name="theme" title={say('theme')} words={words} />
}

function ContrastRow(): ReactNode {
  const say = useWords('frame')
  const words = { system: say('as_system'), high: say('high_contrast') }
  return <ChoiceRow name="contrast" title={say('contrast')} words={words} />
}

function ColoursRow(): ReactNode {
  const say = useWords('frame')
  const words = { 'green-up': say('green_up'), 'red-up': say('red_up'), 'blue-up': say('blue_up') }
  return <ChoiceRow name="colours" title={say('up_and_down')} about={say('kept_here')} words={words} />
}

function TextRow(): ReactNode {
  const say = useWords('frame')
  return <ChoiceRow name="text" title={say('text_size')} words={TEXT} />
}

/** Each choice with the zone it comes to. */
function ZoneRow(): ReactNode {
  const say = useWords('frame')
  const { own, device } = useZones()
  const words = {
    utc: 'UTC',
    own: say('zone_own', { zone: own }),
    device: say('zone_device', { zone: device }),
  }
  return <ChoiceRow name="zone" title={say('times')} words={words} />
}

const RISK_STEP = 0.1

/** What a new decision begins with; the station has the last word on every fire. */
function RiskRow(): ReactNode {
  const { risk } = useSettings()
  const change = useChange()
  return (
    <Row
      title="Default risk"
      about={`What a decision begins with, ${RISK_TEXT} of the balance. It can be changed for each.`}
      keys={['risk']}
      usual={`${fixed(SETTINGS_DEFAULT.risk, 1)} %`}
      group={false}
    >
      <label className="flex items-center gap-2">
        <span className="sr-only">Default risk, % of balance</span>
        <input
          type="number"
          className="text-field w-20 text-right max-mid:min-h-11"
          min={RISK_PCT_MIN}
          max={RISK_PCT_MAX}
          step={RISK_STEP}
          defaultValue={risk.toFixed(1)}
          key={risk}
          onBlur={({ target }) => {
            const typed = Math.round(target.valueAsNumber * 10) / 10
            if (typed >= RISK_PCT_MIN && typed <= RISK_PCT_MAX && typed !== risk)
              change({ risk: typed }, `Default risk: ${fixed(typed, 1)} %`)
            else target.value = risk.toFixed(1)
          }}
        />
        <span aria-hidden>%</span>
      </label>
    </Row>
  )
}
