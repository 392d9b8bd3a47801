import { type Result, unreachable } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import {
  decideChangeChallenge,
  decideCloseChallenge,
  decideProposeChallenge,
} from '#core/progress/challenges.ts'
import { decideAskFriend, decideChangeFriendship, type FriendshipView } from '#core/progress/friends.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type {
  AskFriend,
  ChangeFriendship,
  ProposeChallenge,
  SocialCommand,
} from '#core/progress/social-commands.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Readable } from '#db/open.ts'
import { countOpen, readChallenge, readInVainAt, readOpenBetween, readTally } from '#db/stores/challenges.ts'
import { countCircle, readAskAgainAt, readFriendState } from '#db/stores/friends.ts'
import { userExists } from '#db/stores/traders.ts'

/** Reads what the rules of friendships and challenges need, and asks them. */
export function decideSocial(
  db: Readable,
  command: SocialCommand,
  now: TimestampMs,
): Result<readonly ProgressEvent[], Rejection> {
  switch (command.kind) {
    case 'ask_friend':
      return decideAskFriend(command, friendshipView(db, command, now))
    case 'change_friendship':
      return decideChangeFriendship(command, friendshipView(db, command, now))
    case 'propose_challenge':
      return decideProposeChallenge(command, proposalView(db, command, now))
    case 'change_challenge': {
      const challenge = readChallenge(db, command.userId, command.challengeId)?.challenge ?? null
      return decideChangeChallenge(command, { challenge, ownOpen: countOpen(db, command.userId), now })
    }
    case 'close_challenge': {
      const challenge = readChallenge(db, command.userId, command.challengeId)?.challenge ?? null
      return decideCloseChallenge(command, { challenge, now, tally: (ended) => readTally(db, ended) })
    }
    default:
      return unreachable(command)
  }
}

type Pair = Pick<AskFriend | ChangeFriendship | ProposeChallenge, 'userId' | 'friendId'>

function friendshipView(db: Readable, { userId, friendId }: Pair, now: TimestampMs): FriendshipView {
  return {
    known: bothKnown(db, { userId, friendId }),
    state: readFriendState(db, userId, friendId),
    own: countCircle(db, userId),
    theirs: countCircle(db, friendId),
    challenge: readOpenBetween(db, userId, friendId),
    askAgainAt: readAskAgainAt(db, userId, friendId),
    now,
  }
}

function proposalView(db: Readable, { userId, friendId }: Pair, now: TimestampMs) {
  return {
    known: bothKnown(db, { userId, friendId }),
    state: readFriendState(db, userId, friendId),
    open: readOpenBetween(db, userId, friendId),
    inVainAt: readInVainAt(db, userId, friendId),
    ownOpen: countOpen(db, userId),
    now,
  }
}

function bothKnown(db: Readable, { userId, friendId }: Pair): boolean {
  return userExists(db, userId) && userExists(db, friendId)
}
