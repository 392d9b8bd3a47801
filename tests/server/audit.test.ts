import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { openRefusals, REFUSALS_PER_MINUTE_MAX } from '#server/audit-refusals.ts'
import { claim, pairUp } from './pairing-up.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
afterEach(() => serving.close())

interface Line {
  readonly number: number
  readonly what: string
  readonly about: string | null
  readonly user_id: string | null
  readonly token_id: string | null
  readonly place: string
  readonly outcome: string
  readonly times: number
  readonly facts: Readonly<Record<string, unknown>>
  readonly correlation_id: string | null
}

async function log(query = ''): Promise<readonly Line[]> {
  const said = await serving.ask('GET', `/api/audit${query}`)
  expect(said.status).toBe(200)
  return said.body.entries
}
const idOf = (token: string) => /_([0-9a-f-]{36})_/.exec(token)?.[1] as string

test('[AUDIT-4] every route that changes something is on record with the token that asked, whichever route it is', async () => {
  serving = await openServing()
  await serving.addUser('ada')
  await serving.ask('POST', '/api/feed', { body: { speed: 2 } })
  await serving.ask('GET', '/api/users/ada/export')
  await serving.ask('POST', '/api/ops/maintain')
  const said = await serving.ask('POST', '/api/users/ada/erase', { body: { reason: 'left' } })
  const by = {
    user_id: 'operator',
    token_id: idOf(serving.operator),
    place: 'loopback',
    outcome: 'done',
    times: 1,
  }
  const lines = (await log('?who=operator')).toReversed()
  expect(lines).toMatchObject([
    { ...by, what: 'user_added', about: 'user:ada' },
    { ...by, what: 'token_created' },
    { ...by, what: 'feed_moved', facts: { paused: null, speed: 2 } },
    { ...by, what: 'user_exported', about: 'user:ada', facts: { format: 'json', section: null } },
    { ...by, what: 'maintained' },
    { ...by, what: 'user_erased', about: 'user:ada', correlation_id: said.headers['x-correlation-id'] },
  ])
  // What the station did at its start, nobody asked it for.
  const own = (await log()).filter(({ what }) => what === 'run_opened' || what === 'settings_read')
  expect(own.map(({ place, user_id }) => [place, user_id])).toEqual([
    ['station', null],
    ['station', null],
  ])
})

test('[AUDIT-19] who opened the door, let a device in, turned one away or disconnected it is on record', async () => {
  serving = await openServing()
  const { deviceId } = await pairUp(serving, 'ada', 'viewer')
  expect((await serving.ask('POST', `/api/devices/${deviceId}/disconnect`)).status).toBe(204)
  for (const comes of [true, false]) {
    const { body: window } = await serving.ask('POST', '/api/pairing')
    if (comes) await claim(serving)
    await serving.ask('POST', `/api/pairing/${window.pairing_id}/refuse`)
  }
  const lines = (await log()).toReversed()
  // The device asks for its session as nobody: who let it in is a fact of the entry.
  expect(lines.filter(({ what }) => what === 'device_paired')).toMatchObject([
    { user_id: null, about: `device:${deviceId}`, facts: { by: 'operator', userId: 'ada', role: 'viewer' } },
  ])
  const by = { user_id: 'operator', token_id: idOf(serving.operator), place: 'loopback' }
  const noted = lines.filter(({ what }) => /^pairing_|^device_disconnected/.test(what))
  expect(noted).toMatchObject([
    { ...by, what: 'pairing_opened' },
    { ...by, what: 'pairing_approved', facts: { userId: 'ada', role: 'viewer' } },
    { ...by, what: 'device_disconnected', about: `device:${deviceId}`, facts: { userId: 'ada' } },
    { ...by, what: 'pairing_opened' },
    { ...by, what: 'pairing_refused', facts: { waited: true } },
    { ...by, what: 'pairing_opened' },
    { ...by, what: 'pairing_refused', facts: { waited: false } },
  ])
  const [opened, approved] = noted
  expect(approved?.about).toBe(opened?.about)
  expect((await serving.ask('POST', '/api/audit/verify')).body.ok).toBe(true)
})

