import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignalRouted } from '#contracts/live.ts'
import { ROUTING_LIMITS, type RoutingPolicy } from '#contracts/routing-shapes.ts'
import { next, openServing, type Serving } from './serving.ts'

let serving: Serving
let ada: string
let ben: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
  ben = await serving.addUser('ben')
  const body = { user_id: 'max', timezone: 'Asia/Tokyo', member_tier: 'apex' }
  await serving.ask('POST', '/api/users', { body })
})
afterAll(() => serving.close())

const policyNow = async (): Promise<{ version: number; policy: RoutingPolicy }> => {
  const { body } = await serving.ask('GET', '/api/routing')
  return { version: body.version, policy: body.policy }
}

/** Posts a signal and waits until it has been decided whom it is brought to. */
async function routed(): Promise<string> {
  const decided = new Promise<void>((resolve) => {
    const forget = serving.station.onCommit((recorded) => {
      if (!recorded.some(({ event }) => event.kind === 'signal_offered' && event.done)) return
      forget()
      resolve()
    })
  })
  const id = await serving.postSignal()
  await decided
  return id
}

test('[ROUTE-18] everybody reads the policy; operators see how all stand, others only themselves', async () => {
  const all = await serving.ask('GET', '/api/routing')
  expect(all.status).toBe(200)
  expect(all.body).toMatchObject({ version: 0, changed_by: null, changed_at: null })
  expect(all.body.policy.members.nibbler).toEqual({
    daily_limit: 6,
    gap_minutes: 120,
    receives: { sniper: 0.9, precision: 0.85, rapid: null, training: null },
    rank_share: 0.1,
    mix: { sniper: 0.5, precision: 0.5, rapid: null, training: null },
  })
  const ids = (body: { users: { user_id: string }[] }) => body.users.map(({ user_id }) => user_id)
  expect(ids(all.body)).toEqual(['max', 'ben', 'ada', 'operator'])
  const page = await serving.ask('GET', '/api/routing?limit=3')
  expect(ids(page.body)).toEqual(['max', 'ben', 'ada'])
  const rest = await serving.ask('GET', `/api/routing?limit=3&cursor=${page.body.next_cursor}`)
  expect([ids(rest.body), rest.body.next_cursor]).toEqual([['operator'], null])
  const own = await serving.ask('GET', '/api/routing', { token: ada })
  expect(ids(own.body)).toEqual(['ada'])
  expect((await serving.ask('GET', '/api/routing?cursor=x')).status).toBe(400)
})

test('[ROUTE-18] only an operator changes it, whole, in its ranges and without unknown words', async () => {
  const known = await policyNow()
  const change = (body: object, token?: string) =>
    serving.ask('POST', '/api/routing', { body, ...(token && { token }) })
  expect((await change(known, ada)).status).toBe(403)
  const viewer = await serving.addUser('vic', 'viewer')
  const service = await serving.addUser('sue', 'service')
  expect((await change(known, viewer)).status).toBe(403)
  expect((await change(known, service)).status).toBe(403)

  const { members, vetoes } = known.policy
  const fang = (over: object) => ({
    ...known,
    policy: { ...known.policy, members: { ...members, fang: { ...members.fang, ...over } } },
  })
  const veto = (over: object) => ({ ...known, policy: { ...known.policy, vetoes: { ...vetoes, ...over } } })
  const wrong: readonly [object, string][] = [
    [fang({ daily_limit: ROUTING_LIMITS.daily_limit[0] - 1 }), 'policy.members.fang.daily_limit'],
    [fang({ daily_limit: ROUTING_LIMITS.daily_limit[1] + 1 }), 'policy.members.fang.daily_limit'],
    [fang({ daily_limit: 2.5 }), 'policy.members.fang.daily_limit'],
    [fang({ gap_minutes: -1 }), 'policy.members.fang.gap_minutes'],
    [fang({ gap_minutes: 1_441 }), 'policy.members.fang.gap_minutes'],
    [fang({ rank_share: 1.01 }), 'policy.members.fang.rank_share'],
    [fang({ mood: 1 }), 'policy.members.fang'],
    [{ ...known, policy: { ...known.policy, members: { fang: members.fang } } }, 'policy.members.nibbler'],
    [veto({ floors: { EURUSD: 1.1 } }), 'policy.vetoes.floors.EURUSD'],
    [veto({ floors: { eurusd: 0.5 } }), 'policy.vetoes.floors.eurusd'],
    [veto({ stop_lost_r: 0 }), 'policy.vetoes.stop_lost_r'],
    [veto({ stop_signals: 0 }), 'policy.vetoes.stop_signals'],
  ]
  const rows = serving.station.queries.counts().journalRows
  for (const [body, path] of wrong) {
    const { status, body: said } = await change(body)
    expect([status, said.error.code, said.error.fields[0].path]).toEqual([400, 'bad_request', path])
  }
  // Each number is fine and together they are not.
  const greedy = await change(fang({ mix: { sniper: 0.6, precision: 0.5, rapid: null, training: null } }))
  expect([greedy.status, greedy.body.error.code, greedy.body.error.fields[0].path]).toEqual([
    400,
    'bad_routing',
    'policy.members.fang.mix',
  ])
  const stale = await change({ ...known, version: 7 })
  expect([stale.status, stale.body.error.code]).toEqual([409, 'routing_conflict'])
  expect(serving.station.queries.counts().journalRows).toBe(rows)
})

