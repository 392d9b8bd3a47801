/** Two-sided 90 %: a twentieth is left out at each end. */
const TAIL = 0.05
/** Jeffreys' prior: half a success and half a failure. */
const PRIOR = 0.5
/** Steps to a quantile: seven as a rule, a dozen where it crowds at an end; so many would halve it down, too. */
const STEPS_MAX = 60
/** In proportion: a millionth of what is shown. */
const QUANTILE_TOLERANCE = 1e-12
const FRACTION_STEPS_MAX = 300
const FRACTION_TOLERANCE = 1e-12
const TINY = 1e-300

/** The lower and upper end of an interval, 0 to 1. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * The 90 % interval of a rate that was seen as so many successes among so many trials.
 *
 * Equal-tailed, of the Beta distribution over Jeffreys' prior; null before the first trial.
 *
 * @param trials whole or decayed counts, at least `successes`
 */
export function betaInterval(successes: number, trials: number): Interval | null {
  if (!(trials > 0)) return null
  const a = successes + PRIOR
  const b = trials - successes + PRIOR
  return { low: betaQuantile(TAIL, a, b), high: betaQuantile(1 - TAIL, a, b) }
}

/**
 * Where the Beta distribution reaches a probability.
 *
 * By Newton's steps from the mean, and by halving where one would leave what is left: a page of books asks for some
 * hundred intervals, and by halving alone each of them took five times as long.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let step = 0; step < STEPS_MAX; step++) {
    const above = betaBelow(x, a, b) - probability
    if (above < 0) low = x
    else high = x
    const newton = x - above / betaDensity(x, a, b)
    // Before the bracket is asked: so close, rounding alone decides on which side of it the step ends.
    if (Math.abs(newton - x) <= QUANTILE_TOLERANCE * x) return Math.min(1, newton)
    x = newton > low && newton < high ? newton : (low + high) / 2
  }
  return x
}

/**
 * The Beta distribution: the probability of a value below `x`.
 *
 * @param x 0 to 1
 * @param a above 0
 * @param b above 0
 *
 * Source: the continued fraction of the incomplete beta function, by Lentz' method.
 */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges quickly on this side of the mean; the other side is its mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a)
  return (betaFront(x, a, b) * betaFraction(x, a, b)) / a
}

function betaDensity(x: number, a: number, b: number): number {
  return betaFront(x, a, b) / (x * (1 - x))
}

function betaFront(x: number, a: number, b: number): number {
  return Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= FRACTION_STEPS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < FRACTION_TOLERANCE) break
  }
  return fraction
}

/** Lentz' method divides by these: a zero is moved off by nothing that counts. */
function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const
const LANCZOS_G = 7

/** Natural logarithm of the gamma function, for values of at least a half. Source: Lanczos' approximation. */
export function logGamma(value: number): number {
  const x = value - 1
  let sum = 0.9999999999998099
  LANCZOS.forEach((coefficient, index) => {
    sum += coefficient / (x + index + 1)
  })
  const t = x + LANCZOS_G + 0.5
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum)
}
