import type { UserId } from '#core/kernel/ids.ts'
import type { Readable } from '#db/open.ts'
import { type CircleLine, readCircle } from '#db/stores/friends.ts'

export type { CircleLine }

/** The read side of what concerns two traders at once. */
export interface SocialQueries {
  /** Friends and requests of a trader, the newest first. */
  circle(userId: UserId): readonly CircleLine[]
}

export function socialSide(db: Readable): SocialQueries {
  return { circle: (userId) => readCircle(db, userId) }
}
