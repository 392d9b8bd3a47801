import { sayIn } from '../words/words.ts'
import { amount, counted, fixed, percent, signed, UNKNOWN } from './format.ts'
import type { Tier } from './model.ts'
import type { VetoLine } from './routing-board.ts'

const sayFrame = sayIn('frame')

const say = sayIn('fusion')

/** What the fusion engine has to show for itself, in words and figures. Shares are 0 to 1. */

/** Signal tiers, best first. */
export const TIERS: readonly Tier[] = ['SNIPER', 'PRECISION', 'RAPID', 'TRAINING', 'UNRANKED']

/** Predictions against what came of them; null before the first outcome. */
export interface ScoredView {
  readonly outcomes: number
  readonly wins: number
  readonly rate: number | null
  /** The 90 % interval of the rate. */
  readonly interval: readonly [low: number, high: number] | null
  /** Mean of the probabilities that were given. */
  readonly predicted: number | null
}

export type Verdict = 'unproven' | 'honest' | 'off'

/** How the station's own signals of one tier came out. */
export interface TierView extends ScoredView {
  readonly tier: Tier
  /** Lowest probability of the tier. */
  readonly floor: number
  readonly signals: number
  /** Signals of the tier whose window is open now. */
  readonly openNow: number
  readonly verdict: Verdict
}

/** Of the station's own open signals; null while there is none. */
export interface QualityView {
  readonly lowest: number | null
  readonly mean: number | null
  readonly sources: number | null
}

/** The tiers, best first, and what is open of them. */
export interface FusionView {
  readonly tiers: readonly TierView[]
  /** Null where the station does not tell. */
  readonly quality: QualityView | null
  /** Left out where the tiers came alone. */
  readonly vetoes?: readonly VetoLine[]
}

export interface BandView extends ScoredView {
  readonly from: number
  readonly to: number
}

/** Some outcomes in a row; `at` is the market time of the last of them. */
export interface HistoryView extends ScoredView {
  readonly at: number
}

/** What one book has learned. */
export interface BookView extends ScoredView {
  readonly name: string
  readonly prior: number
  readonly candidates: number
  /** What its provider claims on the mean: never a probability. Null for the station. */
  readonly claimed: number | null
  readonly open: number
  readonly refused: number
  readonly allTime: number
  readonly slow: number
  readonly fast: number
  /** 0 to 1.5. */
  readonly trust: number
  readonly bands: readonly BandView[]
  readonly histogram: readonly number[]
  readonly history: readonly HistoryView[]
  readonly calls: CallsView
}

/** Calls to act that are settled. */
export interface CallsView {
  readonly settled: number
  readonly meanR: number | null
  readonly dsr: number | null
  readonly proven: boolean
}

/** Outcomes below which a rate is not judged. */
export const JUDGED_OUTCOMES_MIN = 30
/** Calls below which there is no deflated Sharpe ratio. */
const JUDGED_CALLS_MIN = 20

/** Whether a prediction held: too few outcomes, a rate that agrees with it, or one whose interval leaves it out. */
export function verdictOf({ outcomes, interval, predicted }: ScoredView): Verdict {
  if (outcomes < JUDGED_OUTCOMES_MIN || interval === null || predicted === null) return 'unproven'
  return predicted < interval[0] || predicted > interval[1] ? 'off' : 'honest'
}

/** The word on a card, and what it means. */
export function verdictWords(verdict: Verdict): { readonly word: string; readonly about: string } {
  switch (verdict) {
    case 'unproven':
      return { word: say('word_unproven'), about: say('few_outcomes', { n: JUDGED_OUTCOMES_MIN }) }
    case 'honest':
      return { word: say('word_honest'), about: say('interval_holds') }
    case 'off':
      return { word: say('word_off_retuning'), about: say('interval_misses') }
  }
}

/** `39.6 to 44.0 %`; a dash where there is none. */
export function intervalText(interval: ScoredView['interval']): string {
  return interval === null
    ? UNKNOWN
    : sayFrame('range', { low: fixed(interval[0] * 100, 1), high: percent(interval[1]) })
}

/** Where a tier begins and ends: `90 % and more`, `80 to 90 %`, `below 60 %`. */
export function tierRange(tier: Tier, tiers: readonly TierView[]): string {
  const place = tiers.findIndex((other) => other.tier === tier)
  const floor = tiers[place]?.floor ?? 0
  const above = tiers[place - 1]?.floor
  if (above === undefined) return say('and_more', { floor: percent(floor, 0) })
  if (floor === 0) return say('below', { floor: percent(above, 0) })
  return sayFrame('range', { low: amount(floor * 100, 0), high: percent(above, 0) })
}

/** The sentence of a tier without an outcome; null where it has one. `exits` is the station's target and stop. */
export function emptyTier(tier: TierView, exits: Exits | null): string | null {
  if (tier.outcomes > 0) return null
  if (tier.signals > 0) return say('none_settled', { signals: counted(tier.signals, 'signal') })
  if (tier.tier === 'UNRANKED') return say('none_told')
  // A near target is reached often, whatever the signal is worth; only a far one makes an empty tier what to expect.
  if (exits === null || exits.target < exits.stop) return say('none_earned')
  return say('none_earned_expected', { target: asWritten(exits.target), stop: asWritten(exits.stop) })
}

