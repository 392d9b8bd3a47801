import type { SignalView } from './model.ts'
import { trustWords } from './plan.ts'
import type { DeskState } from './reduce.ts'
import { SCOPES, type Scope } from './routing.ts'

/** Open signals a page holds; a longer list is cut here, and the queue says so. */
export const OPEN_SIGNALS_MAX = 5_000
export const FILTER_LENGTH_MAX = 80

/** The queue as it is drawn. `fresh` are open signals that wait outside while the order is held. */
export interface QueueView {
  readonly rows: readonly string[]
  readonly fresh: number
}

/**
 * The order of the queue: proven edge first, then by rank in the book, then the newest.
 *
 * Ids decide last, so that two pages show the same order.
 */
export function byPromise(one: SignalView, other: SignalView): number {
  const edge = Number(other.trust === 'EDGE') - Number(one.trust === 'EDGE')
  if (edge !== 0) return edge
  if (one.rank !== other.rank) return other.rank - one.rank
  if (one.createdAt !== other.createdAt) return other.createdAt - one.createdAt
  return one.id < other.id ? -1 : 1
}

/** The columns a queue can be sorted by; `rank` is the order of the book. */
export const SORT_KEYS = ['rank', 'pair', 'dir', 'prob', 'tier', 'expires', 'fires'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** What the reader wants to see of the queue, as it stands in the address. */
export interface QueueChoice {
  readonly sort: SortKey
  /** Against the column's own direction. */
  readonly reversed: boolean
  /** Words that a signal has to have all of. */
  readonly filter: string
  /** Left out where the reader chose none. */
  readonly scope?: Scope
}

export const EVERYTHING: QueueChoice = { sort: 'rank', reversed: false, filter: '' }

const TIER_ORDER = ['SNIPER', 'PRECISION', 'RAPID', 'TRAINING', 'UNRANKED'] as const
const TRUST_ORDER = ['EDGE', 'NO_EDGE', 'THIN', 'WARMING', 'BLOCKED'] as const

/** Texts from A, probabilities and fires from the highest, tiers from the best, windows from the first to close. */
const ORDERS: Readonly<Record<SortKey, (one: SignalView, other: SignalView) => number>> = {
  rank: byPromise,
  pair: (one, other) => compareText(one.symbol, other.symbol),
  dir: (one, other) => compareText(one.side, other.side),
  prob: (one, other) => other.probability - one.probability,
  tier: (one, other) => bandOf(one) - bandOf(other),
  expires: (one, other) => one.expiresAt - other.expiresAt,
  fires: (one, other) => other.fires - one.fires,
}

const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)

function bandOf({ tier, trust }: SignalView): number {
  return TIER_ORDER.indexOf(tier) * TRUST_ORDER.length + TRUST_ORDER.indexOf(trust)
}

/** Signals as the reader wants them; equals stand in the order of the book. */
export function ordered(
  ids: readonly string[],
  signals: Readonly<Record<string, SignalView>>,
  { sort, reversed, filter }: QueueChoice = EVERYTHING,
): readonly string[] {
  const [by, way] = [ORDERS[sort], reversed ? -1 : 1]
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return ids
    .map((id) => signals[id])
    .filter((signal) => signal !== undefined)
    .filter((signal) => words.length === 0 || hasWords(signal, words))
    .sort((one, other) => way * by(one, other) || byPromise(one, other))
    .map((signal) => signal.id)
}

