import type { UserId } from '#core/kernel/ids.ts'
import type { Readable } from '#db/open.ts'

/** The friends of a user, without himself. Nobody has any as long as the desk keeps no friendships. */
export function friendIds(_db: Readable, _userId: UserId): readonly UserId[] {
  return []
}
