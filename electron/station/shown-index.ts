import type { UserId } from '#core/kernel/ids.ts'
import { type Placed, RankIndex } from './rank-index.ts'

/** Between a whole score and the next. */
const HALF = 0.5

/** Whose wish it is to be on no board. */
export type Hidden = ReadonlySet<UserId>

/**
 * A board of those who are shown, which knows the scores of all.
 *
 * Who is hidden takes nobody's place; his own is that which he would have among the others.
 */
export class ShownIndex {
  readonly #hidden: Hidden
  readonly #shown = new RankIndex<UserId>()
  readonly #apart = new Map<UserId, number>()
  #apartSum = 0

  constructor(hidden: Hidden) {
    this.#hidden = hidden
  }

  /** Those who are shown. */
  get size(): number {
    return this.#shown.size
  }

  /** All who have a score, and the sum of what they have. */
  get all(): { readonly members: number; readonly sum: number } {
    return {
      members: this.#shown.size + this.#apart.size,
      sum: this.#shown.scoreSum + this.#apartSum,
    }
  }

  /** Sets a score; `null` takes him off. */
  set(userId: UserId, score: number | null): void {
    const hidden = this.#hidden.has(userId)
    this.#setApart(userId, hidden ? score : null)
    this.#shown.set(userId, hidden ? null : score)
  }

  /** Sets the scores of many, on an empty board. Throws on one that has members. */
  fill(entries: Iterable<readonly [UserId, number]>): void {
    const apart: (readonly [UserId, number])[] = []
    this.#shown.fill(this.#hidden.size === 0 ? entries : this.#shownAmong(entries, apart))
    for (const [userId, score] of apart) this.#setApart(userId, score)
  }

  *#shownAmong(
    entries: Iterable<readonly [UserId, number]>,
    apart: (readonly [UserId, number])[],
  ): Generator<readonly [UserId, number]> {
    for (const entry of entries) {
      if (this.#hidden.has(entry[0])) apart.push(entry)
      else yield entry
    }
  }

  /** Moves somebody to the side he wants to be on now. */
  display(userId: UserId): void {
    const score = this.scoreOf(userId)
    if (score !== null) this.set(userId, score)
  }

  scoreOf(userId: UserId): number | null {
    return this.#apart.get(userId) ?? this.#shown.place(userId)?.score ?? null
  }

  /** A place among those who are shown; null where he has no score. */
  place(userId: UserId): Placed<UserId> | null {
    const score = this.#apart.get(userId)
    if (score === undefined) return this.#shown.place(userId)
    return { member: userId, score, rank: this.#shown.rankOf(score) }
  }

  /** How many of those who are shown have less. Scores are whole here. */
  behind(score: number): number {
    return this.#shown.size - (this.#shown.rankOf(score - HALF) - 1)
  }

  /** A position among those who are shown, from 0. */
  position(userId: UserId): number | null {
    const score = this.#apart.get(userId)
    return score === undefined ? this.#shown.position(userId) : this.#shown.positionOf(userId, score)
  }

  slice(from: number, count: number): readonly Placed<UserId>[] {
    return this.#shown.slice(from, count)
  }

  #setApart(userId: UserId, score: number | null): void {
    this.#apartSum += (score ?? 0) - (this.#apart.get(userId) ?? 0)
    if (score === null) this.#apart.delete(userId)
    else this.#apart.set(userId, score)
  }
}
