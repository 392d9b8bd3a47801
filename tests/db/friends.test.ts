import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { friends } from '#db/migrations/0012-friends.ts'
import { readCircle, readFriendIds } from '#db/stores/friends.ts'
import { verify } from '#db/verify.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const BOB = 'bob' as UserId

test('[FRIEND-7] who was at the desk before there were friends has none, and can make them', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'))
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec('DROP TABLE friendships; DROP TABLE challenges')
  desk.db.raw.pragma(`user_version = ${friends.version - 1}`)
  const upTo = MIGRATIONS.filter(({ version }) => version <= friends.version)

  expect(migrate(desk.db, upTo)).toEqual([friends.version])
  expect(readFriendIds(desk.db, ADA)).toEqual([])
  await mustExecute(
    desk,
    { kind: 'ask_friend', userId: ADA, friendId: BOB },
    { kind: 'ask_friend', userId: BOB, friendId: ADA },
  )
  expect(readFriendIds(desk.db, ADA)).toEqual([BOB])
  expect(readCircle(desk.db, ADA)).toEqual([
    { userId: BOB, name: "bob's name", state: 'friends', since: desk.now },
  ])
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})
