/** Outcomes that the breakeven counts for before there are any. */
const PRIOR_OUTCOMES = 20

/** The share of wins so far: what every other method has to beat. */
export interface RunningBase {
  readonly probability: () => number
  readonly count: (won: number) => void
}

/** @param breakeven  what is believed before the first outcome */
export function openRunningBase(breakeven: number): RunningBase {
  let wins = 0
  let outcomes = 0
  return {
    probability: () => (wins + PRIOR_OUTCOMES * breakeven) / (outcomes + PRIOR_OUTCOMES),
    count(won) {
      wins += won
      outcomes += 1
    },
  }
}
