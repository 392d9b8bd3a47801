import { PrefixCounts } from './prefix-counts.ts'

const BLOCK_MEMBERS_MAX = 512
const MEMBERS_AT_FIRST = 64

/** A member's place: `rank` counts from 1; equal scores share it. */
export interface Placed<Member> {
  readonly member: Member
  readonly score: number
  readonly rank: number
}

/** Some members that stand next to each other, best first. */
interface Block {
  readonly numbers: Uint32Array
  /** Of the same members: kept beside each other, because a search that leaves the block waits for memory. */
  readonly scores: Float64Array
  size: number
  /** Where it stands among the blocks. */
  at: number
}

/**
 * An order-statistic index: rank, neighbours and top of a board without sorting it.
 *
 * Highest score first, ties by name, so that a restart lists them as before. Members have numbers, and a sorted list of
 * numbers stands in blocks of at most 512: an update moves part of one block, a look-up asks one binary search over
 * blocks, one inside a block and one sum of counts. The tables stay the truth; this is rebuilt from them at start and
 * follows each commit.
 */
export class RankIndex<Member extends string> {
  readonly #numbers = new Map<Member, number>()
  readonly #members: Member[] = []
  /** By number; NaN for who is on the board no more. */
  #scores = new Float64Array(MEMBERS_AT_FIRST)
  readonly #blocks: Block[] = []
  /** The lowest score of each block, in their order. */
  #lowest = new Float64Array(0)
  readonly #counts = new PrefixCounts()
  #blockOf: (Block | null)[] = []
  #size = 0
  #scoreSum = 0

  get size(): number {
    return this.#size
  }

  /** Sum of all scores. */
  get scoreSum(): number {
    return this.#scoreSum
  }

