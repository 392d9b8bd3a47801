import type { Policy } from '#core/context.ts'
import type { Bar } from '#core/market/bar.ts'
import type { Candidate, Direction, Levels, Regime, Vote } from '#core/signals/signal.ts'
import { levelsFit } from '#core/signals/signal.ts'
import { candlePattern, trendPullback } from './ai-bot.ts'
import { agree } from './candidate-rule.ts'
import { hourDrift, londonBreak } from './fundamental.ts'
import { type Gauges, openGauges } from './gauges.ts'
import { busyMomentum, stretchFade } from './sentiment.ts'
import type { Source } from './source.ts'
import { donchianBreak, emaTrend, macdFlip, rsiRevert, squeezeBreak } from './technical.ts'

/** The eleven sources, each with a state of its own. The order is that of the votes of a candidate. */
export function openSources(): readonly Source[] {
  return [
    emaTrend(),
    macdFlip(),
    rsiRevert(),
    squeezeBreak(),
    donchianBreak(),
    londonBreak(),
    hourDrift(),
    busyMomentum(),
    stretchFade(),
    candlePattern(),
    trendPullback(),
  ]
}

export type Geometry = Pick<Policy, 'targetAtr' | 'stopAtr' | 'cooldownBars'>

/** Sources and candidate rule of one symbol. */
export interface Pipeline {
  /** Takes the next closed bar of the symbol; answers with the candidate that closes with it, or null. */
  readonly push: (bar: Bar) => Candidate | null
  /** Bars taken so far; the index of the last one is this minus 1. */
  readonly bars: () => number
  /** Whether the last bar would have made a candidate, had it not come so soon after another. */
  readonly spaced: () => boolean
}

/**
 * Opens the way from closed bars to candidates for one symbol.
 *
 * It is a pure fold over the bars: the same bars give the same candidates, and a later bar changes nothing that was
 * said before. Replay, simulation and evaluation use this one function.
 *
 * Source: the fusion method's candidate (HydraX's rule, at least `cooldownBars` apart per symbol).
 */
export function openPipeline(geometry: Geometry): Pipeline {
  const board = openGauges()
  const sources = openSources()
  const words = openWords(sources.length)
  let bars = 0
  let candidateIndex = Number.NEGATIVE_INFINITY
  let spaced = false
  return {
    bars: () => bars,
    spaced: () => spaced,
    push(bar) {
      const barIndex = bars
      bars += 1
      const gauges = board.push(bar)
      const speaking = hearAll(sources, gauges, words)
      spaced = false
      if (!gauges.ready) return null
      const direction = agree(sources, words.said, speaking)
      if (direction === null) return null
      const levels = levelsOf(direction, gauges, geometry)
      if (!levelsFit(direction, levels)) return null
      spaced = barIndex - candidateIndex < geometry.cooldownBars
      if (spaced) return null
      candidateIndex = barIndex
      return {
        symbol: bar.symbol,
        direction,
        levels,
        at: bar.closeAt,
        barIndex,
        atr: gauges.atr,
        targetAtr: geometry.targetAtr,
        stopAtr: geometry.stopAtr,
        votes: votesOf(direction, sources, words),
        regime: regimeOf(gauges),
      }
    },
  }
}

/** What each source said last, and for how long it has said so. In arrays, as every bar fills them. */
interface Words {
  /** Signed claims; 0 is silence. */
  readonly said: Float64Array
  /** Closed bars in a row with a word of the same direction. */
  readonly bars: Int32Array
  /** Close of the first of them. */
  readonly since: Float64Array
}

function openWords(count: number): Words {
  return { said: new Float64Array(count), bars: new Int32Array(count), since: new Float64Array(count) }
}

/** Asks every source for its word, also where no candidate can follow: each must see every bar. */
function hearAll(sources: readonly Source[], gauges: Gauges, { said, bars, since }: Words): number {
  let speaking = 0
  for (let index = 0; index < said.length; index++) {
    const spoken = sources[index]?.hear(gauges) ?? 0
    if (spoken !== 0) speaking += 1
    if (Math.sign(spoken) === Math.sign(said[index] ?? 0)) bars[index] = (bars[index] ?? 0) + 1
    else {
      bars[index] = 1
      since[index] = gauges.bar.closeAt
    }
    said[index] = spoken
  }
  return speaking
}

/** Entry at the close: a BUY pays the ask, a SELL gets the bid. */
function levelsOf(
  direction: Direction,
  { bar, atr }: Gauges,
  exits: Pick<Geometry, 'targetAtr' | 'stopAtr'>,
): Levels {
  const entry = direction === 'BUY' ? bar.close + bar.spread : bar.close
  return levelsAt({ direction, levels: { entry }, atr }, exits)
}

/** Levels of a candidate with these exits, in ATR from its entry. */
export function levelsAt(
  {
    direction,
    levels: { entry },
    atr,
  }: Pick<Candidate, 'direction' | 'atr'> & { readonly levels: Pick<Levels, 'entry'> },
  { targetAtr, stopAtr }: Pick<Geometry, 'targetAtr' | 'stopAtr'>,
): Levels {
  const sign = direction === 'BUY' ? 1 : -1
  return { entry, stop: entry - sign * stopAtr * atr, target: entry + sign * targetAtr * atr }
}

function votesOf(direction: Direction, sources: readonly Source[], words: Words): Vote[] {
  const sign = direction === 'BUY' ? 1 : -1
  const votes: Vote[] = []
  for (let index = 0; index < words.said.length; index++) {
    const spoken = words.said[index] ?? 0
    const source = sources[index]
    if (spoken === 0 || source === undefined) continue
    votes.push({
      source: source.name,
      agreement: spoken * sign > 0 ? 1 : -1,
      claim: Math.abs(spoken),
      bars: words.bars[index] ?? 1,
      since: words.since[index] ?? 0,
    })
  }
  return votes
}

/** Averages further apart than this, in ATR, are a trend. */
const TREND_GAP = 0.5
const QUIET = 0.8
const LOUD = 1.25

/**
 * The market around the bar.
 *
 * `trend` +1: EMA 12 and EMA 26 are at least half an ATR apart, whichever way; -1: the market ranges.
 * `vol`: ATR against its own average of 100 bars: -1 below 0.8, +1 above 1.25, else 0.
 */
function regimeOf({ emaFast, emaSlow, atr, volatility }: Gauges): Regime {
  const trend = Math.abs(emaFast - emaSlow) >= TREND_GAP * atr ? 1 : -1
  if (volatility === null) return { trend, vol: 0 }
  if (volatility < QUIET) return { trend, vol: -1 }
  return { trend, vol: volatility > LOUD ? 1 : 0 }
}
