import { hash } from 'node:crypto'
import { ENDPOINTS, type EndpointName } from '#contracts/http.ts'
import type { DeviceId, SignalId, UserId } from '#core/kernel/ids.ts'
import { HERE } from '#tests/server/lan/outside.ts'
import type { Serving } from '#tests/server/serving.ts'

/** Which variables an example of a route finds. */
export type Variables = Readonly<Record<string, string>>

const DAY_S = 86_400
/** Routes that people alone may ask, and those a trader asks for himself. */
const TRADERS_OWN: ReadonlySet<EndpointName> = new Set<EndpointName>([
  'openBox',
  'claimMission',
  'closeTrade',
])
const FRIENDS = [
  'asked',
  'asks-1',
  'asks-2',
  'waits',
  'old',
  'rival-1',
  'rival-2',
  'rival-3',
  'rival-4',
] as const

/**
 * Makes what the examples name, anew for each language, so that one does not take from the other.
 *
 * @param turn  tells the languages apart; campaigns of different turns do not overlap
 */
export async function setStage(
  desk: Serving,
  name: string,
  turn: number,
): Promise<(route: EndpointName) => Variables> {
  const user = `ada-${name}`
  const trader = await desk.addUser(user)
  const people = Object.fromEntries(FRIENDS.map((friend) => [friend, `${friend}-${name}`])) as Record<
    (typeof FRIENDS)[number],
    string
  >
  const tokens: Record<string, string> = {}
  for (const friend of FRIENDS) tokens[friend] = await desk.addUser(people[friend])
  const post = async (path: string, body?: unknown, token = desk.operator) => {
    const said = await desk.ask('POST', path, { body, token })
    if (said.status > 299) throw new Error(`${path}: ${said.text}`)
    return said.body
  }
  await befriend(post, { user, trader, people, tokens })
  const challenges = await challenge(post, { user, trader, people, tokens })
  const season = await beginSeason(desk, post)
  await post('/api/activity', loginOf(user, `stage-${name}`))
  const own = await ownThings(desk, { user, trader, name })
  const routing = (await desk.ask('GET', '/api/routing')).body
  const day = Math.floor(Date.now() / 1_000) + (20 + 10 * turn) * DAY_S
  const ahead = await post('/api/campaigns', seasonAt(`Edited ${name}`, day + 3 * DAY_S))
  const archived = await post('/api/campaigns', seasonAt(`Archived ${name}`, day + 6 * DAY_S))

  const common: Variables = {
    STATION: desk.url,
    USER: user,
    NEW_USER: `new-${name}`,
    SPARE_USER: `spare-${name}`,
    SIGNAL: own.signal,
    TRADE: own.trade,
    MISSION: own.mission,
    BOX: own.box,
    TOKEN_ID: own.tokenId,
    HOOK: own.hook,
    DEVICE: own.device,
    ADDRESS: HERE,
    METRIC: `logins_${name}`,
    EXPERIMENT: `bonus_${name}`,
    NEW_ACHIEVEMENT: `fifty_${name}`,
    STARTS_AT: String(day),
    ENDS_AT: String(day + 2 * DAY_S),
    ROUTING_POLICY: JSON.stringify(routing.policy),
  }
  const apart: Partial<Record<EndpointName, Variables>> = {
    pass: { SIGNAL: own.other },
    changeRole: { USER: people.asked },
    editCampaign: {
      CAMPAIGN: ahead.campaign.campaign_id,
      STARTS_AT: String(day + 3 * DAY_S),
      ENDS_AT: String(day + 4 * DAY_S),
    },
    previewCampaign: { STARTS_AT: String(day + 8 * DAY_S), ENDS_AT: String(day + 9 * DAY_S) },
    archiveCampaign: { CAMPAIGN: archived.campaign.campaign_id },
    endCampaign: { CAMPAIGN: season },
    revokeHook: { HOOK: own.otherHook },
    changeRouting: { ROUTING_VERSION: String(routing.version) },
    askFriend: { FRIEND: people.asked },
    acceptFriend: { FRIEND: people['asks-1'] },
    declineFriend: { FRIEND: people['asks-2'] },
    cancelFriend: { FRIEND: people.waits },
    removeFriend: { FRIEND: people.old },
    proposeChallenge: { FRIEND: people['rival-1'] },
    acceptChallenge: { CHALLENGE: challenges[0] ?? '' },
    declineChallenge: { CHALLENGE: challenges[1] ?? '' },
    cancelChallenge: { CHALLENGE: challenges[2] ?? '' },
  }
  let acts = 0
  return (route) => {
    acts += 1
    const { roles } = ENDPOINTS[route]
    const asTrader =
      (roles as readonly string[]).includes('trader') && !(roles as readonly string[]).includes('service')
    const TOKEN =
      asTrader || TRADERS_OWN.has(route) || route === 'fire' || route === 'pass' ? trader : desk.operator
    return { ...common, TOKEN, EVENT_ID: `${name}-${acts}`, ...apart[route] }
  }
}