  /** Sets a member's score; `null` takes him off the board. */
  set(member: Member, score: number | null): void {
    const known = this.#numbers.get(member)
    const number = known ?? (score === null ? null : this.#enter(member))
    if (number === null) return
    const before = known === undefined ? Number.NaN : (this.#scores[number] as number)
    if (before === score || (score === null && Number.isNaN(before))) return
    if (!Number.isNaN(before)) this.#remove(number, before)
    this.#scores[number] = score ?? Number.NaN
    if (score !== null) this.#insert(number, score)
  }

  /** A member's place, or null when he is not on the board. */
  place(member: Member): Placed<Member> | null {
    const number = this.#numbers.get(member)
    const score = number === undefined ? Number.NaN : (this.#scores[number] as number)
    return Number.isNaN(score) ? null : { member, score, rank: this.#countAbove(score) + 1 }
  }

  /** The rank a score has, or would have. */
  rankOf(score: number): number {
    return this.#countAbove(score) + 1
  }

  /** Members by position, best first. `from` counts from 0. */
  slice(from: number, count: number): readonly Placed<Member>[] {
    const placed: Placed<Member>[] = []
    let at = this.#counts.blockAt(from)
    let index = from - this.#counts.before(at)
    let last: Placed<Member> | null = null
    for (; at < this.#blocks.length && placed.length < count; at++, index = 0) {
      const { numbers, size } = this.#blocks[at] as Block
      for (; index < size && placed.length < count; index++) {
        const number = numbers[index] as number
        const score = this.#scores[number] as number
        const rank: number = last?.score === score ? last.rank : this.#countAbove(score) + 1
        last = { member: this.#members[number] as Member, score, rank }
        placed.push(last)
      }
    }
    return placed
  }

  /** A member's position from 0, or null. */
  position(member: Member): number | null {
    const number = this.#numbers.get(member)
    const block = number === undefined ? null : this.#blockOf[number]
    if (number === undefined || !block) return null
    const index = this.#indexIn(block, this.#scores[number] as number, member)
    return this.#counts.before(block.at) + index
  }

  /** Where somebody who is not on the board would stand with a score, from 0. */
  positionOf(member: Member, score: number): number {
    if (this.#size === 0) return 0
    const block = this.#blockFor(score, member)
    return this.#counts.before(block.at) + this.#indexIn(block, score, member)
  }

  #enter(member: Member): number {
    const number = this.#members.push(member) - 1
    this.#numbers.set(member, number)
    if (number >= this.#scores.length) {
      const wider = new Float64Array(2 * this.#scores.length)
      wider.set(this.#scores)
      this.#scores = wider
    }
    this.#blockOf.push(null)
    return number
  }

  #insert(number: number, score: number): void {
    const member = this.#members[number] as Member
    const block = this.#blockFor(score, member)
    const { numbers, scores, size } = block
    const index = this.#indexIn(block, score, member)
    numbers.copyWithin(index + 1, index, size)
    scores.copyWithin(index + 1, index, size)
    numbers[index] = number
    scores[index] = score
    block.size = size + 1
    this.#blockOf[number] = block
    this.#grew(block, 1)
    this.#scoreSum += score
    if (block.size === BLOCK_MEMBERS_MAX) this.#split(block)
  }

  #remove(number: number, score: number): void {
    const block = this.#blockOf[number] as Block
    const index = this.#indexIn(block, score, this.#members[number] as Member)
    block.numbers.copyWithin(index, index + 1, block.size)
    block.scores.copyWithin(index, index + 1, block.size)
    block.size -= 1
    this.#blockOf[number] = null
    this.#scoreSum -= score
    if (block.size > 0) {
      this.#grew(block, -1)
      return
    }
    this.#size -= 1
    this.#blocks.splice(block.at, 1)
    this.#recount()
  }

  #grew(block: Block, change: 1 | -1): void {
    this.#size += change
    this.#lowest[block.at] = block.scores[block.size - 1] as number
    this.#counts.add(block.at, change)
  }

  /** The first block whose last member does not stand before; the last block where all do. */
  #blockFor(score: number, member: Member): Block {
    if (this.#blocks.length === 0) {
      this.#blocks.push(emptyBlock())
      this.#recount()
    }
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#endsBefore(middle, score, member)) low = middle + 1
      else high = middle
    }
    return this.#blocks[low] as Block
  }

  #endsBefore(at: number, score: number, member: Member): boolean {
    const lowest = this.#lowest[at] as number
    if (lowest !== score) return lowest > score
    const { numbers, size } = this.#blocks[at] as Block
    return (this.#members[numbers[size - 1] as number] as Member) < member
  }

  /** Where a member of this score stands or would stand in a block. */
  #indexIn({ numbers, scores, size }: Block, score: number, member: Member): number {
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >> 1
      const theirs = scores[middle] as number
      const before =
        theirs > score || (theirs === score && (this.#members[numbers[middle] as number] as Member) < member)
      if (before) low = middle + 1
      else high = middle
    }
    return low
  }

  #split(block: Block): void {
    const half = block.size >> 1
    const upper = emptyBlock()
    upper.numbers.set(block.numbers.subarray(half, block.size))
    upper.scores.set(block.scores.subarray(half, block.size))
    upper.size = block.size - half
    block.size = half
    for (let index = 0; index < upper.size; index++) this.#blockOf[upper.numbers[index] as number] = upper
    this.#blocks.splice(block.at + 1, 0, upper)
    this.#recount()
  }

  #recount(): void {
    this.#blocks.forEach((block, at) => {
      block.at = at
    })
    this.#lowest = Float64Array.from(this.#blocks, ({ scores, size }) =>
      size === 0 ? Number.POSITIVE_INFINITY : (scores[size - 1] as number),
    )
    this.#counts.rebuild(this.#blocks.map(({ size }) => size))
  }

  /** How many have a strictly higher score. */
  #countAbove(score: number): number {
    const at = this.#firstBlockAtMost(score)
    const block = this.#blocks[at]
    if (block === undefined) return this.#size
    return this.#counts.before(at) + firstAtMost(block.scores, block.size, score)
  }

  /** The first block that holds a score of at most this; the number of blocks where none does. */
  #firstBlockAtMost(score: number): number {
    return firstAtMost(this.#lowest, this.#blocks.length, score)
  }
}

function emptyBlock(): Block {
  return {
    numbers: new Uint32Array(BLOCK_MEMBERS_MAX),
    scores: new Float64Array(BLOCK_MEMBERS_MAX),
    size: 0,
    at: 0,
  }
}

/** The first of `length` falling scores that is at most `score`; `length` where none is. */
function firstAtMost(scores: Float64Array, length: number, score: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((scores[middle] as number) <= score) high = middle
    else low = middle + 1
  }
  return low
}
