import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import { openServing, type Serving, SIGNAL } from './serving.ts'

// Everybody who could ask, and for whom: each endpoint of the contract is asked by each of them. What must come out
// follows from the declaration alone: who is not of its roles, or not the owner, is refused with 403.

const CALLERS = [
  'operator',
  'owner',
  'viewer',
  'stranger',
  'service for owner',
  'service for all',
  'service for nobody',
] as const
type Caller = (typeof CALLERS)[number]

const ROLE: Record<Caller, string> = {
  operator: 'operator',
  owner: 'trader',
  viewer: 'viewer',
  stranger: 'trader',
  'service for owner': 'service',
  'service for all': 'service',
  'service for nobody': 'service',
}
/** Who may read and decide for `owner`. */
const ACTS_FOR_OWNER: ReadonlySet<Caller> = new Set([
  'operator',
  'owner',
  'service for owner',
  'service for all',
])

let serving: Serving
let signal: string
const tokens = new Map<Caller, string>()
let spare = 0
let box = 0
const hooks: string[] = []

beforeAll(async () => {
  serving = await openServing({ demo: true, limits: { decisionBurst: 1_000, requestBurst: 10_000 } })
  signal = await serving.postSignal()
  tokens.set('operator', serving.operator)
  tokens.set('owner', await serving.addUser('owner'))
  tokens.set('viewer', await serving.addUser('watcher', 'viewer'))
  tokens.set('stranger', await serving.addUser('stranger'))
  tokens.set('service for owner', await serving.addUser('robot', 'service', { may_act_for: ['owner'] }))
  tokens.set('service for all', await serving.addUser('robot', 'service', { may_act_for: ['*'] }))
  tokens.set('service for nobody', await serving.addUser('robot', 'service'))
  await grantBoxes()
  const logins = { metric_id: 'logins', name: 'Logins', event: 'activity_recorded' }
  await serving.ask('POST', '/api/metrics', { body: logins })
})
afterAll(() => serving.close())

