import type { Ordered } from './falling-order.ts'

/** Members a block holds at most; a full one is split. */
export const BLOCK_MEMBERS_MAX = 512
/** Of a block that is laid out anew: room for some before it has to be split. */
const BLOCK_MEMBERS_FILLED = 384
const BLOCKS_AT_FIRST = 4
const COPIED_ONE_BY_ONE_MAX = 96
/** Members whose scores lie on two lines of the processor's memory, and of which one score stands in the fences. */
const FENCED_BITS = 4
const FENCED = 1 << FENCED_BITS
/** 32: a search halves five times among them and four times among those behind one, as it is written out. */
const FENCES = BLOCK_MEMBERS_MAX / FENCED

/**
 * Blocks of members that stand next to each other, best first: their numbers and scores, side by side in two arrays.
 *
 * A block is a slot of the arrays, so that a search goes from a number straight to the scores around it: with an object
 * for each block it would wait three times longer for memory. Slots keep their place; `at` is where a block stands.
 * Every sixteenth score stands a second time in the fences, which are few enough to stay close to the processor: only
 * the last sixteen of a search are waited for.
 */
export class RankBlocks {
  #numbers = new Uint32Array(BLOCKS_AT_FIRST * BLOCK_MEMBERS_MAX)
  /** Below every score where no member stands, so that a search need not know how many there are. */
  #scores = new Float64Array(BLOCKS_AT_FIRST * BLOCK_MEMBERS_MAX).fill(Number.NEGATIVE_INFINITY)
  /** The last score of each sixteen. */
  #fences = new Float64Array(BLOCKS_AT_FIRST * FENCES).fill(Number.NEGATIVE_INFINITY)
  #sizes = new Uint16Array(BLOCKS_AT_FIRST)
  /** Where each slot stands among the blocks. */
  #at = new Uint32Array(BLOCKS_AT_FIRST)
  /** The slots in their order. */
  readonly #order: number[] = []
  readonly #free: number[] = []
  #slots = 0

  /** How many blocks there are. */
  get length(): number {
    return this.#order.length
  }

  /** The slot of the block at a place. */
  slotAt(at: number): number {
    return this.#order[at] as number
  }

  placeOf(slot: number): number {
    return this.#at[slot] as number
  }

  sizeOf(slot: number): number {
    return this.#sizes[slot] as number
  }

  sizes(): readonly number[] {
    return this.#order.map((slot) => this.sizeOf(slot))
  }

  /** The numbers of all members; those of a slot begin at `baseOf(slot)`. Asked for anew after every change. */
  get numbers(): Uint32Array {
    return this.#numbers
  }

  /** Their scores, in the same places. */
  get scores(): Float64Array {
    return this.#scores
  }

  baseOf(slot: number): number {
    return slot * BLOCK_MEMBERS_MAX
  }

  number(slot: number, index: number): number {
    return this.#numbers[slot * BLOCK_MEMBERS_MAX + index] as number
  }

  score(slot: number, index: number): number {
    return this.#scores[slot * BLOCK_MEMBERS_MAX + index] as number
  }

  /** The score of the last member of a block; above everything where it has none. */
  lowest(slot: number): number {
    const size = this.sizeOf(slot)
    return size === 0 ? Number.POSITIVE_INFINITY : this.score(slot, size - 1)
  }

  /**
   * The first index of a block whose score is at most this; its size where none is. A full block is not asked.
   *
   * Halves five times among the fences and four times behind one, adding instead of branching: the processor guesses
   * half of such branches wrong, and each wrong guess takes as long as the rest of the search.
   */
  firstAtMost(slot: number, score: number): number {
    const fences = this.#fences
    const firstFence = slot * FENCES
    let fence = firstFence
    fence += Number((fences[fence + 15] as number) > score) << 4
    fence += Number((fences[fence + 7] as number) > score) << 3
    fence += Number((fences[fence + 3] as number) > score) << 2
    fence += Number((fences[fence + 1] as number) > score) << 1
    fence += Number((fences[fence] as number) > score)
    const scores = this.#scores
    const base = slot * BLOCK_MEMBERS_MAX
    let place = base + ((fence - firstFence) << FENCED_BITS)
    place += Number((scores[place + 7] as number) > score) << 3
    place += Number((scores[place + 3] as number) > score) << 2
    place += Number((scores[place + 1] as number) > score) << 1
    place += Number((scores[place] as number) > score)
    return place - base
  }

  /** A new block without members at a place; the others after it move on. Returns its slot. */
  add(at: number): number {
    const slot = this.#free.pop() ?? this.#newSlot()
    this.#sizes[slot] = 0
    this.#order.splice(at, 0, slot)
    this.#standFrom(at)
    return slot
  }

  drop(slot: number): void {
    const at = this.placeOf(slot)
    this.#order.splice(at, 1)
    this.#free.push(slot)
    this.#standFrom(at)
  }

  insert(slot: number, index: number, number: number, score: number): void {
    const base = slot * BLOCK_MEMBERS_MAX
    const size = this.sizeOf(slot)
    this.#shift(base + index, base + size, 1)
    this.#numbers[base + index] = number
    this.#scores[base + index] = score
    this.#sizes[slot] = size + 1
    this.#fence(base + index, base + size)
  }

