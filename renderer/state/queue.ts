import type { SignalView } from './model.ts'

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

/** Open signals in order. */
export function ordered(
  open: readonly string[],
  signals: Readonly<Record<string, SignalView>>,
): readonly string[] {
  return open
    .map((id) => signals[id])
    .filter((signal) => signal !== undefined)
    .sort(byPromise)
    .map((signal) => signal.id)
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
