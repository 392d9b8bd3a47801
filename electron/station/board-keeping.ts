import { MARKET_BOARDS, PERIOD_BOARDS } from '#core/progress/board-period.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import type { Boards } from './boards.ts'
import type { Config } from './config.ts'
import type { Jobs } from './jobs.ts'
import type { OpenLog } from './log.ts'
import { MOVES_TOLD_EVERY_MS, openMoves } from './moves.ts'
import { openPeriods, PERIODS_LOOK_EVERY_MS, type PeriodsParts } from './periods.ts'

/** What boards have to be done for, beside being read. */
export interface BoardKeeping {
  follow(recorded: readonly Recorded[]): void
  /** Settles when every period that is over is closed, or the disk keeps that waiting. */
  closed(): Promise<void>
  stop(): Promise<void>
}

export interface KeepingParts extends Omit<PeriodsParts, 'boards' | 'log' | 'job'> {
  readonly db: Readable
  readonly boards: Boards
  readonly features: Config['features']
  readonly logs: OpenLog
  readonly jobs: Jobs
}

/**
 * Closes periods when they are over and tells of moves; does neither where boards are switched off. Without progress
 * only the boards of the market close, and there are no moves to be told.
 */
export function keepBoards({ boards, features, logs, jobs, ...parts }: KeepingParts): BoardKeeping {
  if (!features.leaderboards) return NOTHING_TO_KEEP
  const log = logs.component('boards')
  const periods = openPeriods({
    ...parts,
    boards: features.progress ? PERIOD_BOARDS : MARKET_BOARDS,
    log,
    job: jobs.take('board_periods', PERIODS_LOOK_EVERY_MS),
  })
  const moves = features.progress
    ? openMoves({ ...parts, boards, log, job: jobs.take('board_moves', MOVES_TOLD_EVERY_MS) })
    : null
  return {
    follow() {
      periods.follow()
      moves?.follow()
    },
    closed: periods.idle,
    async stop() {
      await moves?.stop()
      await periods.stop()
    },
  }
}

const NOTHING_TO_KEEP: BoardKeeping = {
  follow: () => undefined,
  closed: async () => undefined,
  stop: async () => undefined,
}
