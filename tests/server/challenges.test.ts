import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHALLENGES } from '#contracts/http/challenges.ts'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { next, openServing, type Said, type Serving } from './serving.ts'

let desk: Serving
beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 100_000, decisionBurst: 1_000 } })
})
afterAll(() => desk.close())

const tokens = new Map<string, string>()
let round = 0
/** Two friends, and one who is a friend of neither. */
let [ada, bob, cat] = ['', '', '']
beforeEach(async () => {
  round += 1
  ;[ada, bob, cat] = [`ada-${round}`, `bob-${round}`, `cat-${round}`]
  for (const name of [ada, bob, cat]) tokens.set(name, await desk.addUser(name))
  await befriend(ada, bob)
})

async function befriend(one: string, other: string): Promise<void> {
  for (const [userId, friendId] of [
    [one, other],
    [other, one],
  ] as [UserId, UserId][])
    await desk.execute({ kind: 'ask_friend', userId, friendId })
}

function post(who: string, path: string, body: object = {}): Promise<Said> {
  return desk.ask('POST', path, { token: tokens.get(who) as string, body })
}
const propose = (who: string, user_id: string) => post(who, '/api/challenges', { user_id })
const answer = (who: string, id: string, what: string) => post(who, `/api/challenges/${id}/${what}`)
const list = async (who: string) =>
  (await desk.ask('GET', '/api/challenges', { token: tokens.get(who) as string })).body

function expectRefused(said: Said, code: ProblemCode): void {
  expect([said.status, said.body.error?.code, said.body.error?.message]).toEqual([
    PROBLEMS[code].status,
    code,
    PROBLEMS[code].message,
  ])
}

describe('the routes of challenges', () => {
  test('[CHALLENGE-11] a challenge is proposed, accepted and followed by both, and by nobody else', async () => {
    const proposed = await propose(ada, bob)
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        challenge: { opponent: { user_id: bob }, proposed_by: ada, state: 'proposed', standing: null },
      },
    })
    expect(CHALLENGES.proposeChallenge.reply.safeParse(proposed.body).error).toBeUndefined()
    const id = proposed.body.challenge.challenge_id
    const { challenge } = (await answer(bob, id, 'accept')).body
    expect(challenge).toMatchObject({ opponent: { user_id: ada }, state: 'running', result: null })
    expect(challenge.ends_at - challenge.starts_at).toBe(604_800)

    const signal_id = await desk.postSignal()
    const opened = { event_type: 'core.user_action', event_id: 'b1' }
    await post(bob, '/api/activity', {
      ...opened,
      payload: { action_type: 'briefing_opened', action_data: { signal_id } },
    })
    await post(ada, '/api/fire', { signal_id })
    await post(bob, '/api/pass', { signal_id, reason: 'plan' })
    const [mine] = (await list(ada)).challenges
    expect(mine.standing).toEqual({
      signals: 1,
      own: { briefed: 0, planned: 0, reviewed: 0, total: 1 },
      theirs: { briefed: 1, planned: 0, reviewed: 0, total: 2 },
    })
    expect((await list(bob)).challenges[0].standing.own.total).toBe(2)
    expect(CHALLENGES.challenges.reply.safeParse(await list(bob)).error).toBeUndefined()
    expect((await list(cat)).challenges).toEqual([])
  })

  test('[CHALLENGE-11] one is declined or taken back, and then the other may propose', async () => {
    const first = (await propose(ada, bob)).body.challenge.challenge_id
    expect((await answer(bob, first, 'decline')).body.challenge.state).toBe('declined')
    const again = await propose(ada, bob)
    expectRefused(again, 'challenge_proposed_recently')
    expect(Number(again.headers['retry-after'])).toBeGreaterThan(86_000)
    const second = (await propose(bob, ada)).body.challenge.challenge_id
    expect((await answer(bob, second, 'cancel')).body.challenge.state).toBe('cancelled')
    expectRefused(await propose(bob, ada), 'challenge_proposed_recently')
    const states = (await list(ada)).challenges.map(({ state }: { state: string }) => state)
    expect(states.sort()).toEqual(['cancelled', 'declined'])
  })

  test('[CHALLENGE-2] each refusal has its code and its sentence, and changes nothing', async () => {
    const id = (await propose(ada, bob)).body.challenge.challenge_id
    const before = desk.station.queries.counts().journalRows
    expectRefused(await propose(ada, 'nobody-at-all'), 'user_not_found')
    expectRefused(await propose(ada, cat), 'not_friends')
    expectRefused(await propose(ada, ada), 'not_friends')
    expectRefused(await propose(bob, ada), 'challenge_open')
    expectRefused(await answer(ada, id, 'accept'), 'challenge_not_yours')
    expectRefused(await answer(bob, id, 'cancel'), 'challenge_not_yours')
    expectRefused(await answer(cat, id, 'accept'), 'challenge_not_found')
    expectRefused(await answer(ada, 'no-such-thing', 'cancel'), 'challenge_not_found')
    expect((await post(ada, '/api/challenges', {})).status).toBe(400)
    expect(desk.station.queries.counts().journalRows).toBe(before)
    await answer(bob, id, 'accept')
    for (const [who, what] of [
      [bob, 'accept'],
      [bob, 'decline'],
      [ada, 'cancel'],
    ] as const)
      expectRefused(await answer(who, id, what), 'challenge_not_open')
  })

  test('[CHALLENGE-2] ten are open at the most; what others propose takes no room until it is accepted', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `mate-${round}-${index}`)
    for (const name of many) {
      await desk.addUser(name).then((token) => tokens.set(name, token))
      await befriend(ada, name)
    }
    for (const name of many.slice(0, 9)) expect((await propose(ada, name)).status).toBe(201)
    const theirs = (await propose(many[9] as string, ada)).body.challenge.challenge_id
    expect((await propose(ada, bob)).status).toBe(201)
    expectRefused(await propose(ada, many[10] as string), 'too_many_challenges')
    expectRefused(await answer(ada, theirs, 'accept'), 'too_many_challenges')
    const { challenges, open_max } = await list(ada)
    expect([challenges.length, open_max]).toEqual([11, 10])
  })

  test('[CHALLENGE-11] both are told live, on their own streams', async () => {
    const sockets = await Promise.all([ada, bob].map((name) => desk.connect(tokens.get(name) as string)))
    const heard = sockets.map((socket) => next(socket, 'gamification.progress_changed'))
    await propose(ada, bob)
    expect(await Promise.all(heard)).toMatchObject([
      { user_id: ada, stream: `progress:${ada}`, payload: { changed: 'challenge_changed' } },
      { user_id: bob, stream: `progress:${bob}`, payload: { changed: 'challenge_changed' } },
    ])
    const { events } = (
      await desk.ask('GET', `/api/users/${bob}/events`, { token: tokens.get(bob) as string })
    ).body
    expect(events[0].sentence).toBe(`${ada} proposes a challenge.`)
  })
})
