import { sayIn, type WordKey } from '../words/words.ts'
import { amount, fixed, percent, signed } from './format.ts'

const sayFrame = sayIn('frame')

const say = sayIn('boards')

/** The boards there are, in the order in which they are offered. */
export const BOARD_METRICS = [
  'weekly_r',
  'weekly',
  'monthly',
  'global',
  'friends',
  'pnl',
  'win_rate',
  'risk_adjusted',
  'story_completion',
  'total_fires',
] as const
export type BoardMetric = (typeof BOARD_METRICS)[number]

const KEYS = ['1', '2', '3', '4', '5'] as const
/** It counts how busy somebody is: no key leads there, however few boards a station has. */
const WITHOUT_KEY: BoardMetric = 'total_fires'

/** Boards of what progress counts: where it is switched off, there are none. */
const OF_PROGRESS: ReadonlySet<BoardMetric> = new Set([
  'weekly',
  'monthly',
  'global',
  'story_completion',
  'friends',
])

/** Boards on which somebody can beat what an earlier week or month left him with. */
const WITH_BESTS: ReadonlySet<BoardMetric> = new Set(['weekly_r', 'weekly', 'monthly', 'story_completion'])

/** The boards that a station with these features has. */
export function boardsOffered(features: readonly string[]): readonly BoardMetric[] {
  return features.includes('progress')
    ? BOARD_METRICS
    : BOARD_METRICS.filter((metric) => !OF_PROGRESS.has(metric))
}

/** A board that is offered, and the key that leads to it; null where none does. */
export interface BoardOffer {
  readonly metric: BoardMetric
  readonly key: (typeof KEYS)[number] | null
}

/** The boards that a station with these features has, each with its key: 1 to 5 lead to the first five. */
export function boardOffers(features: readonly string[]): readonly BoardOffer[] {
  return boardsOffered(features).map((metric, index) => ({
    metric,
    key: metric === WITHOUT_KEY ? null : (KEYS[index] ?? null),
  }))
}

/**
 * The board of an address that names none: the week's results in R, and where nobody has any this week, its points.
 *
 * @param settled  how many have a result this week; null where that cannot be told
 */
export function firstBoard(settled: number | null, features: readonly string[]): BoardMetric {
  return settled === 0 && features.includes('progress') ? 'weekly' : 'weekly_r'
}

/** Whether a line says of how many trades its score is. */
export function showsTrades(metric: BoardMetric): boolean {
  return metric === 'win_rate' || metric === 'risk_adjusted'
}

/** Whether a board has a mark for the own best. */
export function showsBests(metric: BoardMetric): boolean {
  return WITH_BESTS.has(metric)
}

/** Lines of a board at most; whoever stands below is shown with his neighbours. */
export const BOARD_LINES_MAX = 100
/** Trades won or lost before anybody's rate is on a board. */
export const RATE_TRADES_MIN = 20

/** One line of a board. */
export interface BoardLineView {
  readonly rank: number
  readonly userId: string
  readonly name: string
  readonly score: number
  /** Places won since the last period; null where nobody counts them. */
  readonly moved: number | null
  /** He never had more in a period. */
  readonly best: boolean
  /** Trades won or lost; where results are weighed by risk, all that closed. */
  readonly n: number
  /** Bounds of a rate at 95 %; null on other boards. */
  readonly interval: readonly [number, number] | null
  /** Days in a row with a login; null where there is no progress. */
  readonly streakDays: number | null
}

/** A board as far as it is shown. */
export interface BoardView {
  readonly lines: readonly BoardLineView[]
  /** The reader among his neighbours, where he stands below the lines shown; else empty. */
  readonly below: readonly BoardLineView[]
  /** The reader's own line; null where he is not on the board. */
  readonly own: BoardLineView | null
  readonly total: number
  /** The reader is better than so much of it, 0 to 100; null where too few stand on it to say. */
  readonly percentile: number | null
  /** `all_time`, `2026-W47` or `2026-11`. */
  readonly period: string
  /** The reader has a place that others do not see. */
  readonly hidden: boolean
}

interface BoardWords {
  readonly title: string
  /** Head of the column of scores. */
  readonly score: string
  readonly about: string
  readonly empty: string
}

