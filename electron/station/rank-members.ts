import { randomInt } from 'node:crypto'

/** The cell of who was never on the board, and the block of who is on none. */
export const NOWHERE = -1
/** In place of a hash, in a cell without a member: what new memory holds. */
const NOBODY = 0
const CELLS_AT_FIRST = 64
/** Of eight cells, how many hold a member at most: fuller, and a search meets too many others. */
const FULL_EIGHTHS = 5
const SEED_MAX = 2 ** 32
/** Odd numbers that stir the bits of a text (Appleby, MurmurHash2 and 3). */
const STIR = 0x5bd1_e995
const STIR_LAST = 0x85eb_ca6b

/**
 * The members of a board with their scores and blocks, found by name.
 *
 * An open table of cells of 16 bytes: score, block, hash of the name. Among a million every step to another place waits
 * for memory, and a `Map` of names takes five of them before it has a number by which to look up the rest; here the
 * name leads straight to the score and block. A cell keeps its member until the table grows.
 */
export class RankMembers<Member extends string> {
  #names: (Member | null)[] = []
  /** The score of a cell at twice its number. */
  #scores = new Float64Array(0)
  /** The same bytes: of each cell's four words, the third is its block and the fourth the hash. */
  #words = new Int32Array(0)
  #count = 0
  /** Names cannot be chosen beforehand that meet in one place. */
  readonly #seed = randomInt(SEED_MAX)

  constructor() {
    this.#layOut(CELLS_AT_FIRST)
  }

  /** A member's cell, or `NOWHERE`. */
  find(member: Member): number {
    const hash = this.#hashOf(member)
    const words = this.#words
    const mask = this.#names.length - 1
    for (let cell = hash & mask; ; cell = (cell + 1) & mask) {
      const met = words[4 * cell + 3]
      if (met === hash && this.#names[cell] === member) return cell
      if (met === NOBODY) return NOWHERE
    }
  }

  /** Whether `more` members have room without a new table. */
  hasRoom(more: number): boolean {
    return 8 * (this.#count + more) <= FULL_EIGHTHS * this.#names.length
  }

  /** Makes a table with room for `more` members. Returns the new cell of each old one. */
  grow(more: number): Uint32Array {
    const names = this.#names
    const scores = this.#scores
    const words = this.#words
    let cells = names.length
    while (8 * (this.#count + more) > FULL_EIGHTHS * cells) cells *= 2
    this.#layOut(cells)
    const moved = new Uint32Array(names.length)
    for (let from = 0; from < names.length; from++) {
      if (words[4 * from + 3] === NOBODY) continue
      const to = this.#take(names[from] as Member, words[4 * from + 3] as number)
      this.put(to, scores[2 * from] as number, words[4 * from + 2] as number)
      moved[from] = to
    }
    return moved
  }

  /** A member's cell, or a new one in a table that has room for him: without a score, on no block. */
  enter(member: Member): number {
    const known = this.find(member)
    if (known !== NOWHERE) return known
    this.#count += 1
    return this.#take(member, this.#hashOf(member))
  }

  name(cell: number): Member {
    return this.#names[cell] as Member
  }

  /** NaN for who is on the board no more. */
  score(cell: number): number {
    return this.#scores[2 * cell] as number
  }

  block(cell: number): number {
    return this.#words[4 * cell + 2] as number
  }

  put(cell: number, score: number, block: number): void {
    this.#scores[2 * cell] = score
    this.#words[4 * cell + 2] = block
  }

  putScore(cell: number, score: number): void {
    this.#scores[2 * cell] = score
  }

  putBlock(cell: number, block: number): void {
    this.#words[4 * cell + 2] = block
  }

  #layOut(cells: number): void {
    this.#names = new Array<Member | null>(cells).fill(null)
    this.#scores = new Float64Array(2 * cells)
    this.#words = new Int32Array(this.#scores.buffer)
  }

  #take(member: Member, hash: number): number {
    const mask = this.#names.length - 1
    let cell = hash & mask
    while (this.#words[4 * cell + 3] !== NOBODY) cell = (cell + 1) & mask
    this.#names[cell] = member
    this.#words[4 * cell + 3] = hash
    this.put(cell, Number.NaN, NOWHERE)
    return cell
  }

  #hashOf(member: Member): number {
    let hash = this.#seed | 0
    for (let at = 0; at < member.length; at++) hash = Math.imul(hash ^ member.charCodeAt(at), STIR)
    hash ^= hash >>> 15
    hash = Math.imul(hash, STIR_LAST)
    return hash ^ (hash >>> 13) || 1
  }
}
