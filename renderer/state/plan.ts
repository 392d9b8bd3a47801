import { sayIn } from '../words/words.ts'
import { fixed } from './format.ts'
import type { SignalView } from './model.ts'

const say = sayIn('decide')
const sayFrame = sayIn('frame')

export const RISK_PCT_MIN = 0.1
export const RISK_PCT_MAX = 2

/** The limits in words. */
export function riskRange(): string {
  return sayFrame('percent_range', { low: fixed(RISK_PCT_MIN, 1), high: fixed(RISK_PCT_MAX, 1) })
}

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
    get word() {
      return say('word_warming')
    },
    get sentence() {
      return say('thin')
    },
  },
  THIN: {
    get word() {
      return say('word_thin')
    },
    get sentence() {
      return say('few_sources')
    },
  },
  NO_EDGE: {
    get word() {
      return say('no_edge')
    },
    get sentence() {
      return say('edge_unproven')
    },
  },
  EDGE: {
    get word() {
      return say('word_edge')
    },
    get sentence() {
      return say('edge_proven')
    },
  },
  BLOCKED: {
    get word() {
      return say('word_blocked')
    },
    get sentence() {
      return say('mostly_stale')
    },
  },
} as const satisfies Record<SignalView['trust'], { word: string; sentence: string }>

/** The state of a signal in words, and how honest its probability is. */
export function trustWords(signal: SignalView): { readonly word: string; readonly sentence: string } {
  return TRUST_WORDS[signal.trust]
}
