import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { type BoardPeriod, PERIOD_BOARDS, type PeriodBoard, periodAt } from '#core/progress/board-period.ts'
import {
  BEST_BOARDS,
  countsForBoards,
  PAYING_BOARDS,
  type Standing,
  standingsOf,
} from '#core/progress/board-standing.ts'
import type { PointsAwarded } from '#core/progress/points-event.ts'
import { rMilliOf } from '#core/signals/risk-adjusted.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readBests, readLastPlaces, readLifetimes, readScores } from '#db/stores/boards.ts'
import { type Hidden, ShownIndex } from './shown-index.ts'

/**
 * A trader scored: how that moved him, and nobody else. Not told of results in R: the market settles a signal to all who
 * fired on it, one after the other, and each would pass those who have yet to be settled.
 */
export type Scored = (board: PeriodBoard, userId: UserId, move: OwnMove) => void

export interface OwnMove {
  readonly period: string
  /** Null where he was not on the board. */
  readonly previousRank: number | null
  readonly previousScore: number
  readonly rank: number
  readonly score: number
}

interface Current {
  period: BoardPeriod
  index: ShownIndex
}

export interface PeriodBoardsParts {
  readonly db: Readable
  /** The desk's zone. */
  readonly zone: string
  readonly now: () => TimestampMs
  readonly hidden: Hidden
}

/**
 * The boards that close, of points, stories and the week's results: read from the tables at the start and with each new
 * period, and following the commits in between.
 */
export class PeriodBoards {
  readonly #parts: PeriodBoardsParts
  readonly #current: Readonly<Record<PeriodBoard, Current>>
  /** How a board closed last. */
  readonly #last: Record<PeriodBoard, ReadonlyMap<UserId, Standing>>
  /** The most that a period closed with; only where a period begins anew. */
  readonly #bests: Record<PeriodBoard, Map<UserId, number>>
  #scored: Scored = () => undefined

  constructor(parts: PeriodBoardsParts) {
    this.#parts = parts
    const { db } = parts
    const now = parts.now()
    this.#current = ofEach((board) => this.#read(board, now))
    this.#last = ofEach((board) => byUser(readLastPlaces(db, board)))
    this.#bests = ofEach((board) => bestsOf(db, board))
  }

  /** Calls back after each score that counts. There is one who listens. */
  onScore(scored: Scored): void {
    this.#scored = scored
  }

  follow(recorded: readonly Recorded[]): void {
    const at = recorded[0]?.at
    if (at === undefined) return
    // All of a commit has one time, and a board that is read anew holds all of it.
    const fresh = new Set(PERIOD_BOARDS.filter((board) => this.#renew(board, at)))
    for (const { event } of recorded) this.#followOne(event, fresh)
  }

  #followOne(event: DomainEvent, fresh: ReadonlySet<PeriodBoard>): void {
    if (event.kind === 'points_awarded') this.#award(event, fresh)
    else if (event.kind === 'activity_recorded' && event.activity === 'story_completed')
      this.#add('story_completion', event.userId, fresh.has('story_completion') ? null : 1)
    else if (event.kind === 'trade_closed' && !fresh.has('weekly_r')) this.#settle(event.userId, event.r)
    else this.#followOthers(event)
  }

  #award(event: PointsAwarded, fresh: ReadonlySet<PeriodBoard>): void {
    const { userId, amount, totals } = event
    if (countsForBoards(event))
      for (const board of ['weekly', 'monthly'] as const)
        this.#add(board, userId, fresh.has(board) ? null : amount)
    this.#set('global', userId, totals.lifetime)
  }

