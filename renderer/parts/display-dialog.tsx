import type { ReactNode } from 'react'
import { LANGUAGES, OWN_NAMES } from '../words/languages.ts'
import { type Say, useWords } from '../words/words.ts'
import { chooseDisplay, DISPLAY_CHOICES, type Display, useDisplay } from './display.ts'
import { OverlayDialog } from './overlay.tsx'
import { useZones } from './use-times.ts'

const CHOICES: { readonly [Key in keyof Display]: readonly Display[Key][] } = DISPLAY_CHOICES
const TEXT = { 100: '100 %', 112: '112 %', 125: '125 %' } as const

/** How the page looks on this device. Each choice is worn at once. */
export function DisplayDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const chosen = useDisplay()
  const say = useWords('frame')
  const zones = useZones()
  const words = wordsOf(say, zones)
  return (
    <OverlayDialog title={say('display')} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Choice name="language" title={say('language')} words={words.language} chosen={chosen.language} />
        <Choice name="theme" title={say('theme')} words={words.theme} chosen={chosen.theme} />
        <Choice name="contrast" title={say('contrast')} words={words.contrast} chosen={chosen.contrast} />
        <Choice name="colours" title={say('up_and_down')} words={words.colours} chosen={chosen.colours} />
        <Choice name="text" title={say('text_size')} words={TEXT} chosen={chosen.text} />
        <Choice name="zone" title={say('times')} words={words.zone} chosen={chosen.zone} />
        <Choice name="game" title={say('game')} words={words.game} chosen={chosen.game} />
        <p className="label">{say('kept_here')}</p>
      </div>
    </OverlayDialog>
  )
}

/** What each choice is called; that of a zone says what it comes to, a language its own name. */
function wordsOf(say: Say<'frame'>, { own, device }: ReturnType<typeof useZones>) {
  const asSystem = say('as_system')
  return {
    language: { system: say('language_system'), ...OWN_NAMES },
    theme: { system: asSystem, dark: say('dark'), light: say('light') },
    contrast: { system: asSystem, high: say('high_contrast') },
    colours: { 'green-up': say('green_up'), 'red-up': say('red_up'), 'blue-up': say('blue_up') },
    zone: {
      utc: 'UTC',
      own: say('zone_own', { zone: own }),
      device: say('zone_device', { zone: device }),
    },
    game: { shown: say('game_shown'), hidden: say('game_hidden') },
  }
}

type Chosen = Exclude<keyof Display, 'singleKeys'>

/** The name of a language is said in that language. */
function langOf(name: Chosen, choice: Display[Chosen]): string | undefined {
  return name === 'language' ? LANGUAGES.find((language) => language === choice) : undefined
}

interface ChoiceProps<Key extends Chosen> {
  readonly name: Key
  readonly title: string
  readonly words: Readonly<Record<Display[Key], string>>
  readonly chosen: Display[Key]
}

function Choice<Key extends Chosen>({ name, title, words, chosen }: ChoiceProps<Key>): ReactNode {
  const choices = CHOICES[name]
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="label pb-1">{title}</legend>
      <div className="flex flex-wrap gap-x-4">
        {choices.map((choice) => (
          <label key={choice} className="flex min-h-8 items-center gap-2 text-fg0 max-mid:min-h-11">
            <input
              type="radio"
              name={name}
              checked={choice === chosen}
              onChange={() => chooseDisplay({ [name]: choice })}
            />
            <span lang={langOf(name, choice)}>{words[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
