/** Blocks of a group: of some thousand blocks, about as many as there are groups. */
const GROUP_BITS = 6
const GROUP_BLOCKS = 1 << GROUP_BITS

/**
 * How many members the blocks before a block hold, and which block a position lies in.
 *
 * A sum for each block within its group and one for each group: asking adds two numbers, where the steps of a Fenwick
 * tree are branches to guess. Changing one block touches those behind it in its group and the groups behind.
 */
export class PrefixCounts {
  /** Members of the blocks before, in the same group; one more stands for the end of all blocks. */
  #inGroup = new Int32Array(1)
  /** Members of the groups before. */
  #ofGroups = new Int32Array(1)

  /** Takes the sizes of all blocks, in order. */
  rebuild(sizes: readonly number[]): void {
    const inGroup = new Int32Array(sizes.length + 1)
    const ofGroups = new Int32Array((sizes.length >> GROUP_BITS) + 1)
    let sum = 0
    for (let block = 0; block <= sizes.length; block++) {
      const group = block >> GROUP_BITS
      if (block % GROUP_BLOCKS === 0) ofGroups[group] = sum
      inGroup[block] = sum - (ofGroups[group] as number)
      sum += sizes[block] ?? 0
    }
    this.#inGroup = inGroup
    this.#ofGroups = ofGroups
  }

  /** A block grew or shrank. */
  add(block: number, change: number): void {
    const inGroup = this.#inGroup
    const ofGroups = this.#ofGroups
    const group = block >> GROUP_BITS
    const end = Math.min(inGroup.length, (group + 1) << GROUP_BITS)
    for (let behind = block + 1; behind < end; behind++)
      inGroup[behind] = (inGroup[behind] as number) + change
    for (let behind = group + 1; behind < ofGroups.length; behind++)
      ofGroups[behind] = (ofGroups[behind] as number) + change
  }

  /** Members of all blocks before a block; the number of blocks asks for all. */
  before(block: number): number {
    return (this.#inGroup[block] as number) + (this.#ofGroups[block >> GROUP_BITS] as number)
  }

  /** The block that holds the member at a position from 0; the number of blocks where no block does. */
  blockAt(position: number): number {
    let low = 0
    let high = this.#inGroup.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.before(middle) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
}
