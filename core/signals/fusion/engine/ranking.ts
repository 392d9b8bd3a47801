/** Probabilities that the next one is ranked among. */
export const RANKED_MAX = 1_000
/** Probabilities are compared to the millionth, which keeps the book's state small. */
const PER_UNIT = 1_000_000

/** The last probabilities of a book: in order of arrival, and sorted. */
export interface Ranking {
  readonly arrived: Int32Array
  readonly sorted: Int32Array
  size: number
  /** Where the next one is put. */
  next: number
}

export function openRanking(): Ranking {
  return {
    arrived: new Int32Array(RANKED_MAX),
    sorted: new Int32Array(RANKED_MAX),
    size: 0,
    next: 0,
  }
}

/** Share of the remembered probabilities that lies below, equals counting half; 0.5 where there is none. */
export function rankOf({ sorted, size }: Ranking, probability: number): number {
  if (size === 0) return 0.5
  const value = Math.round(probability * PER_UNIT)
  return (firstAtLeast(sorted, size, value) + firstAtLeast(sorted, size, value + 1)) / (2 * size)
}

/** Remembers a probability; the oldest of a full book is forgotten. */
export function remember(ranking: Ranking, probability: number): void {
  const value = Math.round(probability * PER_UNIT)
  const { arrived, sorted, next } = ranking
  if (ranking.size === RANKED_MAX) {
    const place = firstAtLeast(sorted, ranking.size, arrived[next] ?? 0)
    sorted.copyWithin(place, place + 1, ranking.size)
    ranking.size -= 1
  }
  const place = firstAtLeast(sorted, ranking.size, value)
  sorted.copyWithin(place + 1, place, ranking.size)
  sorted[place] = value
  ranking.size += 1
  arrived[next] = value
  ranking.next = (next + 1) % RANKED_MAX
}

/** Millionths, oldest first. */
export function rankedValues({ arrived, size, next }: Ranking): number[] {
  return size < RANKED_MAX
    ? Array.from(arrived.subarray(0, size))
    : [...arrived.subarray(next), ...arrived.subarray(0, next)]
}

/** Opens a ranking with these millionths, oldest first. */
export function rankingOf(values: readonly number[]): Ranking {
  const ranking = openRanking()
  for (const value of values.slice(-RANKED_MAX)) remember(ranking, value / PER_UNIT)
  return ranking
}

function firstAtLeast(sorted: Int32Array, size: number, value: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