test('[ROUTE-16] a change says who made it and when, is safe to repeat, and holds from the next signal on', async () => {
  const { version, policy } = await policyNow()
  const generous = { ...policy.members.nibbler, rank_share: 1, gap_minutes: 0, daily_limit: 2 }
  const body = { version, policy: { ...policy, members: { ...policy.members, nibbler: generous } } }
  const headers = { 'idempotency-key': 'change-1' }
  const first = await serving.ask('POST', '/api/routing', { body, headers })
  expect(first).toMatchObject({ status: 200, body: { version: version + 1, changed_by: 'operator' } })
  const again = await serving.ask('POST', '/api/routing', { body, headers })
  expect(again.body).toEqual(first.body)
  expect(again.headers['idempotency-replayed']).toBe('true')

  const socket = await serving.connect(ada)
  const stranger = await serving.connect(ben)
  const heard: SignalRouted[] = []
  stranger.on('signal_routed', (data: SignalRouted) => heard.push(data))
  const live = next<SignalRouted>(socket, 'signal_routed')
  const id = await routed()
  expect(await live).toMatchObject({
    stream: 'user:ada',
    user_id: 'ada',
    signal_id: id,
    tier: 'UNRANKED',
    delivered_today: 1,
    daily_limit: 2,
    remaining: 1,
  })
  await next(stranger, 'fusion_update', ({ router_stats }: { router_stats: { nibbler: object } }) =>
    JSON.stringify(router_stats.nibbler).includes('"signals_today":4'),
  )
  expect(heard.map(({ user_id }) => user_id)).toEqual(['ben'])
})

