import type { SignalState, Tier } from '#core/signals/signal.ts'
import { breakevenAt } from '../engine/interval.ts'
import { countResult, deflatedSharpe, momentsOf, noResults, PROVEN, TRIALS } from '../engine/proof.ts'
import { TIERS } from '../engine/record.ts'
import { tierOf } from '../tiers.ts'
import { type Entry, METHODS, type Method } from './contest.ts'
import type { Exits } from './market-contest.ts'
import {
  type Bin,
  binsOf,
  type Forecasts,
  logLoss,
  type NoiseFloor,
  noiseFloor,
  orderOf,
  type Scores,
  scoresOf,
  worstExcess,
} from './scores.ts'

/** Candidates at the beginning that are not scored: everybody is warming up. */
export const WARM_UP = 500
const COSTS_ATR = [0, 0.03, 0.1] as const

/** One line of the table of methods. */
export interface MethodScores extends Scores {
  readonly method: Method | 'bestSingle'
  /** Log loss minus that of the running base rate; negative is better. */
  readonly d: number
  readonly noise: NoiseFloor
  /** Most nats ever behind the running base rate. */
  readonly worstExcess: number
}

export interface SymbolScores {
  readonly symbol: string
  readonly n: number
  readonly realised: number
  readonly d: number
  readonly ece: number
  readonly noise: NoiseFloor
  readonly auc: number | null
  readonly hydraxEce: number
}

export interface TierAudit {
  readonly method: Method
  readonly tier: Tier
  readonly n: number
  /** Null in an empty band. */
  readonly predicted: number | null
  readonly realised: number | null
}

/** What the calls to act would have earned. */
export interface Calls {
  readonly costAtr: number
  readonly calls: number
  readonly share: number
  readonly meanR: number | null
  readonly standardError: number | null
  /** Mean of the candidates that were no calls. */
  readonly restR: number | null
  readonly deflatedSharpe: number | null
  readonly proven: boolean
}

/** Everything that is found out about one geometry. */
export interface Findings {
  readonly n: number
  readonly realised: number
  readonly methods: readonly MethodScores[]
  /** The source whose own record was best in hindsight, and the nats by which the engine stayed behind it. */
  readonly bestSingle: string
  readonly regretNats: number
  readonly symbols: readonly SymbolScores[]
  readonly tiers: readonly TierAudit[]
  readonly reliability: readonly Bin[]
  /** The same of HydraX's formula. */
  readonly hydraxReliability: readonly Bin[]
  readonly calls: readonly Calls[]
  readonly states: Readonly<Partial<Record<SignalState, number>>>
}

/** An entry whose outcome came. */
type Ended = Entry & { readonly won: 0 | 1 }

/**
 * Scores a contest.
 *
 * Candidates whose outcome never came are left out, then the first 500 are not scored.
 */
export function findingsOf(entries: readonly Entry[], exits: Exits, seed: string): Findings {
  const ended = entries.filter((entry): entry is Ended => entry.won !== null).slice(WARM_UP)
  const outcomes = Uint8Array.from(ended, ({ won }) => won)
  const of = (method: Method): Float64Array => Float64Array.from(ended, ({ said }) => said[method])
  const base = of('base')
  const baseLoss = scoresOf({ probabilities: base, outcomes }).logLoss
  const scored = (method: MethodScores['method'], probabilities: Float64Array): MethodScores => {
    const scores = scoresOf({ probabilities, outcomes })
    return {
      method,
      ...scores,
      d: scores.logLoss - baseLoss,
      noise: noiseFloor(probabilities, `${seed}:${method}`),
      worstExcess: worstExcess(probabilities, base, outcomes),
    }
  }
  const best = bestSingle(ended, outcomes)
  const methods = METHODS.map((method) => scored(method, of(method)))
  const fused = of('fused')
  const hydrax = of('hydrax')
  return {
    n: ended.length,
    realised: meanOf(outcomes),
    methods: [...methods.slice(0, 1), scored('bestSingle', best.probabilities), ...methods.slice(1)],
    bestSingle: best.source,
    regretNats: lossOf(fused, outcomes) - best.loss,
    symbols: symbolsOf(ended, seed),
    tiers: [...auditOf(ended, 'fused'), ...auditOf(ended, 'hydrax')],
    reliability: binsOf({ probabilities: fused, outcomes }, orderOf(fused)),
    hydraxReliability: binsOf({ probabilities: hydrax, outcomes }, orderOf(hydrax)),
    calls: COSTS_ATR.map((costAtr) => callsAt(ended, exits, costAtr)),
    states: countStates(ended),
  }
}

