import { amount, fixed, percent, signed } from './format.ts'

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
    title: 'P/L',
    score: 'P/L',
    about: 'Profit and loss of all closed paper trades, in the unit of the paper account.',
    empty: 'Nobody has fired yet. Whoever does stands here with what the trades came to.',
  },
  win_rate: {
    title: 'Win rate',
    score: 'Win rate',
    about: `Trades won of those won or lost, with its 95 % interval. Counted from ${RATE_TRADES_MIN} trades on: a rate of fewer says more about luck.`,
    empty: `Nobody has won or lost ${RATE_TRADES_MIN} trades yet. Rates of fewer say more about luck than about the trader.`,
  },
  total_fires: {
    title: 'Fires',
    score: 'Fires',
    about: 'How often somebody fired. It says who is busy, not who is good.',
    empty: 'Nobody has fired yet. Whoever does is counted here.',
  },
  risk_adjusted: {
    title: 'Risk-adjusted',
    score: 'Mean / deviation',
    about: `Mean result of closed trades in units of their risk, over its deviation: what was made, and how steadily. Counted from ${RATE_TRADES_MIN} closed trades on.`,
    empty: `Nobody has closed ${RATE_TRADES_MIN} trades yet. Fewer say more about luck than about the trader.`,
  },
  weekly: {
    title: 'Week',
    score: 'Points',
    about:
      'Points won this week, from Monday on, in the time zone of the desk. Its places are paid when it ends, where three or more stand.',
    empty: 'Nobody has scored this week.',
  },
  monthly: {
    title: 'Month',
    score: 'Points',
    about:
      'Points won this month, in the time zone of the desk. Its places are paid when it ends, where three or more stand.',
    empty: 'Nobody has scored this month.',
  },
  global: {
    title: 'All points',
    score: 'Points',
    about: 'All points ever won. What was spent stays counted.',
    empty: 'Nobody has any points yet.',
  },
  story_completion: {
    title: 'Campaigns',
    score: 'Completed',
    about: 'Campaigns completed this month. Its places are paid when it ends, where three or more stand.',
    empty: 'Nobody has completed a campaign this month.',
  },
  friends: {
    title: 'Friends',
    score: 'Points',
    about: 'You and your friends, by the points won this week.',
    empty: 'Neither you nor a friend of yours is on this board.',
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
  return `${fixed(low * 100, 1)} to ${fixed(high * 100, 1)}`
}

/** How much of the board is shown: `best 100 of 248`. */
export function shownText({ lines, total }: BoardView): string {
  return lines.length < total ? `best ${lines.length} of ${total} shown` : `${total} in all`
}

/** Why the reader is not on a board; null where he is, or where the reason is not known. */
export function absenceText(
  metric: BoardMetric,
  own: BoardLineView | null,
  decided: number | null,
): string | null {
  if (own !== null) return null
  if (OF_PROGRESS.has(metric)) return 'You are not on this board: you have scored nothing for it yet.'
  if (metric === 'risk_adjusted')
    return `You are not on this board: it takes ${RATE_TRADES_MIN} closed trades that did not all come out alike.`
  if (metric !== 'win_rate') return 'You are not on this board: you have not fired yet.'
  if (decided === null) return null
  return `You are not on this board: ${decided} of ${RATE_TRADES_MIN} trades won or lost so far.`
}

/** What a reader is told who is hidden: his place is one that nobody sees. */
export function hiddenText({ rank }: BoardLineView): string {
  return `You are hidden: nobody sees you here. Among those who are shown you would be number ${rank}.`
}

/** `all time`, `week 2026-W47`, `month 2026-11`. */
export function periodText(period: string): string {
  if (period === 'all_time') return 'all time'
  return `${period.includes('W') ? 'week' : 'month'} ${period}`
}

/** `up 2`, `down 1`, `same`; a dash where nobody counts. */
export function movedText(moved: number): string {
  if (moved === 0) return 'same'
  return moved > 0 ? `up ${moved}` : `down ${-moved}`
}
