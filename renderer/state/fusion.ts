import { amount, counted, fixed, percent, signed, UNKNOWN } from './format.ts'
import type { Tier } from './model.ts'
import type { VetoLine } from './routing-board.ts'

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
      return { word: 'unproven', about: `fewer than ${JUDGED_OUTCOMES_MIN} outcomes` }
    case 'honest':
      return { word: 'honest', about: 'the interval holds the prediction' }
    case 'off':
      return { word: 'off: retuning', about: 'the interval leaves the prediction out' }
  }
}

/** `39.6 to 44.0 %`; a dash where there is none. */
export function intervalText(interval: ScoredView['interval']): string {
  return interval === null ? UNKNOWN : `${fixed(interval[0] * 100, 1)} to ${percent(interval[1])}`
}

/** Where a tier begins and ends: `90 % and more`, `80 to 90 %`, `below 60 %`. */
export function tierRange(tier: Tier, tiers: readonly TierView[]): string {
  const place = tiers.findIndex((other) => other.tier === tier)
  const floor = tiers[place]?.floor ?? 0
  const above = tiers[place - 1]?.floor
  if (above === undefined) return `${percent(floor, 0)} and more`
  if (floor === 0) return `below ${percent(above, 0)}`
  return `${amount(floor * 100, 0)} to ${percent(above, 0)}`
}

/** The sentence of a tier without an outcome; null where it has one. `exits` is the station's target and stop. */
export function emptyTier(tier: TierView, exits: Exits | null): string | null {
  if (tier.outcomes > 0) return null
  if (tier.signals > 0) return `${counted(tier.signals, 'signal')} so far, none of them settled.`
  if (tier.tier === 'UNRANKED') return 'No signal has been told yet.'
  // A near target is reached often, whatever the signal is worth; only a far one makes an empty tier what to expect.
  if (exits === null || exits.target < exits.stop) return 'No signal earned this tier.'
  return `No signal earned this tier: at ${exits.target} to ${exits.stop} that is what to expect.`
}

/** What the open signals of the station amount to. */
export function qualityText({ lowest, mean, sources }: QualityView): string {
  if (lowest === null || mean === null || sources === null) return 'No signal of the station is open now.'
  return `Open now: probability ${percent(mean)} on the mean, ${percent(lowest)} at least, ${amount(sources, 1)} sources heard on the mean.`
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

/** A book as people call it: `Station, target 1.5 ATR, stop 1 ATR` or `Harbour Desk, reward 2 to risk 1`. */
export function bookTitle(book: string): string {
  const exits = exitsOf(book)
  if (exits !== null) return `Station, target ${exits.target} ATR, stop ${exits.stop} ATR`
  const [, provider, ratio] = PROVIDER.exec(book) ?? []
  return provider === undefined || ratio === undefined ? book : `${provider}, reward ${ratio} to risk 1`
}

/** The books there are: the station's first, then the providers' by name. */
export function orderedBooks(names: readonly string[]): readonly string[] {
  const place = (name: string) => (exitsOf(name) === null ? 1 : 0)
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** `claimed 77 %, earned 39 %`; a provider without a claim or an outcome has none of it. */
export function claimedAndEarned({ claimed, rate }: BookView): string {
  return `claimed ${percent(claimed, 0)}, earned ${percent(rate, 0)}`
}

/** Why the book of a provider calls for nothing; null for a book of the station. */
export function oneSourceText(book: string): string | null {
  const [, provider] = PROVIDER.exec(book) ?? []
  if (provider === undefined) return null
  return `${provider} is one source: its signals are WARMING up to 200 outcomes and THIN from then on. They are shown with what the book makes of them and are never a call to act.`
}

/** Whether calls to act have earned anything, in one sentence. */
export function callsText({ settled, meanR, dsr, proven }: CallsView): string {
  if (settled === 0 || meanR === null) return 'No call to act has settled: not proven.'
  const calls = `${counted(settled, 'call')} to act settled, ${signed(meanR, 3)} R on the mean`
  if (dsr === null) return `${calls}: not proven, ${JUDGED_CALLS_MIN} calls are the least that can be judged.`
  return `${calls}, deflated Sharpe ${fixed(dsr, 2)}: ${proven ? 'proven' : 'not proven, that takes 0.95'}.`
}

/** What the reliability diagram says. */
export function reliabilityText(bands: readonly BandView[]): string {
  const heard = bands.filter((band) => band.outcomes > 0)
  if (heard.length === 0) return 'No outcome yet.'
  const outcomes = heard.reduce((sum, band) => sum + band.outcomes, 0)
  return `${countedOutcomes(outcomes)} in ${counted(heard.length, 'band')} of probability. ${judgementText(heard)}`
}

function judgementText(heard: readonly BandView[]): string {
  const judged = heard.map(verdictOf).filter((verdict) => verdict !== 'unproven')
  const kept = judged.filter((verdict) => verdict === 'honest').length
  const enough = `with ${JUDGED_OUTCOMES_MIN} outcomes or more`
  if (judged.length === 0) return `None has ${JUDGED_OUTCOMES_MIN} outcomes yet, so none can be judged.`
  if (judged.length === 1)
    return `The one ${enough} ${kept === 1 ? 'came out as predicted' : 'did not come out as predicted'}.`
  if (kept === judged.length) return `All ${kept} ${enough} came out as predicted.`
  return `Of ${judged.length} ${enough}, ${kept} came out as predicted and ${judged.length - kept} did not.`
}

/** 1068 -> `1,068 outcomes`. */
function countedOutcomes(outcomes: number): string {
  return outcomes === 1 ? '1 outcome' : `${amount(outcomes, 0)} outcomes`
}

/** What the history says. */
export function historyText(history: readonly HistoryView[]): string {
  const last = history.at(-1)
  if (last === undefined) return 'No outcome yet.'
  const { wins, outcomes, predicted } = totalOf(history)
  const whole = `${percent(wins / outcomes)} of ${countedOutcomes(outcomes)} were won where ${percent(predicted)} was predicted.`
  return history.length === 1
    ? whole
    : `${whole} The last ${last.outcomes}: ${percent(last.rate)} won, ${percent(last.predicted)} predicted.`
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
  if (first === undefined || last === undefined) return 'No probability given yet.'
  const [low, high] = [(first / histogram.length) * 100, ((last + 1) / histogram.length) * 100]
  const given = total === 1 ? 'The one probability' : `The last ${amount(total, 0)} probabilities`
  return `${given} lay between ${fixed(low, 0)} and ${percent(high / 100, 0)}.`
}
