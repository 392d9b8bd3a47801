import type { ReactNode } from 'react'
import { useZones } from '../parts/use-times.ts'
import { sectionName } from '../state/setting-sections.ts'
import { OWN_NAMES } from '../words/languages.ts'
import { sayIn, useWords } from '../words/words.ts'
import { LayoutRow } from './layout.tsx'
import { ChoiceRow, SwitchRow } from './rows.tsx'
import type { SectionView } from './sections.ts'

const saySettings = sayIn('settings')

const TEXT = { 100: '100 %', 112: '112 %', 125: '125 %' } as const
const DENSITY = {
  get compact() {
    return saySettings('compact')
  },
  get default() {
    return saySettings('default')
  },
  get comfort() {
    return saySettings('comfort')
  },
} as const
const NUMBERS = {
  get language() {
    return saySettings('as_language')
  },
  point: '1,234.50',
  comma: '1.234,50',
  space: '1\u202f234,50',
} as const
const MOTION = {
  get system() {
    return saySettings('as_system')
  },
  get reduced() {
    return saySettings('reduced')
  },
} as const
export const APPEARANCE: SectionView = {
  id: 'appearance',
  get title() {
    return sectionName('appearance')
  },
  keys: ['language', 'theme', 'contrast', 'colours', 'density', 'text', 'numbers', 'zone', 'layout', 'queue'],
  settings: [
    {
      id: 'language',
      get find() {
        return saySettings('find_language')
      },
      draw: () => <LanguageRow />,
    },
    {
      id: 'theme',
      get find() {
        return saySettings('find_theme')
      },
      draw: () => <ThemeRow />,
    },
    {
      id: 'contrast',
      get find() {
        return saySettings('find_contrast')
      },
      draw: () => <ContrastRow />,
    },
    {
      id: 'colours',
      get find() {
        return saySettings('find_colours')
      },
      draw: () => <ColoursRow />,
    },
    {
      id: 'density',
      get find() {
        return saySettings('find_density')
      },
      draw: () => (
        <ChoiceRow
          name="density"
          title={saySettings('density')}
          about={saySettings('density_about')}
          words={DENSITY}
        />
      ),
    },
    {
      id: 'text',
      get find() {
        return saySettings('find_text')
      },
      draw: () => <TextRow />,
    },
    {
      id: 'numbers',
      get find() {
        return saySettings('find_numbers')
      },
      draw: () => (
        <ChoiceRow
          name="numbers"
          title={saySettings('numbers')}
          about={saySettings('numbers_about')}
          words={NUMBERS}
        />
      ),
    },
    {
      id: 'zone',
      get find() {
        return saySettings('find_zone')
      },
      draw: () => <ZoneRow />,
    },
    {
      id: 'layout',
      get find() {
        return saySettings('find_layout')
      },
      draw: () => <LayoutRow />,
    },
  ],
}

export const GAME: SectionView = {
  id: 'game',
  get title() {
    return saySettings('class_game')
  },
  keys: ['game'],
  settings: [
    {
      id: 'game',
      get find() {
        return saySettings('find_game')
      },
      draw: () => <SwitchRow name="game" title={saySettings('game')} about={saySettings('game_about')} />,
    },
  ],
}

export const ACCESSIBILITY: SectionView = {
  id: 'accessibility',
  get title() {
    return sectionName('accessibility')
  },
  keys: ['motion', 'countdown'],
  settings: [
    {
      id: 'motion',
      get find() {
        return saySettings('find_motion')
      },
      draw: () => (
        <ChoiceRow
          name="motion"
          title={saySettings('motion')}
          about={saySettings('motion_about')}
          words={MOTION}
        />
      ),
    },
    {
      id: 'countdown',
      get find() {
        return saySettings('find_countdown')
      },
      draw: () => (
        <SwitchRow name="countdown" title={saySettings('countdown')} about={saySettings('countdown_about')} />
      ),
    },
  ],
}

function LanguageRow(): ReactNode {
  const say = useWords('look')
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
  const say = useWords('look')
  const words = { system: say('as_system'), dark: say('dark'), light: say('light') }
  return <ChoiceRow name="theme" title={say('theme')} words={words} />
}

function ContrastRow(): ReactNode {
  const say = useWords('look')
  const words = { system: say('as_system'), high: say('high_contrast') }
  return <ChoiceRow name="contrast" title={say('contrast')} words={words} />
}

function ColoursRow(): ReactNode {
  const say = useWords('look')
  const words = { 'green-up': say('green_up'), 'red-up': say('red_up'), 'blue-up': say('blue_up') }
  return <ChoiceRow name="colours" title={say('up_and_down')} about={say('kept_here')} words={words} />
}

function TextRow(): ReactNode {
  const say = useWords('look')
  return <ChoiceRow name="text" title={say('text_size')} words={TEXT} />
}

/** Each choice with the zone it comes to. */
function ZoneRow(): ReactNode {
  const say = useWords('look')
  const { own, device } = useZones()
  const words = {
    utc: 'UTC',
    own: say('zone_own', { zone: own }),
    device: say('zone_device', { zone: device }),
  }
  return <ChoiceRow name="zone" title={say('times')} words={words} />
}