/** A request that is well-formed, in the name of `owner` where the endpoint has an owner. */
async function wellFormed(name: EndpointName): Promise<{ path: string; body?: unknown }> {
  spare += 1
  if (name === 'openBox') box += 1
  const campaign = await campaignFor(name)
  const experiment = await experimentFor(name)
  const hook = await hookFor(name)
  const device = await deviceFor(name)
  const pairing = await pairingFor(name)
  const fill = (path: string) =>
    path
      .replace('/devices/:id', `/devices/${device}`)
      .replace('/pairing/:id', `/pairing/${pairing}`)
      .replace('/experiments/:id', `/experiments/${experiment}`)
      .replace('/users/:id', '/users/owner')
      .replace('/abuse/:id', '/abuse/owner')
      .replace(':change', 'refund')
      .replace('/achievements/:id', '/achievements/night_owl')
      .replace(':aid', 'perfect_week')
      .replace('/boxes/:id', `/boxes/${box}`)
      .replace('/metrics/:id', '/metrics/logins')
      .replace('/jobs/:id', '/jobs/audit_seal')
      .replace('/campaigns/:id', `/campaigns/${campaign}`)
      .replace('/hooks/:id', `/hooks/${hook}`)
      .replace(':id', signal)
      .replace(':metric', 'pnl')
      .replace(':symbol', 'EURUSD')
      .replace(':tier', 'sniper')
      .replace(':name', 'rsi_revert')
      .replace(':type', 'daily_login')
  const bodies: Partial<Record<EndpointName, unknown>> = {
    fire: { signal_id: await serving.postSignal(), user_id: 'owner' },
    pass: { signal_id: await serving.postSignal(), user_id: 'owner', reason: 'plan' },
    closeTrade: { price: 1.1, user_id: 'owner' },
    postSignal: SIGNAL,
    makeHook: { name: 'Spare', provider: 'acme' },
    addUser: { user_id: `spare-${spare}`, timezone: 'UTC' },
    changeZone: { timezone: 'UTC' },
    createToken: { user_id: 'owner', role: 'viewer', label: 'spare' },
    changeRole: { role: 'trader' },
    changeDevice: { name: 'Tablet' },
    pairingStatus: { claim: SECRET },
    finishPairing: { claim: SECRET, verifier: SECRET },
    approvePairing: { user_id: 'owner', role: 'viewer', sas: '000000' },
    claimPairing: { code: 'AAAA-AAAA', challenge: SECRET, nonce: SECRET, device_name: 'Phone' },
    setFeed: {},
    testFeed: { exchange: 'kraken', symbols: ['BTCUSD'] },
    chooseFeed: { exchange: null },
    setWelcome: { opened: true },
    setLan: { on: false },
    proposeChallenge: { user_id: 'owner' },
    askFriend: { user_id: name === 'askFriend' ? await spareUser() : 'owner' },
    drawMissions: { user_id: 'owner' },
    claimMission: { user_id: 'owner' },
    openBox: { user_id: 'owner' },
    createCampaign: campaignAt(spare),
    previewCampaign: campaignAt(spare),
    editCampaign: campaignAt(spare),
    pauseSource: { paused: false },
    changePoints: { user_id: 'owner', amount: 1, event_id: `word-${spare}` },
    setVip: { vip: 'none' },
    createAchievement: {
      achievement_id: `spare_${spare}`,
      name: 'Spare',
      category: 'special',
      tier: 'bronze',
      unlock_criteria: { days_active: 5 },
    },
    editAchievement: { display_order: spare },
    freezeStreak: { user_id: 'owner' },
    showOnBoards: { show_on_boards: true },
    recordActivity: {
      event_type: 'core.user_action',
      event_id: `act-${spare}`,
      user_id: 'owner',
      payload: { action_type: 'button_click' },
    },
    defineMetric: { metric_id: `spare_${spare}`, name: 'Spare', event: 'box_opened' },
    switchMetric: { active: true },
    startExperiment: experimentAt(spare),
    changeRouting: await routingAsItStands(),
    importLog: { file: 'log.csv', first_line: 2, lines: ['no line of a log'] },
  }
  if (name === 'eraseUser') {
    await serving.ask('POST', '/api/users', { body: { user_id: `gone-${spare}`, timezone: 'UTC' } })
    return { path: `/api/users/gone-${spare}/erase`, body: { reason: 'other' } }
  }
  if (name === 'revokeToken') {
    const made = await serving.ask('POST', '/api/tokens', {
      body: { user_id: 'owner', role: 'viewer', label: 'gone' },
    })
    return { path: `/api/tokens/${made.body.token_id}` }
  }
  return { path: fill(ENDPOINTS[name].path), body: bodies[name] }
}

/** A hook of its own for what names one. */
async function hookFor(name: EndpointName): Promise<string | null> {
  if (!ENDPOINTS[name].path.startsWith('/api/hooks/')) return null
  const made = await serving.ask('POST', '/api/hooks', { body: { name: 'Spare', provider: 'acme' } })
  hooks.push(made.body.hook.hook_id)
  // A desk keeps few at once: the one before is done with.
  const before = hooks.length > 1 ? hooks.shift() : undefined
  if (before !== undefined) await serving.ask('DELETE', `/api/hooks/${before}`)
  return made.body.hook.hook_id
}

/** A window that can be closed. */
async function pairingFor(name: EndpointName): Promise<string> {
  if (name === 'claimPairing') {
    // While a window is open a wrong code counts, and after three of them nobody of this address may come.
    const { pairing } = (await serving.ask('GET', '/api/pairing')).body
    if (pairing !== null) await serving.ask('POST', `/api/pairing/${pairing.pairing_id}/refuse`)
  }
  if (name !== 'refusePairing') return 'none'
  return (await serving.ask('POST', '/api/pairing')).body.pairing_id
}

