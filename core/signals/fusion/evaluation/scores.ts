import { randomStream } from '#core/kernel/random.ts'

/** Probabilities and what came of them, in the order in which they were said. */
export interface Forecasts {
  readonly probabilities: Float64Array
  /** 1 won, 0 did not. */
  readonly outcomes: Uint8Array
}

/** How good forecasts are. Lower is better, but for `auc`. */
export interface Scores {
  readonly n: number
  readonly brier: number
  readonly logLoss: number
  /** Mean distance of ten equal-mass bins from what came true. */
  readonly ece: number
  /** Probability that a winner was given more than a loser; null where there is only one kind. */
  readonly auc: number | null
}

/** A probability of 0 or 1 that was wrong costs this much and not infinitely much. */
const LOSS_CLIP = 1e-6
export const BINS = 10

/** Nats that one forecast costs. */
export function logLoss(probability: number, won: number): number {
  const clipped = Math.min(1 - LOSS_CLIP, Math.max(LOSS_CLIP, probability))
  return -Math.log(won === 1 ? clipped : 1 - clipped)
}

export function scoresOf(forecasts: Forecasts): Scores {
  const { probabilities, outcomes } = forecasts
  const n = probabilities.length
  let brier = 0
  let loss = 0
  for (let index = 0; index < n; index++) {
    const said = probabilities[index] ?? 0
    const won = outcomes[index] ?? 0
    brier += (said - won) ** 2
    loss += logLoss(said, won)
  }
  const order = orderOf(probabilities)
  return {
    n,
    brier: brier / n,
    logLoss: loss / n,
    ece: eceOf(forecasts, order),
    auc: aucOf(forecasts, order),
  }
}

/** Places ascending by probability, equals in the order in which they were said. */
export function orderOf(probabilities: Float64Array): Uint32Array {
  const order = Uint32Array.from(probabilities, (_, index) => index)
  return order.sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0) || a - b)
}

/** One bin of a reliability diagram. */
export interface Bin {
  readonly n: number
  readonly predicted: number
  readonly realised: number
}

/** Ten bins of the same number of forecasts each, ascending by probability; fewer where there are fewer forecasts. */
export function binsOf({ probabilities, outcomes }: Forecasts, order: Uint32Array): readonly Bin[] {
  const n = order.length
  return Array.from({ length: Math.min(BINS, n) }, (_, bin, bins = Math.min(BINS, n)) => {
    const places = order.subarray(Math.floor((bin * n) / bins), Math.floor(((bin + 1) * n) / bins))
    let predicted = 0
    let realised = 0
    for (const place of places) {
      predicted += probabilities[place] ?? 0
      realised += outcomes[place] ?? 0
    }
    return { n: places.length, predicted: predicted / places.length, realised: realised / places.length }
  })
}

function eceOf(forecasts: Forecasts, order: Uint32Array): number {
  const error = binsOf(forecasts, order).reduce(
    (sum, bin) => sum + bin.n * Math.abs(bin.predicted - bin.realised),
    0,
  )
  return error / order.length
}

/** Mann and Whitney's statistic; equal probabilities count half. */
function aucOf({ probabilities, outcomes }: Forecasts, order: Uint32Array): number | null {
  let winners = 0
  let ranks = 0
  for (let start = 0, end = 0; start < order.length; start = end) {
    end = endOfEquals(probabilities, order, start)
    const won = order.subarray(start, end).reduce((sum, place) => sum + (outcomes[place] ?? 0), 0)
    winners += won
    ranks += (won * (start + end + 1)) / 2
  }
  const losers = order.length - winners
  if (winners === 0 || losers === 0) return null
  return (ranks - (winners * (winners + 1)) / 2) / (winners * losers)
}

function endOfEquals(probabilities: Float64Array, order: Uint32Array, start: number): number {
  const value = probabilities[order[start] ?? 0]
  let end = start + 1
  while (end < order.length && probabilities[order[end] ?? 0] === value) end += 1
  return end
}

/** The calibration error that perfect probabilities of this size would show by chance alone. */
export interface NoiseFloor {
  readonly median: number
  readonly p95: number
}

const DRAWS = 100

/** Draws outcomes from the probabilities themselves, 100 times. */
export function noiseFloor(probabilities: Float64Array, seed: string): NoiseFloor {
  const chance = randomStream(seed)
  const order = orderOf(probabilities)
  const errors = Array.from({ length: DRAWS }, () => {
    const outcomes = Uint8Array.from(probabilities, (said) => (chance.next() < said ? 1 : 0))
    return eceOf({ probabilities, outcomes }, order)
  }).sort((a, b) => a - b)
  const at = (share: number): number => errors[Math.min(DRAWS - 1, Math.floor(share * DRAWS))] ?? 0
  return { median: at(0.5), p95: at(0.95) }
}

/** The most nats that one method was ever behind the other, counted from the first forecast on. */
export function worstExcess(one: Float64Array, other: Float64Array, outcomes: Uint8Array): number {
  let behind = 0
  let worst = 0
  for (let index = 0; index < outcomes.length; index++) {
    const won = outcomes[index] ?? 0
    behind += logLoss(one[index] ?? 0, won) - logLoss(other[index] ?? 0, won)
    worst = Math.max(worst, behind)
  }
  return worst
}
