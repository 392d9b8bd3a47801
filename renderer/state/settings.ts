import { z } from 'zod'
import { LANGUAGES } from '../words/languages.ts'
import { sayIn } from '../words/words.ts'
import { LAYOUT_DEFAULT, Layout } from './layout.ts'
import { RISK_PCT_MAX, RISK_PCT_MIN } from './plan.ts'
import { QUEUE_SETTING_DEFAULT, QueueSetting } from './queue-setting.ts'

const say = sayIn('settings')

/** What the reader chose on this device, what else he could choose, and how it is kept and taken along. */

export const SETTINGS_VERSION = 1
/** Characters of a file that is read as settings. */
export const SETTINGS_TEXT_MAX = 65_536
export const MUTED_SYMBOLS_MAX = 50
const SYMBOL_LENGTH_MAX = 32
const KEYS_BOUND_MAX = 100

/** P1 operations, P2 signals and the reader's trades, P3 the game layer. */
export const ALERT_CLASSES = ['operations', 'signals', 'game'] as const
export type AlertClass = (typeof ALERT_CLASSES)[number]
/** Ways in which an alert reaches the reader. */
export const ALERT_WAYS = ['toast', 'sound', 'os'] as const
export type AlertWay = (typeof ALERT_WAYS)[number]

const Ways = z.strictObject({ toast: z.boolean(), sound: z.boolean(), os: z.boolean() })
const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Each setting by itself, so that one that cannot be read spoils no other. */
const SHAPES = {
  theme: z.enum(['system', 'dark', 'light']),
  contrast: z.enum(['system', 'high']),
  /** Which colours stand for up and down. The arrow, the sign and the word always say it too. */
  colours: z.enum(['green-up', 'red-up', 'blue-up']),
  /** Height of a row: 24, 28 or 36 pixels; 44 under a finger. */
  density: z.enum(['compact', 'default', 'comfort']),
  /** Size of the text in percent. */
  text: z.literal([100, 112, 125]),
  /** How digits are grouped and decimals set apart: as the language has it, or otherwise. */
  numbers: z.enum(['language', 'point', 'comma', 'space']),
  /** The language of the page; `system` is what the browser asks for. */
  language: z.enum(['system', ...LANGUAGES]),
  /** In which zone times are written: UTC, the reader's own at the station, or this device's. */
  zone: z.enum(['utc', 'own', 'device']),
  /** Whether things move, beyond what the system asks. */
  motion: z.enum(['system', 'reduced']),
  /** Whether the last minute of a window is said aloud. */
  countdown: z.boolean(),
  alerts: z.strictObject({ operations: Ways, signals: Ways, game: Ways }),
  /** Loudness of the tones in percent. */
  volume: z.int().min(0).max(100),
  quiet: z.strictObject({ on: z.boolean(), from: HourOfDay, until: HourOfDay }),
  /** Nothing sounds or pops up before this instant, milliseconds since 1970 by this device's clock. */
  mutedUntil: z.int().min(0),
  /** Signals and trades of these are not told beside the page. */
  mutedSymbols: z.array(z.string().min(1).max(SYMBOL_LENGTH_MAX)).max(MUTED_SYMBOLS_MAX),
  /** How a fire is confirmed with the pointer: a second press or a hold, or a second press alone. */
  confirm: z.enum(['either', 'twice']),
  /** Percent of the balance that a new decision begins with. */
  risk: z.number().min(RISK_PCT_MIN).max(RISK_PCT_MAX),
  /** Boards, points and ranks are shown. */
  game: z.boolean(),
  /** Keys that type a character do something. */
  singleKeys: z.boolean(),
  /** The keys that the reader gave other signs, by the name each has without that. */
  keys: z
    .record(z.string(), z.string().min(1).max(SYMBOL_LENGTH_MAX))
    .refine((keys) => Object.keys(keys).length <= KEYS_BOUND_MAX),
  /** How the dashboard is divided. */
  layout: Layout,
  /** Which columns of the queue are left out, and what is kept under a name. */
  queue: QueueSetting,
} as const

export type Settings = { readonly [Key in keyof typeof SHAPES]: z.output<(typeof SHAPES)[Key]> }
export type SettingKey = keyof Settings

