import type { AuditChain } from '#contracts/http/audit.ts'
import { sayIn, type WordKey } from '../words/words.ts'
import { amount } from './format.ts'

const say = sayIn('audit')

/** What a reader of the audit log looks for; null where anything will do. Stands in the address. */
export interface AuditChoice {
  readonly who: string | null
  readonly what: string | null
  readonly outcome: 'done' | 'refused' | null
}

/** A choice as the address has it. */
export type AuditSearch = { readonly [Name in keyof AuditChoice]?: string }

const WORD_LENGTH_MAX = 64

/** Reads the address; what is no choice is dropped. */
export function readAuditChoice({ who, what, outcome }: Readonly<Record<string, unknown>>): AuditChoice {
  return {
    who: word(who),
    what: word(what),
    outcome: outcome === 'done' || outcome === 'refused' ? outcome : null,
  }
}

/** Writes the address: only what was chosen. */
export function writeAuditChoice({ who, what, outcome }: AuditChoice): AuditSearch {
  return {
    ...(who !== null && { who }),
    ...(what !== null && { what }),
    ...(outcome !== null && { outcome }),
  }
}

function word(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= WORD_LENGTH_MAX ? text : null
}

/** An action in words; one that this page does not know, as the station has it. */
export function actionWords(what: string): string {
  return known(`action_${what}`, what)
}

/** The outcome in words, with how often where it was a burst. */
export function outcomeWords(outcome: string, times: number): string {
  return `${known(`outcome_${outcome}`, outcome)}${times === 1 ? '' : ` x${times}`}`
}

/** From where it was asked, in words. */
export function placeWords(place: string): string {
  return known(`place_${place}`, place)
}

/** What or whom an entry is about: `user:ada` is "user ada". */
export function aboutWords(about: string): string {
  const [kind = '', ...rest] = about.split(':')
  return rest.length === 0 ? about : `${known(`about_${kind}`, kind)} ${rest.join(':')}`
}

/** Facts that are instants, in milliseconds. */
const INSTANTS: ReadonlySet<string> = new Set(['expiresAt', 'startsAt', 'endsAt', 'until'])

/** Facts on one line, in the order in which they were written. */
export function factsText(facts: Readonly<Record<string, unknown>>, when: (at: number) => string): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${known(`fact_${name}`, name)} ${factValue(name, value, when)}`)
    .join(', ')
}

function factValue(name: string, value: unknown, when: (at: number) => string): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
  return typeof value === 'number' && INSTANTS.has(name) ? when(value) : String(value)
}

/** The words of a key; of one that is none, its name without the lines of the wire. */
function known(key: string, name: string): string {
  const words = say(key as WordKey<'audit'>)
  return words === key ? name.replaceAll('_', ' ') : words
}

/** How far the chain was found whole, in one sentence. */
export function chainText({ entries, verified }: AuditChain, when: (at: number) => string): string {
  if (verified === null) return say('unverified', { count: entries })
  const values = { to: amount(verified.to, 0), at: when(Math.round(verified.at * 1_000)) }
  return say(verified.ok ? 'chain_verified' : 'chain_broken', values)
}
