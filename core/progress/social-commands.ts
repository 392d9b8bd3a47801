import type { UserId } from '#core/kernel/ids.ts'
import type { ChallengeId } from './challenges-event.ts'

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

/** Proposes a week's challenge to a friend. */
export interface ProposeChallenge {
  readonly kind: 'propose_challenge'
  readonly challengeId: ChallengeId
  readonly userId: UserId
  readonly friendId: UserId
}

/** Answers a proposal, or takes one back. */
export interface ChangeChallenge {
  readonly kind: 'change_challenge'
  readonly change: 'accept' | 'decline' | 'cancel'
  readonly challengeId: ChallengeId
  readonly userId: UserId
}

/** A challenge falls due. */
export interface CloseChallenge {
  readonly kind: 'close_challenge'
  readonly challengeId: ChallengeId
  /** Who proposed it. */
  readonly userId: UserId
}

/** What concerns two traders at once. */
export type SocialCommand = AskFriend | ChangeFriendship | ProposeChallenge | ChangeChallenge | CloseChallenge

const KINDS: ReadonlySet<string> = new Set<SocialCommand['kind']>([
  'ask_friend',
  'change_friendship',
  'propose_challenge',
  'change_challenge',
  'close_challenge',
])

/** Whether a command concerns two traders at once. */
export function isSocial(command: { readonly kind: string }): command is SocialCommand {
  return KINDS.has(command.kind)
}
