import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { invariant, type Result } from '#core/kernel/result.ts'
import { decideClosePeriod } from '#core/progress/board-close.ts'
import type { ClosePeriod, ShowOnBoards } from '#core/progress/board-commands.ts'
import { decideShowOnBoards } from '#core/progress/board-moves.ts'
import { type BoardPeriod, periodNamed } from '#core/progress/board-period.ts'
import { type Standing, standingsOf } from '#core/progress/board-standing.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import { ENGINES } from '#core/progress/engines.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Readable } from '#db/open.ts'
import { readHidden, readShown } from '#db/stores/board-display.ts'
import {
  readBoardsSince,
  readLastPeriod,
  readPastPlace,
  readPeriod,
  readPlaced,
  readScores,
} from '#db/stores/boards.ts'
import { userExists } from '#db/stores/traders.ts'

/** What the rest of the writer knows and boards ask for. */
export interface BoardAsks {
  progress(userId: UserId, context: Context): Progress | null
  context(userId: UserId, context: Context): ProgressContext
}

/** A period that is being closed: worked out once, and walked through step by step. */
interface Closing {
  readonly period: BoardPeriod
  readonly participants: number
  /** Places archived. */
  results: number
  /** Those without a place, best first. */
  left: readonly Standing[]
}

/**
 * Reads what the close of a period needs.
 *
 * The standing is worked out by the first step and kept for the others; after a kill, or when somebody hides himself in
 * between, it is worked out again and goes on with those who have no place yet.
 */
export class BoardDesk {
  readonly #db: Readable
  readonly #asks: BoardAsks
  #closing: Closing | null = null

  constructor(db: Readable, asks: BoardAsks) {
    this.#db = db
    this.#asks = asks
  }

  decideClose(command: ClosePeriod, context: Context): Result<readonly DomainEvent[], Rejection> {
    const closing = this.#closingOf(command, context)
    const view = {
      period: closing?.period ?? null,
      participants: closing?.participants ?? 0,
      results: closing?.results ?? 0,
      left: closing?.left ?? [],
      before: (userId: UserId) => readPastPlace(this.#db, userId, closing?.period ?? NO_PERIOD),
      progress: (userId: UserId) => {
        const progress = this.#asks.progress(userId, context)
        invariant(progress !== null, 'who has points is a user')
        return progress
      },
      context: (userId: UserId) => this.#asks.context(userId, context),
      engines: ENGINES,
    }
    return decideClosePeriod(command, view, context.now)
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    // The standing is worked out anew without him, as after a restart; an erasure says so of who is gone.
    if (event.kind === 'board_display_changed') this.#closing = null
    const closing = this.#closing
    if (event.kind !== 'period_closed' || closing === null) return
    closing.left = closing.left.slice(event.results - closing.results)
    closing.results = event.results
    if (event.done) this.#closing = null
  }

  /** To be called after every rollback, too: what was said did not happen. */
  forget(): void {
    this.#closing = null
  }

  #closingOf({ board, period: name }: ClosePeriod, { now, policy }: Context): Closing | null {
    const known = this.#closing
    if (known?.period.board === board && known.period.period === name) return known
    const period = readPeriod(this.#db, board, name) ?? this.#next(periodNamed(board, policy.deskZone, name))
    if (period === null || now < period.until || ('done' in period && period.done)) return null
    this.#closing = this.#workOut(period)
    return this.#closing
  }

  /**
   * A period that comes after all that closed, and begins where they ended: the desk may have moved to another zone in
   * between. Null for an earlier one.
   */
  #next(period: BoardPeriod | null): BoardPeriod | null {
    if (period === null) return null
    const last = readLastPeriod(this.#db, period.board)
    // What ran when the boards were new counts from its own beginning.
    if (last === null) return period.until > readBoardsSince(this.#db) ? period : null
    return period.until > last.until ? { ...period, from: Math.max(period.from, last.until) } : null
  }

  #workOut(period: BoardPeriod): Closing {
    const { board } = period
    const hidden = new Set(readHidden(this.#db))
    const placed = readPlaced(this.#db, board, period.period)
    const scores = readScores(this.#db, board, period)
    // A place that was given stands: without it, those behind would be given it a second time.
    const standings = standingsOf(scores.filter(({ userId }) => !hidden.has(userId) || placed.has(userId)))
    return {
      period,
      participants: standings.length,
      results: placed.size,
      left: standings.filter(({ userId }) => !placed.has(userId)),
    }
  }
}

/** Puts somebody on the boards that others see, or takes him off. */
export function decideShown(db: Readable, command: ShowOnBoards) {
  const { userId } = command
  return decideShowOnBoards(command, { exists: userExists(db, userId), shown: readShown(db, userId) })
}

const NO_PERIOD: BoardPeriod = { board: 'weekly', period: '', from: 0, until: 0 }