interface Single {
  readonly source: string
  readonly probabilities: Float64Array
  readonly loss: number
}

/** The source whose own record, with the running base rate where it is silent, lost least. */
function bestSingle(ended: readonly Ended[], outcomes: Uint8Array): Single {
  const sources = [...new Set(ended.flatMap(({ earned }) => Object.keys(earned)))].sort()
  const singles = sources.map((source) => {
    const probabilities = Float64Array.from(ended, ({ earned, said }) => earned[source] ?? said.base)
    return { source, probabilities, loss: lossOf(probabilities, outcomes) }
  })
  const none: Single = {
    source: 'none',
    probabilities: new Float64Array(ended.length),
    loss: Number.POSITIVE_INFINITY,
  }
  return singles.reduce((best, single) => (single.loss < best.loss ? single : best), none)
}

function lossOf(probabilities: Float64Array, outcomes: Uint8Array): number {
  return probabilities.reduce((sum, said, index) => sum + logLoss(said, outcomes[index] ?? 0), 0)
}

function symbolsOf(ended: readonly Ended[], seed: string): readonly SymbolScores[] {
  const names = [...new Set(ended.map(({ question }) => question.symbol))].sort()
  return names.map((symbol) => {
    const own = ended.filter(({ question }) => question.symbol === symbol)
    const forecasts = (method: Method): Forecasts => ({
      probabilities: Float64Array.from(own, ({ said }) => said[method]),
      outcomes: Uint8Array.from(own, ({ won }) => won),
    })
    const fused = scoresOf(forecasts('fused'))
    return {
      symbol,
      n: own.length,
      realised: meanOf(forecasts('fused').outcomes),
      d: fused.logLoss - scoresOf(forecasts('base')).logLoss,
      ece: fused.ece,
      noise: noiseFloor(forecasts('fused').probabilities, `${seed}:${symbol}`),
      auc: fused.auc,
      hydraxEce: scoresOf(forecasts('hydrax')).ece,
    }
  })
}

function auditOf(ended: readonly Ended[], method: Method): readonly TierAudit[] {
  return TIERS.map((tier) => {
    const band = ended.filter(({ said }) => tierOf(said[method]) === tier)
    const empty = band.length === 0
    return {
      method,
      tier,
      n: band.length,
      predicted: empty ? null : meanOf(band.map(({ said }) => said[method])),
      realised: empty ? null : meanOf(band.map(({ won }) => won)),
    }
  })
}

/** The calls at a cost: what may speak at all, and whose interval lies above breakeven with that cost. */
function callsAt(ended: readonly Ended[], exits: Exits, costAtr: number): Calls {
  const breakeven = breakevenAt(exits, costAtr)
  const costR = costAtr / exits.stopAtr
  const called = ended.filter(
    ({ state, low }) => (state === 'EDGE' || state === 'NO_EDGE') && low > breakeven,
  )
  const results = noResults()
  for (const { r } of called) countResult(results, (r ?? 0) - costR)
  const calls = new Set(called)
  const rest = ended.filter((entry) => !calls.has(entry)).map(({ r }) => (r ?? 0) - costR)
  const moments = momentsOf(results)
  const sharpe = deflatedSharpe(results, TRIALS)
  return {
    costAtr,
    calls: called.length,
    share: called.length / Math.max(1, ended.length),
    meanR: called.length === 0 ? null : results.sum / results.calls,
    standardError: moments === null ? null : moments.sd / Math.sqrt(results.calls),
    restR: rest.length === 0 ? null : meanOf(rest),
    deflatedSharpe: sharpe,
    proven: sharpe !== null && sharpe >= PROVEN,
  }
}

function countStates(ended: readonly Ended[]): Partial<Record<SignalState, number>> {
  const states: Partial<Record<SignalState, number>> = {}
  for (const { state } of ended) states[state] = (states[state] ?? 0) + 1
  return states
}

function meanOf(values: Iterable<number> & { readonly length: number }): number {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}
