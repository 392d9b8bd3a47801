import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import { defaultKeybindingsHandlerIgnore, tinykeys } from 'tinykeys'
import {
  endsSequence,
  isCharacterKey,
  KEY_NAMES,
  type KeyName,
  keyWords,
  signOf,
} from '../state/key-words.ts'
import { readSettings, useSettings } from './settings-store.ts'

/** Signs that need Shift on some keyboards and not on others. */
const PUNCTUATION = /^[^\p{L}\p{N}\s]$/u
/** Alt types another character on some systems; the key is the same. */
const ALT_DIGIT = /^Alt\+(\d)$/

/** A sign in the words of the listener. */
function listened(sign: string): string {
  if (PUNCTUATION.test(sign)) return `[Shift]+${sign}`
  return sign.replace(ALT_DIGIT, 'Alt+Digit$1')
}

/** What each key does on this page. */
export type Keys = { readonly [Key in KeyName]?: (event: KeyboardEvent) => unknown }

/** Words for keys that do something else here than usually. */
export type OtherWords = { readonly [Key in KeyName]?: string }

/** Keys of one part of the page, each as it is printed with what it does. */
export interface FocusedKeys {
  readonly title: string
  readonly keys: readonly (readonly [face: string, words: string])[]
}

/** Which keys work now, for the sheet that lists them. */
export interface KeyRegistry {
  /** Notes keys as working; the answer takes them back. */
  note(keys: readonly KeyName[], words: OtherWords): () => void
  /** The keys that work with what they do, in the order of the list of all keys. */
  working(): readonly (readonly [KeyName, string])[]
  /** Notes keys of a part that has them while the focus is in it; the answer takes them back. */
  noteFocused(part: FocusedKeys): () => void
  focused(): readonly FocusedKeys[]
  /** Lets no key do anything until the answer is called. */
  hold(): () => void
  held(): boolean
}

/** Opens an empty registry. */
export function openKeyRegistry(): KeyRegistry {
  const noted = new Set<{ readonly keys: readonly KeyName[]; readonly words: OtherWords }>()
  const focused = new Set<FocusedKeys>()
  let holders = 0
  return {
    note(keys, words) {
      const entry = { keys, words }
      noted.add(entry)
      return () => void noted.delete(entry)
    },
    working() {
      const entries = [...noted]
      const names = new Set(entries.flatMap(({ keys }) => keys))
      const wordsOf = (key: KeyName) => entries.find(({ words }) => words[key] !== undefined)?.words[key]
      return KEY_NAMES.filter((key) => names.has(key)).map((key) => [key, wordsOf(key) ?? keyWords(key)])
    },
    noteFocused(part) {
      focused.add(part)
      return () => void focused.delete(part)
    },
    focused: () => [...focused],
    hold() {
      holders += 1
      return () => {
        holders -= 1
      }
    },
    held: () => holders > 0,
  }
}

export const KeysContext = createContext<KeyRegistry>(openKeyRegistry())

/**
 * Listens to keys anywhere on the page, except where text is typed, in a list, while a dialog is open or on its way, and
 * except keys that repeat because they are held: a held key is one press. Single characters can be switched off by the
 * reader.
 */
export function useKeys(bindings: Keys, words: OtherWords = {}): void {
  const registry = useContext(KeysContext)
  const newest = useRef(bindings)
  newest.current = bindings
  const said = useRef(words)
  said.current = words
  const names = Object.keys(bindings).join('\n')
  const { keys: moved } = useSettings()
  // With the drawing and not after it: what can be seen can be pressed.
  useLayoutEffect(() => {
    const keys = names.split('\n') as KeyName[]
    let earlier: KeyboardEvent | null = null
    let latest: KeyboardEvent | null = null
    const follow = (event: KeyboardEvent) => {
      earlier = latest
      latest = event
    }
    window.addEventListener('keydown', follow, true)
    const stable = Object.fromEntries(
      keys.map((key) => {
        const sign = signOf(key, moved)
        const run = (event: KeyboardEvent) => {
          if (isOff(key, registry)) return
          if (!endsSequence(sign, earlier, event, moved)) newest.current[key]?.(event)
        }
        return [listened(sign), run]
      }),
    )
    const taken = registry.note(keys, said.current)
    const stop = tinykeys(window, stable, { ignore: isElsewhere })
    return () => {
      taken()
      stop()
      window.removeEventListener('keydown', follow, true)
    }
  }, [names, registry, moved])
}

const isOff = (key: KeyName, registry: KeyRegistry): boolean =>
  registry.held() || (isCharacterKey(key) && !readSettings().singleKeys)

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.repeat && event.key.toLowerCase() === 'f') return true
  const target = event.target instanceof Element ? event.target : null
  // A dialog that has just opened may not have the focus yet, and what is typed is meant for it.
  const elsewhere = target?.closest('[role="listbox"]') ?? document.querySelector('[role="dialog"]')
  return elsewhere !== null || defaultKeybindingsHandlerIgnore(event)
}
