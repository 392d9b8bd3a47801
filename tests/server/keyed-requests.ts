import type { ENDPOINTS, EndpointName } from '#contracts/http.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { dayIn } from '#core/kernel/time.ts'
import { drawMissions } from '#core/progress/daily-mission-table.ts'
import { KEYED_ACCESS } from './keyed-access.ts'
import { type Serving, SIGNAL } from './serving.ts'

/**
 * A key belongs to a caller: who has no token yet has none. And a test of an exchange changes nothing and takes an exchange.
 */
type Keyless =
  | 'claimPairing'
  | 'pairingStatus'
  | 'finishPairing'
  | 'refreshSession'
  | 'recoverOperator'
  | 'testFeed'

/** Every endpoint that changes something in the name of a caller. */
export type UnsafeName = Exclude<
  {
    [Name in EndpointName]: (typeof ENDPOINTS)[Name]['method'] extends 'GET' ? never : Name
  }[EndpointName],
  Keyless
>

/** A request that succeeds, and another one for the same route; null where every request of the route is the same. */
export interface Keyed {
  readonly path: string
  readonly body?: unknown
  readonly other: { readonly path?: string; readonly body?: unknown } | null
}

type Prepare = (desk: Serving) => Promise<Keyed>

/** A member of seven days stands in the data folder under this name. */
export const MEMBER = 'member'
const DAY_S = 86_400
const SLEEP_DAYS = 10

let spare = 0
/** A word that nobody has used in this run. */
function fresh(word: string): string {
  spare += 1
  return `${word}-${spare}`
}

async function must(desk: Serving, path: string, body: unknown = {}, token = desk.operator) {
  const said = await desk.ask('POST', path, { body, token })
  if (said.status > 299) throw new Error(`${path}: ${said.status} ${said.text}`)
  return said.body
}

async function freshUser(desk: Serving): Promise<string> {
  const user_id = fresh('user')
  await must(desk, '/api/users', { user_id, timezone: 'UTC' })
  return user_id
}

/** A user who may speak for himself. */
async function freshPerson(desk: Serving): Promise<{ readonly id: string; readonly token: string }> {
  const id = await freshUser(desk)
  const { token } = await must(desk, '/api/tokens', { user_id: id, role: 'trader', label: 'test' })
  return { id, token }
}

/** Somebody who has asked the operator to be his friend. */
async function asker(desk: Serving) {
  const person = await freshPerson(desk)
  await must(desk, '/api/friends', { user_id: 'operator' }, person.token)
  return person
}

async function friend(desk: Serving) {
  const person = await asker(desk)
  await must(desk, `/api/friends/${person.id}/accept`)
  return person
}

async function answerTo(desk: Serving, answer: 'accept' | 'decline'): Promise<Keyed> {
  const { id } = await asker(desk)
  return { path: `/api/friends/${id}/${answer}`, other: { path: `/api/friends/nobody/${answer}` } }
}

async function challenged(desk: Serving, answer: 'accept' | 'decline'): Promise<Keyed> {
  const { token } = await friend(desk)
  const { challenge } = await must(desk, '/api/challenges', { user_id: 'operator' }, token)
  return changeOf('challenges', challenge.challenge_id, answer)
}

function changeOf(what: string, id: string, change: string): Keyed {
  return { path: `/api/${what}/${id}/${change}`, other: { path: `/api/${what}/another/${change}` } }
}

let season = 0
/** A campaign ahead, with days of its own. */
function campaign() {
  season += 1
  const starts_at = Math.floor(Date.now() / 1_000) + (SLEEP_DAYS + 3 * season) * DAY_S
  const milestones = [{ xp: 1, rewards: [{ kind: 'points', amount: 1 }] }]
  return { name: fresh('Season'), starts_at, ends_at: starts_at + 2 * DAY_S, milestones }
}

async function aheadOf(desk: Serving): Promise<string> {
  return (await must(desk, '/api/campaigns', campaign())).campaign.campaign_id
}

/** A campaign that runs; it is over when this comes back. */
async function running<Done>(desk: Serving, use: (id: string) => Promise<Done>, more = {}): Promise<Done> {
  const { starts_at: _, ...terms } = campaign()
  const ends_at = Math.floor(Date.now() / 1_000) + 90_000
  const made = await must(desk, '/api/campaigns', { ...terms, ends_at, ...more })
  return use(made.campaign.campaign_id)
}

async function closedBox(desk: Serving): Promise<Keyed> {
  const user_id = await freshUser(desk)
  const milestones = [{ xp: 1, rewards: [{ kind: 'box', rarity: 'common' }] }]
  await running(
    desk,
    async (id) => {
      await did(desk, user_id, 'daily_login')
      await must(desk, `/api/campaigns/${id}/end`)
    },
    { milestones },
  )
  const { boxes } = (await desk.ask('GET', `/api/users/${user_id}/boxes`)).body
  return {
    path: `/api/boxes/${boxes[0].box_id}/open`,
    body: { user_id },
    other: { path: '/api/boxes/999/open' },
  }
}

