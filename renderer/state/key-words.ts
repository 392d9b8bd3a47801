import { sayIn, type WordKey } from '../words/words.ts'

const say = sayIn('keys')

/**
 * Every key the page knows, with the name of the sentence for what it usually does. A key that is not here cannot be
 * bound; a page on which it does something else says so where it binds it.
 */
const SENTENCES = {
  j: 'next_signal',
  k: 'previous_signal',
  b: 'open_briefing',
  f: 'arm_fire',
  p: 'pass_reason',
  e: 'edit_risk',
  y: 'own_row',
  c: 'calculator',
  i: 'indicators',
  v: 'vetoed',
  '[': 'fold_left',
  ']': 'fold_right',
  ',': 'previous_signal',
  '.': 'next_signal',
  '1': 'choice_1',
  '2': 'choice_2',
  '3': 'choice_3',
  '4': 'choice_4',
  '5': 'choice_5',
  Escape: 'disarm',
  '/': 'focus_filter',
  'g d': 'go_dashboard',
  'g f': 'go_fusion',
  'g l': 'go_boards',
  'g b': 'go_briefing',
  'g i': 'go_alerts',
  'g s': 'go_settings',
  'g m': 'go_missions',
  'g p': 'go_profile',
  'g a': 'go_achievements',
  'g r': 'go_rewards',
  'g c': 'go_campaigns',
  'g e': 'go_audit',
  'g o': 'go_operations',
  'g n': 'go_network',
  q: 'new_code',
  o: 'open_box',
  t: 'next_range',
  'Shift+C': 'claim_everything',
  'Shift+O': 'open_boxes',
  x: 'select_several',
  Delete: 'end_selected',
  'Shift+p': 'own_window',
  'Alt+1': 'layout_everything',
  'Alt+2': 'layout_chart',
  'Alt+3': 'layout_queue',
  'Alt+4': 'layout_decide',
  Space: 'freeze',
  F6: 'go_messages',
  F11: 'wall',
  '$mod+k': 'search_run',
  '$mod+,': 'go_settings',
  '$mod+Shift+m': 'mute_hour',
  '?': 'list_keys',
} as const satisfies Readonly<Record<string, WordKey<'keys'>>>

export type KeyName = keyof typeof SENTENCES

export const KEY_NAMES = Object.keys(SENTENCES) as readonly KeyName[]

/** What a key usually does, in the reader's language. */
export function keyWords(key: KeyName): string {
  return say(SENTENCES[key])
}

const SHOWN: Readonly<Record<string, string>> = { $mod: 'Ctrl', Escape: 'Esc' }

/** A key as it is printed on a sheet: `g d` -> `G D`, `$mod+k` -> `Ctrl K`. */
export function keyFace(sign: string): string {
  return sign
    .split(/ |(?<=.)\+/)
    .map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}

/** Keys that type a character: only these can be switched off, and only these are in the way of speech control. */
export function isCharacterKey(key: KeyName): boolean {
  return key === 'Space' || key.split(' ').every((part) => /^(Shift\+)?.$/u.test(part))
}

/** The signs of keys that the reader moved, by their names. */
export type MovedKeys = Readonly<Record<string, string>>

/** What has to be pressed for a key: its own sign, or the one the reader gave it. */
export function signOf(key: KeyName, moved: MovedKeys): string {
  return isMovable(key) ? (moved[key] ?? key) : key
}

/** Keys that the reader can give another sign: those that type one. */
export function isMovable(key: KeyName): boolean {
  return key !== 'Space' && isCharacterKey(key)
}

/** The sign of a key with another character: `g d` with `h` -> `g h`. */
export function withCharacter(key: KeyName, typed: string): string {
  return `${key.slice(0, -1)}${typed.toLowerCase()}`
}

/**
 * The key that a sign would take from: the one that has it, or the sequence that begins with it.
 *
 * @returns  null where the sign is free
 */
export function conflictOf(key: KeyName, sign: string, moved: MovedKeys): KeyName | null {
  const others = KEY_NAMES.filter((other) => other !== key)
  return others.find((other) => clash(sign, signOf(other, moved))) ?? null
}

const clash = (one: string, other: string): boolean =>
  one === other || other.startsWith(`${one} `) || one.startsWith(`${other} `)

/** A sequence is broken by a pause of this length, as the listener has it. */
const SEQUENCE_MS_MAX = 1_000

/** A press of a key; the instants of two presses are on one clock, in milliseconds. */
interface Press {
  readonly key: string
  readonly timeStamp: number
}

/** True for a single key that is the second of a sequence: G F goes somewhere, and F must not fire on its way. */
export function endsSequence(sign: string, before: Press | null, now: Press, moved: MovedKeys = {}): boolean {
  if (before === null || now.timeStamp - before.timeStamp > SEQUENCE_MS_MAX) return false
  const sequence = `${before.key} ${sign}`
  return KEY_NAMES.some((key) => signOf(key, moved) === sequence)
}
