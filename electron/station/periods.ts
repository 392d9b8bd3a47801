import { SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import {
  type BoardPeriod,
  closeIdOf,
  PERIOD_BOARDS,
  type PeriodBoard,
  periodAt,
} from '#core/progress/board-period.ts'
import type { Readable } from '#db/open.ts'
import { readBoardsSince, readFirstScoreAt, readLastPeriod, readPeriod } from '#db/stores/boards.ts'
import { type JobTrack, UNTRACKED } from './jobs.ts'
import type { Log } from './log.ts'
import type { Execute } from './station.ts'

const RETRY_MS = 1_000
export const PERIODS_LOOK_EVERY_MS = SECOND_MS

/** What falls due on the boards. */
export interface PeriodsParts {
  readonly db: Readable
  readonly execute: Execute
  /** Those that are closed; all where it is left out. */
  readonly boards?: readonly PeriodBoard[]
  /** The desk's zone. */
  readonly zone: string
  readonly now: () => TimestampMs
  readonly log: Log
  /** Where each close is put down. */
  readonly job?: JobTrack
}

/** Closes the periods of the boards when they are over. */
export interface Periods {
  /** A commit may be the first after the end of a period. */
  follow(): void
  /** Settles when everything that is over is closed, or the disk keeps that waiting. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Closes each period once, in the order in which they ended, some traders at a time.
 *
 * What is due is found in the tables, so a station that was off closes what it missed, and one that was killed in between
 * goes on where it was. Periods in which nobody scored are none.
 */
export function openPeriods(parts: PeriodsParts): Periods {
  const { db, execute, boards = PERIOD_BOARDS, zone, now, log, job = UNTRACKED } = parts
  const stopping = new AbortController()
  const { signal: stopped } = stopping
  let working: Promise<void> = Promise.resolve()
  let busy = false
  /** Between these there is nothing to do. */
  let lookedAt = 0
  let nextEnd = 0

  async function work(): Promise<void> {
    while (!stopped.aborted) {
      lookedAt = now()
      const due = nextDue(db, zone, lookedAt, boards)
      if (due === null) {
        nextEnd = Math.min(...boards.map((board) => periodAt(board, zone, lookedAt).until))
        job.due(nextEnd)
        return
      }
      let closed = false
      await job.run(async () => {
        closed = await close(due)
        return closed ? { closed: closeIdOf(due) } : null
      })
      if (closed) continue
      log.warn({ id: closeIdOf(due) }, 'close_delayed')
      nextEnd = now() + RETRY_MS
      job.due(nextEnd)
      return
    }
  }

  /** False where the disk did not take it. */
  async function close({ board, period }: BoardPeriod): Promise<boolean> {
    while (!stopped.aborted) {
      const answer = await execute({ kind: 'close_period', board, period })
      if (!answer.ok) return false
      const closed = answer.value.events.find(({ event }) => event.kind === 'period_closed')?.event
      if (closed?.kind !== 'period_closed' || closed.done) break
    }
    log.info({ id: closeIdOf({ board, period }) }, 'period_closed')
    return true
  }

  function begin(): void {
    if (busy || stopped.aborted || (now() >= lookedAt && now() < nextEnd)) return
    busy = true
    working = work().finally(() => {
      busy = false
    })
  }

  const looking = setInterval(begin, PERIODS_LOOK_EVERY_MS)
  begin()
  return {
    follow: begin,
    async idle() {
      begin()
      await working
    },
    async stop() {
      clearInterval(looking)
      stopping.abort()
      await working
    },
  }
}

/** The period that ended first of those that are over and not closed; null where there is none. */
export function nextDue(
  db: Readable,
  zone: string,
  now: TimestampMs,
  boards: readonly PeriodBoard[] = PERIOD_BOARDS,
): BoardPeriod | null {
  const due = boards
    .flatMap((board) => oldestOpen(db, board, zone) ?? [])
    .filter(({ until }) => until <= now)
    .sort((a, b) => a.until - b.until)
  return due[0] ?? null
}

/** The first period of a board with a score in it that has not closed to its end; null where there is none. */
function oldestOpen(db: Readable, board: PeriodBoard, zone: string): BoardPeriod | null {
  const last = readLastPeriod(db, board)
  if (last !== null && !last.done) return last
  let since = last?.until ?? periodAt(board, zone, readBoardsSince(db)).from
  for (;;) {
    const firstAt = readFirstScoreAt(db, board, since)
    if (firstAt === null) return null
    const period = periodAt(board, zone, firstAt)
    // A desk that moved west meets the end of a closed week again: what falls between counts for none.
    if (readPeriod(db, board, period.period) === null) return period
    since = period.until
  }
}