/** A device that can still be ended. */
async function deviceFor(name: EndpointName): Promise<string> {
  const deviceId = `device-${name}-${spare}`
  if (!name.endsWith('Device')) return 'none'
  await serving.execute({
    kind: 'pair_device',
    deviceId: deviceId as never,
    userId: (await spareUser()) as never,
    role: 'viewer',
    by: 'operator' as never,
    name: 'Phone',
    place: { browser: '', address: '' },
    refreshHash: '',
  })
  return deviceId
}

/** Somebody whom nobody has asked yet. */
async function spareUser(): Promise<string> {
  const user_id = `friend-${spare}`
  await serving.ask('POST', '/api/users', { body: { user_id, timezone: 'UTC' } })
  return user_id
}

function experimentAt(slot: number) {
  const outcome = { event: 'activity_recorded' }
  return { experiment_id: `spare_${slot}`, name: 'Spare', changes: { level_bonus_max: 60 }, outcome }
}

/** None runs for one that starts; one runs for all else that names one. */
async function experimentFor(name: EndpointName): Promise<string | null> {
  if (!name.endsWith('xperiment')) return null
  const { experiments } = (await serving.ask('GET', '/api/experiments')).body
  const running = experiments.find((one: { running: boolean }) => one.running)?.experiment_id
  if (name === 'startExperiment') {
    if (running !== undefined) await serving.ask('POST', `/api/experiments/${running}/end`)
    return null
  }
  if (running !== undefined) return running
  const made = await serving.ask('POST', '/api/experiments', { body: experimentAt(1_000 + spare) })
  return made.body.experiment.experiment_id
}

async function routingAsItStands() {
  const { body } = await serving.ask('GET', '/api/routing')
  return { version: body.version, policy: body.policy }
}

/** A campaign of two days of its own, so that no two overlap. */
function campaignAt(slot: number, more: object = {}) {
  const starts_at = Math.floor(Date.now() / 1_000) + (10 + 3 * slot) * 86_400
  const milestones = [{ xp: 1, rewards: [{ kind: 'points', amount: 1 }] }]
  return { name: `Season ${slot}`, starts_at, ends_at: starts_at + 2 * 86_400, milestones, ...more }
}

/** A campaign that this endpoint can do something with: one that runs, or one that lies ahead. */
async function campaignFor(name: EndpointName): Promise<string | null> {
  if (name !== 'editCampaign' && name !== 'endCampaign' && name !== 'archiveCampaign') return null
  if (name === 'endCampaign') return beginCampaign()
  const made = await serving.ask('POST', '/api/campaigns', { body: campaignAt(spare) })
  return made.body.campaign.campaign_id
}

async function beginCampaign(more: object = {}): Promise<string> {
  const { active } = (await serving.ask('GET', '/api/campaigns')).body
  if (active !== null) await serving.ask('POST', `/api/campaigns/${active.campaign_id}/end`)
  const body = {
    ...campaignAt(0, more),
    starts_at: undefined,
    ends_at: Math.floor(Date.now() / 1_000) + 90_000,
  }
  return (await serving.ask('POST', '/api/campaigns', { body })).body.campaign.campaign_id
}

/** Fifty boxes for `owner`, so that each request of the sweep finds one that is closed. */
async function grantBoxes(): Promise<void> {
  const common = { kind: 'box', rarity: 'common' }
  const milestones = Array.from({ length: 10 }, (_, index) => ({
    xp: index + 1,
    rewards: [common, common, common, common, common],
  }))
  await beginCampaign({ milestones })
  const login = { event_type: 'core.user_action', event_id: 'login', payload: { action_type: 'daily_login' } }
  await serving.ask('POST', '/api/activity', { body: { ...login, user_id: 'owner' } })
}