type Sentence = WordKey<'boards'>
type Sentences = readonly [title: Sentence, score: Sentence, about: Sentence, empty: Sentence]

/** The sentences of a board: title, head of the score, what it counts, and why it is empty. */
const SENTENCES: Readonly<Record<BoardMetric, Sentences>> = {
  weekly_r: ['week_r', 'r', 'weekly_r_about', 'weekly_r_empty'],
  weekly: ['week', 'points', 'weekly_about', 'weekly_empty'],
  monthly: ['month', 'points', 'monthly_about', 'monthly_empty'],
  global: ['global_title', 'points', 'global_about', 'global_empty'],
  friends: ['friends', 'points', 'friends_about', 'friends_empty'],
  pnl: ['pnl', 'pnl', 'pnl_about', 'pnl_empty'],
  win_rate: ['win_rate', 'win_rate', 'win_rate_about', 'win_rate_empty'],
  risk_adjusted: ['risk_adjusted', 'mean_deviation', 'risk_adjusted_about', 'risk_adjusted_empty'],
  story_completion: ['campaigns', 'completed', 'story_about', 'story_empty'],
  total_fires: ['total_fires', 'total_fires', 'total_fires_about', 'total_fires_empty'],
}

/** Title, head of the score, what it counts, and the sentence of an empty board. */
export function boardWords(metric: BoardMetric): BoardWords {
  const [title, score, about, empty] = SENTENCES[metric]
  const n = RATE_TRADES_MIN
  return { title: say(title), score: say(score), about: say(about, { n }), empty: say(empty, { n }) }
}

/** The board an address asks for; null where it asks for none of ours. */
export function readBoardMetric(asked: unknown): BoardMetric | null {
  return BOARD_METRICS.find((metric) => metric === asked) ?? null
}

/** A score as its board shows it. */
export function scoreText(metric: BoardMetric, score: number): string {
  switch (metric) {
    case 'pnl':
      return signed(score)
    case 'win_rate':
      return percent(score)
    case 'risk_adjusted':
      return signed(score)
    case 'weekly_r':
      return resultText(score)
    default:
      return amount(score, 0)
  }
}

/** `+4.8 R`: a result in units of risk. */
export function resultText(r: number): string {
  return say('in_r', { r: signed(r, 1) })
}

/** `45.7 to 91.8`: the bounds of a rate in percent. */
export function intervalText([low, high]: readonly [number, number]): string {
  return sayFrame('range', { low: fixed(low * 100, 1), high: fixed(high * 100, 1) })
}

/** How much of the board is shown: `best 100 of 248`. */
export function shownText({ lines, total }: BoardView): string {
  return lines.length < total ? say('best_of', { n: lines.length, all: total }) : say('in_all', { n: total })
}

/** Why the reader is not on a board; null where he is, or where the reason is not known. */
export function absenceText(
  metric: BoardMetric,
  own: BoardLineView | null,
  decided: number | null,
): string | null {
  if (own !== null) return null
  if (OF_PROGRESS.has(metric)) return say('absent_progress')
  if (metric === 'weekly_r') return say('absent_week')
  if (metric === 'risk_adjusted') return say('absent_risk', { n: RATE_TRADES_MIN })
  if (metric !== 'win_rate') return say('absent_fires')
  if (decided === null) return null
  return say('absent_rate', { n: decided, needed: RATE_TRADES_MIN })
}

/** What a reader is told who is hidden: his place is one that nobody sees. */
export function hiddenText({ rank }: BoardLineView): string {
  return say('hidden_rank', { rank })
}

/** `all time`, `week 2026-W47`, `month 2026-11`. */
export function periodText(period: string): string {
  if (period === 'all_time') return say('all_time')
  return period.includes('W') ? say('week_of', { period }) : say('month_of', { period })
}

/** `up 2`, `down 1`, `same`; `new` for who was not on the board when it closed last. */
export function movedText(moved: number | null): string {
  if (moved === null) return say('new_here')
  if (moved === 0) return say('same')
  return moved > 0 ? say('up', { n: moved }) : say('down', { n: -moved })
}
