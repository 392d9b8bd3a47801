import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import type { ClientMessageName } from '#contracts/live.ts'
import { SOCKET_EVENTS } from '#server/live-asks.ts'
import { type Chance, chance } from '#tests/prove/support/chance.ts'
import { BODIES } from '#tests/prove/support/fuzz-bodies.ts'
import { drawValue } from '#tests/prove/support/generate.ts'
import { digestOf } from './digest.ts'
import { openServing, type Serving } from './serving.ts'

// Role x route x owner, made from the registry alone: a route that is declared tomorrow has its cells tomorrow. What is
// let in carries a key that cannot be one, which is looked at last of all at the door: so nothing happens, and a cell
// that lets in answers with that and nothing else.

const CALLERS = {
  operator: { role: 'operator', actsFor: ['self', 'other', 'unknown'] },
  trader: { role: 'trader', actsFor: ['self'] },
  viewer: { role: 'viewer', actsFor: ['self'] },
  'service for nobody': { role: 'service', actsFor: ['self'] },
  'service for the other': { role: 'service', actsFor: ['self', 'other'] },
  'service for all': { role: 'service', actsFor: ['self', 'other', 'unknown'] },
  nobody: { role: null, actsFor: [] },
} as const satisfies Record<string, { role: string | null; actsFor: readonly Owner[] }>
type Caller = keyof typeof CALLERS
type Owner = 'self' | 'other' | 'unknown'
const OWNERS: readonly Owner[] = ['self', 'other', 'unknown']
const NAMES = Object.keys(CALLERS) as Caller[]

/** Longer than a key may be. */
const NO_KEY = 'x'.repeat(256)
const BODIES_TRIED_MAX = 50

let serving: Serving
const tokens = new Map<Caller, string | null>()
const userOf: Record<Caller, string> = {
  operator: 'operator',
  trader: 'tom',
  viewer: 'vic',
  'service for nobody': 'rob',
  'service for the other': 'rob',
  'service for all': 'rob',
  nobody: 'tom',
}

beforeAll(async () => {
  serving = await openServing({ demo: true, limits: { decisionBurst: 100_000, requestBurst: 100_000 } })
  await serving.addUser('other')
  tokens.set('operator', serving.operator)
  tokens.set('trader', await serving.addUser('tom'))
  tokens.set('viewer', await serving.addUser('vic', 'viewer'))
  tokens.set('service for nobody', await serving.addUser('rob', 'service'))
  tokens.set('service for the other', await serving.addUser('rob', 'service', { may_act_for: ['other'] }))
  tokens.set('service for all', await serving.addUser('rob', 'service', { may_act_for: ['*'] }))
  tokens.set('nobody', null)
})
afterAll(() => serving.close())

const ownerOf = (caller: Caller, owner: Owner): string =>
  ({ self: userOf[caller], other: 'other', unknown: 'ghost' })[owner]

/** What the declaration says of a cell. */
function declared(
  caller: Caller,
  owner: Owner,
  { roles, ownership }: Pick<Endpoint, 'roles' | 'ownership'>,
): Cell {
  const { role, actsFor } = CALLERS[caller]
  if (ownership === 'public') return 'in'
  if (role === null) return 'unauthenticated'
  if (!roles.includes(role)) return 'forbidden'
  const owned = ownership === 'self' || ownership === 'actor'
  return !owned || (actsFor as readonly Owner[]).includes(owner) ? 'in' : 'forbidden'
}
type Cell = 'in' | 'forbidden' | 'unauthenticated'