type Post = (path: string, body?: unknown, token?: string) => Promise<unknown>
interface Circle {
  readonly user: string
  readonly trader: string
  readonly people: Readonly<Record<(typeof FRIENDS)[number], string>>
  readonly tokens: Readonly<Record<string, string>>
}

async function befriend(post: Post, { user, trader, people, tokens }: Circle): Promise<void> {
  for (const friend of ['old', 'rival-1', 'rival-2', 'rival-3', 'rival-4'] as const) {
    await post('/api/friends', { user_id: user }, tokens[friend])
    await post(`/api/friends/${people[friend]}/accept`, undefined, trader)
  }
  for (const friend of ['asks-1', 'asks-2'] as const)
    await post('/api/friends', { user_id: user }, tokens[friend])
  await post('/api/friends', { user_id: people.waits }, trader)
}

/** One to accept, one to decline, and one of his own. */
async function challenge(post: Post, { user, trader, people, tokens }: Circle): Promise<readonly string[]> {
  const made = [
    await post('/api/challenges', { user_id: user }, tokens['rival-2']),
    await post('/api/challenges', { user_id: user }, tokens['rival-3']),
    await post('/api/challenges', { user_id: people['rival-4'] }, trader),
  ] as readonly { readonly challenge: { readonly challenge_id: string } }[]
  return made.map((one) => one.challenge.challenge_id)
}

function seasonAt(name: string, starts_at: number) {
  const milestones = [{ xp: 1, rewards: [{ kind: 'points', amount: 1 }] }]
  return { name, starts_at, ends_at: starts_at + DAY_S, milestones }
}

/** A season that runs and gives a box to whoever logs in. */
async function beginSeason(desk: Serving, post: Post): Promise<string> {
  const { active } = (await desk.ask('GET', '/api/campaigns')).body
  if (active !== null) await post(`/api/campaigns/${active.campaign_id}/end`)
  const milestones = [{ xp: 1, rewards: [{ kind: 'box', rarity: 'common' }] }]
  const ends_at = Math.floor(Date.now() / 1_000) + 2 * DAY_S
  const made = (await post('/api/campaigns', { name: 'Now', ends_at, milestones })) as {
    readonly campaign: { readonly campaign_id: string }
  }
  return made.campaign.campaign_id
}

function loginOf(user: string, event_id: string) {
  return { event_type: 'core.user_action', event_id, user_id: user, payload: { action_type: 'daily_login' } }
}

async function ownThings(
  desk: Serving,
  { user, trader, name }: { readonly user: string; readonly trader: string; readonly name: string },
) {
  const [fired, signal, other] = [await desk.postSignal(), await desk.postSignal(), await desk.postSignal()]
  const fire = await desk.ask('POST', '/api/fire', { token: trader, body: { signal_id: fired } })
  await desk.execute({ kind: 'execute_fires', signalId: fired as SignalId, price: 1.1 })
  const drawn = await desk.ask('POST', '/api/missions/daily', { token: trader, body: {} })
  const boxes = await desk.ask('GET', `/api/users/${user}/boxes`, { token: trader })
  await desk.addUser(`spare-${name}`)
  const made = await desk.ask('POST', '/api/tokens', {
    body: { user_id: user, role: 'viewer', label: 'spare' },
  })
  const hookOf = async () =>
    (await desk.ask('POST', '/api/hooks', { body: { name, provider: 'chartist' } })).body.hook.hook_id
  return {
    signal,
    other,
    device: await pairDevice(desk, user, name),
    trade: fire.body.trade_id as string,
    mission: String(drawn.body.missions[0].mission_id),
    box: String(boxes.body.boxes[0].box_id),
    tokenId: made.body.token_id as string,
    hook: (await hookOf()) as string,
    otherHook: (await hookOf()) as string,
  }
}

async function pairDevice(desk: Serving, user: string, name: string): Promise<string> {
  const deviceId = `phone-${name}` as DeviceId
  const userId = user as UserId
  await desk.execute({
    kind: 'pair_device',
    deviceId,
    userId,
    role: 'trader',
    by: userId,
    name: 'Phone',
    place: { browser: 'Phone/1', address: '127.0.0.1' },
    refreshHash: hash('sha256', deviceId),
  })
  return deviceId
}
