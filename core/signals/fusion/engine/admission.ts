import type { Question } from './evidence.ts'

/** Why a candidate is not answered, in the order in which it is looked at. */
export const REFUSALS = [
  'bad_id',
  'bad_symbol',
  'bad_time',
  'bad_direction',
  'bad_breakeven',
  'bad_regime',
  'bad_source',
  'bad_vote',
  'bad_claim',
  'duplicate_vote',
  'duplicate_id',
  'too_many_sources',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** Names of the parts of a breakdown that are no sources. */
export const REGIME_PART = 'regime'
export const DRIFT_PART = 'base drift'

/** What no source may be called: the other parts, and the one name that is no key of a plain object. */
const NO_SOURCES: ReadonlySet<string> = new Set([REGIME_PART, DRIFT_PART, '__proto__'])
const TEXT_MAX = 64
/** More votes than this are not looked at one by one. */
const VOTES_MAX = 64
const BREAKEVEN_MIN = 1e-6

/**
 * Whether a candidate is well-formed; null where it is.
 *
 * Numbers from outside may be anything, and one of them must not spoil what was learned from all the others.
 */
export function refusalOf(question: Question, breakeven: number): Refusal | null {
  const { id, symbol, direction, at, regime, votes } = question
  if (!isName(id)) return 'bad_id'
  if (!isName(symbol)) return 'bad_symbol'
  if (!Number.isFinite(at)) return 'bad_time'
  if (direction !== 1 && direction !== -1) return 'bad_direction'
  if (!(breakeven > BREAKEVEN_MIN && breakeven < 1 - BREAKEVEN_MIN)) return 'bad_breakeven'
  if (!isFlag(regime.trend) || !isFlag(regime.vol)) return 'bad_regime'
  return votesRefusal(votes)
}

function votesRefusal(votes: Question['votes']): Refusal | null {
  if (votes.length > VOTES_MAX) return 'too_many_sources'
  if (!votes.every(({ source }) => isName(source) && !NO_SOURCES.has(source))) return 'bad_source'
  if (!votes.every(({ agreement }) => agreement === 1 || agreement === -1)) return 'bad_vote'
  if (!votes.every(({ claim }) => claim >= 0 && claim <= 1)) return 'bad_claim'
  return allDifferent(votes) ? null : 'duplicate_vote'
}

function allDifferent(votes: Question['votes']): boolean {
  return votes.every(({ source }, index) => votes.findIndex((other) => other.source === source) === index)
}

function isName(text: unknown): boolean {
  return typeof text === 'string' && text.length > 0 && text.length <= TEXT_MAX
}

function isFlag(value: number): boolean {
  return value === -1 || value === 0 || value === 1
}
