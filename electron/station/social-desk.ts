import type { UserId } from '#core/kernel/ids.ts'
import { type Result, unreachable } from '#core/kernel/result.ts'
import { decideAskFriend, decideChangeFriendship, type FriendshipView } from '#core/progress/friends.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { SocialCommand } from '#core/progress/social-commands.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Readable } from '#db/open.ts'
import { countCircle, readFriendState } from '#db/stores/friends.ts'
import { userExists } from '#db/stores/traders.ts'

/** Reads what the rules of friendships need, and asks them. */
export function decideSocial(
  db: Readable,
  command: SocialCommand,
): Result<readonly ProgressEvent[], Rejection> {
  const { userId, friendId } = command
  switch (command.kind) {
    case 'ask_friend':
      return decideAskFriend(command, friendshipView(db, userId, friendId))
    case 'change_friendship':
      return decideChangeFriendship(command, friendshipView(db, userId, friendId))
    default:
      return unreachable(command)
  }
}

function friendshipView(db: Readable, userId: UserId, friendId: UserId): FriendshipView {
  return {
    known: userExists(db, userId) && userExists(db, friendId),
    state: readFriendState(db, userId, friendId),
    own: countCircle(db, userId),
    theirs: countCircle(db, friendId),
  }
}
