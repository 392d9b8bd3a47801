import { sayIn } from '../words/words.ts'
import { amount, fixed, percent, signed } from './format.ts'

const sayFrame = sayIn('frame')

const say = sayIn('boards')

/** The boards there are, in the order of their keys. The first is shown where none is asked for: never the busiest. */
export const BOARD_METRICS = [
  'pnl',
  'win_rate',
  'total_fires',
  'risk_adjusted',
  'weekly',
  'monthly',
  'global',
  'story_completion',
  'friends',
] as const
export type BoardMetric = (typeof BOARD_METRICS)[number]

/** Boards of what progress counts: where it is switched off, there are none. */
const OF_PROGRESS: ReadonlySet<BoardMetric> = new Set([
  'weekly',
  'monthly',
  'global',
  'story_completion',
  'friends',
])

/** The boards that a station with these features has. */
export function boardsOffered(features: readonly string[]): readonly BoardMetric[] {
  return features.includes('progress')
    ? BOARD_METRICS
    : BOARD_METRICS.filter((metric) => !OF_PROGRESS.has(metric))
}

/** Whether a line says of how many trades its score is. */
export function showsTrades(metric: BoardMetric): boolean {
  return metric === 'win_rate' || metric === 'risk_adjusted'
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

const WORDS: Readonly<Record<BoardMetric, BoardWords>> = {
  pnl: {
    get title() {
      return say('pnl')
    },
    get score() {
      return say('pnl')
    },
    get about() {
      return say('pnl_about')
    },
    get empty() {
      return say('pnl_empty')
    },
  },
  win_rate: {
    get title() {
      return say('win_rate')
    },
    get score() {
      return say('win_rate')
    },
    get about() {
      return say('win_rate_about', { n: RATE_TRADES_MIN })
    },
    get empty() {
      return say('win_rate_empty', { n: RATE_TRADES_MIN })
    },
  },
  total_fires: {
    get title() {
      return say('total_fires')
    },
    get score() {
      return say('total_fires')
    },
    get about() {
      return say('total_fires_about')
    },
    get empty() {
      return say('total_fires_empty')
    },
  },
  risk_adjusted: {
    get title() {
      return say('risk_adjusted')
    },
    get score() {
      return say('mean_deviation')
    },
    get about() {
      return say('risk_adjusted_about', { n: RATE_TRADES_MIN })
    },
    get empty() {
      return say('risk_adjusted_empty', { n: RATE_TRADES_MIN })
    },
  },
  weekly: {
    get title() {
      return say('week')
    },
    get score() {
      return say('points')
    },
    get about() {
      return say('weekly_about')
    },
    get empty() {
      return say('weekly_empty')
    },
  },
  monthly: {
    get title() {
      return say('month')
    },
    get score() {
      return say('points')
    },
    get about() {
      return say('monthly_about')
    },
    get empty() {
      return say('monthly_empty')
    },
  },
  global: {
    get title() {
      return say('global_title')
    },
    get score() {
      return say('points')
    },
    get about() {
      return say('global_about')
    },
    get empty() {
      return say('global_empty')
    },
  },
  story_completion: {
    get title() {
      return say('campaigns')
    },
    get score() {
      return say('completed')
    },
    get about() {
      return say('story_about')
    },
    get empty() {
      return say('story_empty')
    },
  },
  friends: {
    get title() {
      return say('friends')
    },
    get score() {
      return say('points')
    },
    get about() {
      return say('friends_about')
    },
    get empty() {
      return say('friends_empty')
    },
  },
}

/** Title, head of the score, what it counts, and the sentence of an empty board. */
export function boardWords(metric: BoardMetric): BoardWords {
  return WORDS[metric]
}

/** The board an address asks for; the first where it asks for none of ours. */
export function readBoardMetric(asked: unknown): BoardMetric {
  return BOARD_METRICS.find((metric) => metric === asked) ?? BOARD_METRICS[0]
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
    default:
      return amount(score, 0)
  }
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

/** `up 2`, `down 1`, `same`; a dash where nobody counts. */
export function movedText(moved: number): string {
  if (moved === 0) return say('same')
  return moved > 0 ? say('up', { n: moved }) : say('down', { n: -moved })
}
