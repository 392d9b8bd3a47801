import { useMemo, useSyncExternalStore } from 'react'
import { writeSignsOf } from '../state/locale.ts'
import { type Settings, settingsFrom, settingsOf, settingsText } from '../state/settings.ts'

const KEY = 'fusion-desk.settings'
/** Where pages before settings kept how they look. */
const OLDER_KEY = 'fusion-desk.display'
const CHANGED = 'fusion-desk:settings'
/** Where numbers are written so. */
const SIGNS = { language: null, point: 'en-GB', comma: 'de-DE', space: 'fr-FR' } as const

/** What was chosen on this device; what cannot be read counts as not chosen. */
export function readSettings(): Settings {
  return settingsFrom(keptText())
}

/** Takes a choice, keeps it on this device and wears it. */
export function choose(part: Partial<Settings>): void {
  keepSettings({ ...readSettings(), ...part })
}

/** Keeps all settings at once: an import, a reset, an undo. */
export function keepSettings(settings: Settings): void {
  localStorage.setItem(KEY, settingsText(settings))
  wearSettings()
  window.dispatchEvent(new Event(CHANGED))
}

/** Puts the choices where the style sheet, and what writes numbers, read them. */
export function wearSettings(): void {
  const { theme, contrast, colours, text, density, numbers, motion } = readSettings()
  const worn = { theme, contrast, colours, text: String(text), density, motion }
  writeSignsOf(SIGNS[numbers])
  Object.assign(document.documentElement.dataset, worn)
}

/** Tells when a setting, or what the system asks of the look, may have changed, whoever changed it. */
export function onSettingsChange(listener: () => void): () => void {
  const asked = ['(prefers-color-scheme: light)', '(prefers-contrast: more)', '(forced-colors: active)']
  const queries = asked.map((query) => window.matchMedia(query))
  const elsewhere = (event: StorageEvent) => {
    if (event.key !== KEY) return
    wearSettings()
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

/** The settings; the component is drawn again when one changes. */
export function useSettings(): Settings {
  const text = useSyncExternalStore(onSettingsChange, keptText)
  return useMemo(() => settingsFrom(text), [text])
}

/** The kept text; that of an older page as it would be kept today. */
function keptText(): string | null {
  const kept = localStorage.getItem(KEY)
  const older = kept === null ? localStorage.getItem(OLDER_KEY) : null
  return older === null ? kept : olderText(older)
}

function olderText(older: string): string | null {
  try {
    const chosen: unknown = JSON.parse(older)
    return typeof chosen === 'object' && chosen !== null ? settingsText(settingsOf({ ...chosen })) : null
  } catch {
    return null
  }
}