export const SETTINGS_DEFAULT: Settings = {
  theme: 'system',
  contrast: 'system',
  colours: 'green-up',
  density: 'default',
  text: 100,
  numbers: 'language',
  language: 'system',
  zone: 'utc',
  motion: 'system',
  countdown: true,
  alerts: {
    operations: { toast: true, sound: true, os: false },
    signals: { toast: true, sound: true, os: false },
    game: { toast: true, sound: false, os: false },
  },
  volume: 25,
  quiet: { on: false, from: '22:00', until: '07:00' },
  mutedUntil: 0,
  mutedSymbols: [],
  confirm: 'either',
  risk: 1,
  game: true,
  singleKeys: true,
  keys: {},
  layout: LAYOUT_DEFAULT,
  queue: QUEUE_SETTING_DEFAULT,
}

/** What can be chosen of a setting with a few values, in the order it is offered. */
export const CHOICES = {
  theme: SHAPES.theme.options,
  contrast: SHAPES.contrast.options,
  colours: SHAPES.colours.options,
  density: SHAPES.density.options,
  text: [...SHAPES.text.values],
  numbers: SHAPES.numbers.options,
  language: SHAPES.language.options,
  zone: SHAPES.zone.options,
  motion: SHAPES.motion.options,
  confirm: SHAPES.confirm.options,
} as const
export type ChoiceKey = keyof typeof CHOICES

const KEYS = Object.keys(SHAPES) as readonly SettingKey[]
const Kept = z.object({ version: z.int(), chosen: z.record(z.string(), z.unknown()) })

/** The settings in a kept text, one by one: what is none of ours counts as not chosen. */
export function settingsFrom(kept: string | null): Settings {
  const { success, data } = Kept.safeParse(parsed(kept))
  return success && data.version === SETTINGS_VERSION ? settingsOf(data.chosen) : SETTINGS_DEFAULT
}

/** The settings among loose values, such as those an older page kept. */
export function settingsOf(chosen: Readonly<Record<string, unknown>>): Settings {
  const entries = KEYS.map((key) => {
    const read = SHAPES[key].safeParse(chosen[key])
    return [key, read.success ? read.data : SETTINGS_DEFAULT[key]]
  })
  return Object.fromEntries(entries) as Settings
}

/** Only what differs from the default is kept, so that a better default reaches whoever chose nothing. */
export function settingsText(settings: Settings): string {
  const chosen = Object.fromEntries(changedOf(settings, KEYS).map((key) => [key, settings[key]]))
  return JSON.stringify({ version: SETTINGS_VERSION, chosen })
}

/** Those of the named settings that are not at their default. */
export function changedOf(settings: Settings, keys: readonly SettingKey[]): readonly SettingKey[] {
  return keys.filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(SETTINGS_DEFAULT[key]))
}

/** The named settings at their default, the others as they are. */
export function resetOf(settings: Settings, keys: readonly SettingKey[]): Settings {
  return { ...settings, ...Object.fromEntries(keys.map((key) => [key, SETTINGS_DEFAULT[key]])) }
}

/** What a file of settings came to: the settings, or the sentence that says why it is none. */
export type Imported =
  | { readonly ok: true; readonly settings: Settings; readonly skipped: readonly string[] }
  | { readonly ok: false; readonly why: string }

/** Reads a file that somebody brings. Unlike what this device kept, what is wrong with it is told. */
export function importedSettings(text: string): Imported {
  if (text.length > SETTINGS_TEXT_MAX) return { ok: false, why: say('too_long') }
  const { success, data } = Kept.safeParse(parsed(text))
  if (!success) return { ok: false, why: say('no_settings') }
  if (data.version !== SETTINGS_VERSION)
    return {
      ok: false,
      why: say('other_version', { theirs: data.version, own: SETTINGS_VERSION }),
    }
  const known: readonly string[] = KEYS
  const skipped = Object.entries(data.chosen)
    .filter(([key, value]) => !known.includes(key) || !SHAPES[key as SettingKey].safeParse(value).success)
    .map(([key]) => key)
  return { ok: true, settings: settingsOf(data.chosen), skipped }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
