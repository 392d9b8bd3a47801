import type { Bar } from '#core/market/bar.ts'
import { judge } from '#core/signals/settlement.ts'
import { type Candidate, levelsFit } from '#core/signals/signal.ts'
import { breakevenAt } from '../engine/interval.ts'
import { type Geometry, levelsAt, openPipeline, openSources, type Pipeline } from '../pipeline.ts'
import { type Contest, openContest } from './contest.ts'

/** Exits of a candidate, in ATR. */
export type Exits = Pick<Geometry, 'targetAtr' | 'stopAtr'>

/** The three geometries of the fusion method. */
export const GEOMETRIES: readonly Exits[] = [
  { targetAtr: 1.5, stopAtr: 1 },
  { targetAtr: 1, stopAtr: 1 },
  { targetAtr: 0.5, stopAtr: 1.5 },
]

export interface MarketRules {
  readonly cooldownBars: number
  /** A trade that touched nothing by then has not won. */
  readonly horizonBars: number
}

/** A contest for each geometry, over the same bars and candidates. */
export interface MarketContest {
  readonly contests: readonly { readonly exits: Exits; readonly contest: Contest }[]
  /** Takes all bars that close at one instant. At that instant outcomes come first, then candidates. */
  readonly close: (bars: readonly Bar[]) => void
}

interface Trade {
  readonly id: string
  readonly candidate: Candidate
  readonly levels: Candidate['levels']
}

/**
 * Plays bars through sources, candidates and barriers, and lets the contests judge and learn.
 *
 * Source: fusion method, section 9, mode B.
 */
export function openMarketContest(geometries: readonly Exits[], rules: MarketRules): MarketContest {
  const types = new Map(openSources().map(({ name, type }) => [name, type]))
  const typeOf = (source: string) => types.get(source) ?? 'technical'
  const desks = geometries.map((exits) => ({
    exits,
    contest: openContest(breakevenAt(exits, 0), typeOf),
    open: new Map<string, Trade[]>(),
  }))
  type Desk = (typeof desks)[number]
  const pipelines = new Map<string, Pipeline>()
  let candidates = 0

  const pipelineOf = (symbol: string): Pipeline => {
    const known = pipelines.get(symbol)
    if (known !== undefined) return known
    const fresh = openPipeline({ ...(geometries[0] ?? { targetAtr: 1, stopAtr: 1 }), ...rules })
    pipelines.set(symbol, fresh)
    return fresh
  }
  const settle = ({ contest, open }: Desk, bar: Bar, barIndex: number): void => {
    const trades = open.get(bar.symbol) ?? []
    const left = trades.filter((trade) => {
      const judgement = judge(judgeable(trade, rules), bar, barIndex)
      if (judgement === null) return true
      contest.tell({
        id: trade.id,
        at: bar.closeAt,
        won: judgement.outcome === 'WIN' ? 1 : 0,
        r: judgement.r,
      })
      return false
    })
    open.set(bar.symbol, left)
  }
  const enter = ({ exits, contest, open }: Desk, candidate: Candidate, id: string): void => {
    const { symbol, direction, at, votes, regime } = candidate
    const levels = levelsAt(candidate, exits)
    if (!levelsFit(direction, levels)) return
    open.get(symbol)?.push({ id, candidate, levels })
    contest.ask({ id, symbol, direction: direction === 'BUY' ? 1 : -1, at, votes, regime })
  }

  const closeBar = (bar: Bar): readonly Candidate[] => {
    const pipeline = pipelineOf(bar.symbol)
    const candidate = pipeline.push(bar)
    for (const desk of desks) settle(desk, bar, pipeline.bars() - 1)
    return candidate === null ? [] : [candidate]
  }

  return {
    contests: desks,
    close(bars) {
      for (const candidate of bars.flatMap(closeBar)) {
        candidates += 1
        for (const desk of desks) enter(desk, candidate, String(candidates))
      }
    },
  }
}

function judgeable({ candidate, levels }: Trade, { horizonBars }: MarketRules) {
  const { symbol, direction, at, barIndex } = candidate
  return {
    symbol,
    direction,
    levels,
    createdAt: at,
    // Bars decide; the time is not asked.
    horizonAt: at,
    horizonBar: barIndex + horizonBars,
    evidence: candidate,
  }
}
