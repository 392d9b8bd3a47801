import type { ReactNode } from 'react'
import { chooseDisplay, DISPLAY_CHOICES, type Display, useDisplay } from './display.ts'
import { OverlayDialog } from './overlay.tsx'
import { useZones } from './use-times.ts'

const THEME = { system: 'As the system', dark: 'Dark', light: 'Light' } as const
const CONTRAST = { system: 'As the system', high: 'High contrast' } as const
const COLOURS = {
  'green-up': 'Green up, red down',
  'red-up': 'Red up, green down',
  'blue-up': 'Blue up, orange down',
} as const
const TEXT = { 100: '100 %', 112: '112 %', 125: '125 %' } as const

/** How the page looks on this device. Each choice is worn at once. */
export function DisplayDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { theme, contrast, colours, text, zone } = useDisplay()
  return (
    <OverlayDialog title="Display" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Choice name="theme" choices={DISPLAY_CHOICES.theme} title="Theme" words={THEME} chosen={theme} />
        <Choice
          name="contrast"
          choices={DISPLAY_CHOICES.contrast}
          title="Contrast"
          words={CONTRAST}
          chosen={contrast}
        />
        <Choice
          name="colours"
          choices={DISPLAY_CHOICES.colours}
          title="Up and down"
          words={COLOURS}
          chosen={colours}
        />
        <Choice name="text" choices={DISPLAY_CHOICES.text} title="Text size" words={TEXT} chosen={text} />
        <Choice
          name="zone"
          choices={DISPLAY_CHOICES.zone}
          title="Times"
          words={zoneWords(useZones())}
          chosen={zone}
        />
        <p className="label">Kept on this device. Arrow, sign and word always say what the colour says.</p>
      </div>
    </OverlayDialog>
  )
}

/** Each choice with the zone it comes to. */
function zoneWords({ own, device }: ReturnType<typeof useZones>) {
  return { utc: 'UTC', own: `Yours, ${own}`, device: `This device, ${device}` }
}

type Chosen = Exclude<keyof Display, 'singleKeys'>

interface ChoiceProps<Key extends Chosen> {
  readonly name: Key
  readonly title: string
  readonly choices: readonly Display[Key][]
  readonly words: Readonly<Record<Display[Key], string>>
  readonly chosen: Display[Key]
}

function Choice<Key extends Chosen>({ name, title, choices, words, chosen }: ChoiceProps<Key>): ReactNode {
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
            {words[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
