import { decideAddUser, decideCreateToken, decideRevokeToken } from '#core/access.ts'
import type { AddUser, ChangeZone, Command, CreateToken, EraseUser, RevokeToken } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Result } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { decideEraseUser } from '#core/stats/erasure.ts'
import { decideChangeZone } from '#core/zone.ts'
import type { Readable } from '#db/open.ts'
import { readAllOpen } from '#db/stores/challenges.ts'
import { readToken } from '#db/stores/desk.ts'
import { readCircle } from '#db/stores/friends.ts'
import { readZone, userExists } from '#db/stores/traders.ts'
import { ErasedUsers } from './erased-users.ts'

/** They name a user and are not in his name: what the station itself does when something falls due, and his erasure. */
const BY_OTHERS: ReadonlySet<Command['kind']> = new Set<Command['kind']>(['erase_user', 'close_challenge'])

/** Reads what the rules of users and tokens need, and knows who is gone. */
export class AccessDesk {
  readonly #db: Readable
  readonly #erased: ErasedUsers

  constructor(db: Readable) {
    this.#db = db
    this.#erased = new ErasedUsers(db)
  }

  decide(
    command: AddUser | ChangeZone | CreateToken | RevokeToken | EraseUser,
    context: Context,
  ): Result<readonly DomainEvent[], Rejection> {
    const db = this.#db
    switch (command.kind) {
      case 'add_user':
        return decideAddUser(command, { exists: userExists(db, command.userId) }, context)
      case 'change_zone':
        return decideChangeZone(command, readZone(db, command.userId), context)
      case 'create_token':
        return decideCreateToken(command, { userExists: userExists(db, command.userId) })
      case 'revoke_token':
        return decideRevokeToken(command, { token: readToken(db, command.tokenId) })
      case 'erase_user':
        return decideEraseUser(command, {
          exists: userExists(db, command.userId),
          erased: this.isErased(command.userId),
          ties: readCircle(db, command.userId).map(({ userId: friendId, state }) => ({ friendId, state })),
          challenges: readAllOpen(db, command.userId),
        })
    }
  }

  /** Whether a command is in the name of somebody who was erased, or is addressed to him. */
  isGone(command: Command): boolean {
    if (BY_OTHERS.has(command.kind)) return false
    if ('userId' in command && this.isErased(command.userId)) return true
    return 'friendId' in command && this.isErased(command.friendId)
  }

  /** Whether somebody's person is gone. */
  isErased(userId: UserId): boolean {
    return this.#erased.has(userId)
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    this.#erased.follow(event)
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#erased.forget()
  }
}