function hasWords(signal: SignalView, words: readonly string[]): boolean {
  const text = [signal.symbol, signal.side, signal.tier, trustWords(signal).word, signal.source]
    .join(' ')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Reads the choice in an address: `?sort=-expires&filter=eur`. What is no choice is left out. */
export function readChoice(search: AnySearch): QueueChoice {
  const text = typeof search.sort === 'string' ? search.sort : ''
  const sort = SORT_KEYS.find((key) => key === text.replace(/^-/, '')) ?? 'rank'
  const filter = ['string', 'number'].includes(typeof search.filter) ? String(search.filter) : ''
  const scope = SCOPES.find((one) => one === search.show)
  const choice = { sort, reversed: text === `-${sort}`, filter: filter.slice(0, FILTER_LENGTH_MAX) }
  return scope === undefined ? choice : { ...choice, scope }
}

interface AnySearch {
  readonly sort?: unknown
  readonly filter?: unknown
  readonly show?: unknown
}

/** The choice as an address keeps it: only what is not the default. */
export function writeChoice({ sort, reversed, filter, scope }: QueueChoice): QueueSearch {
  const plain = sort === 'rank' && !reversed
  return {
    ...(plain ? {} : { sort: reversed ? `-${sort}` : sort }),
    ...(filter === '' ? {} : { filter }),
    ...(scope === undefined ? {} : { show: scope }),
  }
}

export interface QueueSearch {
  readonly sort?: string
  readonly filter?: string
  readonly show?: Scope
}

/** The next choice of a reader who presses a column's head: its order, then reversed, then the order of the book. */
export function pressed(choice: QueueChoice, key: SortKey): QueueChoice {
  if (choice.sort !== key) return { ...choice, sort: key, reversed: false }
  if (!choice.reversed) return { ...choice, reversed: true }
  return { ...choice, sort: 'rank', reversed: false }
}

/**
 * What to draw while the reader's pointer or focus is in the list.
 *
 * A held order changes nothing under the reader's hand: rows stay where they are, those that closed stay too, new
 * ones are counted and wait.
 */
export function queueView(current: readonly string[], held: readonly string[] | null): QueueView {
  if (held === null) return { rows: current, fresh: 0 }
  const known = new Set(held)
  return { rows: held, fresh: current.filter((id) => !known.has(id)).length }
}

/** The row `by` steps away from the selected one; the first or last where nothing is selected. Null in an empty list. */
export function neighbour(rows: readonly string[], selected: string | null, by: 1 | -1): string | null {
  const at = selected === null ? -1 : rows.indexOf(selected)
  if (at === -1) return (by === 1 ? rows[0] : rows.at(-1)) ?? null
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? null
}

/** Open signals are told that are not listed, or the other way round: the list has to be read anew. */
export function isIncomplete({ open, openTotal }: Pick<DeskState, 'open' | 'openTotal'>): boolean {
  return open !== null && open.length !== openTotal && open.length < OPEN_SIGNALS_MAX
}

/** A signal that closed is shown for this long, so that its end can be read. */
export const LEAVING_MS = 4_000

/** Rows that left the list, with the instant at which they are gone. */
export type Leaving = ReadonlyMap<string, number>

/** Who is leaving after the list changed from `before` to `now` at `at`. */
export function leavingAfter(
  leaving: Leaving,
  before: readonly string[],
  now: readonly string[],
  at: number,
): Leaving {
  const present = new Set(now)
  const gone = before.filter((id) => !present.has(id))
  const still = [...leaving].filter(([id, until]) => until > at && !present.has(id))
  if (gone.length === 0 && still.length === leaving.size) return leaving
  return new Map([...still, ...gone.map((id) => [id, at + LEAVING_MS] as const)])
}

/** When the next row is gone; null where none is leaving. */
export function nextGoneAt(leaving: Leaving): number | null {
  return leaving.size === 0 ? null : Math.min(...leaving.values())
}

/**
 * Who is still leaving when the timer set for `nextGoneAt` rang at `at`.
 *
 * A browser cuts the fraction of a millisecond off a timer, so that it may ring before its instant. The row is gone all
 * the same: nothing rings a second time.
 */
export function leavingOnceRung(leaving: Leaving, open: readonly string[], at: number): Leaving {
  return leavingAfter(leaving, open, open, Math.max(at, nextGoneAt(leaving) ?? at))
}
