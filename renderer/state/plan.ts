import type { SignalView } from './model.ts'

export const RISK_PCT_MIN = 0.1
export const RISK_PCT_MAX = 2

/** The limits in words. */
export const RISK_TEXT = `${RISK_PCT_MIN.toFixed(1)} to ${RISK_PCT_MAX.toFixed(1)}\u202f%`

/** What a fire puts at stake, by the paper account's rule: a share of the balance against the distance to the stop. */
export interface Plan {
  readonly risk: number
  readonly reward: number
  /** Reward in units of the risk. */
  readonly ratio: number
}

/** Null where the balance or the risk is not known. */
export function planOf(signal: SignalView, balance: number | null, riskPct: number | null): Plan | null {
  if (balance === null || riskPct === null) return null
  const ratio = ratioOf(signal)
  const risk = (balance * riskPct) / 100
  return { risk, reward: risk * ratio, ratio }
}

/** The way to the target in units of the way to the stop. */
export function ratioOf({ entry, stop, target }: SignalView): number {
  return Math.abs(target - entry) / Math.abs(entry - stop)
}

/** Probability minus breakeven, cost included: what a tier alone does not say. */
export function edgeOf(signal: SignalView): number {
  return signal.probability - signal.breakeven
}

/** Reads a risk as typed; null when it is not a number from 0.1 to 2. */
export function readRisk(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'))
  const fits = text.trim() !== '' && value >= RISK_PCT_MIN && value <= RISK_PCT_MAX
  return fits ? value : null
}

const TRUST_WORDS = {
  WARMING: {
    word: 'warming',
    sentence: 'Fewer than 200 outcomes so far: too few to trust this probability, not a call to act.',
  },
  THIN: { word: 'thin', sentence: 'Fewer than three fresh sources spoke: shown, but not a call to act.' },
  NO_EDGE: {
    word: 'no edge',
    sentence: 'The probability is not proven to lie above breakeven: shown, but not a call to act.',
  },
  EDGE: { word: 'edge', sentence: 'The probability lies above breakeven by more than its uncertainty.' },
  BLOCKED: { word: 'blocked', sentence: 'More than half of the sources are stale: not a call to act.' },
} as const satisfies Record<SignalView['trust'], { word: string; sentence: string }>

/** The state of a signal in words, and how honest its probability is. */
export function trustWords(signal: SignalView): { readonly word: string; readonly sentence: string } {
  return TRUST_WORDS[signal.trust]
}
