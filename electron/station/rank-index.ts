import { invariant } from '#core/kernel/result.ts'
import { fallingOrder } from './falling-order.ts'
import { PrefixCounts } from './prefix-counts.ts'
import { BLOCK_MEMBERS_MAX, RankBlocks } from './rank-blocks.ts'
import { NOWHERE, RankMembers } from './rank-members.ts'

/** Equals that are looked through one by one. */
const LOOKED_THROUGH_MAX = 16

/** A member's place: `rank` counts from 1; equal scores share it. */
export interface Placed<Member> {
  readonly member: Member
  readonly score: number
  readonly rank: number
}

/**
 * An order-statistic index: rank, neighbours and top of a board without sorting it.
 *
 * Highest score first, ties by name, so that a restart lists them as before. Members have numbers, and a sorted list of
 * numbers stands in blocks of at most 512: an update moves part of one block, a look-up asks one table of members, one
 * search inside a block and one sum of counts. The tables stay the truth; this is rebuilt from them and
 * follows each commit.
 */
export class RankIndex<Member extends string> {
  readonly #members = new RankMembers<Member>()
  readonly #blocks = new RankBlocks()
  /** The lowest score of each block, in their order. */
  #lowest = new Float64Array(0)
  readonly #counts = new PrefixCounts()
  #size = 0
  #scoreSum = 0

  get size(): number {
    return this.#size
  }

  /** Sum of all scores. */
  get scoreSum(): number {
    return this.#scoreSum
  }

  /** Sets a member's score; `null` takes him off the board. Minus nought is nought. */
  set(member: Member, score: number | null): void {
    const members = this.#members
    let number = members.find(member)
    if (number === NOWHERE) {
      if (score === null) return
      this.#makeRoom(1)
      number = members.enter(member)
    }
    const before = members.score(number)
    const isNew = Number.isNaN(before)
    if (before === score || (score === null && isNew)) return
    const stays = score !== null && !isNew && this.#move(number, before, score + 0)
    if (!stays && !isNew) this.#remove(number, before)
    members.putScore(number, (score ?? Number.NaN) + 0)
    if (!stays && score !== null) this.#insert(number, score + 0)
  }

