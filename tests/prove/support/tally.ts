/** Counts things that happen, so that one can wait for so many more of them instead of for time. */
export interface Tally {
  readonly count: () => number
  add(): void
  /** Settles when so many more have happened from now on. */
  more(number: number): Promise<void>
}

export function openTally(): Tally {
  let count = 0
  const waiting = new Set<{ readonly at: number; readonly done: () => void }>()
  return {
    count: () => count,
    add() {
      count += 1
      for (const one of waiting) {
        if (count < one.at) continue
        waiting.delete(one)
        one.done()
      }
    },
    more: (number) => new Promise((done) => waiting.add({ at: count + number, done })),
  }
}
