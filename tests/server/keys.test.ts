import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ENDPOINTS, type Endpoint } from '#contracts/http.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS, did, member } from '#tests/station/streaking.ts'
import { mustExecute, openDesk } from '#tests/support/desk.ts'
import { KEYED, type Keyed, MEMBER, type UnsafeName } from './keyed-requests.ts'
import { openServing, type Said, type Serving } from './serving.ts'

/** One key for all routes: a key that routes shared would be refused at the second. */
const KEY = 'the-one-key'
const UNSAFE = (Object.entries(ENDPOINTS) as [string, Endpoint][])
  .filter(
    ([name, { method, ownership }]) => method !== 'GET' && ownership !== 'public' && name !== 'testFeed',
  )
  .map(([name]) => name as UnsafeName)

const folder = mkdtempSync(join(tmpdir(), 'fusion-keys-'))
let desk: Serving
let second: string
/** Events so far. Who is brought a new signal is decided by the station itself, in its own time. */
let recorded = 0
const BROUGHT: ReadonlySet<string> = new Set(['signal_offered', 'signal_routed'])
const asked = new Map<UnsafeName, { readonly keyed: Keyed; readonly first: Said }>()

beforeAll(async () => {
  const before = openDesk({ file: join(folder, 'desk.db') })
  before.now = Date.now() - 6 * DAY_MS
  await mustExecute(before, ...member(MEMBER))
  for (let day = 0; day < 7; day++) {
    if (day > 0) before.now += DAY_MS
    await mustExecute(before, did(before, 'daily_login', MEMBER as UserId))
  }
  await before.close()
  desk = await openServing({ folder, demo: true, limits: { requestBurst: 100_000, decisionBurst: 1_000 } })
  desk.station.onCommit((events) => {
    recorded += events.filter(({ event }) => !BROUGHT.has(event.kind)).length
  })
  second = await desk.addUser('second', 'operator')
})
afterAll(async () => {
  vi.useRealTimers()
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

function ask(name: UnsafeName, { path, body }: Pick<Keyed, 'path' | 'body'>, token = desk.operator) {
  return desk.ask(ENDPOINTS[name].method, path, { token, body, headers: { 'idempotency-key': KEY } })
}

const replayed = ({ headers }: Said) => headers['idempotency-replayed']

describe.each(UNSAFE)('%s under a key', (name) => {
  test(`[KEY-1] ${name}: the same key and body give the same answer and happen once`, async () => {
    const keyed = await KEYED[name](desk)
    const first = await ask(name, keyed)
    asked.set(name, { keyed, first })
    expect([first.status, replayed(first), first.text.slice(0, 300)]).toEqual([
      ENDPOINTS[name].status,
      undefined,
      first.text.slice(0, 300),
    ])
    const before = recorded
    const again = await ask(name, keyed)
    expect([again.status, again.text, replayed(again), recorded]).toEqual([
      first.status,
      first.text,
      'true',
      before,
    ])
  })

  test(`[KEY-2] ${name}: the same key with another request of the route is refused`, async () => {
    const { keyed } = asked.get(name)!
    if (keyed.other === null) return
    const said = await ask(name, { ...keyed, ...keyed.other })
    expect([said.status, said.body.error.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test(`[KEY-3] ${name}: the same key of another caller is another key`, async () => {
    const { keyed } = asked.get(name)!
    const said = await ask(name, keyed, second)
    expect(replayed(said)).toBeUndefined()
    expect(said.body?.error?.code).not.toBe('idempotency_key_reused')
  })
})

test('[KEY-4] a day later, after the upkeep, every answer is still the first', async () => {
  expect(asked.size).toBe(UNSAFE.length)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS })
  await desk.ask('POST', '/api/ops/maintain', {})
  for (const [name, { keyed, first }] of asked) {
    const said = await ask(name, keyed)
    expect([name, said.status, said.text, replayed(said)]).toEqual([name, first.status, first.text, 'true'])
  }
})
