import type { Readable } from '#db/open.ts'
import type { Finding } from './invariant.ts'

export const FRIENDS_MUTUAL = 'a friendship is the same for both'
export const CHALLENGES_MUTUAL = 'a challenge is the same for both'

const OTHER_SIDE: Readonly<Record<string, string>> = {
  requested: 'received',
  received: 'requested',
  friends: 'friends',
}

interface FriendRow {
  readonly one: number
  readonly other: number
  readonly state: string
}

/** What stands on one side of a friendship and not on the other. */
export function oneSidedFriends(rows: readonly FriendRow[]): string | null {
  const states = new Map(rows.map(({ one, other, state }) => [`${one} ${other}`, state]))
  const alone = rows.find(({ one, other, state }) => states.get(`${other} ${one}`) !== OTHER_SIDE[state])
  return alone === undefined ? null : `${alone.one} is ${alone.state} to ${alone.other}, who says otherwise`
}

interface ChallengeRow {
  readonly id: string
  readonly one: number
  readonly other: number
  readonly told: string
}

/** What is told to one of a challenge and not to the other. */
export function oneSidedChallenges(rows: readonly ChallengeRow[]): string | null {
  const told = new Map(rows.map((row) => [`${row.id} ${row.one}`, row.told]))
  const alone = rows.find(({ id, other, told: mine }) => told.get(`${id} ${other}`) !== mine)
  return alone === undefined
    ? null
    : `${alone.id}: ${alone.one} was told ${alone.told}, ${alone.other} was not`
}

/** Looks at everything that two traders share. */
export function oneSided(db: Readable): readonly Finding[] {
  const friends = oneSidedFriends(db.all('SELECT user_no AS one, friend_no AS other, state FROM friendships'))
  const challenges = oneSidedChallenges(
    db.all(
      `SELECT challenge_id AS id, user_no AS one, opponent_no AS other,
         state || ' ' || COALESCE(starts_at, '') || ' ' || COALESCE(signals, '') AS told FROM challenges`,
    ),
  )
  return [
    ...(friends === null ? [] : [{ invariant: FRIENDS_MUTUAL, detail: friends }]),
    ...(challenges === null ? [] : [{ invariant: CHALLENGES_MUTUAL, detail: challenges }]),
  ]
}