function did(desk: Serving, user_id: string, action_type: string): Promise<unknown> {
  const body = { event_type: 'core.user_action', event_id: fresh('did'), user_id, payload: { action_type } }
  return must(desk, '/api/activity', body)
}

/** A mission of points earned, of somebody who draws one that one purchase completes. */
async function completedMission(desk: Serving): Promise<Keyed> {
  const today = dayIn('UTC', desk.station.now())
  const drawn = Array.from({ length: 400 }, () => fresh('earner')).flatMap((name) =>
    drawMissions(name as UserId, today)
      .missions.filter(({ type }) => type === 'collect_bits')
      .map((mission) => ({ name, mission })),
  )
  const { name, mission } = drawn.reduce((best, one) =>
    one.mission.target < best.mission.target ? one : best,
  )
  await must(desk, '/api/users', { user_id: name, timezone: 'UTC' })
  await did(desk, name, 'subscription_purchase')
  return {
    path: `/api/missions/daily/${mission.missionId}/claim`,
    body: { user_id: name },
    other: { path: `/api/missions/daily/${today}:battle_count/claim` },
  }
}

const OUTCOME = { event: 'activity_recorded' }
function experiment() {
  return {
    experiment_id: fresh('trial').replace('-', '_'),
    name: 'Trial',
    changes: { level_bonus_max: 60 },
    outcome: OUTCOME,
  }
}

async function startedExperiment(desk: Serving): Promise<string> {
  return (await must(desk, '/api/experiments', experiment())).experiment.experiment_id
}

async function endAll(desk: Serving): Promise<void> {
  const { experiments } = (await desk.ask('GET', '/api/experiments')).body
  for (const { experiment_id, running } of experiments)
    if (running) await must(desk, `/api/experiments/${experiment_id}/end`)
}

function achievement() {
  const achievement_id = fresh('spare').replace('-', '_')
  const unlock_criteria = { days_active: 5 }
  return { achievement_id, name: 'Spare', category: 'special', tier: 'bronze', unlock_criteria }
}

const NOTHING = { other: null }

