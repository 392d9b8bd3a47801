import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import {
  conflictOf,
  isMovable,
  KEY_NAMES,
  type KeyName,
  keyFace,
  keyWords,
  signOf,
  withCharacter,
} from '../state/key-words.ts'
import { sectionName } from '../state/setting-sections.ts'
import { sayIn } from '../words/words.ts'
import { Row, SwitchRow } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

export const SHORTCUTS: SectionView = {
  id: 'shortcuts',
  get title() {
    return sectionName('shortcuts')
  },
  keys: ['singleKeys', 'keys'],
  settings: [
    {
      id: 'singleKeys',
      get find() {
        return say('find_single')
      },
      draw: () => <SwitchRow name="singleKeys" title={say('single_key')} about={say('single_key_about')} />,
    },
    {
      id: 'keys',
      get find() {
        return say('find_keys', { names: KEY_NAMES.map(keyWords).join(' ') })
      },
      draw: () => <KeysRow />,
    },
  ],
}

/** Every key of the page; those that type a character can be given another. */
function KeysRow(): ReactNode {
  const { keys } = useSettings()
  const [waiting, setWaiting] = useState<KeyName | null>(null)
  return (
    <Row title={say('keys')} about={say('keys_about')} keys={['keys']} group={false}>
      <ul aria-label={say('keys')} className="w-full border-t border-line">
        {KEY_NAMES.map((key) => (
          <li
            key={key}
            className="flex min-h-(--row) items-center justify-between gap-3 border-b border-line py-0.5"
          >
            <span className="min-w-0 text-cell">{keyWords(key)}</span>
            {isMovable(key) ? (
              <KeyButton name={key} waiting={waiting === key} onWait={(on) => setWaiting(on ? key : null)} />
            ) : (
              <kbd className="px-2 font-mono text-cell whitespace-nowrap text-fg2">
                {keyFace(signOf(key, keys))}
              </kbd>
            )}
          </li>
        ))}
      </ul>
    </Row>
  )
}

interface KeyButtonProps {
  readonly name: KeyName
  readonly waiting: boolean
  readonly onWait: (on: boolean) => void
}

function KeyButton({ name, waiting, onWait }: KeyButtonProps): ReactNode {
  const { keys } = useSettings()
  const change = useChange()
  const [fault, setFault] = useState<string | null>(null)
  const sign = signOf(name, keys)
  const take = (event: KeyboardEvent) => {
    if (!waiting || event.key === 'Tab' || event.key === 'Shift') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onWait(false)
    if (!/^\S$/u.test(event.key)) return
    const wanted = withCharacter(name, event.key)
    const other = conflictOf(name, wanted, keys)
    if (other !== null) return setFault(say('key_taken', { key: keyFace(wanted), words: keyWords(other) }))
    onWait(false)
    setFault(null)
    const { [name]: _, ...rest } = keys
    change(
      { keys: wanted === name ? rest : { ...rest, [name]: wanted } },
      `${keyWords(name)}: ${keyFace(wanted)}`,
    )
  }
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      {fault !== null && (
        <span role="alert" className="text-cell text-bad">
          {fault}
        </span>
      )}
      <button
        type="button"
        aria-label={
          waiting ? say('type_character', { words: keyWords(name) }) : `${keyWords(name)}: ${keyFace(sign)}`
        }
        className={`plain-button min-h-6 min-w-12 px-2 font-mono max-mid:min-h-11 ${sign === name ? '' : 'border-info text-info'}`}
        onClick={() => {
          setFault(null)
          onWait(!waiting)
        }}
        onKeyDown={take}
        onBlur={() => waiting && onWait(false)}
      >
        {waiting ? '...' : keyFace(sign)}
      </button>
    </span>
  )
}
