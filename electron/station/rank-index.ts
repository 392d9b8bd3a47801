const BLOCK_MEMBERS_MAX = 512

/** A member's place: `rank` counts from 1; equal scores share it. */
export interface Placed<Member> {
  readonly member: Member
  readonly score: number
  readonly rank: number
}

interface Entry<Member> {
  readonly member: Member
  readonly score: number
}

/**
 * An order-statistic index: rank, neighbours and top of a board without sorting it.
 *
 * A sorted list in blocks of at most 512: an update moves one block, a look-up counts blocks. Highest score first,
 * ties by name, so that a restart lists them as before. The tables stay the truth; this is rebuilt from them at start and follows each commit.
 */
export class RankIndex<Member extends string> {
  readonly #entries = new Map<Member, Entry<Member>>()
  #blocks: Entry<Member>[][] = []
  #scoreSum = 0

  get size(): number {
    return this.#entries.size
  }

  /** Sum of all scores. */
  get scoreSum(): number {
    return this.#scoreSum
  }

  /** Sets a member's score; `null` takes him off the board. */
  set(member: Member, score: number | null): void {
    const before = this.#entries.get(member)
    if (before?.score === score) return
    if (before) this.#remove(before)
    if (score === null) {
      this.#entries.delete(member)
      return
    }
    const entry = { member, score }
    this.#entries.set(member, entry)
    this.#insert(entry)
  }

  /** A member's place, or null when he is not on the board. */
  place(member: Member): Placed<Member> | null {
    const entry = this.#entries.get(member)
    return entry ? { member, score: entry.score, rank: this.#countAbove(entry.score) + 1 } : null
  }

  /** Members by position, best first. `from` counts from 0. */
  slice(from: number, count: number): readonly Placed<Member>[] {
    const entries: Entry<Member>[] = []
    let before = 0
    for (const block of this.#blocks) {
      const start = Math.max(0, from - before)
      entries.push(...block.slice(start, start + count - entries.length))
      before += block.length
      if (entries.length >= count) break
    }
    return entries.map(({ member, score }) => ({ member, score, rank: this.#countAbove(score) + 1 }))
  }

  /** A member's position from 0, or null. */
  position(member: Member): number | null {
    const entry = this.#entries.get(member)
    if (!entry) return null
    const { blockIndex, index } = this.#find(entry)
    let position = index
    for (let block = 0; block < blockIndex; block++) position += this.#blocks[block]?.length ?? 0
    return position
  }

  #insert(entry: Entry<Member>): void {
    this.#scoreSum += entry.score
    const { blockIndex, index } = this.#find(entry)
    const block = this.#blocks[blockIndex]
    if (!block) {
      this.#blocks.push([entry])
      return
    }
    block.splice(index, 0, entry)
    if (block.length > BLOCK_MEMBERS_MAX)
      this.#blocks.splice(blockIndex + 1, 0, block.splice(block.length >> 1))
  }

  #remove(entry: Entry<Member>): void {
    this.#scoreSum -= entry.score
    const { blockIndex, index } = this.#find(entry)
    const block = this.#blocks[blockIndex]
    block?.splice(index, 1)
    if (block?.length === 0) this.#blocks.splice(blockIndex, 1)
  }

  /** Where an entry stands or would stand. */
  #find(entry: Entry<Member>): { readonly blockIndex: number; readonly index: number } {
    const last = Math.max(0, this.#blocks.length - 1)
    const blockIndex = Math.min(
      last,
      firstIndex(this.#blocks.length, (at) => !comesBefore(this.#blocks[at]?.at(-1), entry)),
    )
    const block = this.#blocks[blockIndex] ?? []
    return { blockIndex, index: firstIndex(block.length, (at) => !comesBefore(block[at], entry)) }
  }

  /** How many have a strictly higher score. */
  #countAbove(score: number): number {
    let above = 0
    for (const block of this.#blocks) {
      const worst = block.at(-1)
      if (worst && worst.score > score) above += block.length
      else return above + firstIndex(block.length, (at) => (block[at]?.score ?? 0) <= score)
    }
    return above
  }
}

function comesBefore<Member extends string>(left: Entry<Member> | undefined, right: Entry<Member>): boolean {
  if (!left) return false
  return left.score > right.score || (left.score === right.score && left.member < right.member)
}

/** First index in [0, length) for which the claim holds, else `length`; the claim must stay true once it is. */
function firstIndex(length: number, claim: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (claim(middle)) high = middle
    else low = middle + 1
  }
  return low
}
