import { type ReactNode, useId } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import {
  CHOICES,
  type ChoiceKey,
  changedOf,
  SETTINGS_DEFAULT,
  type SettingKey,
  type Settings,
} from '../state/settings.ts'
import { sayIn } from '../words/words.ts'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

interface RowProps {
  readonly title: string
  readonly about?: ReactNode
  /** The settings that stand in this row. */
  readonly keys: readonly SettingKey[]
  /** What they are where nobody chose, in words. */
  readonly usual?: string
  /** A group of controls has a legend; a single one is named by its own label. */
  readonly group?: boolean
  readonly children: ReactNode
}

/** One setting: what it is at the left, the choice at the right, and a dot where it is not what it usually is. */
export function Row({ title, about, keys, usual, group = true, children }: RowProps): ReactNode {
  const settings = useSettings()
  const changed = changedOf(settings, keys).length > 0
  const id = useId()
  const Tag = group ? 'fieldset' : 'div'
  return (
    <Tag
      aria-labelledby={group ? id : undefined}
      className="grid min-w-0 gap-x-6 gap-y-2 border-b border-line px-4 py-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]"
    >
      <div className="min-w-0">
        <p id={id} className="flex items-center gap-2 text-fg0">
          {title}
          {changed && (
            <span className="inline-flex items-center gap-1 text-label text-info">
              <span aria-hidden className="size-1.5 rounded-full bg-info" />
              {say('changed')}
            </span>
          )}
        </p>
        {about !== undefined && <p className="text-cell text-fg2">{about}</p>}
        {changed && usual !== undefined && <p className="text-cell text-fg2">{say('usually', { usual })}</p>}
      </div>
      <div className="flex min-w-0 flex-wrap items-start gap-2 desk:justify-end">{children}</div>
    </Tag>
  )
}

interface ChoiceProps<Key extends ChoiceKey> {
  readonly name: Key
  readonly title: string
  readonly about?: ReactNode
  readonly words: Readonly<Record<Settings[Key], string>>
  /** The language a choice is called in, where it is not that of the page. */
  readonly langOf?: (choice: Settings[Key]) => string | undefined
}

/** A setting with a few values, of which one is chosen. */
export function ChoiceRow<Key extends ChoiceKey>(props: ChoiceProps<Key>): ReactNode {
  const { name, title, about, words, langOf } = props
  const settings = useSettings()
  const change = useChange()
  const choices = CHOICES[name] as readonly Settings[Key][]
  return (
    <Row title={title} about={about} keys={[name]} usual={words[SETTINGS_DEFAULT[name]]}>
      <div className="segments desk:justify-end">
        {choices.map((choice) => (
          <label key={choice} className="segment">
            <input
              type="radio"
              name={name}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
              checked={settings[name] === choice}
              onChange={() => change({ [name]: choice }, `${title}: ${words[choice]}`)}
            />
            <span lang={langOf?.(choice)}>{words[choice]}</span>
          </label>
        ))}
      </div>
    </Row>
  )
}

type SwitchKey = { [Key in SettingKey]: Settings[Key] extends boolean ? Key : never }[SettingKey]

interface SwitchProps {
  readonly name: SwitchKey
  readonly title: string
  readonly about?: ReactNode
}

/** A setting that is on or off. */
export function SwitchRow({ name, title, about }: SwitchProps): ReactNode {
  const settings = useSettings()
  const change = useChange()
  return (
    <Row title={title} about={about} keys={[name]} usual={onOff(SETTINGS_DEFAULT[name])} group={false}>
      <Switch
        name={title}
        on={settings[name]}
        onTurn={(on) => change({ [name]: on }, `${title}: ${onOff(on)}`)}
      />
    </Row>
  )
}

export const onOff = (on: boolean): string => (on ? say('did_on') : say('did_off'))

interface TurnProps {
  readonly name: string
  readonly on: boolean
  readonly onTurn: (on: boolean) => void
}

/** A switch that says its state in a word, not in colour alone. */
export function Switch({ name, on, onTurn }: TurnProps): ReactNode {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={name}
      className="switch max-mid:min-h-11"
      onClick={() => onTurn(!on)}
    >
      <span aria-hidden className="switch-track">
        <span className="switch-knob" />
      </span>
      <span aria-hidden className="w-6 text-left">
        {on ? say('on') : say('off')}
      </span>
    </button>
  )
}
