/**
 * Every key the page knows, with what it usually does. A key that is not here cannot be bound; a page on which it does
 * something else says so where it binds it.
 */
export const KEY_WORDS = {
  j: 'Next signal',
  k: 'Previous signal',
  b: 'Open the briefing of the selected signal',
  f: 'Arm, then fire',
  p: 'Pass with a reason',
  e: 'Edit the risk',
  y: 'Go to your own row',
  c: 'Position calculator',
  i: 'Indicators on or off',
  v: 'Vetoed candidates',
  '[': 'Fold or unfold the left pane',
  ']': 'Fold or unfold the right pane',
  ',': 'Previous signal',
  '.': 'Next signal',
  '1': 'First choice of the page',
  '2': 'Second choice of the page',
  '3': 'Third choice of the page',
  '4': 'Fourth choice of the page',
  '5': 'Fifth choice of the page',
  Escape: 'Disarm, close',
  '/': 'Focus the filter',
  'g d': 'Go to the dashboard',
  'g f': 'Go to the fusion view',
  'g l': 'Go to the leaderboards',
  'g b': 'Go to the briefing of the selected signal',
  'g i': 'Go to the alerts',
  'g s': 'Go to the settings',
  'g m': 'Go to the missions',
  'g p': 'Go to your profile',
  'g a': 'Go to the achievements',
  'g r': 'Go to the rewards',
  'g c': 'Go to the campaigns',
  'g e': 'Go to the audit log',
  'g o': 'Go to operations',
  o: 'Open the first box',
  t: 'Next range of time',
  'Shift+C': 'Claim everything',
  'Shift+O': 'Open all boxes',
  x: 'Select for several at once',
  'Shift+p': 'Open the panel in a window of its own',
  'Alt+1': 'Layout: everything',
  'Alt+2': 'Layout: chart',
  'Alt+3': 'Layout: queue',
  'Alt+4': 'Layout: decide',
  Space: 'Freeze the page, go on',
  F6: 'Go to the messages',
  F11: 'Wall',
  '$mod+k': 'Search or run a command',
  '$mod+,': 'Go to the settings',
  '$mod+Shift+m': 'Mute for an hour, or let sound again',
  '?': 'List the keys',
} as const

export type KeyName = keyof typeof KEY_WORDS

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
  const others = (Object.keys(KEY_WORDS) as KeyName[]).filter((other) => other !== key)
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
  return (Object.keys(KEY_WORDS) as KeyName[]).some((key) => signOf(key, moved) === sequence)
}