function mayAsk(caller: Caller, endpoint: Endpoint): boolean {
  if (!endpoint.roles.includes(ROLE[caller] as never)) return false
  return endpoint.ownership === 'self' || endpoint.ownership === 'actor' ? ACTS_FOR_OWNER.has(caller) : true
}

const SECRET = 'A'.repeat(43)
const NAMES = Object.keys(ENDPOINTS) as EndpointName[]
/**
 * Whom the door lets in, the rule refuses: what these ask for takes a membership and a week, a completed mission, a
 * friend, or somebody who asked, and has tests of its own.
 */
const REFUSED_BEHIND_THE_DOOR: Partial<Record<EndpointName, number>> = {
  closeTrade: 404,
  freezeStreak: 409,
  claimMission: 404,
  acceptFriend: 404,
  declineFriend: 404,
  cancelFriend: 404,
  removeFriend: 404,
  proposeChallenge: 409,
  // Nobody waits, nobody has the code, the cookie or the page: tests of their own go all the way.
  claimPairing: 404,
  approvePairing: 410,
  finishPairing: 410,
  refreshSession: 403,
  recoverOperator: 400,
  acceptChallenge: 404,
  declineChallenge: 404,
  cancelChallenge: 404,
  // What is no pair there is refused before anything is asked; a real exchange is not for tests.
  testFeed: 400,
  // Before the LAN was on for the first time.
  lanAuthority: 404,
}
const statusOf = (name: EndpointName): number => REFUSED_BEHIND_THE_DOOR[name] ?? ENDPOINTS[name].status

test.each(NAMES)('[AUTH-2] %s lets in whom it declares and nobody else', async (name) => {
  const endpoint: Endpoint = ENDPOINTS[name]
  for (const caller of CALLERS) {
    const { path, body } = await wellFormed(name)
    const said = await serving.ask(endpoint.method, path, { token: tokens.get(caller) as string, body })
    const expected = mayAsk(caller, endpoint) ? statusOf(name) : 403
    expect([name, caller, said.status, said.text.slice(0, 200)]).toEqual([
      name,
      caller,
      expected,
      said.text.slice(0, 200),
    ])
    if (expected === 403) expect(said.body.error.code).toBe('forbidden')
  }
})

test.each(NAMES)('[AUTH-3] %s needs a token unless it is public', async (name) => {
  const endpoint: Endpoint = ENDPOINTS[name]
  const { path, body } = await wellFormed(name)
  const said = await serving.ask(endpoint.method, path, { token: null, body })
  expect(said.status).toBe(endpoint.ownership === 'public' ? statusOf(name) : 401)
})

const ANSWERED = NAMES.filter((name) => REFUSED_BEHIND_THE_DOOR[name] === undefined)

test.each(ANSWERED)('[HTTP-7] %s answers what its contract promises', async (name) => {
  const endpoint: Endpoint = ENDPOINTS[name]
  const { path, body } = await wellFormed(name)
  const said = await serving.ask(endpoint.method, path, { body })
  expect(said.status).toBe(endpoint.status)
  const reply = said.status === 204 ? undefined : (said.body ?? said.text)
  expect(endpoint.reply.safeParse(reply).error).toBeUndefined()
})

test('[AUTH-4] who names nobody decides for himself', async () => {
  const id = await serving.postSignal()
  const said = await serving.ask('POST', '/api/fire', {
    token: tokens.get('stranger') as string,
    body: { signal_id: id },
  })
  expect(said.body.user_id).toBe('stranger')
})

test("[AUTH-4] a service decides for a user, and the fire is that user's", async () => {
  const id = await serving.postSignal()
  const body = { signal_id: id, user_id: 'owner' }
  const said = await serving.ask('POST', '/api/fire', {
    token: tokens.get('service for owner') as string,
    body,
  })
  expect([said.status, said.body.user_id]).toEqual([200, 'owner'])
  expect((await serving.ask('GET', `/api/signals/${id}/fires`)).body.fires[0].user_id).toBe('owner')
})
