/**
 * Bars of one minute of a market that walks without aim, the same each time for one seed: sources have something to vote
 * on, and targets and stops are reached.
 *
 * @param firstBarAt  open of the first bar, milliseconds
 */
export function walkingBars(count: number, firstBarAt: number, seed: number): readonly string[] {
  const draw = drawsOf(seed)
  let price = 1.085
  return Array.from({ length: count }, (_, minute) => {
    const path = [price]
    for (let step = 0; step < STEPS_A_BAR; step += 1)
      path.push((path.at(-1) ?? price) + (draw() - 0.5) * 0.0004)
    price = path.at(-1) ?? price
    const [open, high, low] = [path[0] ?? price, Math.max(...path), Math.min(...path)]
    const prices = [open, high, low, price].map((value) => value.toFixed(5))
    return [firstBarAt + minute * 60_000, ...prices, 10].join(',')
  })
}

/** Numbers between 0 and 1 by the generator of Park and Miller. */
function drawsOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const STEPS_A_BAR = 4
