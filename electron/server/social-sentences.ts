import type { FriendshipChanged } from '#core/progress/friends-event.ts'

/** What happened between two traders, in a sentence for the one it is told to. */
export function friendshipSentence({ userId, friendId, by, change }: FriendshipChanged): string {
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
