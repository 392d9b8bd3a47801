import type { Leaderboard } from '#contracts/board-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { MARKET_BOARDS, PERIOD_BOARDS, type PeriodBoard } from '#core/progress/board-period.ts'
import type { BoardMetric, BoardName } from '#station/queries.ts'
import { mayActFor } from '../ownership.ts'
import { badField, problemOf } from '../problems.ts'
import type { Answer, Call, Desk, Handlers } from '../registry.ts'
import { wireArchived, wireBoard, wireCareer } from '../wire-boards.ts'

type BoardRoutes = Pick<Handlers, 'leaderboard' | 'userLeaderboards' | 'showOnBoards'>

const PROVEN_RATES_ONLY = badField('proven', 'for win_rate only: other boards show no rates')
const NO_PERIODS = badField(
  'period',
  'for weekly, weekly_r, monthly, story_completion and global: no other board closes',
)
const NOTHING_HERE = { ok: false, problem: { code: 'not_found' } } as const
const NO_SUCH_PERIOD = {
  ok: false,
  problem: { code: 'not_found', message: 'No such period of this board has closed.' },
} as const
const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const
/** Boards of what progress counts; where it is switched off, there are none. */
const OF_PROGRESS: ReadonlySet<BoardMetric> = new Set<BoardMetric>([
  ...PERIOD_BOARDS.filter((board) => !MARKET_BOARDS.includes(board)),
  'friends',
])

/** Who stands where. */
export function boardRoutes(desk: Desk): BoardRoutes {
  const { station, config } = desk
  const { queries, now } = station
  return {
    leaderboard(call) {
      const { metric } = call.params
      const { proven, period } = call.query
      if (proven === 'true' && metric !== 'win_rate') return { ok: false, problem: PROVEN_RATES_ONLY }
      if (period !== undefined && !closes(metric)) return { ok: false, problem: NO_PERIODS }
      if (OF_PROGRESS.has(metric) && !config.features.progress) return NOTHING_HERE
      return period === undefined ? running(desk, call) : closed(desk, call, period)
    },

    userLeaderboards({ params }) {
      const userId = params.id as UserId
      if (queries.trader(userId) === null) return UNKNOWN_USER
      return { ok: true, reply: wireCareer(userId, queries.boards.career(userId), now()) }
    },

    async showOnBoards({ params, body, receipt }) {
      const userId = params.id as UserId
      const shown = body.show_on_boards
      const executed = await station.execute({ kind: 'show_on_boards', userId, shown }, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { replayed } = executed.value
      return { ok: true, replayed, reply: { user_id: userId, show_on_boards: shown } }
    },
  }
}

function running(
  { station, config }: Desk,
  { params, query, principal }: Call<'leaderboard'>,
): Answer<Leaderboard> {
  const { metric } = params
  const name: BoardName = metric === 'win_rate' && query.proven !== 'false' ? 'proven' : metric
  const around = (query.around ?? null) as UserId | null
  // Whose friends they are is nobody else's business: to others he is one of their own, or not there.
  const own = around === null || (metric === 'friends' && !mayActFor(principal, around))
  const of = own ? principal.userId : around
  const seesHidden = mayActFor(principal, of)
  const board = station.queries.board(name, { limit: query.limit, around, of, seesHidden })
  const told = { now: station.now(), streaks: config.features.progress }
  return { ok: true, reply: wireBoard(metric, board, told) }
}

function closed(
  { station }: Desk,
  { params, query, principal }: Call<'leaderboard'>,
  asked: string,
): Answer<Leaderboard> {
  const { queries, now } = station
  const around = (query.around ?? principal.userId) as UserId
  const visible = mayActFor(principal, around) || !queries.boards.isHidden(around)
  const board = queries.boards.archived({
    board: params.metric as PeriodBoard,
    period: asked === 'previous' ? null : asked,
    limit: query.limit,
    of: visible ? around : null,
  })
  return board === null ? NO_SUCH_PERIOD : { ok: true, reply: wireArchived(params.metric, board, now()) }
}

function closes(metric: BoardMetric): metric is PeriodBoard {
  return (PERIOD_BOARDS as readonly string[]).includes(metric)
}