  /**
   * Sets the scores of many at once: sorts once instead of looking for a place for each. Throws on a board with members.
   */
  fill(entries: Iterable<readonly [Member, number]>): void {
    invariant(this.#size === 0, 'only an empty board is filled')
    const members = this.#members
    const listed = [...entries]
    this.#makeRoom(listed.length)
    const numbers = new Uint32Array(listed.length)
    for (const [member, given] of listed) {
      const score = given + 0
      const number = members.enter(member)
      const before = members.score(number)
      if (Number.isNaN(before)) {
        numbers[this.#size] = number
        this.#size += 1
      }
      this.#scoreSum += score - (Number.isNaN(before) ? 0 : before)
      members.putScore(number, score)
    }
    const entered = numbers.subarray(0, this.#size)
    const scores = new Float64Array(this.#size)
    for (let at = 0; at < scores.length; at++) scores[at] = members.score(entered[at] as number)
    this.#blocks.lay(fallingOrder({ numbers: entered, scores }, (number) => members.name(number)))
    for (let at = 0; at < this.#blocks.length; at++) this.#claim(this.#blocks.slotAt(at))
    this.#recount()
  }

  /** A member's place, or null when he is not on the board. */
  place(member: Member): Placed<Member> | null {
    const number = this.#members.find(member)
    const slot = number === NOWHERE ? NOWHERE : this.#members.block(number)
    if (slot === NOWHERE) return null
    const score = this.#members.score(number)
    const first = this.#blocks.firstAtMost(slot, score)
    // Equals of the first of a block may stand in the one before.
    const above =
      first === 0 ? this.#countAbove(score) : this.#counts.before(this.#blocks.placeOf(slot)) + first
    return { member, score, rank: above + 1 }
  }

  /** The rank a score has, or would have. */
  rankOf(score: number): number {
    return this.#countAbove(score) + 1
  }

  /** Members by position, best first. `from` counts from 0. */
  slice(from: number, count: number): readonly Placed<Member>[] {
    const { numbers, scores } = this.#blocks
    const length = Math.max(0, Math.min(count, this.#size - from))
    const placed = new Array<Placed<Member>>(length)
    let at = this.#counts.blockAt(from)
    let index = from - this.#counts.before(at)
    let rank = 0
    let above = Number.NaN
    for (let done = 0; done < length; at++, index = 0) {
      const slot = this.#blocks.slotAt(at)
      const base = this.#blocks.baseOf(slot)
      const end = base + Math.min(this.#blocks.sizeOf(slot), index + length - done)
      for (let place = base + index; place < end; place++, done++) {
        const score = scores[place] as number
        // Whoever does not share the score of the one above stands as far down as he is listed.
        if (done === 0) rank = this.#countAbove(score) + 1
        else if (score !== above) rank = from + done + 1
        above = score
        placed[done] = { member: this.#members.name(numbers[place] as number), score, rank }
      }
    }
    return placed
  }

  /** A member's position from 0, or null. */
  position(member: Member): number | null {
    const number = this.#members.find(member)
    const slot = number === NOWHERE ? NOWHERE : this.#members.block(number)
    if (slot === NOWHERE) return null
    const index = this.#indexOf(number, slot, this.#members.score(number))
    return this.#counts.before(this.#blocks.placeOf(slot)) + index
  }

  /** Where somebody who is not on the board would stand with a score, from 0. */
  positionOf(member: Member, score: number): number {
    if (this.#size === 0) return 0
    const slot = this.#blockFor(score, member)
    return this.#counts.before(this.#blocks.placeOf(slot)) + this.#indexIn(slot, score, member)
  }

  /** Members may have other numbers afterwards. */
  #makeRoom(more: number): void {
    if (!this.#members.hasRoom(more)) this.#blocks.renumber(this.#members.grow(more))
  }

  #insert(number: number, score: number): void {
    const member = this.#members.name(number)
    const slot = this.#blockFor(score, member)
    this.#blocks.insert(slot, this.#indexIn(slot, score, member), number, score)
    this.#members.putBlock(number, slot)
    this.#grew(slot, 1)
    this.#scoreSum += score
    if (this.#blocks.sizeOf(slot) < BLOCK_MEMBERS_MAX) return
    this.#claim(this.#blocks.split(slot))
    this.#recount()
  }

  /**
   * Moves a member inside his block; false where his new place may lie outside it.
   *
   * Most changes of a score are small beside the range of a block: neither counts nor other blocks are touched.
   */
  #move(number: number, before: number, score: number): boolean {
    const blocks = this.#blocks
    const slot = this.#members.block(number)
    const at = blocks.placeOf(slot)
    const isBelow = at === 0 || score < (this.#lowest[at - 1] as number)
    if (!(isBelow && score > (this.#lowest[at] as number))) return false
    const from = this.#indexOf(number, slot, before)
    const place = this.#indexIn(slot, score, this.#members.name(number))
    // The place is counted with the member still in his old one.
    blocks.move(slot, { from, to: place > from ? place - 1 : place }, score)
    this.#lowest[at] = blocks.lowest(slot)
    this.#scoreSum += score - before
    return true
  }

  #remove(number: number, score: number): void {
    const slot = this.#members.block(number)
    this.#blocks.remove(slot, this.#indexOf(number, slot, score))
    this.#members.putBlock(number, NOWHERE)
    this.#scoreSum -= score
    if (this.#blocks.sizeOf(slot) > 0) {
      this.#grew(slot, -1)
      return
    }
    this.#size -= 1
    this.#blocks.drop(slot)
    this.#recount()
  }

  #grew(slot: number, change: 1 | -1): void {
    const at = this.#blocks.placeOf(slot)
    this.#size += change
    this.#lowest[at] = this.#blocks.lowest(slot)
    this.#counts.add(at, change)
  }

  /** The members of a block learn which one they are in. */
  #claim(slot: number): void {
    const size = this.#blocks.sizeOf(slot)
    for (let index = 0; index < size; index++) this.#members.putBlock(this.#blocks.number(slot, index), slot)
  }

  /** The first block whose last member does not stand before; the last block where all do. */
  #blockFor(score: number, member: Member): number {
    const blocks = this.#blocks
    if (blocks.length === 0) {
      blocks.add(0)
      this.#recount()
    }
    let low = 0
    let high = blocks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#endsBefore(middle, score, member)) low = middle + 1
      else high = middle
    }
    return blocks.slotAt(low)
  }

  #endsBefore(at: number, score: number, member: Member): boolean {
    const lowest = this.#lowest[at] as number
    if (lowest !== score) return lowest > score
    const slot = this.#blocks.slotAt(at)
    return this.#members.name(this.#blocks.number(slot, this.#blocks.sizeOf(slot) - 1)) < member
  }

  /** Where a member stands in his block. Among few equals his number is found sooner than his name is compared. */
  #indexOf(number: number, slot: number, score: number): number {
    const first = this.#blocks.firstAtMost(slot, score)
    const end = Math.min(this.#blocks.sizeOf(slot), first + LOOKED_THROUGH_MAX)
    for (let index = first; index < end; index++)
      if (this.#blocks.number(slot, index) === number) return index
    return this.#indexIn(slot, score, this.#members.name(number))
  }

  /** Where a member of this score stands or would stand in a block. */
  #indexIn(slot: number, score: number, member: Member): number {
    const blocks = this.#blocks
    let low = blocks.firstAtMost(slot, score)
    // Equals stand by name.
    let high = low
    const size = blocks.sizeOf(slot)
    for (let step = 1; high < size && blocks.score(slot, high) === score; step *= 2)
      high = Math.min(size, high + step)
    while (low < high) {
      const middle = (low + high) >> 1
      const stands =
        blocks.score(slot, middle) === score && this.#members.name(blocks.number(slot, middle)) < member
      if (stands) low = middle + 1
      else high = middle
    }
    return low
  }

  #recount(): void {
    const blocks = this.#blocks
    this.#lowest = new Float64Array(blocks.length)
    for (let at = 0; at < blocks.length; at++) this.#lowest[at] = blocks.lowest(blocks.slotAt(at))
    this.#counts.rebuild(blocks.sizes())
  }

  /** How many have a strictly higher score. */
  #countAbove(score: number): number {
    const at = this.#firstBlockAtMost(score)
    if (at === this.#blocks.length) return this.#size
    return this.#counts.before(at) + this.#blocks.firstAtMost(this.#blocks.slotAt(at), score)
  }

  /** The first block that holds a score of at most this; the number of blocks where none does. */
  #firstBlockAtMost(score: number): number {
    const lowest = this.#lowest
    let low = 0
    let high = this.#blocks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((lowest[middle] as number) <= score) high = middle
      else low = middle + 1
    }
    return low
  }
}
