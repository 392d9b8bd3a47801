import type { UserId } from '#core/kernel/ids.ts'
import { winRate } from '#core/signals/performance.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readAllTotals, readName } from '#db/stores/traders.ts'
import type { Board, BoardLine, BoardMetric } from './queries.ts'
import { type Placed, RankIndex } from './rank-index.ts'

/** Lines shown above and below the one who is asked for. */
const AROUND_LINES = 3

/** The boards of the desk, kept in memory beside the tables. */
export interface Boards {
  follow(recorded: readonly Recorded[]): void
  board(metric: BoardMetric, limit: number, around: UserId | null): Board
  /** Mean fires of those who have any; 0 on a new desk. */
  firesPerUser(): number
}

/** Builds the boards from the tables. Whoever has never fired is on none; a win rate needs a closed trade. */
export function openBoards(db: Readable): Boards {
  const indexes: Readonly<Record<BoardMetric, RankIndex<UserId>>> = {
    total_fires: new RankIndex(),
    win_rate: new RankIndex(),
    pnl: new RankIndex(),
  }

  function set(
    userId: UserId,
    totals: { fires: number; wins: number; losses: number; pnlCents: number },
  ): void {
    if (totals.fires === 0) return
    indexes.total_fires.set(userId, totals.fires)
    indexes.win_rate.set(userId, winRate(totals))
    indexes.pnl.set(userId, totals.pnlCents)
  }

  for (const { userId, ...totals } of readAllTotals(db)) set(userId, totals)

  return {
    follow(recorded) {
      for (const { event } of recorded) {
        if (event.kind === 'trader_decided' || event.kind === 'trade_closed') set(event.userId, event.totals)
      }
    },
    board(metric, limit, around) {
      const index = indexes[metric]
      const position = around === null ? null : index.position(around)
      const from = position === null ? 0 : Math.max(0, position - AROUND_LINES)
      const count = position === null ? limit : Math.min(limit, 2 * AROUND_LINES + 1)
      const me = around === null ? null : index.place(around)
      return {
        lines: index.slice(from, count).map((placed) => lineOf(db, placed)),
        me: me ? lineOf(db, me) : null,
        total: index.size,
      }
    },
    firesPerUser() {
      const { size, scoreSum } = indexes.total_fires
      return size === 0 ? 0 : scoreSum / size
    },
  }
}

function lineOf(db: Readable, { member, score, rank }: Placed<UserId>): BoardLine {
  return { rank, userId: member, name: readName(db, member), score }
}
