import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { ChangeFriendship } from '#core/progress/social-commands.ts'
import { readFriendIds, readFriendState } from '#db/stores/friends.ts'
import { verify } from '#db/verify.ts'
import {
  fire,
  mustExecute,
  openDesk,
  openRun,
  pass,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const BOB = 'bob' as UserId
const CAT = 'cat' as UserId

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'), user('cat'))
})
afterEach(() => desk.close())

const ask = (userId: UserId, friendId: UserId): Command => ({ kind: 'ask_friend', userId, friendId })
const change = (change: ChangeFriendship['change'], userId: UserId, friendId: UserId): Command => ({
  kind: 'change_friendship',
  change,
  userId,
  friendId,
})
const friends = (...pair: readonly [UserId, UserId]): readonly Command[] => [
  ask(...pair),
  change('accept', pair[1], pair[0]),
]

describe('friendships', () => {
  test('[FRIEND-6] they are begun and ended in the tables of both, and the journal gives the same', async () => {
    await mustExecute(desk, ask(ADA, BOB), ask(CAT, ADA))
    expect([readFriendIds(desk.db, ADA), readFriendIds(desk.db, BOB)]).toEqual([[], []])
    await mustExecute(desk, change('accept', BOB, ADA), change('accept', ADA, CAT))
    expect(readFriendIds(desk.db, ADA)).toEqual([BOB, CAT])
    expect([readFriendIds(desk.db, BOB), readFriendIds(desk.db, CAT)]).toEqual([[ADA], [ADA]])
    await mustExecute(desk, change('remove', CAT, ADA), ask(BOB, CAT), change('decline', CAT, BOB))
    expect(readFriendIds(desk.db, ADA)).toEqual([BOB])
    expect(desk.db.all('SELECT * FROM friendships')).toHaveLength(2)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[FRIEND-11] who asks and takes back sends one request a day, and the journal gives the same pauses', async () => {
    await mustExecute(desk, ask(ADA, BOB), change('cancel', ADA, BOB))
    const rows = desk.db.get('SELECT COUNT(*) AS n FROM journal')
    const before = desk.db.raw.serialize()
    for (let asked = 0; asked < 200; asked++)
      expect(await desk.execute(ask(ADA, BOB))).toMatchObject({
        rejection: { code: 'friend_asked_recently' },
      })
    expect(desk.db.get('SELECT COUNT(*) AS n FROM journal')).toEqual(rows)
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
    expect(verify(desk.db)).toMatchObject({ ok: true })
    // Somebody else can be asked, and a day later he himself.
    await mustExecute(desk, ask(ADA, CAT))
    desk.now += 86_400_000
    await mustExecute(desk, ask(ADA, BOB), change('decline', BOB, ADA))
    expect(desk.db.all('SELECT ask_again_at FROM friend_pauses')).toEqual([
      { ask_again_at: desk.now + 86_400_000 },
    ])
    // What was asked from the other side ends the pause with the friendship.
    await mustExecute(desk, ask(BOB, ADA), change('accept', ADA, BOB))
    expect(desk.db.all('SELECT * FROM friend_pauses')).toEqual([])
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[FRIEND-6] of two who ask each other at once, the second answers the first', async () => {
    const [one, other] = await Promise.all([desk.execute(ask(ADA, BOB)), desk.execute(ask(BOB, ADA))])
    expect([one.ok, other.ok]).toEqual([true, true])
    expect([readFriendState(desk.db, ADA, BOB), readFriendState(desk.db, BOB, ADA)]).toEqual([
      'friends',
      'friends',
    ])
    expect(desk.published.filter(({ event }) => event.kind === 'friendship_changed')).toHaveLength(4)
  })

  test('[FRIEND-6] a repeated key changes nothing more, and a refusal nothing at all', async () => {
    const receipt = { owner: 'ada', key: 'one', inputHash: 'h' }
    const first = await desk.execute(ask(ADA, BOB), receipt)
    const before = desk.db.raw.serialize()
    const again = await desk.execute(ask(ADA, BOB), receipt)
    expect(first.ok && again.ok && [first.value.events, again.value.replayed]).toEqual([
      again.ok && again.value.events,
      true,
    ])
    for (const command of [
      ask(ADA, BOB),
      ask(ADA, ADA),
      ask(ADA, 'nobody' as UserId),
      change('accept', ADA, BOB),
      change('remove', BOB, ADA),
      change('cancel', CAT, ADA),
    ])
      expect(await desk.execute(command)).toMatchObject({ ok: false })
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
  })
})

describe('the same signal decided by a friend', () => {
  const told = () =>
    desk.published.flatMap(({ event }) =>
      event.kind === 'activity_recorded' && event.activity === 'friend_decided'
        ? [[event.userId, event.sourceId, event.facts.friendId]]
        : [],
    )

  test('[FRIEND-9] counts for both, once for each, by a fire as by a pass', async () => {
    await mustExecute(desk, ...friends(ADA, BOB), ...friends(ADA, CAT), posted('s1'), posted('s2'))
    await mustExecute(desk, pass('ada', 's1'))
    expect(told()).toEqual([])
    await mustExecute(desk, fire('bob', 's1'))
    expect(told()).toEqual([
      ['bob', 's1', 'ada'],
      ['ada', 's1', 'bob'],
    ])
    // Ada has hers already; a fire after a pass decides nothing a second time.
    await mustExecute(desk, fire('cat', 's1'), fire('ada', 's1'))
    expect(told().slice(2)).toEqual([['cat', 's1', 'ada']])
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[FRIEND-9] a desk mate who is no friend, or no more, does not count', async () => {
    await mustExecute(desk, ...friends(ADA, BOB), ask(CAT, ADA), posted('s1'))
    await mustExecute(desk, change('remove', ADA, BOB))
    await mustExecute(desk, fire('bob', 's1'), fire('cat', 's1'), fire('ada', 's1'))
    expect(told()).toEqual([])
  })

  test('[FRIEND-9] it is reported of friends only', async () => {
    await mustExecute(desk, ...friends(ADA, BOB), posted('s1'))
    const report = (friendId?: string): Command => ({
      kind: 'record_activity',
      userId: ADA,
      activity: 'friend_decided',
      eventId: 'e1',
      details: { signalId: 's1', ...(friendId === undefined ? {} : { friendId }) },
    })
    for (const mate of ['cat', 'nobody', undefined])
      expect(await desk.execute(report(mate))).toMatchObject({ rejection: { code: 'not_friends' } })
    await mustExecute(desk, report('bob'))
    expect(told()).toEqual([['ada', 's1', 'bob']])
  })

  test('[FRIEND-9] reported before the decision, it counts once, and the decision stands', async () => {
    const report: Command = {
      kind: 'record_activity',
      userId: ADA,
      activity: 'friend_decided',
      eventId: 'e1',
      details: { signalId: 's1', friendId: 'bob' },
    }
    await mustExecute(desk, ...friends(ADA, BOB), posted('s1'), fire('bob', 's1'), report, fire('ada', 's1'))
    expect(told()).toEqual([
      ['ada', 's1', 'bob'],
      ['bob', 's1', 'ada'],
    ])
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[FRIEND-9] one decision tells every friend who waited for it, up to as many as there can be', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `f${String(index).padStart(3, '0')}`)
    await mustExecute(desk, posted('s1'), ...many.map(user))
    for (const name of many) await mustExecute(desk, ...friends(ADA, name as UserId), fire(name, 's1'))
    await mustExecute(desk, fire('ada', 's1'))
    expect(told().map(([name]) => name)).toEqual(['ada', ...many])
  })
})
