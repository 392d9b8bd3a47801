import type { Command } from '#core/command.ts'
import type { Readable } from '#db/open.ts'
import type { Chance } from '../support/chance.ts'
import { signOf } from './people.ts'

/** What commands are drawn from: the desk as it stands, and chance. */
export interface Scene {
  readonly chance: Chance
  readonly db: Readable
  readonly users: readonly string[]
  /** Users who were erased. */
  readonly gone: readonly string[]
  /** Station time. */
  readonly now: number
  /** The market's time. */
  readonly marketAt: number
  /** A number that was never given before. */
  readonly fresh: () => number
}

/** One kind of command, how often it comes among the others, and what it is; null where the desk has no place for it. */
export interface Draw {
  readonly weight: number
  readonly of: (scene: Scene) => readonly Command[] | null
}

/** Names that are told again on purpose: what was done under one counts once. */
const WORN_NAMES = 40
const WORN_SHARE = 0.12
const GONE_SHARE = 0.02
const SIGNALS_SEEN = 12
const FRIENDSHIPS_SEEN = 12
export const OPERATOR = 'op'

/** A user of the scene; the first are busier than the last, so that some come far. Now and then it is one who is gone. */
export function someone({ chance, users, gone }: Scene): string {
  if (gone.length > 0 && chance.heads(GONE_SHARE)) return chance.pick(gone)
  const share = chance.share()
  return users[Math.floor(share * share * users.length)] ?? OPERATOR
}

/** A name for what somebody did: mostly fresh and with his sign, sometimes one that was used before. */
export function nameOf({ chance, fresh }: Scene, userId: string): string {
  return chance.heads(WORN_SHARE) ? `worn-${chance.between(1, WORN_NAMES)}` : `e${fresh()}${signOf(userId)}`
}

/** One of the newest signals; null before the first. */
export function aSignal({ chance, db }: Scene): string | null {
  const rows = db.all<{ id: string }>(
    'SELECT signal_id AS id FROM signals ORDER BY signal_no DESC LIMIT ?',
    SIGNALS_SEEN,
  )
  return rows.length === 0 ? null : chance.pick(rows).id
}

/** Two who stand to each other in some way, as one of the two sees it; null where nobody knows anybody. */
export function aFriend({
  chance,
  db,
}: Scene): { readonly userId: string; readonly friendId: string } | null {
  const rows = db.all<{ userId: string; friendId: string }>(
    `SELECT u.user_id AS userId, f.user_id AS friendId FROM friendships s
     JOIN traders u ON u.user_no = s.user_no JOIN traders f ON f.user_no = s.friend_no
     ORDER BY s.since DESC, s.user_no LIMIT ?`,
    FRIENDSHIPS_SEEN,
  )
  return rows.length === 0 ? null : chance.pick(rows)
}
