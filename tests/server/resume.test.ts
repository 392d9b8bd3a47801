import { afterAll, beforeAll, expect, test } from 'vitest'
import { RESUME_EVENTS_MAX, type ResumeReply } from '#contracts/live.ts'
import { addCrowd, fireAll } from './crowd.ts'
import { next, openServing, type Serving } from './serving.ts'

const USERS = 1_000
let serving: Serving
let ada: string
let signals: string[]

beforeAll(async () => {
  serving = await openServing({ limits: { requestBurst: 10_000, resumedEventsPerMinute: 1_000_000 } })
  ada = await serving.addUser('ada')
  const users = await addCrowd(serving, USERS)
  signals = []
  for (let count = 0; count < 6; count++) signals.push(await serving.postSignal())
  for (const id of signals) await fireAll(serving, id, users)
})
afterAll(() => serving.close())

const cursor = (stream: string, seq: number, epoch = serving.station.epoch) => ({ epoch, stream, seq })
const mission = (index: number, seq: number) => cursor(`mission:${signals[index]}`, seq)

async function resume(cursors: readonly object[], token = ada) {
  const socket = await serving.connect(token)
  const said: ResumeReply & { error?: { code: string } } = await socket.emitWithAck('resume', { cursors })
  return { socket, said }
}

test('[LIVE-12] a client that was away gets exactly what it missed, oldest first, and goes on without a gap', async () => {
  const { socket, said } = await resume([mission(0, 990), cursor('user:ada', 0)])
  if (!('events' in said)) throw new Error('events were expected')
  // 1 opened + 1,000 fires: 1,001 events, of which 990 were known.
  const missed = said.events.filter(({ data }) => data.stream === `mission:${signals[0]}`)
  expect(missed.map(({ data }) => [data.since, data.seq])).toEqual(
    Array.from({ length: 11 }, (_, index) => [990 + index, 991 + index]),
  )
  expect(missed.at(-1)?.data).toMatchObject({ count: 1_000 })
  expect(said.events.filter(({ data }) => data.stream === 'user:ada')).toHaveLength(1)
  const live = next<{ since: number; seq: number }>(socket, 'fire_count_update')
  await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: signals[0] } })
  expect(await live).toMatchObject({ since: 1_001, seq: 1_002, count: 1_001 })
})

test('[LIVE-12] a client that missed nothing gets nothing', async () => {
  const { said } = await resume([mission(1, 1_001)])
  expect(said).toEqual({ ok: true, events: [] })
})

test('[LIVE-13] too far behind in all is answered with the state instead', async () => {
  // Five missions of 1,001 events: 5,005 missed.
  const { said } = await resume([1, 2, 3, 4, 5].map((index) => mission(index, 0)))
  if (!('snapshot' in said)) throw new Error('a snapshot was expected')
  expect(said.snapshot.missions.map(({ stream, seq, signal }) => [stream, seq, signal.fire_count])).toEqual(
    [1, 2, 3, 4, 5].map((index) => [`mission:${signals[index]}`, 1_001, 1_000]),
  )
  expect(RESUME_EVENTS_MAX).toBe(5_000)
  const four = await resume([1, 2, 3, 4].map((index) => mission(index, 0)))
  expect('events' in four.said && four.said.events.length).toBe(4_004)
})

test('[LIVE-32] a socket follows 256 rooms at most, and one that it follows already counts once', async () => {
  const ids: string[] = []
  while (ids.length < 192) ids.push(await serving.postSignal())
  const socket = await serving.connect(ada)
  const ask = (from: number) =>
    socket.emitWithAck('resume', {
      cursors: ids.slice(from, from + 64).map((id) => cursor(`mission:${id}`, 1)),
    })
  for (const from of [0, 64, 128]) expect(await ask(from)).toEqual({ ok: true, events: [] })
  // 4 rooms of its own and 192 missions; 64 known ones more would be 260.
  expect(await ask(0)).toEqual({ ok: true, events: [] })
  while (ids.length < 256) ids.push(await serving.postSignal())
  expect((await ask(192)).error).toMatchObject({ code: 'bad_request', fields: [{ path: 'cursors' }] })
})

test('[LIVE-34] what comes while a long answer is put together is in it, or told after it', async () => {
  const socket = await serving.connect(ada)
  const stream = `mission:${signals[3]}`
  const heard: { since: number; seq: number }[] = []
  socket.on('fire_count_update', (message: { since: number; seq: number; stream: string }) => {
    if (message.stream === stream) heard.push(message)
  })
  const answer = socket.emitWithAck('resume', { cursors: [mission(2, 0), mission(3, 0)] })
  for (const user of ['x', 'y', 'z']) {
    await addCrowd(serving, 1, user)
    await fireAll(serving, signals[3] as string, [`${user}0`])
  }
  const said: ResumeReply = await answer
  await addCrowd(serving, 1, 'last')
  const last = next(socket, 'fire_count_update')
  await fireAll(serving, signals[3] as string, ['last0'])
  await last
  if (!('events' in said)) throw new Error('events were expected')
  const steps = [...said.events.map(({ data }) => data).filter((data) => data.stream === stream), ...heard]
  // Without a hole and nothing twice, up to the last one.
  expect(steps.map(({ since }) => since)).toEqual([0, ...steps.slice(0, -1).map(({ seq }) => seq)])
  expect(steps.at(-1)?.seq).toBe(serving.station.queries.head(stream as never))
})

test('[LIVE-35] one who waits for an answer is given no second one, and another waits in the same line', async () => {
  const [one, other] = [await serving.connect(ada), await serving.connect(ada)]
  const ask = (socket: typeof one) => socket.emitWithAck('resume', { cursors: [mission(4, 0)] })
  const said = await Promise.all([ask(one), ask(one), ask(other), ask(one)])
  expect(said.map(({ ok, error }) => [ok, error?.code, error?.retry_after])).toEqual([
    [true, undefined, undefined],
    [false, 'overloaded', 1],
    [true, undefined, undefined],
    [false, 'overloaded', 1],
  ])
  expect((await ask(one)).ok).toBe(true)
})

test('[LIVE-14] a cursor of another history gets the state of this one', async () => {
  const fromElsewhere = [cursor(`mission:${signals[2]}`, 5, 'another'), cursor('user:ada', 1)]
  const { said, socket } = await resume(fromElsewhere)
  if (!('snapshot' in said)) throw new Error('a snapshot was expected')
  expect(said.snapshot.missions).toHaveLength(1)
  expect(said.snapshot.users[0]).toMatchObject({ user_id: 'ada', epoch: serving.station.epoch })
  // And it is in the rooms.
  const live = next(socket, 'fire_count_update')
  await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: signals[2] } })
  await live
  // A cursor ahead of the journal is of another history too; a mission nobody knows is left out.
  const ahead = await resume([mission(3, 9_999), cursor('mission:unknown', 3)])
  expect('snapshot' in ahead.said && ahead.said.snapshot.missions).toHaveLength(1)
})

test("[LIVE-15] the stream of a user is his own, an operator's and of a service that acts for him", async () => {
  const tokens = {
    operator: serving.operator,
    robot: await serving.addUser('robot', 'service', { may_act_for: ['ada'] }),
    idle: await serving.addUser('robot', 'service'),
    bob: await serving.addUser('bob'),
  }
  const asked = await Promise.all(
    Object.values(tokens).map(async (token) => (await resume([cursor('user:ada', 0)], token)).said),
  )
  expect(asked.map(({ ok, error }) => [ok, error?.code])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, 'forbidden'],
    [false, 'forbidden'],
  ])
})