/** A body that the contract takes, for an owner. */
function bodyFor(name: EndpointName, owner: string, draw: Chance): unknown {
  const endpoint: Endpoint = ENDPOINTS[name]
  const known = { user_id: () => owner, timezone: () => 'UTC' }
  const pools = {
    users: [owner],
    signals: ['s'],
    sources: ['s'],
    symbols: ['EURUSD'],
    routing: null,
    marketTime: 0,
  }
  for (let tried = 0; tried < BODIES_TRIED_MAX; tried++) {
    const drawn = BODIES[name]?.(pools as never, draw) ?? drawValue(endpoint.body, known, draw)
    const named = endpoint.ownership === 'actor' ? { ...(drawn as object), user_id: owner } : drawn
    if (endpoint.body.safeParse(named).success) return named
  }
  if (endpoint.ownership === 'actor')
    throw new Error(`no body can be drawn for ${name}: give it one in fuzz-bodies.ts`)
  return undefined
}

function pathFor({ path, ownership, params }: Endpoint, owner: string, draw: Chance): string {
  const drawn = drawValue(params, {}, draw) as Record<string, unknown>
  const values = ownership === 'self' ? { ...drawn, id: owner } : drawn
  return path.replace(/:([a-z]+)/g, (_, key: string) => encodeURIComponent(String(values[key])))
}

async function cellOf(name: EndpointName, caller: Caller, owner: Owner): Promise<Cell> {
  const endpoint: Endpoint = ENDPOINTS[name]
  const draw = chance(`${name}/${caller}/${owner}`)
  const user = ownerOf(caller, owner)
  const { status, body } = await serving.ask(endpoint.method, pathFor(endpoint, user, draw), {
    token: tokens.get(caller) ?? null,
    body: endpoint.method === 'GET' ? undefined : bodyFor(name, user, draw),
    headers: { 'idempotency-key': NO_KEY },
  })
  const code = body?.error?.code
  // What is public looks at the page that asks, never at who somebody is.
  if (endpoint.ownership === 'public') return code === 'unauthenticated' ? code : 'in'
  if (code === 'unauthenticated' || code === 'forbidden') return code
  if (endpoint.method !== 'GET') expect([name, status, code]).toEqual([name, 400, 'bad_request'])
  return 'in'
}

test.each(Object.keys(ENDPOINTS) as EndpointName[])(
  '[MATRIX-1] %s: every cell of role and owner is as declared, and what is denied changes nothing',
  async (name) => {
    const endpoint: Endpoint = ENDPOINTS[name]
    const owned = endpoint.ownership === 'self' || endpoint.ownership === 'actor'
    const before = digestOf(serving.folder)
    for (const caller of NAMES)
      for (const owner of owned ? OWNERS : (['other'] as const))
        expect([caller, owner, await cellOf(name, caller, owner)]).toEqual([
          caller,
          owner,
          declared(caller, owner, endpoint),
        ])
    expect(digestOf(serving.folder)).toBe(before)
  },
)

/** Whose `renew` is, hangs on the device and not on a user: its cells stand in the tests of sessions. */
const EVENTS = (Object.keys(SOCKET_EVENTS) as ClientMessageName[]).filter((name) => name !== 'renew')

/** What a socket asks with, for an owner; of a mission there is none. */
function messageFor(name: ClientMessageName, user: string): unknown {
  if (name !== 'resume') return { signal_id: 'no-such-signal' }
  return {
    cursors: [`user:${user}`, `progress:${user}`].map((stream) => ({ epoch: 'none', stream, seq: 0 })),
  }
}

test.each(EVENTS)('[MATRIX-2] socket %s: every cell of role and owner is as declared', async (name) => {
  const { roles, ownership } = SOCKET_EVENTS[name]
  for (const caller of NAMES.filter((one) => one !== 'nobody')) {
    const socket = await serving.connect(tokens.get(caller) as string)
    for (const owner of ownership === 'self' ? OWNERS : (['other'] as const)) {
      const said = await socket.emitWithAck(name, messageFor(name, ownerOf(caller, owner)))
      const cell = said.error?.code === 'forbidden' ? 'forbidden' : 'in'
      expect([caller, owner, cell]).toEqual([caller, owner, declared(caller, owner, { roles, ownership })])
    }
    socket.close()
  }
})

test('[MATRIX-2] who has no token has no socket to ask on', async () => {
  await expect(serving.connect('')).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
})
