import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { PERIOD_BOARDS, type PeriodBoard } from '#core/progress/board-period.ts'
import { momentIn } from '#core/progress/streak-windows.ts'
import { countAt } from '#core/progress/streaks.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readHidden } from '#db/stores/board-display.ts'
import { readFriendIds } from '#db/stores/friends.ts'
import { readLoginStreak } from '#db/stores/streaks.ts'
import { readName } from '#db/stores/traders.ts'
import { PeriodBoards } from './period-boards.ts'
import type { Board, BoardAsk, BoardLine, BoardMetric, BoardName } from './queries.ts'
import type { Placed } from './rank-index.ts'
import type { ShownIndex } from './shown-index.ts'
import { TradeBoards } from './trade-boards.ts'

/** Lines shown above and below the one who is asked for. */
const AROUND_LINES = 3

export interface BoardsParts {
  readonly db: Readable
  /** The desk's zone. */
  readonly zone: string
  readonly now: () => TimestampMs
}

/**
 * The boards of the desk, built from the tables and kept in memory beside them.
 *
 * Who is hidden is on none of them, and sees where he would stand.
 */
export class Boards {
  readonly #db: Readable
  readonly #now: () => TimestampMs
  readonly #hidden: Set<UserId>
  readonly #trades: TradeBoards
  readonly periods: PeriodBoards

  constructor({ db, zone, now }: BoardsParts) {
    this.#db = db
    this.#now = now
    this.#hidden = new Set(readHidden(db))
    this.#trades = new TradeBoards(db, this.#hidden)
    this.periods = new PeriodBoards({ db, zone, now, hidden: this.#hidden })
  }

  follow(recorded: readonly Recorded[]): void {
    for (const { event } of recorded) {
      if (event.kind !== 'board_display_changed') continue
      if (event.shown) this.#hidden.delete(event.userId)
      else this.#hidden.add(event.userId)
    }
    this.#trades.follow(recorded)
    this.periods.follow(recorded)
  }

  isHidden(userId: UserId): boolean {
    return this.#hidden.has(userId)
  }

  /** Mean fires of those who have any; 0 on a new desk. */
  firesPerUser(): number {
    const { members, sum } = this.#trades.index('total_fires').all
    return members === 0 ? 0 : sum / members
  }

  board(name: BoardName, ask: BoardAsk): Board {
    if (name === 'friends') return this.#friends(ask)
    const index = this.#index(name)
    const secret = this.#hidden.has(ask.of) && !ask.seesHidden
    const me = secret ? null : index.place(ask.of)
    const at = ask.around === null || me === null ? null : index.position(ask.around)
    const { from, count } = stretch(ask.limit, at)
    return {
      period: isPeriodBoard(name) && name !== 'global' ? this.periods.current(name).period : null,
      lines: index.slice(from, count).map((placed) => this.#placed(name, placed)),
      me: me && this.#placed(name, me),
      total: index.size,
    }
  }

  #index(name: Exclude<BoardName, 'friends'>): ShownIndex {
    return isPeriodBoard(name) ? this.periods.current(name).index : this.#trades.index(name)
  }

  /** The friends of a user and himself, by the points of this week. */
  #friends({ limit, around, of }: BoardAsk): Board {
    const ids = [of, ...readFriendIds(this.#db, of)]
    const { period, now, before } = this.periods.among(ids.filter((id) => id === of || !this.#hidden.has(id)))
    const lines = now.map(({ userId, score, rank }) =>
      this.#line('friends', { member: userId, score, rank }, before.get(userId)?.rank ?? null),
    )
    const at = around === null ? -1 : lines.findIndex(({ userId }) => userId === around)
    const { from, count } = stretch(limit, at < 0 ? null : at)
    return {
      period,
      lines: lines.slice(from, from + count),
      me: lines.find(({ userId }) => userId === of) ?? null,
      total: lines.length,
    }
  }

  #placed(name: Exclude<BoardName, 'friends'>, placed: Placed<UserId>): BoardLine {
    const before = isPeriodBoard(name) ? this.periods.last(name, placed.member) : null
    return this.#line(name, placed, before?.rank ?? null)
  }

  #line(name: BoardName, { member, score, rank }: Placed<UserId>, before: number | null): BoardLine {
    const { wins, losses, closed } = this.#trades.counts(member)
    const best = isPeriodBoard(name) ? this.periods.best(name, member) : null
    return {
      rank,
      userId: member,
      name: readName(this.#db, member),
      score,
      moved: before === null ? null : before - rank,
      personalBest: best !== null && score > best,
      wins,
      losses,
      closed,
      streakDays: this.#streakDays(member),
    }
  }

  #streakDays(userId: UserId): number {
    const login = readLoginStreak(this.#db, userId)
    if (login === null) return 0
    return countAt(login.record, momentIn(login.zone, this.#now()))
  }
}

/** Which lines are shown: the best, or those around a position. */
function stretch(limit: number, position: number | null): { readonly from: number; readonly count: number } {
  if (position === null) return { from: 0, count: limit }
  return { from: Math.max(0, position - AROUND_LINES), count: Math.min(limit, 2 * AROUND_LINES + 1) }
}

/** Whether a board's standing is archived from time to time. */
export function isPeriodBoard(name: BoardName | BoardMetric): name is PeriodBoard {
  return (PERIOD_BOARDS as readonly string[]).includes(name)
}
