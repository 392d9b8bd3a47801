import type { ReactNode } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import { useZones } from '../parts/use-times.ts'
import { fixed } from '../state/format.ts'
import { RISK_PCT_MAX, RISK_PCT_MIN, RISK_TEXT } from '../state/plan.ts'
import { SETTINGS_DEFAULT } from '../state/settings.ts'
import { LayoutRow } from './layout.tsx'
import { ChoiceRow, Row, SwitchRow } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const THEME = { system: 'As the system', dark: 'Dark', light: 'Light' } as const
const CONTRAST = { system: 'As the system', high: 'High contrast' } as const
const COLOURS = {
  'green-up': 'Green up, red down',
  'red-up': 'Red up, green down',
  'blue-up': 'Blue up, orange down',
} as const
const DENSITY = { compact: 'Compact', default: 'Default', comfort: 'Comfort' } as const
const TEXT = { 100: '100 %', 112: '112 %', 125: '125 %' } as const
const NUMBERS = { point: '1,234.50', comma: '1.234,50', space: '1\u202f234,50' } as const
const MOTION = { system: 'As the system', reduced: 'Reduced' } as const
const CONFIRM = { either: 'Twice, or a hold', twice: 'Twice only' } as const

export const APPEARANCE: SectionView = {
  id: 'appearance',
  title: 'Appearance',
  keys: ['theme', 'contrast', 'colours', 'density', 'text', 'numbers', 'zone', 'layout'],
  settings: [
    {
      id: 'theme',
      find: 'theme dark light system',
      draw: () => <ChoiceRow name="theme" title="Theme" words={THEME} />,
    },
    {
      id: 'contrast',
      find: 'contrast high',
      draw: () => (
        <ChoiceRow
          name="contrast"
          title="Contrast"
          about="Pure grounds and text, lines that are seen."
          words={CONTRAST}
        />
      ),
    },
    {
      id: 'colours',
      find: 'up and down colour colours green red blue orange colour-blind scheme',
      draw: () => (
        <ChoiceRow
          name="colours"
          title="Up and down"
          about="Arrow, sign and word always say what the colour says."
          words={COLOURS}
        />
      ),
    },
    {
      id: 'density',
      find: 'density rows height compact comfort',
      draw: () => (
        <ChoiceRow
          name="density"
          title="Density"
          about="Rows of 24, 28 or 36 pixels; of 44 where a finger points."
          words={DENSITY}
        />
      ),
    },
    {
      id: 'text',
      find: 'text font size zoom',
      draw: () => <ChoiceRow name="text" title="Text size" words={TEXT} />,
    },
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

/** Each choice with the zone it comes to. */
function ZoneRow(): ReactNode {
  const { own, device } = useZones()
  const words = { utc: 'UTC', own: `Yours, ${own}`, device: `This device, ${device}` }
  return (
    <ChoiceRow
      name="zone"
      title="Times"
      about="Market and station are two clocks; both are written in this zone."
      words={words}
    />
  )
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
