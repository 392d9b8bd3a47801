import type { UserId } from '#core/kernel/ids.ts'
import { MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { NoteMoves } from '#core/progress/board-commands.ts'
import { MOVES_PER_COMMAND_MAX, passesBest, worthTelling } from '#core/progress/board-moves.ts'
import type { PeriodBoard } from '#core/progress/board-period.ts'
import type { Boards } from './boards.ts'
import { type JobFacts, type JobTrack, UNTRACKED } from './jobs.ts'
import type { Log } from './log.ts'
import type { OwnMove } from './period-boards.ts'
import type { Execute } from './station.ts'

/** A trader is told of a board at most so often: in a crowd every award moves many places. Source: seed Diana 5.2. */
export const MOVES_TOLD_EVERY_MS = 5 * MINUTE_MS

export interface MovesParts {
  readonly boards: Boards
  readonly execute: Execute
  readonly now: () => TimestampMs
  readonly log: Log
  /** Where each telling is put down. */
  readonly job?: JobTrack
}

/** Has traders told how their own doing moved them on the boards. */
export interface Moves {
  /** A commit passed: perhaps it is time to tell. */
  follow(): void
  /** Tells what there is to tell now. */
  tell(): Promise<void>
  stop(): Promise<void>
}

interface Waiting extends OwnMove {
  readonly board: PeriodBoard
  readonly userId: UserId
}

/** Two moves of one trader as one: the places both won, up to where the second took him. */
function together(first: OwnMove, second: OwnMove): OwnMove {
  const { previousRank } = first
  // A new period begins with nobody in it.
  if (first.period !== second.period) return second
  if (previousRank === null || second.previousRank === null)
    return { ...second, previousRank, previousScore: first.previousScore }
  // Who overtook him in between did not move by his doing.
  const won = previousRank - first.rank
  return { ...second, previousRank: second.previousRank + won, previousScore: first.previousScore }
}

/**
 * Adds up how far each trader moved by what he did himself, and tells it when five minutes are over.
 *
 * Ranks hang on everybody, so they are looked up after the commits, and what is worth telling is a command of its own.
 * What a kill keeps from being told is news of a moment; no standing is lost.
 */
export function openMoves({ boards, execute, now, log, job = UNTRACKED }: MovesParts): Moves {
  const { periods } = boards
  let waiting = new Map<string, Waiting>()
  let toldAt = now()
  let telling: Promise<void> = Promise.resolve()

  periods.onScore((board, userId, move) => {
    const key = `${board}:${userId}`
    const before = waiting.get(key)
    waiting.set(key, { board, userId, ...(before === undefined ? move : together(before, move)) })
  })

  function worth({ board, userId, period: moved, ...move }: Waiting): NoteMoves['moves'] {
    const { period, index } = periods.current(board)
    // Who is hidden has no place that others see, and a new period begins with nobody in it.
    if (boards.isHidden(userId) || period.period !== moved) return []
    const best = periods.best(board, userId)
    if (!worthTelling({ ...move, best })) return []
    const personalBest = passesBest({ ...move, best })
    return [{ userId, board, period: period.period, ...move, participants: index.size, personalBest }]
  }

  async function tellAll(): Promise<JobFacts | null> {
    toldAt = now()
    const found = [...waiting.values()].flatMap(worth)
    waiting = new Map()
    for (let from = 0; from < found.length; from += MOVES_PER_COMMAND_MAX) {
      const moves = found.slice(from, from + MOVES_PER_COMMAND_MAX)
      const answer = await execute({ kind: 'note_moves', moves })
      if (answer.ok) continue
      log.warn({ moves: moves.length, code: answer.rejection.code }, 'moves_not_told')
      return null
    }
    return { moves: found.length }
  }

  function tell(): Promise<void> {
    telling = telling.then(() => job.run(tellAll))
    return telling
  }

  job.due(now() + MOVES_TOLD_EVERY_MS)
  const timer = setInterval(() => {
    job.due(now() + MOVES_TOLD_EVERY_MS)
    void tell()
  }, MOVES_TOLD_EVERY_MS)
  return {
    follow() {
      // A clock that was set back tells with the next commit.
      if (waiting.size > 0 && Math.abs(now() - toldAt) >= MOVES_TOLD_EVERY_MS) void tell()
    },
    tell,
    async stop() {
      clearInterval(timer)
      await telling
    },
  }
}