  #followOthers(event: DomainEvent): void {
    if (event.kind === 'board_display_changed')
      for (const board of PERIOD_BOARDS) this.#current[board].index.display(event.userId)
    if (event.kind === 'board_result') this.#close(event.board, event.userId, event.score)
    if (event.kind !== 'period_closed' || !event.done) return
    const { db } = this.#parts
    this.#last[event.board] = byUser(readLastPlaces(db, event.board))
    // Where nobody is paid, the places are lines of the close itself, and no result is told to a trader.
    if (!PAYING_BOARDS.has(event.board)) this.#bests[event.board] = bestsOf(db, event.board)
  }

  /** Adds a result, in whole thousandths of R; one of nought puts a trader on the board, too. */
  #settle(userId: UserId, r: number): void {
    const { index } = this.#current.weekly_r
    index.set(userId, (index.scoreOf(userId) ?? 0) + rMilliOf(r))
  }

  /** A board as of now. */
  current(board: PeriodBoard): Readonly<Current> {
    this.#renew(board, this.#parts.now())
    return this.#current[board]
  }

  /** A trader's place when the board closed last; null where he had none. */
  last(board: PeriodBoard, userId: UserId): Standing | null {
    return this.#last[board].get(userId) ?? null
  }

  /** The most a period of the board closed with for a trader; null where none did. */
  best(board: PeriodBoard, userId: UserId): number | null {
    return this.#bests[board].get(userId) ?? null
  }

  /** Some traders among themselves by the points of this week, nought for none, and how the same stood when one closed last. */
  among(userIds: readonly UserId[]): {
    readonly period: BoardPeriod
    readonly now: readonly Standing[]
    readonly before: ReadonlyMap<UserId, Standing>
  } {
    const { index, period } = this.current('weekly')
    const scores = userIds.map((userId) => ({ userId, score: index.scoreOf(userId) ?? 0 }))
    const before = userIds.flatMap((userId) => this.#last.weekly.get(userId) ?? [])
    return { period, now: standingsOf(scores), before: byUser(standingsOf(before)) }
  }

  /** Reads a board anew where an instant lies outside of its period; whether it did. */
  #renew(board: PeriodBoard, at: TimestampMs): boolean {
    const current = this.#current[board]
    const { from, until } = current.period
    if (at >= from && at < until) return false
    if (board === 'global') {
      // What people ever earned goes on over the end of a week.
      current.period = periodAt(board, this.#parts.zone, at)
      return false
    }
    const { period, index } = this.#read(board, at)
    current.index = index
    current.period = period
    return true
  }

  #read(board: PeriodBoard, at: TimestampMs): Current {
    const { db, zone, hidden } = this.#parts
    const period = periodAt(board, zone, at)
    const index = new ShownIndex(hidden)
    index.fill(
      board === 'global'
        ? readLifetimes(db, period.until)
        : readScores(db, board, period).map(({ userId, score }) => [userId, score]),
    )
    return { period, index }
  }

  /** Adds to a score; null where a board that was read anew holds it already, on which nobody stood before. */
  #add(board: PeriodBoard, userId: UserId, amount: number | null): void {
    const { index } = this.#current[board]
    if (amount === null) this.#tell(board, userId, { rank: null, score: 0 })
    else if (amount > 0) this.#set(board, userId, (index.scoreOf(userId) ?? 0) + amount)
  }

  #set(board: PeriodBoard, userId: UserId, score: number): void {
    const { index } = this.#current[board]
    const place = index.place(userId)
    if (score === (place?.score ?? 0)) return
    index.set(userId, score)
    this.#tell(board, userId, { rank: place?.rank ?? null, score: place?.score ?? 0 })
  }

  /** His place is looked up at once: whatever others do afterwards is not his doing. */
  #tell(
    board: PeriodBoard,
    userId: UserId,
    before: { readonly rank: number | null; readonly score: number },
  ): void {
    const { index, period } = this.#current[board]
    const place = index.place(userId)
    if (place === null) return
    const { rank, score } = place
    this.#scored(board, userId, {
      period: period.period,
      previousRank: before.rank,
      previousScore: before.score,
      rank,
      score,
    })
  }

  #close(board: PeriodBoard, userId: UserId, score: number): void {
    const bests = this.#bests[board]
    if (score > (bests.get(userId) ?? Number.NEGATIVE_INFINITY)) bests.set(userId, score)
  }
}

function ofEach<Value>(make: (board: PeriodBoard) => Value): Record<PeriodBoard, Value> {
  return Object.fromEntries(PERIOD_BOARDS.map((board) => [board, make(board)])) as Record<PeriodBoard, Value>
}

function byUser(places: readonly Standing[]): ReadonlyMap<UserId, Standing> {
  return new Map(places.map((place) => [place.userId, place]))
}

function bestsOf(db: Readable, board: PeriodBoard): Map<UserId, number> {
  if (!BEST_BOARDS.has(board)) return new Map()
  return new Map(readBests(db, board).map(({ userId, score }) => [userId, score]))
}