/** One request for each. The compiler asks for one of a new endpoint. */
export const KEYED: Readonly<Record<UnsafeName, Prepare>> = {
  fire: async (desk) => {
    const signal_id = await desk.postSignal()
    return { path: '/api/fire', body: { signal_id }, other: { body: { signal_id, risk_pct: 2 } } }
  },
  pass: async (desk) => {
    const signal_id = await desk.postSignal()
    return {
      path: '/api/pass',
      body: { signal_id, reason: 'plan' },
      other: { body: { signal_id, reason: 'news' } },
    }
  },
  postSignal: async () => ({
    path: '/api/signals',
    body: SIGNAL,
    other: { body: { ...SIGNAL, entry_price: 1.11 } },
  }),
  addUser: async () => {
    const user_id = fresh('added')
    return {
      path: '/api/users',
      body: { user_id, timezone: 'UTC' },
      other: { body: { user_id, timezone: 'Asia/Tokyo' } },
    }
  },
  changeZone: async (desk) => ({
    path: `/api/users/${await freshUser(desk)}/timezone`,
    body: { timezone: 'Europe/Berlin' },
    other: { body: { timezone: 'Asia/Tokyo' } },
  }),
  eraseUser: async (desk) => ({
    path: `/api/users/${await freshUser(desk)}/erase`,
    body: { reason: 'other' },
    other: { body: { reason: 'left' } },
  }),
  createToken: async (desk) => {
    const user_id = await freshUser(desk)
    const body = { user_id, role: 'viewer', label: 'one' }
    return { path: '/api/tokens', body, other: { body: { ...body, label: 'two' } } }
  },
  revokeToken: async (desk) => {
    const body = { user_id: await freshUser(desk), role: 'viewer', label: 'gone' }
    const { token_id } = await must(desk, '/api/tokens', body)
    return { path: `/api/tokens/${token_id}`, other: { path: '/api/tokens/another' } }
  },
  setFeed: async () => ({ path: '/api/feed', body: { speed: 2 }, other: { body: { speed: 3 } } }),
  showOnBoards: async (desk) => ({
    path: `/api/users/${await freshUser(desk)}/board-display`,
    body: { show_on_boards: false },
    other: { body: { show_on_boards: true } },
  }),
  pauseSource: async () => ({
    path: '/api/sources/rsi_revert',
    body: { paused: true },
    other: { body: { paused: false } },
  }),
  recordActivity: async (desk) => {
    const user_id = await freshUser(desk)
    const body = {
      event_type: 'core.user_action',
      event_id: fresh('told'),
      user_id,
      payload: { action_type: 'menu_navigation' },
    }
    return { path: '/api/activity', body, other: { body: { ...body, event_id: fresh('told') } } }
  },
  changePoints: async (desk) => {
    const body = { user_id: await freshUser(desk), amount: 5, event_id: fresh('word') }
    return { path: '/api/points/award', body, other: { body: { ...body, amount: 6 } } }
  },
  setVip: async (desk) => ({
    path: `/api/users/${await freshUser(desk)}/vip`,
    body: { vip: 'standard' },
    other: { body: { vip: 'none' } },
  }),
  resetAbuse: async (desk) => changeOf('abuse', await freshUser(desk), 'reset'),
  freezeStreak: async () => ({
    path: '/api/streaks/daily_login/freeze',
    body: { user_id: MEMBER },
    other: { path: '/api/streaks/interaction/freeze' },
  }),
  changeRouting: async (desk) => {
    const { version, policy } = (await desk.ask('GET', '/api/routing')).body
    return {
      path: '/api/routing',
      body: { version, policy },
      other: { body: { version: version + 1, policy } },
    }
  },
  importLog: async () => {
    const body = { file: 'log.csv', first_line: 2, lines: ['no line of a log'] }
    return { path: '/api/providers/acme/log', body, other: { body: { ...body, first_line: 3 } } }
  },
  createAchievement: async () => {
    const body = achievement()
    return { path: '/api/achievements', body, other: { body: { ...body, name: 'Other' } } }
  },
  editAchievement: async () => ({
    path: '/api/achievements/night_owl',
    body: { display_order: 7 },
    other: { body: { display_order: 8 } },
  }),
  unlockAchievement: async (desk) => ({
    path: `/api/users/${await freshUser(desk)}/achievements/perfect_week/unlock`,
    other: { path: '/api/users/operator/achievements/perfect_week/unlock' },
  }),
  drawMissions: async (desk) => ({
    path: '/api/missions/daily',
    body: { user_id: await freshUser(desk) },
    other: { body: { user_id: await freshUser(desk) } },
  }),
  claimMission: completedMission,
  openBox: closedBox,
  createCampaign: async () => ({ path: '/api/campaigns', body: campaign(), other: { body: campaign() } }),
  previewCampaign: async () => ({
    path: '/api/campaigns/preview',
    body: campaign(),
    other: { body: campaign() },
  }),
  editCampaign: async (desk) => ({
    path: `/api/campaigns/${await aheadOf(desk)}`,
    body: campaign(),
    other: { body: campaign() },
  }),
  endCampaign: (desk) => running(desk, async (id) => changeOf('campaigns', id, 'end')),
  archiveCampaign: async (desk) => changeOf('campaigns', await aheadOf(desk), 'archive'),
  askFriend: async (desk) => ({
    path: '/api/friends',
    body: { user_id: await freshUser(desk) },
    other: { body: { user_id: await freshUser(desk) } },
  }),
  acceptFriend: (desk) => answerTo(desk, 'accept'),
  declineFriend: (desk) => answerTo(desk, 'decline'),
  cancelFriend: async (desk) => {
    const user_id = await freshUser(desk)
    await must(desk, '/api/friends', { user_id })
    return changeOf('friends', user_id, 'cancel')
  },
  removeFriend: async (desk) => changeOf('friends', (await friend(desk)).id, 'remove'),
  proposeChallenge: async (desk) => ({
    path: '/api/challenges',
    body: { user_id: (await friend(desk)).id },
    other: { body: { user_id: 'another' } },
  }),
  acceptChallenge: (desk) => challenged(desk, 'accept'),
  declineChallenge: (desk) => challenged(desk, 'decline'),
  cancelChallenge: async (desk) => {
    const { challenge } = await must(desk, '/api/challenges', { user_id: (await friend(desk)).id })
    return changeOf('challenges', challenge.challenge_id, 'cancel')
  },
  defineMetric: async () => {
    const body = { metric_id: fresh('metric').replace('-', '_'), name: 'Spare', event: 'box_opened' }
    return { path: '/api/metrics', body, other: { body: { ...body, name: 'Other' } } }
  },
  switchMetric: async (desk) => {
    const metric_id = fresh('metric').replace('-', '_')
    await must(desk, '/api/metrics', { metric_id, name: 'Spare', event: 'box_opened' })
    return { path: `/api/metrics/${metric_id}`, body: { active: false }, other: { body: { active: true } } }
  },
  startExperiment: async (desk) => {
    await endAll(desk)
    return { path: '/api/experiments', body: experiment(), other: { body: experiment() } }
  },
  endExperiment: async (desk) => {
    await endAll(desk)
    return changeOf('experiments', await startedExperiment(desk), 'end')
  },
  ...KEYED_ACCESS,
  removeDemo: async () => ({ path: '/api/demo/remove', ...NOTHING }),
  check: async () => ({ path: '/api/ops/check', ...NOTHING }),
  replay: async () => ({ path: '/api/ops/replay', ...NOTHING }),
  maintain: async () => ({ path: '/api/ops/maintain', ...NOTHING }),
}
