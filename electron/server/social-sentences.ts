import type { ChallengeChanged, ChallengeEnded, ChallengeEvent } from '#core/progress/challenges-event.ts'
import type { FriendshipChanged } from '#core/progress/friends-event.ts'
import { piece, type Saying, saying } from './saying.ts'

/** What happened between two traders, in a sentence for the one it is told to. */
export function socialSaying(event: FriendshipChanged | ChallengeEvent): Saying {
  switch (event.kind) {
    case 'friendship_changed':
      return friendshipSaying(event)
    case 'challenge_changed':
      return challengeSaying(event)
    case 'challenge_ended':
      return endSaying(event)
  }
}

function friendshipSaying({ userId, friendId, by, change }: FriendshipChanged): Saying {
  const own = by === userId
  const name = { name: friendId }
  switch (change) {
    case 'asked':
      return saying(own ? 'friend_asked' : 'friend_asks', name)
    case 'accepted':
      return saying('friend_is', name)
    case 'declined':
      return saying(own ? 'friend_declined' : 'friend_declines', name)
    case 'cancelled':
      return saying(own ? 'friend_took_back' : 'friend_takes_back', name)
    case 'removed':
      return saying('friend_no_more', name)
  }
}

function challengeSaying({ userId, by, change, challenge }: ChallengeChanged): Saying {
  const own = by === userId
  const name = { name: challenge.proposer === userId ? challenge.invited : challenge.proposer }
  switch (change) {
    case 'proposed':
      return saying(own ? 'challenge_proposed' : 'challenge_proposes', name)
    case 'accepted':
      return saying('challenge_runs', name)
    case 'declined':
      return saying(own ? 'challenge_declined' : 'challenge_declines', name)
    case 'cancelled':
      return saying('challenge_cancelled', name)
  }
}

function endSaying({ opponentId, signals, own, theirs, result }: ChallengeEnded): Saying {
  return saying('challenge_ended', {
    name: opponentId,
    own: own.total,
    theirs: theirs.total,
    count: signals,
    result: piece(`result_${result}`),
  })
}
