import { sayIn } from '../words/words.ts'
import type { SignalView, VoteView } from './model.ts'

const say = sayIn('dashboard')

/** Parts smaller than this would read as 0.0 points; they stand together in one row. */
const SMALL = 0.0005
/** Air at both ends of the scale, as a share of what it spans; and what it spans at least. */
const SCALE_AIR = 0.08
const SCALE_SPAN_MIN = 0.02

/** How the sources of the station voted on a signal. */
export type Votes = readonly Pick<VoteView, 'source' | 'agrees'>[]

/** One step on the way from the base rate to the probability. */
export interface PartStep {
  /** The source's name on the wire; empty for a row that stands for several. */
  readonly source: string
  readonly name: string
  /** How many parts stand in this row. */
  readonly count: number
  /** Probability before and after this step. */
  readonly from: number
  readonly to: number
  readonly change: number
}

/** How a probability came about: the base rate, one step for each part, the probability. */
export interface Breakdown {
  readonly base: number
  readonly steps: readonly PartStep[]
  readonly probability: number
}

/**
 * The way from the base rate of the book to the probability of a signal, the largest part first.
 *
 * The steps always end at the probability: what the parts leave unexplained is a step of its own and is named so.
 */
export function breakdownOf({ base, parts, probability }: SignalView): Breakdown {
  const all = Object.entries(parts).sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))
  const large = all.filter(([, change]) => Math.abs(change) >= SMALL)
  const small = all.filter(([, change]) => Math.abs(change) < SMALL)
  const rows = large.map(([source, change]) => ({ source, name: partName(source), count: 1, change }))
  if (small.length > 0) {
    const source = small.length === 1 ? (small[0]?.[0] ?? '') : ''
    const name = source === '' ? say('smaller_parts', { n: small.length }) : partName(source)
    rows.push({ source, name, count: small.length, change: sum(small.map(([, change]) => change)) })
  }
  const rest = probability - base - sum(all.map(([, change]) => change))
  if (all.length > 0 && Math.abs(rest) >= SMALL)
    rows.push({ source: '', name: say('not_explained'), count: 1, change: rest })
  let at = base
  const steps = rows.map((row) => {
    const from = at
    at += row.change
    return { ...row, from, to: at }
  })
  return { base, steps, probability }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** `hour_drift` -> `hour drift`; what the engine adds itself is called in the reader's language. */
function partName(name: string): string {
  if (name === 'base drift') return say('part_base_drift')
  return name === 'regime' ? say('part_regime') : name.replaceAll('_', ' ')
}

/** `for` the trade or `against` it: what a part does to the probability that the target comes before the stop. */
export function sideOf({ change }: PartStep): 'for' | 'against' | 'even' {
  if (Math.abs(change) < SMALL) return 'even'
  return change > 0 ? 'for' : 'against'
}

/** A stretch of probabilities to draw on. */
export interface Scale {
  readonly low: number
  readonly high: number
}

/** A scale that shows every step, the interval and the breakeven, with some air. */
export function scaleOf({ steps, base }: Breakdown, signal: SignalView): Scale {
  const shown = [
    base,
    signal.probability,
    signal.low,
    signal.high,
    signal.breakeven,
    ...steps.map(({ to }) => to),
  ]
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  const air = Math.max(SCALE_SPAN_MIN - (high - low), (high - low) * SCALE_AIR) / 2
  return { low: Math.max(0, low - air), high: Math.min(1, high + air) }
}

/** Where a probability stands on the scale, 0 to 1. */
export function shareOn({ low, high }: Scale, probability: number): number {
  return Math.min(1, Math.max(0, (probability - low) / (high - low)))
}

/** Why there is no part to show; null where there are some. */
export function noParts({ parts, trust }: SignalView): string | null {
  if (Object.keys(parts).length > 0) return null
  if (trust === 'WARMING') return say('base_only_new')
  return say('base_only_old')
}

/** How the sources voted on a signal, in one sentence; null where none of the station's did. */
export function votesText(votes: Votes): string | null {
  if (votes.length === 0) return null
  const names = (agreed: boolean) =>
    votes
      .filter(({ agrees }) => agrees === agreed)
      .map(({ source }) => partName(source))
      .join(', ')
  const [agree, disagree] = [names(true), names(false)]
  return [
    agree && say('agree_names', { names: agree }),
    disagree && say('disagree_names', { names: disagree }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Whether the source of a step agreed with the trade; null where it did not vote or is no source. */
export function voteOf({ source }: PartStep, votes: Votes): boolean | null {
  return votes.find((vote) => vote.source === source)?.agrees ?? null
}
