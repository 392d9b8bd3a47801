import { hash } from 'node:crypto'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Readable } from '#db/open.ts'
import { type DueChallenge, readNextDue } from '#db/stores/challenges.ts'
import { type JobTrack, UNTRACKED } from './jobs.ts'
import type { Log } from './log.ts'
import type { Execute, ReceiptKey } from './station.ts'

/** How often it is looked whether a challenge is due. What counts ends with its last instant, not with the look. */
export const CLOSING_LOOK_MS = 5_000
const OWNER = 'station'
/** What the writer says when it would say it of the next command too. */
const NOTHING_IS_TAKEN: ReadonlySet<string> = new Set(['storage_full', 'not_ready', 'overloaded'])

/** Ends challenges as they fall due. */
export interface ChallengeClosings {
  /** Ends everything that is due now, in the order of the ends; settles when nothing is, or the disk takes no more. */
  closeDue(): Promise<void>
  stop(): Promise<void>
}

export interface ClosingParts {
  readonly db: Readable
  readonly execute: Execute
  readonly now: () => TimestampMs
  readonly log: Log
  /** Where each look that found something is put down. */
  readonly job?: JobTrack
}

/**
 * Looks for challenges whose week is over and ends each by a command with an id of its own, one after another.
 *
 * One that is refused waits for the next look, and the others end all the same.
 *
 * What is due stands in the tables, so a station that was off when a week ended finds it at its next start.
 */
export function openChallengeClosings({
  db,
  execute,
  now,
  log,
  job = UNTRACKED,
}: ClosingParts): ChallengeClosings {
  let stopped = false
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    job.due(now() + CLOSING_LOOK_MS)
    const first = stopped ? null : readNextDue(db, now(), null)
    if (first === null) return
    await job.run(async () => {
      // One at a time, each once in a look: one that cannot end now must not keep the others from it.
      let next: DueChallenge | null = first
      let ended = 0
      while (next !== null) {
        if (!(await close(next))) return null
        ended += 1
        next = stopped ? null : readNextDue(db, now(), next)
      }
      return { ended }
    })
  }

  /** False where the disk takes no more: the next look tries again. */
  async function close({ challengeId, proposer }: DueChallenge): Promise<boolean> {
    const answer = await execute(
      { kind: 'close_challenge', challengeId, userId: proposer },
      receiptOf(challengeId),
    )
    if (answer.ok) return true
    const { code } = answer.rejection
    log.warn({ challengeId, code }, 'challenge_closing_delayed')
    return !NOTHING_IS_TAKEN.has(code)
  }

  function closeDue(): Promise<void> {
    working ??= work().finally(() => {
      working = null
    })
    return working
  }

  const looking = setInterval(() => void closeDue(), CLOSING_LOOK_MS)
  return {
    closeDue,
    async stop() {
      stopped = true
      clearInterval(looking)
      await working
    },
  }
}

/** `close:challenge:<id>`: whoever asks a second time is answered as the first was. */
function receiptOf(challengeId: string): ReceiptKey {
  const key = `close:challenge:${challengeId}`
  return { owner: OWNER, key, inputHash: hash('sha256', key, 'hex') }
}