test('[AUDIT-12] only an operator reads the log, by person, action, outcome and time, page by page', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada')
  expect((await serving.ask('GET', '/api/audit', { token: ada })).body.error.code).toBe('forbidden')
  for (const name of ['b1', 'b2', 'b3']) await serving.addUser(name)
  const added = await log('?what=user_added')
  expect(added.map(({ about }) => about)).toEqual(
    ['b3', 'b2', 'b1', 'ada', 'operator'].map((name) => `user:${name}`),
  )
  expect((await log('?who=ada')).map(({ what }) => what)).toEqual(['access_refused'])
  expect((await log('?outcome=refused')).map(({ outcome }) => outcome)).toEqual(['forbidden'])
  expect(await log('?what=user_added&outcome=refused')).toEqual([])
  const now = Math.ceil(serving.station.now() / 1_000)
  expect(await log(`?from=${now + 60}`)).toEqual([])
  expect(await log(`?to=${now + 60}&what=user_added`)).toHaveLength(5)
  const page = (await serving.ask('GET', '/api/audit?what=user_added&limit=2')).body
  expect(page.entries.map(({ about }: Line) => about)).toEqual(['user:b3', 'user:b2'])
  const next = (await serving.ask('GET', `/api/audit?what=user_added&limit=2&cursor=${page.next_cursor}`))
    .body
  expect(next.entries.map(({ about }: Line) => about)).toEqual(['user:b1', 'user:ada'])
  expect((await serving.ask('GET', '/api/audit?cursor=x')).body.error.code).toBe('bad_request')
  expect((await serving.ask('GET', '/api/audit?from=soon')).body.error.code).toBe('bad_request')
})

test('[AUDIT-13] how far the log was found whole is told from the first look of this run on', async () => {
  serving = await openServing()
  const before = (await serving.ask('GET', '/api/audit')).body.chain
  expect(before).toEqual({ entries: expect.any(Number), verified: null })
  const found = (await serving.ask('POST', '/api/audit/verify')).body
  expect(found).toMatchObject({ ok: true, entries: before.entries, sealed_to: before.entries })
  const { verified } = (await serving.ask('GET', '/api/audit')).body.chain
  expect(verified).toMatchObject({ ok: true, to: before.entries })
  const check = (await serving.ask('POST', '/api/ops/check')).body
  expect(check.ok).toBe(true)
  expect(check.checks.map(({ check: name }: { check: string }) => name)).toEqual(
    expect.arrayContaining(['audit chain', 'audit heads', 'audit equals journal']),
  )
})

test('[AUDIT-14] who is refused by role, by owner, by name or by a token that ended is on record; who has none is not', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada')
  const gone = await serving.addUser('bob')
  await serving.ask('DELETE', `/api/tokens/${idOf(gone)}`)
  await serving.ask('GET', '/api/feed', { token: null })
  await serving.ask('GET', '/api/feed', { token: 'fd1_00000000-0000-7000-8000-000000000000_x' })
  await serving.ask('GET', '/api/feed', { token: gone })
  await serving.ask('POST', '/api/users', { token: ada, body: { user_id: 'x', timezone: 'UTC' } })
  await serving.ask('GET', '/api/users/bob/stats', { token: ada })
  await serving.ask('GET', '/health', { headers: { host: 'evil.example' } })
  const refused = (await log('?outcome=refused')).toReversed()
  expect(refused.map(({ outcome, user_id, about, facts }) => [outcome, user_id, about, facts.route])).toEqual(
    [
      ['unauthenticated', null, `token:${idOf(gone)}`, 'GET /api/feed'],
      ['forbidden', 'ada', null, 'POST /api/users'],
      ['forbidden', 'ada', null, 'GET /api/users/:id/stats'],
      ['bad_host', null, null, 'any'],
    ],
  )
})

test('[AUDIT-15] a burst of refusals is a few entries a minute, and none of it goes uncounted', async () => {
  serving = await openServing()
  let now = Date.UTC(2026, 0, 5, 12)
  const { execute, askedBy } = serving.station
  const refusals = openRefusals({ execute, askedBy, now: () => now })
  const asker = { place: 'lan', userId: null, tokenId: null, role: null, correlationId: null } as const
  const knock = (route: string, times: number) => {
    for (let time = 0; time < times; time++) refusals.note({ asker, code: 'bad_host', route, tokenId: null })
  }
  const before = (await log()).length
  for (let route = 0; route < 100; route++) knock(`GET /${route}`, 100)
  await refusals.flush()
  const first = (await log('?limit=200')).slice(0, -before)
  expect(first.length).toBeLessThanOrEqual(2 * REFUSALS_PER_MINUTE_MAX + 1)
  expect(first.reduce((sum, { times }) => sum + times, 0)).toBe(10_000)
  // The next minute begins anew.
  now += 60_000
  knock('GET /0', 3)
  await refusals.close()
  expect((await log()).slice(0, 2).map(({ times }) => times)).toEqual([2, 1])
})

test('[AUDIT-16] other settings than before are on record once, at the start that brought them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const starts = [{}, {}, { features: { candles: false } }]
  const counts: number[] = []
  for (const options of starts) {
    serving = await openServing({ folder, ...options })
    counts.push((await log('?what=settings_read')).length)
    if (counts.length < starts.length) await serving.close()
  }
  expect(counts).toEqual([1, 1, 2])
  // Sealed at the first close; at the second there was nothing new.
  expect(readFileSync(join(folder, 'audit.heads'), 'utf8').trimEnd().split('\n')).toHaveLength(1)
})
