import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FRIENDS } from '#contracts/http/friends.ts'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { next, openServing, type Said, type Serving } from './serving.ts'

let desk: Serving
beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 100_000 } })
})
afterAll(() => desk.close())

/** Two who have never met, and a third. */
interface Three {
  readonly ada: string
  readonly bob: string
  readonly cat: string
}
let three: Three
const tokens = new Map<string, string>()
let round = 0
beforeEach(async () => {
  round += 1
  three = { ada: `ada-${round}`, bob: `bob-${round}`, cat: `cat-${round}` }
  for (const name of Object.values(three)) tokens.set(name, await desk.addUser(name))
})

function post(who: string, path: string, body: object = {}, headers = {}): Promise<Said> {
  return desk.ask('POST', `/api/friends${path}`, { token: tokens.get(who) as string, body, headers })
}
const ask = (who: string, user_id: string | number) => post(who, '', { user_id })
const list = async (who: string) =>
  (await desk.ask('GET', '/api/friends', { token: tokens.get(who) as string })).body

function expectRefused(said: Said, code: ProblemCode, message: string = PROBLEMS[code].message): void {
  expect([said.status, said.body.error?.code, said.body.error?.message]).toEqual([
    PROBLEMS[code].status,
    code,
    message,
  ])
}

describe('the routes of friends', () => {
  test('[FRIEND-8] a request is seen by both, accepted by the one who was asked, and ended by either', async () => {
    const { ada, bob } = three
    const asked = await ask(ada, bob)
    expect(asked).toMatchObject({ status: 201, body: { success: true, user_id: bob, state: 'requested' } })
    expect(FRIENDS.askFriend.reply.safeParse(asked.body).error).toBeUndefined()
    expect(await list(ada)).toMatchObject({ friends: [], requests_out: [{ user_id: bob }], requests_in: [] })
    expect(await list(bob)).toMatchObject({ friends: [], requests_out: [], requests_in: [{ user_id: ada }] })

    const accepted = await post(bob, `/${ada}/accept`)
    expect(accepted).toMatchObject({ status: 200, body: { user_id: ada, state: 'friends' } })
    const { friends } = await list(ada)
    expect(friends).toEqual([{ user_id: bob, name: null, since: accepted.body.changed_at }])
    expect(FRIENDS.friends.reply.safeParse(await list(bob)).error).toBeUndefined()

    expect((await post(ada, `/${bob}/remove`)).body.state).toBe('none')
    expect((await list(bob)).friends).toEqual([])
  })

  test("[FRIEND-10] nobody's name is told for the asking: who asks sees it once they are friends", async () => {
    const { ada } = three
    const named = `named-${round}`
    await desk.execute({
      kind: 'add_user',
      userId: named as UserId,
      name: 'Full Name',
      zone: 'UTC',
      memberTier: 'fang',
    })
    tokens.set(named, await desk.addUser(named))
    await ask(ada, named)
    expect((await list(ada)).requests_out).toMatchObject([{ user_id: named, name: null }])
    const token = tokens.get(ada) as string
    for (const path of ['/api/friends', `/api/users/${ada}/export`, `/api/users/${ada}/events`])
      expect((await desk.ask('GET', path, { token })).text).not.toContain('Full Name')
    await post(named, `/${ada}/decline`)
    await ask(named, ada)
    expect((await list(ada)).requests_in).toMatchObject([{ user_id: named, name: 'Full Name' }])
    await post(ada, `/${named}/accept`)
    expect((await list(ada)).friends).toMatchObject([{ user_id: named, name: 'Full Name' }])
  })

  test('[FRIEND-8] a request is declined or taken back, and the other may ask', async () => {
    const { ada, bob, cat } = three
    await ask(ada, bob)
    expect((await post(bob, `/${ada}/decline`)).body).toMatchObject({ user_id: ada, state: 'none' })
    await ask(ada, cat)
    expect((await post(ada, `/${cat}/cancel`)).body.state).toBe('none')
    const before = desk.station.queries.counts().journalRows
    for (const other of [bob, cat]) {
      const again = await ask(ada, other)
      expectRefused(again, 'friend_asked_recently')
      expect(Number(again.headers['retry-after'])).toBeGreaterThan(86_000)
    }
    expect(desk.station.queries.counts().journalRows).toBe(before)
    expect((await ask(bob, ada)).body.state).toBe('requested')
    expect((await ask(ada, bob)).body.state).toBe('friends')
  })

  test('[FRIEND-3] each refusal has its code and its sentence, and changes nothing', async () => {
    const { ada, bob, cat } = three
    await ask(ada, bob)
    await ask(bob, cat)
    await post(cat, `/${bob}/accept`)
    const before = desk.station.queries.counts().journalRows
    expectRefused(await ask(ada, 'nobody-at-all'), 'user_not_found')
    expectRefused(await ask(ada, ada), 'friend_oneself')
    expectRefused(await ask(ada, bob), 'already_asked')
    expectRefused(await ask(cat, bob), 'already_friends')
    expectRefused(await post(ada, `/${bob}/accept`), 'friend_request_not_found')
    expectRefused(await post(cat, `/${ada}/decline`), 'friend_request_not_found')
    expectRefused(await post(bob, `/${ada}/cancel`), 'friend_request_not_found')
    expectRefused(await post(ada, `/${bob}/remove`), 'not_friends')
    expectRefused(await post(bob, `/${cat}/accept`), 'already_friends')
    for (const body of [{}, { user_id: null }, { user_id: bob, more: 1 }, { friend_id: bob }])
      expect((await post(ada, '', body)).status).toBe(400)
    expect(desk.station.queries.counts().journalRows).toBe(before)
  })

  test('[FRIEND-5] the fifty-first open request is refused, and an answer makes room', async () => {
    const { ada } = three
    const many = Array.from({ length: 51 }, (_, index) => `many-${round}-${index}`)
    for (const name of many)
      await desk.execute({
        kind: 'add_user',
        userId: name as UserId,
        name: null,
        zone: 'UTC',
        memberTier: 'fang',
      })
    for (const name of many.slice(0, 50)) expect((await ask(ada, name)).status).toBe(201)
    expectRefused(await ask(ada, many[50] as string), 'too_many_friend_requests')
    await desk.execute({
      kind: 'change_friendship',
      change: 'decline',
      userId: many[0] as UserId,
      friendId: ada as UserId,
    })
    expect((await ask(ada, many[50] as string)).status).toBe(201)
  })

  test('[FRIEND-5] full is who has two hundred friends, on either side', async () => {
    const { ada, bob, cat } = three
    const many = Array.from({ length: 200 }, (_, index) => `crowd-${round}-${index}`) as UserId[]
    for (const userId of many) {
      await desk.execute({ kind: 'add_user', userId, name: null, zone: 'UTC', memberTier: 'fang' })
      await desk.execute({ kind: 'ask_friend', userId, friendId: ada as UserId })
    }
    expectRefused(
      await ask(bob, ada),
      'too_many_friend_requests',
      'As many requests as can wait for one trader are waiting for this one already.',
    )
    for (const userId of many.slice(0, 199))
      await desk.execute({ kind: 'ask_friend', userId: ada as UserId, friendId: userId })
    await ask(ada, bob)
    await ask(ada, cat)
    await post(bob, `/${ada}/accept`)
    expectRefused(
      await post(cat, `/${ada}/accept`),
      'too_many_friends',
      'The other has as many friends as anybody can have.',
    )
    expectRefused(await post(ada, `/${many[199]}/accept`), 'too_many_friends')
    expect((await list(ada)).friends).toHaveLength(200)
  })

  test('[FRIEND-6] the same key asks once', async () => {
    const { ada, bob } = three
    const key = { 'idempotency-key': `friend-${round}` }
    const first = await post(ada, '', { user_id: bob }, key)
    const again = await post(ada, '', { user_id: bob }, key)
    expect([again.status, again.body]).toEqual([201, first.body])
    expectRefused(await post(ada, '', { user_id: three.cat }, key), 'idempotency_key_reused')
  })

  test('[FRIEND-8] both are told live, on their own streams, and in the history of their events', async () => {
    const { ada, bob, cat } = three
    const sockets = await Promise.all([ada, bob, cat].map((name) => desk.connect(tokens.get(name) as string)))
    const heardByCat: unknown[] = []
    sockets[2]?.on('gamification.progress_changed', (message) => heardByCat.push(message))
    const heard = sockets
      .slice(0, 2)
      .map((socket) => next<{ user_id: string }>(socket, 'gamification.progress_changed'))
    await ask(ada, bob)
    const messages = await Promise.all(heard)
    expect(messages).toMatchObject([
      { user_id: ada, stream: `progress:${ada}`, payload: { changed: 'friendship_changed' } },
      { user_id: bob, stream: `progress:${bob}`, payload: { changed: 'friendship_changed' } },
    ])
    await post(bob, `/${ada}/accept`)
    const told = async (name: string) =>
      (
        await desk.ask('GET', `/api/users/${name}/events`, { token: tokens.get(name) as string })
      ).body.events.map(({ sentence }: { sentence: string }) => sentence)
    expect(await told(ada)).toEqual([`${bob} is a friend now.`, `Asked ${bob} to be a friend.`])
    expect(await told(bob)).toEqual([`${ada} is a friend now.`, `${ada} asks to be a friend.`])
    expect(heardByCat).toEqual([])
  })
})
