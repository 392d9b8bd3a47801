import type { AuditChain } from '#contracts/http/audit.ts'
import { sayIn } from '../words/words.ts'
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

/** An action in words: `token_revoked` is "token revoked". */
export function actionWords(what: string): string {
  return what.replaceAll('_', ' ')
}

/** The outcome in words, with how often where it was a burst. */
export function outcomeWords(outcome: string, times: number): string {
  return `${outcome.replaceAll('_', ' ')}${times === 1 ? '' : ` x${times}`}`
}

/** Facts on one line, in the order in which they were written. */
export function factsText(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

/** How far the chain was found whole, in one sentence. */
export function chainText({ entries, verified }: AuditChain, when: (at: number) => string): string {
  if (verified === null) return say('unverified', { count: entries })
  const values = { to: amount(verified.to, 0), at: when(Math.round(verified.at * 1_000)) }
  return say(verified.ok ? 'chain_verified' : 'chain_broken', values)
}
