import type { ChangePoints } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { Boards } from '#station/boards.ts'
import { type Moves, openMoves } from '#station/moves.ts'
import { openPeriods, type Periods } from '#station/periods.ts'
import { mustExecute, type TestDesk, user } from '#tests/support/desk.ts'
import { testLog } from './feed/support.ts'

export const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS
/** Monday, 12 January 2026: the end of the week in which a test's desk opens. */
export const WEEK_END = Date.UTC(2026, 0, 12)

/** The boards of a desk, following its commits. */
export interface Boarding {
  readonly boards: Boards
  readonly moves: Moves
  /** Closes what is over. */
  close(): Promise<void>
  stop(): Promise<void>
}

/** Boards over a desk whose periods close when a test says so, and whose moves are told when it says so. */
export function boarding(desk: TestDesk, zone = 'UTC'): Boarding {
  const parts = { db: desk.db, execute: desk.execute, zone, now: () => desk.now, log: testLog().log }
  const boards = new Boards(parts)
  const forget = desk.writer.onCommit((recorded) => boards.follow(recorded))
  const moves = openMoves({ ...parts, boards })
  let periods: Periods | null = null
  return {
    boards,
    moves,
    async close() {
      periods ??= openPeriods(parts)
      await periods.idle()
    },
    async stop() {
      await periods?.stop()
      await moves.stop()
      forget()
    },
  }
}

let words = 0

/** Points that an operator awards: the amount, and the bonus of the level, two points on the first. */
export function award(name: string, amount: number): ChangePoints {
  words += 1
  return {
    kind: 'change_points',
    change: 'award',
    userId: name as UserId,
    amount,
    action: 'good_deed',
    eventId: `word-${words}`,
    bonus: 0,
    callHundredths: 100,
    reason: 'well done',
    by: 'op' as UserId,
    mayFallBelowZero: false,
  }
}

/** A campaign that somebody completed. */
export function story(name: string, id: string) {
  return {
    kind: 'record_activity',
    userId: name as UserId,
    activity: 'story_completed',
    eventId: id,
    details: {},
  } as const
}

/** Adds traders with their first points, best first: each has ten fewer than the one before. */
export async function crowd(desk: TestDesk, names: readonly string[], from = 900): Promise<void> {
  for (const [index, name] of names.entries())
    await mustExecute(desk, user(name), award(name, from - 10 * index))
}

/** What was told of a kind, in order. */
export function told<Kind extends DomainEvent['kind']>(
  desk: TestDesk,
  kind: Kind,
): readonly Extract<DomainEvent, { kind: Kind }>[] {
  return desk.published.flatMap(({ event }) =>
    event.kind === kind ? [event as Extract<DomainEvent, { kind: Kind }>] : [],
  )
}

/** Asks for the best lines of a board in the name of somebody. */
export const askedBy = (name: string, more: object = {}) => ({
  limit: 100,
  around: null,
  of: name as UserId,
  seesHidden: true,
  ...more,
})