  remove(slot: number, index: number): void {
    const base = slot * BLOCK_MEMBERS_MAX
    const size = this.sizeOf(slot)
    this.#shift(base + index + 1, base + size, -1)
    this.#scores[base + size - 1] = Number.NEGATIVE_INFINITY
    this.#sizes[slot] = size - 1
    this.#fence(base + index, base + size - 1)
  }

  /** Takes a member to another place of his block, with another score. */
  move(slot: number, places: { readonly from: number; readonly to: number }, score: number): void {
    const base = slot * BLOCK_MEMBERS_MAX
    const from = base + places.from
    const to = base + places.to
    const number = this.#numbers[from] as number
    if (to < from) this.#shift(to, from, 1)
    else this.#shift(from + 1, to + 1, -1)
    this.#numbers[to] = number
    this.#scores[to] = score
    this.#fence(Math.min(from, to), Math.max(from, to))
  }

  /** Takes the lower half of a full block to a new one behind it. Returns its slot. */
  split(slot: number): number {
    const lower = this.add(this.placeOf(slot) + 1)
    const size = this.sizeOf(slot)
    const half = size >> 1
    const base = slot * BLOCK_MEMBERS_MAX
    this.#numbers.copyWithin(lower * BLOCK_MEMBERS_MAX, base + half, base + size)
    this.#scores.copyWithin(lower * BLOCK_MEMBERS_MAX, base + half, base + size)
    this.#scores.fill(Number.NEGATIVE_INFINITY, base + half, base + size)
    this.#sizes[lower] = size - half
    this.#sizes[slot] = half
    this.#fence(base, base + size - 1)
    this.#fence(lower * BLOCK_MEMBERS_MAX, lower * BLOCK_MEMBERS_MAX + size - half - 1)
    return lower
  }

  /** Lays members that are in order, with their scores, into new blocks behind the others, with room in them. */
  lay({ numbers, scores }: Ordered): void {
    const blocks = this.length + Math.ceil(numbers.length / BLOCK_MEMBERS_FILLED)
    if (blocks > this.#sizes.length) this.#grow(blocks)
    for (let from = 0; from < numbers.length; from += BLOCK_MEMBERS_FILLED) {
      const slot = this.add(this.length)
      const base = slot * BLOCK_MEMBERS_MAX
      const end = Math.min(numbers.length, from + BLOCK_MEMBERS_FILLED)
      this.#numbers.set(numbers.subarray(from, end), base)
      this.#scores.set(scores.subarray(from, end), base)
      this.#sizes[slot] = end - from
      this.#fence(base, base + end - from - 1)
    }
  }

  /** Members have other numbers now: `moved` has the new one of each old one. */
  renumber(moved: Uint32Array): void {
    for (const slot of this.#order) {
      const base = slot * BLOCK_MEMBERS_MAX
      const end = base + this.sizeOf(slot)
      for (let place = base; place < end; place++)
        this.#numbers[place] = moved[this.#numbers[place] as number] as number
    }
  }

  /** The fences of some places say again what stands there. */
  #fence(from: number, to: number): void {
    const last = to >> FENCED_BITS
    for (let fence = from >> FENCED_BITS; fence <= last; fence++)
      this.#fences[fence] = this.#scores[(fence << FENCED_BITS) + FENCED - 1] as number
  }

  /** Takes everything from `from` to before `end` one place up or down. A few are copied faster than asked for. */
  #shift(from: number, end: number, by: 1 | -1): void {
    const numbers = this.#numbers
    const scores = this.#scores
    if (end - from > COPIED_ONE_BY_ONE_MAX) {
      numbers.copyWithin(from + by, from, end)
      scores.copyWithin(from + by, from, end)
    } else if (by === 1) {
      for (let place = end; place > from; place--) {
        numbers[place] = numbers[place - 1] as number
        scores[place] = scores[place - 1] as number
      }
    } else {
      for (let place = from; place < end; place++) {
        numbers[place - 1] = numbers[place] as number
        scores[place - 1] = scores[place] as number
      }
    }
  }

  #standFrom(from: number): void {
    for (let at = from; at < this.#order.length; at++) this.#at[this.#order[at] as number] = at
  }

  #newSlot(): number {
    const slot = this.#slots
    this.#slots += 1
    if (slot === this.#sizes.length) this.#grow(this.#sizes.length * 2)
    return slot
  }

  #grow(slots: number): void {
    const numbers = new Uint32Array(slots * BLOCK_MEMBERS_MAX)
    numbers.set(this.#numbers)
    this.#numbers = numbers
    this.#scores = widened(this.#scores, slots * BLOCK_MEMBERS_MAX)
    this.#fences = widened(this.#fences, slots * FENCES)
    const sizes = new Uint16Array(slots)
    sizes.set(this.#sizes)
    this.#sizes = sizes
    const at = new Uint32Array(slots)
    at.set(this.#at)
    this.#at = at
  }
}

/** The same scores in a longer array, with nobody behind them. */
function widened(scores: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const wide = new Float64Array(length)
  wide.set(scores)
  return wide.fill(Number.NEGATIVE_INFINITY, scores.length)
}
