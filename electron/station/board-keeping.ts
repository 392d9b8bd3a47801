import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import type { Boards } from './boards.ts'
import type { Config } from './config.ts'
import type { OpenLog } from './log.ts'
import { openMoves } from './moves.ts'
import { openPeriods, type PeriodsParts } from './periods.ts'

/** What boards have to be done for, beside being read. */
export interface BoardKeeping {
  follow(recorded: readonly Recorded[]): void
  /** Settles when every period that is over is closed, or the disk keeps that waiting. */
  closed(): Promise<void>
  stop(): Promise<void>
}

export interface KeepingParts extends Omit<PeriodsParts, 'log'> {
  readonly db: Readable
  readonly boards: Boards
  readonly features: Config['features']
  readonly logs: OpenLog
}

/** Closes periods when they are over and tells of moves; does neither where boards or progress are switched off. */
export function keepBoards({ boards, features, logs, ...parts }: KeepingParts): BoardKeeping {
  if (!features.leaderboards || !features.progress) return NOTHING_TO_KEEP
  const log = logs.component('boards')
  const periods = openPeriods({ ...parts, log })
  const moves = openMoves({ ...parts, boards, log })
  return {
    follow() {
      periods.follow()
      moves.follow()
    },
    closed: periods.idle,
    async stop() {
      await moves.stop()
      await periods.stop()
    },
  }
}

const NOTHING_TO_KEEP: BoardKeeping = {
  follow: () => undefined,
  closed: async () => undefined,
  stop: async () => undefined,
}
