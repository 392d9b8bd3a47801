import { type RandomStream, randomStream } from '#core/kernel/random.ts'

/** Draws of one harness; the same seed gives the same draws. */
export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given probability. */
  heads(probability?: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** A number in [0, 1). */
  share(): number
  /** An independent stream, so that one draw more in one place does not move the others. */
  branch(name: string): Chance
}

/** Seeded draws. */
export function chance(seed: string): Chance {
  const stream: RandomStream = randomStream(seed)
  const between = (low: number, high: number): number => low + Math.floor(stream.next() * (high - low + 1))
  return {
    between,
    heads: (probability = 0.5) => stream.next() < probability,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    share: () => stream.next(),
    branch: (name) => chance(`${seed}/${name}`),
  }
}
