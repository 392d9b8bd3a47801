import type { EraseUser } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { withdrawn } from '#core/progress/challenges.ts'
import type { Challenge } from '#core/progress/challenges-event.ts'
import { endedWith, type Tie } from '#core/progress/friends.ts'
import type { Rejection } from '#core/rejection.ts'

/** The user in whose name the station itself acts; its token lies in the data folder. */
export const STATION_OPERATOR = 'operator' as UserId

/** What is shown where the name of somebody stood who is gone. */
export const ERASED_NAME = 'Erased user'

/** What an erasure depends on. */
export interface ErasureView {
  readonly exists: boolean
  readonly erased: boolean
  /** Everybody who stands to him in some way. */
  readonly ties: readonly Tie[]
  /** His challenges that are proposed or run. */
  readonly challenges: readonly Challenge[]
}

/**
 * Decides whether the person behind an id is erased, who is on no board any more, and ends what is open between him and
 * others: nobody waits for somebody who is gone. Asked again, nothing changes.
 *
 * Refuses an unknown user, then the station's own operator, without whom it cannot start.
 *
 * Rules ERASE-1, ERASE-2 and ERASE-10.
 */
export function decideEraseUser(
  { userId, reason, by }: EraseUser,
  { exists, erased, ties, challenges }: ErasureView,
): Result<readonly DomainEvent[], Rejection> {
  if (!exists) return reject({ code: 'user_not_found' })
  if (userId === STATION_OPERATOR) return reject({ code: 'user_needed' })
  const ended = [
    ...ties.flatMap((tie) => endedWith(userId, tie)),
    ...challenges.flatMap((challenge) => withdrawn(userId, challenge)),
  ]
  // Who was erased when this ended nothing yet is let go by being asked again.
  if (erased) return accept(ended)
  return accept([
    { kind: 'user_erased', userId, reason, by },
    { kind: 'board_display_changed', userId, shown: false },
    ...ended,
  ])
}

/** The words that somebody wrote about the user, taken out: what is left says the same of every number. */
export function withoutWords<Told extends object>(told: Told): Told {
  // An empty sentence, as where none was given: who reads it need not know a third case.
  return 'reason' in told && typeof told.reason === 'string' ? { ...told, reason: '' } : told
}
