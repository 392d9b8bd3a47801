import type { ChallengeChanged, ChallengeEnded, ChallengeEvent } from '#core/progress/challenges-event.ts'
import type { FriendshipChanged } from '#core/progress/friends-event.ts'

/** What happened between two traders, in a sentence for the one it is told to. */
export function socialSentence(event: FriendshipChanged | ChallengeEvent): string {
  switch (event.kind) {
    case 'friendship_changed':
      return friendshipSentence(event)
    case 'challenge_changed':
      return challengeSentence(event)
    case 'challenge_ended':
      return endSentence(event)
  }
}

function friendshipSentence({ userId, friendId, by, change }: FriendshipChanged): string {
  const own = by === userId
  switch (change) {
    case 'asked':
      return own ? `Asked ${friendId} to be a friend.` : `${friendId} asks to be a friend.`
    case 'accepted':
      return `${friendId} is a friend now.`
    case 'declined':
      return own ? `Declined the request of ${friendId}.` : `${friendId} declined the request.`
    case 'cancelled':
      return own ? `Took back the request to ${friendId}.` : `${friendId} took back the request.`
    case 'removed':
      return `${friendId} is no friend any more.`
  }
}

function challengeSentence({ userId, by, change, challenge }: ChallengeChanged): string {
  const own = by === userId
  const other = challenge.proposer === userId ? challenge.invited : challenge.proposer
  switch (change) {
    case 'proposed':
      return own ? `Proposed a challenge to ${other}.` : `${other} proposes a challenge.`
    case 'accepted':
      return `The challenge with ${other} runs for seven days.`
    case 'declined':
      return own ? `Declined the challenge of ${other}.` : `${other} declined the challenge.`
    case 'cancelled':
      return `The challenge with ${other} was called off.`
  }
}

const RESULTS = { won: 'won', lost: 'lost', draw: 'a draw' } as const

function endSentence({ opponentId, signals, own, theirs, result }: ChallengeEnded): string {
  const on = signals === 1 ? '1 signal' : `${signals} signals`
  return `The challenge with ${opponentId} ended ${own.total} to ${theirs.total} on ${on}: ${RESULTS[result]}.`
}
