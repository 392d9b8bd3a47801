import type { UserId } from '#core/kernel/ids.ts'

/** Asks somebody to be a friend; where he asked already, it is the answer he waits for. */
export interface AskFriend {
  readonly kind: 'ask_friend'
  readonly userId: UserId
  readonly friendId: UserId
}

/** Answers a request, takes one back, or ends a friendship. */
export interface ChangeFriendship {
  readonly kind: 'change_friendship'
  readonly change: 'accept' | 'decline' | 'cancel' | 'remove'
  readonly userId: UserId
  readonly friendId: UserId
}

/** What concerns two traders at once. */
export type SocialCommand = AskFriend | ChangeFriendship

const KINDS: ReadonlySet<string> = new Set<SocialCommand['kind']>(['ask_friend', 'change_friendship'])

/** Whether a command concerns two traders at once. */
export function isSocial(command: { readonly kind: string }): command is SocialCommand {
  return KINDS.has(command.kind)
}
