import { sayIn } from '../words/words.ts'

const say = sayIn('keys')

/**
 * Every key the page knows, with what it usually does. A key that is not here cannot be bound; a page on which it does
 * something else says so where it binds it.
 */
export const KEY_WORDS = {
  get j() {
    return say('next_signal')
  },
  get k() {
    return say('previous_signal')
  },
  get b() {
    return say('open_briefing')
  },
  get f() {
    return say('arm_fire')
  },
  get p() {
    return say('pass_reason')
  },
  get e() {
    return say('edit_risk')
  },
  get y() {
    return say('own_row')
  },
  get c() {
    return say('calculator')
  },
  get i() {
    return say('indicators')
  },
  get v() {
    return say('vetoed')
  },
  get '['() {
    return say('fold_left')
  },
  get ']'() {
    return say('fold_right')
  },
  get ','() {
    return say('previous_signal')
  },
  get '.'() {
    return say('next_signal')
  },
  get '1'() {
    return say('choice_1')
  },
  get '2'() {
    return say('choice_2')
  },
  get '3'() {
    return say('choice_3')
  },
  get '4'() {
    return say('choice_4')
  },
  get '5'() {
    return say('choice_5')
  },
  get Escape() {
    return say('disarm')
  },
  get '/'() {
    return say('focus_filter')
  },
  get 'g d'() {
    return say('go_dashboard')
  },
  get 'g f'() {
    return say('go_fusion')
  },
  get 'g l'() {
    return say('go_boards')
  },
  get 'g b'() {
    return say('go_briefing')
  },
  get 'g i'() {
    return say('go_alerts')
  },
  get 'g s'() {
    return say('go_settings')
  },
  get 'g m'() {
    return say('go_missions')
  },
  get 'g p'() {
    return say('go_profile')
  },
  get 'g a'() {
    return say('go_achievements')
  },
  get 'g r'() {
    return say('go_rewards')
  },
  get 'g c'() {
    return say('go_campaigns')
  },
  get 'g e'() {
    return say('go_audit')
  },
  get 'g o'() {
    return say('go_operations')
  },
  get 'g n'() {
    return say('go_network')
  },
  get q() {
    return say('new_code')
  },
  get o() {
    return say('open_box')
  },
  get t() {
    return say('next_range')
  },
  get 'Shift+C'() {
    return say('claim_everything')
  },
  get 'Shift+O'() {
    return say('open_boxes')
  },
  get x() {
    return say('select_several')
  },
  get Delete() {
    return say('end_selected')
  },
  get 'Shift+p'() {
    return say('own_window')
  },
  get 'Alt+1'() {
    return say('layout_everything')
  },
  get 'Alt+2'() {
    return say('layout_chart')
  },
  get 'Alt+3'() {
    return say('layout_queue')
  },
  get 'Alt+4'() {
    return say('layout_decide')
  },
  get Space() {
    return say('freeze')
  },
  get F6() {
    return say('go_messages')
  },
  get F11() {
    return say('wall')
  },
  get '$mod+k'() {
    return say('search_run')
  },
  get '$mod+,'() {
    return say('go_settings')
  },
  get '$mod+Shift+m'() {
    return say('mute_hour')
  },
  get '?'() {
    return say('list_keys')
  },
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
