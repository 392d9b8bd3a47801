import { roundTo } from '#core/kernel/amount.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { PeriodBoard } from './board-period.ts'
import { BOARD_TRADERS_MIN } from './board-standing.ts'

/** A trader's place in a period that closed. */
export interface PastResult {
  readonly board: PeriodBoard
  readonly period: string
  readonly until: TimestampMs
  readonly rank: number
  readonly score: number
  readonly participants: number
  readonly personalBest: boolean
}

export type CompetitiveLevel = 'newcomer' | 'participant' | 'rising' | 'competitive' | 'elite' | 'champion'

/** What a trader's places come to. */
export interface CompetitiveMetrics {
  readonly bestRanks: Readonly<Partial<Record<PeriodBoard, number>>>
  readonly personalBests: number
  /** Null before the first period. */
  readonly averageRank: number | null
  readonly top10: number
  readonly top5: number
  readonly top3: number
  readonly level: CompetitiveLevel
  /** The board with the most places won from the first period to the last; null where none were. */
  readonly mostImproved: { readonly board: PeriodBoard; readonly from: number; readonly to: number } | null
  readonly participations: number
  readonly boards: readonly PeriodBoard[]
}

/**
 * Sums up the places of a trader in periods that closed.
 *
 * Rule BOARD-19. Source: seed Diana 5.4.
 *
 * @param results newest first
 */
export function metricsOf(results: readonly PastResult[]): CompetitiveMetrics {
  const ranks = results.map(({ rank }) => rank)
  const within = (places: number) => ranks.filter((rank) => rank <= places).length
  const boards = [...new Set(results.map(({ board }) => board))].sort()
  const personalBests = results.filter(({ personalBest }) => personalBest).length
  const bestRanks = Object.fromEntries(boards.map((board) => [board, bestRank(results, board)]))
  return {
    bestRanks,
    personalBests,
    averageRank: averageOf(ranks),
    top10: within(10),
    top5: within(5),
    top3: within(3),
    level: levelOf({ best: Math.min(...ranks), top3: within(3), personalBests }),
    mostImproved: mostImproved(results, boards),
    participations: results.length,
    boards,
  }
}

function bestRank(results: readonly PastResult[], board: PeriodBoard): number {
  return Math.min(...results.filter((result) => result.board === board).map(({ rank }) => rank))
}

function averageOf(ranks: readonly number[]): number | null {
  if (ranks.length === 0) return null
  return roundTo(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length, 2)
}

function levelOf(standing: {
  /** Infinity before the first period. */
  readonly best: number
  readonly top3: number
  readonly personalBests: number
}): CompetitiveLevel {
  const { best, top3, personalBests } = standing
  if (best === Number.POSITIVE_INFINITY) return 'newcomer'
  if (best === 1 && top3 >= 3) return 'champion'
  if (best <= 3 && top3 >= 2) return 'elite'
  if (best <= 10 && personalBests >= 3) return 'competitive'
  return best <= 50 ? 'rising' : 'participant'
}

function mostImproved(
  results: readonly PastResult[],
  boards: readonly PeriodBoard[],
): CompetitiveMetrics['mostImproved'] {
  let most: CompetitiveMetrics['mostImproved'] = null
  for (const board of boards) {
    const ranks = results.filter((result) => result.board === board).map(({ rank }) => rank)
    const [from, to] = [ranks.at(-1) as number, ranks[0] as number]
    if (from - to > (most === null ? 0 : most.from - most.to)) most = { board, from, to }
  }
  return most
}

/** What a trader has now on a board that closes. */
export interface RunningScore {
  readonly board: PeriodBoard
  readonly score: number
  /** The most a period closed with; null where none did. */
  readonly best: number | null
}

/** Something a trader may want to know of his places. */
export type Insight =
  | {
      readonly kind: 'performance_trend'
      readonly board: PeriodBoard
      readonly trend: 'improving' | 'declining' | 'stable'
      /** Places won from the first period looked at to the last. */
      readonly rankChange: number
      readonly periods: number
    }
  | {
      readonly kind: 'personal_best_opportunity'
      readonly board: PeriodBoard
      readonly current: number
      readonly best: number
      readonly gap: number
    }
  | { readonly kind: 'improvement_opportunity'; readonly averageRank: number }
  | {
      readonly kind: 'achievement_proximity'
      readonly target: 'top_5_finish' | 'podium_finish'
      readonly bestRank: number
      readonly targetRank: number
    }

export const INSIGHTS_MAX = 10
const DAY_MS = 86_400_000
const TREND_DAYS = 30
const TREND_PERIODS_MAX = 5
const TREND_PERIODS_MIN = 2
const NEAR_BEST = 0.9
const AVERAGE_RANK_HIGH = 50
const PODIUM_RANK = 3
const TOP_5_RANK = 5
const TOP_10_RANK = 10

/**
 * What a trader's places tell him, at most ten things.
 *
 * What hangs on ranks is said of boards of ten and more alone: a second place of two is no trend. A score within a tenth
 * of the own best, and below it, is said on any board. Rule BOARD-20. Source: seed Diana 5.4.
 *
 * @param results newest first
 */
export function insightsOf(
  results: readonly PastResult[],
  running: readonly RunningScore[],
  now: TimestampMs,
): readonly Insight[] {
  const crowded = results.filter(({ participants }) => participants >= BOARD_TRADERS_MIN)
  const boards = [...new Set(crowded.map(({ board }) => board))].sort()
  return [
    ...boards.flatMap((board) =>
      trendOf(
        board,
        crowded.filter((result) => result.board === board),
        now,
      ),
    ),
    ...running.flatMap(nearBest),
    ...placesToWin(crowded.map(({ rank }) => rank)),
  ].slice(0, INSIGHTS_MAX)
}

function trendOf(board: PeriodBoard, results: readonly PastResult[], now: TimestampMs): readonly Insight[] {
  const recent = results.filter(({ until }) => until > now - TREND_DAYS * DAY_MS).slice(0, TREND_PERIODS_MAX)
  const [newest, oldest] = [recent[0], recent.at(-1)]
  if (newest === undefined || oldest === undefined || recent.length < TREND_PERIODS_MIN) return []
  const rankChange = oldest.rank - newest.rank
  const trend = rankChange === 0 ? 'stable' : rankChange > 0 ? 'improving' : 'declining'
  return [{ kind: 'performance_trend', board, trend, rankChange, periods: recent.length }]
}

function nearBest({ board, score, best }: RunningScore): readonly Insight[] {
  if (best === null || score >= best || score < NEAR_BEST * best) return []
  return [{ kind: 'personal_best_opportunity', board, current: score, best, gap: best - score }]
}

function placesToWin(ranks: readonly number[]): readonly Insight[] {
  const averageRank = averageOf(ranks)
  if (averageRank === null) return []
  const bestRank = Math.min(...ranks)
  const far: readonly Insight[] =
    averageRank > AVERAGE_RANK_HIGH ? [{ kind: 'improvement_opportunity', averageRank }] : []
  if (bestRank > TOP_10_RANK || bestRank <= PODIUM_RANK) return far
  const near = bestRank > TOP_5_RANK
  return [
    ...far,
    {
      kind: 'achievement_proximity',
      target: near ? 'top_5_finish' : 'podium_finish',
      bestRank,
      targetRank: near ? TOP_5_RANK : PODIUM_RANK,
    },
  ]
}