test('[ROUTE-13] a user reads his quota and why each signal was not brought to him; nobody else does', async () => {
  await routed()
  const third = await routed()
  const own = await serving.ask('GET', '/api/users/ada/routing?status=open', { token: ada })
  expect(own.body).toMatchObject({
    user_id: 'ada',
    member_tier: 'nibbler',
    delivered_today: 2,
    daily_limit: 2,
    remaining: 0,
    limit_reached: true,
  })
  // He comes to his own midnight, in UTC.
  expect(own.body.next_at % 86_400).toBe(0)
  expect(own.body.signals.map(({ state }: { state: string }) => state)).toEqual([
    'withheld',
    'delivered',
    'delivered',
  ])
  expect(own.body.signals[0]).toMatchObject({
    signal_id: third,
    tier: 'UNRANKED',
    reason: { code: 'limit', message: 'Your limit of 2 a day was reached.', until: null },
  })
  const paged = await serving.ask('GET', '/api/users/ada/routing?limit=2', { token: ada })
  const rest = await serving.ask('GET', `/api/users/ada/routing?limit=2&cursor=${paged.body.next_cursor}`, {
    token: ada,
  })
  expect([...paged.body.signals, ...rest.body.signals]).toEqual(own.body.signals)
  const mine = await serving.ask('GET', '/api/routing', { token: ada })
  expect(mine.body.withheld.map(({ signal_id }: { signal_id: string }) => signal_id)).toEqual([third])

  expect((await serving.ask('GET', '/api/users/ada/routing', { token: ben })).status).toBe(403)
  expect((await serving.ask('GET', '/api/users/ada/routing')).status).toBe(200)
  expect((await serving.ask('GET', '/api/users/nobody/routing')).status).toBe(404)
  expect((await serving.ask('GET', '/api/users/ada/routing?cursor=x', { token: ada })).status).toBe(400)

  const mission = await serving.ask('GET', `/api/missions/${third}`, { token: ada })
  expect(mission.body.routing).toEqual({
    state: 'withheld',
    code: 'limit',
    message: 'Your limit of 2 a day was reached.',
  })
  // It can be fired all the same.
  const fired = await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: third } })
  expect(fired.status).toBe(200)
  const exported = await serving.ask('GET', '/api/users/ada/export', { token: ada })
  expect(exported.body.routing.quota).toMatchObject({ delivered_today: 2 })
  expect(exported.body.routing.signals).toEqual(own.body.signals)
})

test('[ROUTE-19] the stats tell by member tier what its users were brought, one limit for each user', async () => {
  const { body } = await serving.ask('GET', '/api/stats', { token: ada })
  // ada, ben, vic and sue are nibblers; two had the first signals, the others joined before them too.
  expect(body.router_stats.nibbler).toEqual({
    tier: 'nibbler',
    daily_limit: 2,
    signals_today: 8,
    remaining: 0,
    limit_reached: true,
    users: 4,
    users_at_limit: 4,
  })
  expect(body.router_stats.fang).toMatchObject({ users: 0, signals_today: 0, limit_reached: false })
  expect(body.router_stats.apex).toMatchObject({ daily_limit: 20, users: 2, limit_reached: false })
  expect(body.vetoes.map(({ reason }: { reason: string }) => reason)).toEqual([
    'spacing',
    'sources',
    'floor',
    'daily_stop',
  ])
})

test('[VETO-10] a vetoed signal is told to nobody and listed nowhere; asked for by name it says why', async () => {
  const { version, policy } = await policyNow()
  const body = { version, policy: { ...policy, vetoes: { ...policy.vetoes, floors: { EURUSD: 0.9 } } } }
  expect((await serving.ask('POST', '/api/routing', { body })).status).toBe(200)
  const socket = await serving.connect(ada)
  const statuses: string[] = []
  socket.on('mission_status_update', ({ signal_id }: { signal_id: string }) => statuses.push(signal_id))
  const counted = next<{ vetoes: { reason: string; count: number; last_symbol: string }[] }>(
    socket,
    'fusion_update',
    ({ vetoes }) => vetoes[2]?.count === 1,
  )
  const vetoed = await serving.postSignal()
  expect((await counted).vetoes[2]).toMatchObject({ reason: 'floor', today: 1, last_symbol: 'EURUSD' })
  const listed = await serving.ask('GET', '/api/signals?limit=200')
  expect(listed.body.signals.map(({ id }: { id: string }) => id)).not.toContain(vetoed)
  const signal = await serving.ask('GET', `/api/signals/${vetoed}`)
  expect(signal.body.signal).toMatchObject({
    status: 'expired',
    veto: { code: 'floor', message: 'Its probability lies below the floor of 90 % for its symbol.' },
  })
  const fired = await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: vetoed } })
  expect([fired.status, fired.body.error.code]).toEqual([409, 'signal_vetoed'])
  const passed = await serving.ask('POST', '/api/pass', {
    token: ada,
    body: { signal_id: vetoed, reason: 'risk' },
  })
  expect([passed.status, passed.body.error.code]).toEqual([409, 'signal_vetoed'])
  expect((await serving.ask('GET', `/api/missions/${vetoed}`, { token: ada })).body.routing).toBeNull()
  expect(statuses).toEqual([])
  expect((await serving.station.upkeep.check()).ok).toBe(true)
})
