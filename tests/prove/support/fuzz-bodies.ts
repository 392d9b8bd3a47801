import type { EndpointName } from '#contracts/http.ts'
import type { Pools } from '../fuzz.ts'
import type { Chance } from './chance.ts'

const DAY_S = 86_400
export const FUZZ_METRICS = ['fuzz_a', 'fuzz_b', 'fuzz_c', 'fuzz_d'] as const

/** Bodies whose fields hang on each other: drawn freely, they would never be accepted. */
export const BODIES: Partial<Record<EndpointName, (pools: Pools, draw: Chance) => unknown>> = {
  postSignal: drawSignal,
  recordActivity: ({ users }, draw) => ({
    event_type: 'core.user_action',
    event_id: `fuzz-${draw.between(0, 1e9)}`,
    user_id: draw.pick(users),
    payload: { action_type: draw.pick(['button_click', 'menu_navigation', 'session_start', 'daily_login']) },
  }),
  changePoints: ({ users }, draw) => ({
    user_id: draw.pick(users),
    amount: draw.between(1, 50),
    event_id: `fuzz-${draw.between(0, 1e9)}`,
    reason: 'fuzz',
  }),
  // The policy as it stands: what is wrong with another one is for the broken requests.
  changeRouting: ({ routing }) => routing ?? {},
  createAchievement: (_pools, draw) => ({
    achievement_id: `fuzz_${draw.between(0, 1e9)}`,
    name: 'Fuzz',
    category: 'special',
    tier: 'bronze',
    unlock_criteria: { days_active: draw.between(1, 50) },
  }),
  // Few ids: most of them exist once there are fifty.
  defineMetric: (_pools, draw) => ({
    metric_id: draw.pick(FUZZ_METRICS),
    name: 'Fuzz',
    event: draw.pick(['activity_recorded', 'points_awarded', 'trade_closed']),
    measure: draw.pick(['events', 'users']),
    window_days: draw.between(1, 90),
  }),
  startExperiment: (_pools, draw) => ({
    experiment_id: `fuzz_${draw.between(0, 1e6)}`,
    name: 'Fuzz',
    changes: { level_bonus_per_level: draw.between(3, 10) },
    outcome: { event: 'activity_recorded' },
  }),
  makeHook: (_pools, draw) => ({
    name: 'Fuzz',
    provider: draw.pick(['Fuzz', 'Other Desk']),
    signed: draw.heads(),
  }),
  closeTrade: ({ users }, draw) => ({ price: draw.between(90, 112), user_id: draw.pick(users) }),
  // What is no pair of the exchange is refused before anything is asked: nothing leaves this machine.
  testFeed: () => ({ exchange: 'kraken', symbols: ['BTCUSD'] }),
  chooseFeed: () => ({ exchange: null }),
  switchMetric: (_pools, draw) => ({ active: draw.heads(0.9) }),
  // A further address of loopback, of which nobody else hears; mostly on and with TLS, so that there is an authority to show.
  setLan: (_pools, draw) =>
    draw.heads(0.2)
      ? { on: false }
      : {
          on: true,
          addresses: ['127.0.0.2'],
          announce: false,
          plain: draw.heads(0.2),
          ends_in: draw.between(60, 600),
        },
  editAchievement: (_pools, draw) => ({ display_order: draw.between(0, 500) }),
  // Nobody is let in by chance: what is looked at is how it is refused.
  claimPairing: (_pools, draw) => ({
    code: draw.pick(['AAAA-AAAA', '0123456789ABCDEF']),
    challenge: 'A'.repeat(43),
    nonce: 'A'.repeat(22),
    device_name: 'Fuzz',
  }),
  pairingStatus: () => ({ claim: 'A'.repeat(43) }),
  finishPairing: () => ({ claim: 'A'.repeat(43), verifier: 'A'.repeat(43) }),
  changeDevice: (_pools, draw) => ({ name: draw.pick(['Fuzz', 'Phone']) }),
  askFriend: ({ users }, draw) => ({ user_id: draw.pick(users) }),
  proposeChallenge: ({ users }, draw) => ({ user_id: draw.pick(users) }),
  createCampaign: drawCampaign,
  previewCampaign: drawCampaign,
  editCampaign: drawCampaign,
}

/** A season far ahead, so that few of them overlap. */
function drawCampaign(_pools: Pools, draw: Chance): unknown {
  const starts_at = Math.floor(Date.now() / 1_000) + draw.between(2, 2_000) * DAY_S
  const milestones = [{ xp: draw.between(1, 500), rewards: [{ kind: 'points', amount: 1 }] }]
  return { name: `Season ${draw.between(0, 1e6)}`, starts_at, ends_at: starts_at + 2 * DAY_S, milestones }
}

function drawSignal({ symbols, marketTime }: Pools, draw: Chance): unknown {
  const sign = draw.heads(0.95) ? 1 : -1
  const buy = draw.heads()
  return {
    symbol: draw.pick(symbols),
    direction: buy ? 'BUY' : 'SELL',
    entry_price: 100,
    stop_loss: buy ? 100 - sign * 10 : 100 + sign * 10,
    take_profit: buy ? 110 : 90,
    source: draw.pick(['Fuzz', 'Other Desk', 'a.b_c-d']),
    ...(draw.heads() ? { expires_at: marketTime + draw.between(600, 86_400) } : {}),
    ...(draw.heads() ? { confidence: draw.between(0, 100) } : {}),
  }
}
