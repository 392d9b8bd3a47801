import type { Command } from '#core/command.ts'
import { aFriend, type Draw, type Scene, someone } from './scene.ts'

const FRIEND_CHANGES = ['accept', 'accept', 'accept', 'decline', 'cancel', 'remove'] as const
const CHALLENGE_CHANGES = ['accept', 'accept', 'decline', 'cancel'] as const
const CHALLENGES_SEEN = 6

/** Two who stand to each other in some way, or any two. */
function pair(scene: Scene): { readonly userId: never; readonly friendId: never } {
  const known = scene.chance.heads(0.8) ? aFriend(scene) : null
  return {
    userId: (known?.userId ?? someone(scene)) as never,
    friendId: (known?.friendId ?? someone(scene)) as never,
  }
}

function changeFriend(scene: Scene): readonly Command[] {
  return [{ kind: 'change_friendship', change: scene.chance.pick(FRIEND_CHANGES), ...pair(scene) }]
}

function challenge(scene: Scene): readonly Command[] | null {
  const rows = scene.db.all<{ id: string; userId: string; proposed: number }>(
    `SELECT c.challenge_id AS id, u.user_id AS userId, c.proposed FROM challenges c JOIN traders u USING (user_no)
     WHERE c.state IN ('proposed', 'running') ORDER BY c.changed_at DESC LIMIT ?`,
    CHALLENGES_SEEN,
  )
  if (rows.length === 0) return null
  const { id: challengeId, userId } = scene.chance.pick(rows)
  const change = scene.chance.pick(CHALLENGE_CHANGES)
  return scene.chance.heads(0.6)
    ? [{ kind: 'change_challenge', change, challengeId, userId: userId as never }]
    : [{ kind: 'close_challenge', challengeId, userId: userId as never }]
}

/** What concerns two traders at once, and who is shown to the others. */
export const SOCIAL_DRAWS: readonly Draw[] = [
  { weight: 2, of: (scene) => [{ kind: 'ask_friend', ...pair(scene) }] },
  { weight: 2, of: changeFriend },
  {
    weight: 1,
    of: (scene) => [{ kind: 'propose_challenge', challengeId: `ch${scene.fresh()}`, ...pair(scene) }],
  },
  { weight: 2, of: challenge },
  {
    weight: 0.5,
    of: (scene) => [{ kind: 'show_on_boards', userId: someone(scene) as never, shown: scene.chance.heads() }],
  },
]
