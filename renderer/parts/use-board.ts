import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '#contracts/http.ts'
import type { BoardLineView, BoardMetric, BoardView } from '../state/boards.ts'
import { BOARD_LINES_MAX } from '../state/boards.ts'
import { useDesk } from './use-desk.ts'

/** Nobody tells a page how the trades of others end, so a board that is looked at is asked for again. */
const ASKED_EVERY_MS = 5_000

/** A board with the reader's own place on it. */
export function useBoard(metric: BoardMetric): UseQueryResult<BoardView> {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['board', metric],
    refetchInterval: ASKED_EVERY_MS,
    queryFn: async (): Promise<BoardView> => {
      const params = { metric }
      const proven = metric === 'win_rate' ? 'true' : 'false'
      const board = await api.ask('leaderboard', { params, query: { limit: BOARD_LINES_MAX, proven } })
      const shown = board.me === null || board.entries.some((entry) => entry.user_id === reader.userId)
      const near = shown
        ? null
        : await api.ask('leaderboard', {
            params,
            query: { limit: BOARD_LINES_MAX, proven, around: reader.userId },
          })
      return readBoard(board, near)
    },
  })
}

type BoardReply = ReplyOf<'leaderboard'>

/** The best lines and, below them, the neighbours of a reader who is not among them. */
export function readBoard(board: BoardReply, near: BoardReply | null): BoardView {
  const lines = board.entries.map(readLine)
  const known = new Set(lines.map((line) => line.userId))
  const { me } = board
  return {
    lines,
    below: (near?.entries ?? []).map(readLine).filter((line) => !known.has(line.userId)),
    own: me === null ? null : readLine(me),
    total: board.total,
    percentile: board.percentile,
    period: board.period,
    // Asked for his neighbours, the station leaves out who is hidden.
    hidden: me !== null && near !== null && !near.entries.some((entry) => entry.user_id === me.user_id),
  }
}

function readLine(entry: BoardReply['entries'][number]): BoardLineView {
  return {
    rank: entry.rank,
    userId: entry.user_id,
    name: entry.name ?? entry.user_id,
    score: entry.score,
    moved: entry.rank_change,
    best: entry.is_personal_best,
    n: entry.n,
    interval: entry.interval,
    streakDays: entry.streak_days,
  }
}

const DISPLAY = ['board', 'display'] as const

/** Whether others see the reader on the boards. */
export function useShown(): UseQueryResult<boolean> {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: DISPLAY,
    queryFn: async () =>
      (await api.ask('userLeaderboards', { params: { id: reader.userId } })).show_on_boards,
  })
}

/** Shows the reader on the boards or hides him; done when the boards have been read again. */
export function useShowMe() {
  const { api, reader, queries } = useDesk()
  return useMutation({
    mutationFn: async (show: boolean) => {
      await api.ask('showOnBoards', { params: { id: reader.userId }, body: { show_on_boards: show } })
      await queries.invalidateQueries({ queryKey: ['board'] })
    },
  })
}
