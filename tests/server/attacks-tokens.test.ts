import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestOf, postOffered } from './digest.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
beforeEach(async () => {
  serving = await openServing()
})
afterEach(() => serving.close())

const idOf = (token: string) => /_([0-9a-f-]{36})_/.exec(token)?.[1] as string

test('[ATTACK-10] a fire that is sent again, as it was or with another clock, is not a second fire', async () => {
  const ada = await serving.addUser('ada')
  const signal_id = await postOffered(serving)
  const body = { signal_id, timestamp: serving.station.now() / 1_000 }
  const headers = { 'idempotency-key': 'once' }
  const first = await serving.ask('POST', '/api/fire', { token: ada, body, headers })
  expect(first.status).toBe(200)
  const before = digestOf(serving.folder)
  const again = await serving.ask('POST', '/api/fire', { token: ada, body, headers })
  expect([again.status, again.text]).toEqual([200, first.text])
  expect(again.headers['idempotency-replayed']).toBe('true')
  const replays = [
    [headers, { ...body, timestamp: body.timestamp + 1 }, 422, 'idempotency_key_reused'],
    [{}, body, 409, 'already_fired'],
    [{ 'idempotency-key': 'other' }, body, 409, 'already_fired'],
  ] as const
  for (const [other, sent, status, code] of replays) {
    const said = await serving.ask('POST', '/api/fire', { token: ada, body: sent, headers: other })
    expect([said.status, said.body.error.code]).toEqual([status, code])
  }
  expect(digestOf(serving.folder)).toBe(before)
})

test('[ATTACK-10] a fire of yesterday, kept back and sent today, is refused by its clock', async () => {
  const ada = await serving.addUser('ada')
  const signal_id = await postOffered(serving)
  const before = digestOf(serving.folder)
  const body = { signal_id, timestamp: serving.station.now() / 1_000 - 86_400 }
  const said = await serving.ask('POST', '/api/fire', { token: ada, body })
  expect([said.status, said.body.error.code]).toEqual([409, 'clock_skew'])
  expect(digestOf(serving.folder)).toBe(before)
})

test('[ATTACK-11] a token that was revoked, one of another station and one that was guessed open nothing and look alike', async () => {
  const lost = await serving.addUser('ada')
  const elsewhere = await openServing()
  const foreign = await elsewhere.addUser('ada')
  await elsewhere.close()
  await serving.ask('DELETE', `/api/tokens/${idOf(lost)}`)
  const signal_id = await postOffered(serving)
  const guessed = `fd1_${idOf(serving.operator)}_${'A'.repeat(43)}`
  const before = digestOf(serving.folder)
  const answers = new Set<string>()
  for (const token of [lost, foreign, guessed, `${serving.operator}x`, serving.operator.toUpperCase()]) {
    const said = await serving.ask('POST', '/api/fire', { token, body: { signal_id } })
    expect([said.status, said.body.error.code]).toEqual([401, 'unauthenticated'])
    answers.add(said.body.error.message)
    await expect(serving.connect(token)).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
  }
  expect(answers.size).toBe(1)
  expect(digestOf(serving.folder)).toBe(before)
})

test('[ATTACK-12] after the commit of a revocation its sockets hear nothing, and nothing of theirs is taken', async () => {
  const ada = await serving.addUser('ada')
  const bob = await serving.addUser('bob')
  const signal_id = await postOffered(serving)
  const sockets = await Promise.all([ada, ada, ada].map((token) => serving.connect(token)))
  for (const socket of sockets) await socket.emitWithAck('join_mission', { signal_id })
  let revokedAt = Number.POSITIVE_INFINITY
  const late: string[] = []
  for (const socket of sockets)
    socket.onAny((name: string) => {
      if (performance.now() > revokedAt && name !== 'closing') late.push(name)
    })
  const ended = Promise.all(sockets.map((socket) => new Promise((gone) => socket.once('disconnect', gone))))
  // Asked for at the same time: whatever comes after the revocation in the order of the station is refused.
  const racing = Array.from({ length: 20 }, () =>
    serving.ask('POST', '/api/fire', { token: ada, body: { signal_id } }),
  )
  const began = performance.now()
  const revoked = await serving.ask('DELETE', `/api/tokens/${idOf(ada)}`)
  revokedAt = performance.now()
  expect(revoked.status).toBe(204)
  const before = digestOf(serving.folder)
  const after = await Promise.all(
    Array.from({ length: 20 }, () => serving.ask('POST', '/api/fire', { token: ada, body: { signal_id } })),
  )
  expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]))
  expect(await ended).toEqual(Array(3).fill('io server disconnect'))
  expect(performance.now() - began).toBeLessThan(1_000)
  await Promise.all(racing)
  expect(digestOf(serving.folder)).toBe(before)
  // Others fire on, and nobody who was sent away hears of it.
  expect((await serving.ask('POST', '/api/fire', { token: bob, body: { signal_id } })).status).toBe(200)
  for (const socket of sockets) {
    expect(socket.connected).toBe(false)
    socket.connect()
    await new Promise((refused) => socket.once('connect_error', refused))
  }
  expect(late).toEqual([])
})
