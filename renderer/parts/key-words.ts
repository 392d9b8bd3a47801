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
  o: 'Open the first box',
  t: 'Next range of time',
  'Shift+C': 'Claim everything',
  'Shift+O': 'Open all boxes',
  i: 'Indicators on or off',
  v: 'Vetoed candidates',
  '[': 'Previous mission',
  ']': 'Next mission',
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
  'g m': 'Go to the missions',
  'g p': 'Go to your profile',
  'g a': 'Go to the achievements',
  'g r': 'Go to the rewards',
  'g c': 'Go to the campaigns',
  'g e': 'Go to the audit log',
  'g b': 'Go to the briefing of the selected signal',
  Space: 'Freeze the page, go on',
  F6: 'Go to the messages',
  '$mod+k': 'Search or run a command',
  '$mod+,': 'Display',
  '?': 'List the keys',
} as const

export type KeyName = keyof typeof KEY_WORDS

const SHOWN: Readonly<Record<string, string>> = { $mod: 'Ctrl', Escape: 'Esc', ' ': 'then' }

/** A key as it is printed on a sheet: `g d` -> `G D`, `$mod+k` -> `Ctrl K`. */
export function keyFace(key: KeyName): string {
  return key
    .split(/[ +]/)
    .map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}

/** Keys that type a character: only these can be switched off, and only these are in the way of speech control. */
export function isCharacterKey(key: KeyName): boolean {
  return key === 'Space' || key.split(' ').every((part) => part.length === 1)
}

/** A sequence is broken by a pause of this length, as the listener has it. */
const SEQUENCE_MS_MAX = 1_000

/** A press of a key; the instants of two presses are on one clock, in milliseconds. */
interface Press {
  readonly key: string
  readonly timeStamp: number
}

/** True for a single key that is the second of a sequence: G F goes somewhere, and F must not fire on its way. */
export function endsSequence(key: KeyName, before: Press | null, now: Press): boolean {
  if (before === null || now.timeStamp - before.timeStamp > SEQUENCE_MS_MAX) return false
  return `${before.key} ${key}` in KEY_WORDS
}
