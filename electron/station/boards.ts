import { DEFAULT_POLICY } from '#core/context.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { winRate } from '#core/signals/performance.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readAllTotals, readName } from '#db/stores/traders.ts'
import { ErasedUsers } from './erased-users.ts'
import type { Board, BoardLine, BoardName } from './queries.ts'
import { type Placed, RankIndex } from './rank-index.ts'

/** Lines shown above and below the one who is asked for. */
const AROUND_LINES = 3

/** The boards of the desk, kept in memory beside the tables. */
export interface Boards {
  follow(recorded: readonly Recorded[]): void
  board(name: BoardName, limit: number, around: UserId | null): Board
  /** Mean fires of those who have any; 0 on a new desk. */
  firesPerUser(): number
}

interface Totals {
  readonly fires: number
  readonly wins: number
  readonly losses: number
  readonly pnlCents: number
}

/** Builds the boards from the tables. Whoever has never fired is on none; a win rate needs a closed trade. */
export function openBoards(db: Readable): Boards {
  // Trades of theirs may still close.
  const erased = new ErasedUsers(db)
  const results = new Map<UserId, Pick<Totals, 'wins' | 'losses'>>()
  const indexes: Readonly<Record<BoardName, RankIndex<UserId>>> = {
    total_fires: new RankIndex(),
    win_rate: new RankIndex(),
    proven: new RankIndex(),
    pnl: new RankIndex(),
  }

  function set(userId: UserId, totals: Totals): void {
    if (totals.fires === 0 || erased.has(userId)) return
    const { wins, losses } = totals
    const rate = winRate(totals)
    results.set(userId, { wins, losses })
    indexes.total_fires.set(userId, totals.fires)
    indexes.win_rate.set(userId, rate)
    // The measure of a rank is the measure of a board: fewer trades say more about luck than about the trader.
    indexes.proven.set(userId, wins + losses >= DEFAULT_POLICY.eliteTradesMin ? rate : null)
    indexes.pnl.set(userId, totals.pnlCents)
  }

  function remove(userId: UserId): void {
    erased.forget()
    results.delete(userId)
    for (const index of Object.values(indexes)) index.set(userId, null)
  }

  function lineOf({ member, score, rank }: Placed<UserId>): BoardLine {
    const { wins, losses } = results.get(member) ?? { wins: 0, losses: 0 }
    return { rank, userId: member, name: readName(db, member), score, wins, losses }
  }

  for (const { userId, ...totals } of readAllTotals(db)) set(userId, totals)

  return {
    follow(recorded) {
      for (const { event } of recorded) {
        if (event.kind === 'user_erased') remove(event.userId)
        if (event.kind === 'trader_decided' || event.kind === 'trade_closed') set(event.userId, event.totals)
      }
    },
    board(name, limit, around) {
      const index = indexes[name]
      const position = around === null ? null : index.position(around)
      const from = position === null ? 0 : Math.max(0, position - AROUND_LINES)
      const count = position === null ? limit : Math.min(limit, 2 * AROUND_LINES + 1)
      const me = around === null ? null : index.place(around)
      return {
        lines: index.slice(from, count).map(lineOf),
        me: me ? lineOf(me) : null,
        total: index.size,
      }
    },
    firesPerUser() {
      const { size, scoreSum } = indexes.total_fires
      return size === 0 ? 0 : scoreSum / size
    },
  }
}
