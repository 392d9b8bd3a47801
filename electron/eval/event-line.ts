import type { Answer, Question } from '#core/signals/fusion/engine/evidence.ts'
import type { Vote } from '#core/signals/signal.ts'

/** The id as it stood in the file, to be given back as it came. */
export type EventId = number | string | null

/** A line of the event file as it is understood. */
export type EventLine =
  | {
      readonly kind: 'candidate'
      readonly id: EventId
      readonly question: Question
      readonly geometry: Geometry
    }
  | { readonly kind: 'outcome'; readonly answer: Answer }
  /** A candidate that can be named but not read. */
  | { readonly kind: 'broken'; readonly id: EventId; readonly code: 'bad_json' | 'bad_id' | 'bad_vote' }
  | { readonly kind: 'unknown' }

/** Distances of target and stop in ATR. */
export interface Geometry {
  readonly targetAtr: number
  readonly stopAtr: number
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Understands one line; never throws.
 *
 * NaN and Infinity, which JSON does not know and other programs write, are read as numbers that are not fit for
 * anything, so that the candidate can be refused by its id. A number that is missing is such a number too.
 */
export function parseEventLine(text: string): EventLine {
  const fields = fieldsOf(text)
  if (fields === null) return brokenLine(text)
  if (fields.k === 'o') return outcomeOf(fields)
  return fields.k === 'c' ? candidateOf(fields) : { kind: 'unknown' }
}

function fieldsOf(text: string): Fields | null {
  return parsed(text) ?? parsed(text.replace(NOT_JSON, 'null'))
}

/** Bare NaN and Infinity where a value stands; inside a text they follow no such sign. */
const NOT_JSON = /(?<=[[:,]\s*)[-+]?(NaN|Infinity|inf|nan)(?=\s*[\],}])/g

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

/** A line that is no JSON may still say that it was a candidate, and which. */
function brokenLine(text: string): EventLine {
  if (!/"k"\s*:\s*"c"/.test(text)) return { kind: 'unknown' }
  const id = /"id"\s*:\s*(-?\d{1,15})\s*[,}]/.exec(text)?.[1]
  return { kind: 'broken', id: id === undefined ? null : Number(id), code: 'bad_json' }
}

function outcomeOf({ id, t, y, r }: Fields): EventLine {
  const known = idOf(id)
  if (known === null) return { kind: 'unknown' }
  const answer = {
    id: String(known),
    at: numberOf(t),
    won: numberOf(y) as 0 | 1,
    r: typeof r === 'number' ? r : null,
  }
  return { kind: 'outcome', answer }
}

function candidateOf({ id, t, sym, dir, tp, sl, votes, reg }: Fields): EventLine {
  const known = idOf(id)
  if (known === null) return { kind: 'broken', id: null, code: 'bad_id' }
  if (!Array.isArray(votes)) return { kind: 'broken', id: known, code: 'bad_vote' }
  const question: Question = {
    id: String(known),
    symbol: typeof sym === 'string' ? sym : '',
    direction: numberOf(dir) as 1 | -1,
    at: numberOf(t),
    votes: votes.map(voteOf),
    regime: regimeOf(reg),
  }
  return {
    kind: 'candidate',
    id: known,
    question,
    geometry: { targetAtr: numberOf(tp), stopAtr: numberOf(sl) },
  }
}

function voteOf(vote: unknown): Vote {
  const [source, agreement, claim]: readonly unknown[] = Array.isArray(vote) ? vote : []
  return {
    source: typeof source === 'string' ? source : '',
    agreement: numberOf(agreement) as 1 | -1,
    claim: numberOf(claim),
  }
}

/** A market that nobody describes is neither a trend nor a range, neither quiet nor loud. */
function regimeOf(reg: unknown): Question['regime'] {
  if (reg === undefined || reg === null) return { trend: 0, vol: 0 }
  const { trend, vol } = reg as Fields
  return { trend: flagOf(trend), vol: flagOf(vol) }
}

function flagOf(value: unknown): -1 | 0 | 1 {
  if (typeof value === 'boolean') return value ? 1 : -1
  return (value === undefined ? 0 : numberOf(value)) as -1 | 0 | 1
}

function idOf(id: unknown): number | string | null {
  return (typeof id === 'number' && Number.isFinite(id)) || typeof id === 'string' ? id : null
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}
