/** Money in integer cents. */
export type Cents = number
/** Hundredths of a percent: 100 is 1 %. */
export type BasisPoints = number

export const BASIS_POINTS_PER_UNIT = 10_000

/** Rounds half away from zero: 0.5 -> 1, -0.5 -> -1. The rule for money, in nobody's favour by sign. */
export function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
}

/** Rounds to a fixed number of decimals; comparisons of shown figures use the rounded value. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}
