import { hash } from 'node:crypto'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Readable } from '#db/open.ts'
import { type DueChallenge, readDueChallenges } from '#db/stores/challenges.ts'
import type { Log } from './log.ts'
import type { Execute, ReceiptKey } from './station.ts'

/** How often it is looked whether a challenge is due. What counts ends with its last instant, not with the look. */
export const CLOSING_LOOK_MS = 5_000
const OWNER = 'station'

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
}

/**
 * Looks for challenges whose week is over and ends each by a command with an id of its own, one after another.
 *
 * What is due stands in the tables, so a station that was off when a week ended finds it at its next start.
 */
export function openChallengeClosings({ db, execute, now, log }: ClosingParts): ChallengeClosings {
  let stopped = false
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    // One at a time: what was closed is due no more, and the next is the first of those that are left.
    for (;;) {
      const [next] = stopped ? [] : readDueChallenges(db, now(), 1)
      if (next === undefined || !(await close(next))) return
    }
  }

  /** False where the disk does not take it: the next look tries again. */
  async function close({ challengeId, proposer }: DueChallenge): Promise<boolean> {
    const answer = await execute(
      { kind: 'close_challenge', challengeId, userId: proposer },
      receiptOf(challengeId),
    )
    if (answer.ok) return true
    log.warn({ challengeId, code: answer.rejection.code }, 'challenge_closing_delayed')
    return false
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