/** What the open signals of the station amount to. */
export function qualityText({ lowest, mean, sources }: QualityView): string {
  if (lowest === null || mean === null || sources === null) return say('none_open_now')
  return say('open_now_text', { mean: percent(mean), lowest: percent(lowest), sources: amount(sources, 1) })
}

/** Distance of target and stop, in ATR. */
export interface Exits {
  readonly target: number
  readonly stop: number
}

const STATION = /^station:([\d.]+):([\d.]+)$/
const PROVIDER = /^provider:(.+):([\d.]+)$/

/** The exits of a book of the station; null for a provider's. */
export function exitsOf(book: string): Exits | null {
  const [, target, stop] = STATION.exec(book) ?? []
  return target === undefined || stop === undefined ? null : { target: Number(target), stop: Number(stop) }
}

/** 1.5 with the decimals it has, as the reader's region writes it. */
function asWritten(value: number): string {
  return fixed(value, String(value).split('.')[1]?.length ?? 0)
}

/** A book as people call it: `Station, target 1.5 ATR, stop 1 ATR` or `Harbour Desk, reward 2 to risk 1`. */
export function bookTitle(book: string): string {
  const exits = exitsOf(book)
  if (exits !== null)
    return say('station_book', { target: asWritten(exits.target), stop: asWritten(exits.stop) })
  const [, provider, ratio] = PROVIDER.exec(book) ?? []
  return provider === undefined || ratio === undefined
    ? book
    : say('provider_book', { provider, ratio: asWritten(Number(ratio)) })
}

/** The books there are: the station's first, then the providers' by name. */
export function orderedBooks(names: readonly string[]): readonly string[] {
  const place = (name: string) => (exitsOf(name) === null ? 1 : 0)
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** `claimed 77 %, earned 39 %`; a provider without a claim or an outcome has none of it. */
export function claimedAndEarned({ claimed, rate }: BookView): string {
  return say('claimed_earned', { claimed: percent(claimed, 0), earned: percent(rate, 0) })
}

/** Why the book of a provider calls for nothing; null for a book of the station. */
export function oneSourceText(book: string): string | null {
  const [, provider] = PROVIDER.exec(book) ?? []
  if (provider === undefined) return null
  return say('one_source', { provider })
}

/** Whether calls to act have earned anything, in one sentence. */
export function callsText({ settled, meanR, dsr, proven }: CallsView): string {
  if (settled === 0 || meanR === null) return say('no_call_settled')
  const calls = say('calls_settled', { count: settled, mean: signed(meanR, 3) })
  if (dsr === null) return say('calls_not_judged', { calls, n: JUDGED_CALLS_MIN })
  return say(proven ? 'calls_proven' : 'calls_unproven', { calls, dsr: fixed(dsr, 2) })
}

/** What the reliability diagram says. */
export function reliabilityText(bands: readonly BandView[]): string {
  const heard = bands.filter((band) => band.outcomes > 0)
  if (heard.length === 0) return say('no_outcome')
  const outcomes = heard.reduce((sum, band) => sum + band.outcomes, 0)
  return say('outcomes_in_bands', {
    outcomes: countedOutcomes(outcomes),
    bands: counted(heard.length, 'band'),
    judgement: judgementText(heard),
  })
}

function judgementText(heard: readonly BandView[]): string {
  const judged = heard.map(verdictOf).filter((verdict) => verdict !== 'unproven')
  const kept = judged.filter((verdict) => verdict === 'honest').length
  const n = JUDGED_OUTCOMES_MIN
  if (judged.length === 0) return say('none_judged', { n })
  if (judged.length === 1) return say(kept === 1 ? 'one_kept' : 'one_missed', { n })
  if (kept === judged.length) return say('all_kept', { kept, n })
  return say('some_kept', { judged: judged.length, n, kept, missed: judged.length - kept })
}

/** 1068 -> `1,068 outcomes`. */
function countedOutcomes(outcomes: number): string {
  return say('outcomes_n', { count: outcomes })
}

/** What the history says. */
export function historyText(history: readonly HistoryView[]): string {
  const last = history.at(-1)
  if (last === undefined) return say('no_outcome')
  const { wins, outcomes, predicted } = totalOf(history)
  const whole = say('history_whole', {
    rate: percent(wins / outcomes),
    outcomes: countedOutcomes(outcomes),
    predicted: percent(predicted),
  })
  return history.length === 1
    ? whole
    : say('history_last', {
        whole,
        n: last.outcomes,
        rate: percent(last.rate),
        predicted: percent(last.predicted),
      })
}

function totalOf(history: readonly HistoryView[]) {
  const sum = { wins: 0, outcomes: 0, predicted: 0 }
  for (const point of history) {
    sum.wins += point.wins
    sum.outcomes += point.outcomes
    sum.predicted += (point.predicted ?? 0) * point.outcomes
  }
  return { ...sum, predicted: sum.predicted / Math.max(1, sum.outcomes) }
}

/** What the histogram says: how far the probabilities spread. */
export function histogramText(histogram: readonly number[]): string {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  const filled = histogram.flatMap((count, band) => (count > 0 ? [band] : []))
  const [first, last] = [filled[0], filled.at(-1)]
  if (first === undefined || last === undefined) return say('no_probability')
  const [low, high] = [(first / histogram.length) * 100, ((last + 1) / histogram.length) * 100]
  return say(total === 1 ? 'one_probability' : 'last_probabilities', {
    n: amount(total, 0),
    low: fixed(low, 0),
    high: percent(high / 100, 0),
  })
}
