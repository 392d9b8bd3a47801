import { useSyncExternalStore } from 'react'
import type { ZoneChoice } from '../state/times.ts'
import type { LanguageChoice } from '../words/languages.ts'

/** How the page looks on this device, as the reader chose it. */
export interface Display {
  readonly theme: 'system' | 'dark' | 'light'
  readonly contrast: 'system' | 'high'
  /** Which colours stand for up and down. The arrow, the sign and the word always say it too. */
  readonly colours: 'green-up' | 'red-up' | 'blue-up'
  /** Size of the text in percent. */
  readonly text: 100 | 112 | 125
  /** In which zone times are written. */
  readonly zone: ZoneChoice
  readonly language: LanguageChoice
  /** Missions, streaks, boxes and boards are on the page. */
  readonly game: 'shown' | 'hidden'
  /** Keys that type a character do something. */
  readonly singleKeys: boolean
}

export const DISPLAY_DEFAULT: Display = {
  theme: 'system',
  contrast: 'system',
  colours: 'green-up',
  text: 100,
  zone: 'utc',
  language: 'system',
  game: 'shown',
  singleKeys: true,
}

/** What can be chosen, in the order it is offered. */
export const DISPLAY_CHOICES = {
  theme: ['system', 'dark', 'light'],
  contrast: ['system', 'high'],
  colours: ['green-up', 'red-up', 'blue-up'],
  text: [100, 112, 125],
  zone: ['utc', 'own', 'device'],
  language: ['system', 'en', 'es', 'de'],
  game: ['shown', 'hidden'],
  singleKeys: [true, false],
} as const satisfies { readonly [Key in keyof Display]: readonly Display[Key][] }

const KEY = 'fusion-desk.display'
const CHANGED = 'fusion-desk:display'

/** What was chosen on this device; what cannot be read counts as not chosen. */
export function readDisplay(): Display {
  return displayFrom(localStorage.getItem(KEY))
}

/** The choices in a kept text, choice by choice; an unknown one falls back to its default. */
export function displayFrom(kept: string | null): Display {
  const chosen = parsed(kept)
  const read = <Key extends keyof Display>(key: Key): Display[Key] => {
    const choices: readonly unknown[] = DISPLAY_CHOICES[key]
    return choices.includes(chosen[key]) ? (chosen[key] as Display[Key]) : DISPLAY_DEFAULT[key]
  }
  return {
    theme: read('theme'),
    contrast: read('contrast'),
    colours: read('colours'),
    text: read('text'),
    zone: read('zone'),
    language: read('language'),
    game: read('game'),
    singleKeys: read('singleKeys'),
  }
}

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Takes a choice, keeps it on this device and wears it. */
export function chooseDisplay(part: Partial<Display>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...readDisplay(), ...part }))
  wearDisplay()
  window.dispatchEvent(new Event(CHANGED))
}

/** Puts the choices where the style sheet reads them. */
export function wearDisplay(): void {
  const { theme, contrast, colours, text } = readDisplay()
  Object.assign(document.documentElement.dataset, { theme, contrast, colours, text: String(text) })
}

/** Tells when the colours or sizes may have changed, whoever changed them. */
export function onDisplayChange(listener: () => void): () => void {
  const asked = ['(prefers-color-scheme: light)', '(prefers-contrast: more)', '(forced-colors: active)']
  const queries = asked.map((query) => window.matchMedia(query))
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== KEY) return
    wearDisplay()
    listener()
  }
  for (const query of queries) query.addEventListener('change', listener)
  window.addEventListener(CHANGED, listener)
  window.addEventListener('storage', elsewhere)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
    window.removeEventListener(CHANGED, listener)
    window.removeEventListener('storage', elsewhere)
  }
}

/** The choices; the component is drawn again when one changes. */
export function useDisplay(): Display {
  return displayFrom(useSyncExternalStore(onDisplayChange, () => localStorage.getItem(KEY)))
}
