/**
 * How many members the blocks before a block hold, and which block a position lies in, in logarithmic time.
 *
 * A Fenwick tree over the sizes of blocks. Rebuilt when blocks come or go, adjusted when one grows or shrinks.
 */
export class PrefixCounts {
  #tree = new Int32Array(1)
  /** Largest power of two that is not above the number of blocks. */
  #top = 0

  /** Takes the sizes of all blocks, in order. */
  rebuild(sizes: readonly number[]): void {
    const tree = new Int32Array(sizes.length + 1)
    sizes.forEach((size, index) => {
      tree[index + 1] = size
    })
    for (let index = 1; index < tree.length; index++) {
      const parent = index + (index & -index)
      if (parent < tree.length) tree[parent] = (tree[parent] as number) + (tree[index] as number)
    }
    this.#tree = tree
    this.#top = sizes.length === 0 ? 0 : 2 ** Math.floor(Math.log2(sizes.length))
  }

  /** A block grew or shrank. */
  add(block: number, change: number): void {
    for (let index = block + 1; index < this.#tree.length; index += index & -index)
      this.#tree[index] = (this.#tree[index] as number) + change
  }

  /** Members of all blocks before a block. */
  before(block: number): number {
    let sum = 0
    for (let index = Math.min(block, this.#tree.length - 1); index > 0; index -= index & -index)
      sum += this.#tree[index] as number
    return sum
  }

  /** The block that holds the member at a position from 0; the number of blocks where no block does. */
  blockAt(position: number): number {
    let index = 0
    let left = position
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = index + step
      if (next < this.#tree.length && (this.#tree[next] as number) <= left) {
        index = next
        left -= this.#tree[next] as number
      }
    }
    return index
  }
}
