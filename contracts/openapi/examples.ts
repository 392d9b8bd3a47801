import type { EndpointName } from '../http.ts'
import type { ProblemCode } from '../problem-codes.ts'

/**
 * One worked request. `$NAME` stands for the text, `#NAME` for the JSON value of an environment variable, so that an
 * example runs as it stands.
 */
export interface Example {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The refusal with which it is answered on a desk where nobody has earned anything yet. */
  readonly refusedWith?: ProblemCode
}

const SEASON = {
  name: 'Autumn',
  starts_at: '#STARTS_AT',
  ends_at: '#ENDS_AT',
  milestones: [{ xp: 500, rewards: [{ kind: 'points', amount: 250 }] }],
}
const ME = { id: '$USER' }
/** Verifier and challenge are those of RFC 7636, appendix B; what names a pairing fits none that is open. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const CLAIM = '5vQ2yJrXk0pT7hLm3WbN9sZc1DfGa8KeU4iOxRqYt6E'
const NO_PAIRING = { id: 'no-pairing' }

/** A request of each route that has parameters or a body; the others ask as they are. */
export const EXAMPLES: Partial<Record<EndpointName, Example>> = {
  fire: { body: { signal_id: '$SIGNAL', risk_pct: 1 } },
  pass: { body: { signal_id: '$SIGNAL', reason: 'news', note: 'NFP in ten minutes' } },
  closeTrade: { params: { id: '$TRADE' }, body: { price: 1.1042 } },
  signals: { query: { status: 'active', limit: '5' } },
  activeSignals: { query: { symbol: 'EURUSD' } },
  postSignal: {
    body: {
      symbol: 'EURUSD',
      direction: 'BUY',
      entry_price: 1.1,
      stop_loss: 1.09,
      take_profit: 1.115,
      confidence: 72,
      source: 'acme',
    },
  },
  signal: { params: { id: '$SIGNAL' } },
  fireCount: { params: { id: '$SIGNAL' } },
  signalFires: { params: { id: '$SIGNAL' } },
  signalMetrics: { params: { id: '$SIGNAL' } },
  similarSignals: { params: { id: '$SIGNAL' } },
  mission: { params: { id: '$SIGNAL' } },
  userStats: { params: ME },
  userFires: { params: ME, query: { limit: '20' } },
  userSummary: { params: ME },
  userExport: { params: ME },
  addUser: { body: { user_id: '$NEW_USER', name: 'Ben', timezone: 'Europe/Berlin' } },
  changeZone: { params: ME, body: { timezone: 'America/New_York' } },
  eraseUser: { params: { id: '$SPARE_USER' }, body: { reason: 'own_request' } },
  setWelcome: { body: { steps: { look: 'chosen', risk: 'defaults' } } },
  runJob: { params: { id: 'maintenance' } },
  stationLog: { query: { level: 'warn', limit: '20' } },
  changeRole: { params: ME, body: { role: 'viewer' } },
  claimPairing: {
    body: {
      code: 'ABCD-1234',
      challenge: CHALLENGE,
      nonce: 'q83vEjRWeJCrze8SNFZ4kA',
      device_name: 'Phone',
    },
    refusedWith: 'pairing_not_found',
  },
  pairingStatus: { body: { claim: CLAIM } },
  approvePairing: {
    params: NO_PAIRING,
    body: { user_id: '$USER', role: 'trader', sas: '482913' },
    refusedWith: 'pairing_over',
  },
  refusePairing: { params: NO_PAIRING, refusedWith: 'pairing_over' },
  finishPairing: { body: { claim: CLAIM, verifier: VERIFIER }, refusedWith: 'pairing_over' },
  // Without the cookie of a device, and from no page of the station.
  refreshSession: { refusedWith: 'forbidden' },
  recoverOperator: { body: { code: 'not-the-code-of-any-station' }, refusedWith: 'recovery_refused' },
  changeDevice: { params: { id: '$DEVICE' }, body: { name: 'Phone at home' } },
  disconnectDevice: { params: { id: '$DEVICE' } },
  revokeDevice: { params: { id: '$DEVICE' } },
  createToken: { body: { user_id: '$USER', role: 'viewer', label: 'wall display', expires_in: 86_400 } },
  revokeToken: { params: { id: '$TOKEN_ID' } },
  candles: { params: { symbol: 'EURUSD' }, query: { limit: '50' } },
  // A pair as another exchange writes it: a test of a good one asks the exchange itself.
  testFeed: { body: { exchange: 'kraken', symbols: ['BTCUSDT'] }, refusedWith: 'bad_request' },
  chooseFeed: { body: { exchange: 'kraken', symbols: ['BTC/USD'], timeframe: 'h1' } },
  setFeed: { body: { paused: true } },
  leaderboard: { params: { metric: 'pnl' }, query: { limit: '10' } },
  userLeaderboards: { params: ME },
  showOnBoards: { params: ME, body: { show_on_boards: false } },
  tierPerformance: { params: { tier: 'sniper' } },
  pauseSource: { params: { name: 'rsi_revert' }, body: { paused: false } },
  recordActivity: {
    body: {
      event_type: 'core.user_action',
      event_id: '$EVENT_ID',
      user_id: '$USER',
      payload: { action_type: 'daily_login' },
    },
  },
  userProgress: { params: ME },
  userPoints: { params: ME },
  userTransactions: { params: ME },
  changePoints: {
    params: { change: 'award' },
    body: { user_id: '$USER', amount: 50, event_id: '$EVENT_ID', reason: 'helped a newcomer' },
  },
  setVip: { params: ME, body: { vip: 'none' } },
  userAbuse: { params: ME },
  resetAbuse: { params: ME },
  userStreaks: { params: ME },
  freezeStreak: {
    params: { type: 'daily_login' },
    body: { user_id: '$USER' },
    refusedWith: 'freeze_unavailable',
  },
  changeRouting: { body: { version: '#ROUTING_VERSION', policy: '#ROUTING_POLICY' } },
  userRouting: { params: ME },
  importLog: {
    params: { name: 'acme' },
    body: { file: 'log.csv', first_line: 2, lines: ['no line of a log'] },
  },
  providerLog: { params: { name: 'acme' } },
  makeHook: {
    body: { name: 'Chart alerts', provider: 'chartist', distances: { stop_pct: 0.5, target_pct: 1 } },
  },
  rotateHook: { params: { id: '$HOOK' } },
  revokeHook: { params: { id: '$HOOK' } },
  hookDeliveries: { params: { id: '$HOOK' } },
  createAchievement: {
    body: {
      achievement_id: '$NEW_ACHIEVEMENT',
      name: 'Fifty days',
      category: 'special',
      tier: 'gold',
      unlock_criteria: { days_active: 50 },
    },
  },
  editAchievement: { params: { id: 'night_owl' }, body: { display_order: 12 } },
  userAchievements: { params: ME },
  userUnlocks: { params: ME },
  unlockAchievement: { params: { id: '$USER', aid: 'perfect_week' } },
  drawMissions: { body: { user_id: '$USER' } },
  claimMission: {
    params: { id: '$MISSION' },
    body: { user_id: '$USER' },
    refusedWith: 'mission_not_complete',
  },
  openBox: { params: { id: '$BOX' }, body: { user_id: '$USER' } },
  userRecords: { params: ME },
  userBoxes: { params: ME },
  userClaims: { params: ME },
  userEvents: { params: ME },
  userCampaigns: { params: ME },
  createCampaign: { body: SEASON },
  previewCampaign: { body: SEASON },
  editCampaign: { params: { id: '$CAMPAIGN' }, body: SEASON },
  endCampaign: { params: { id: '$CAMPAIGN' } },
  archiveCampaign: { params: { id: '$CAMPAIGN' } },
  askFriend: { body: { user_id: '$FRIEND' } },
  acceptFriend: { params: { id: '$FRIEND' } },
  declineFriend: { params: { id: '$FRIEND' } },
  cancelFriend: { params: { id: '$FRIEND' } },
  removeFriend: { params: { id: '$FRIEND' } },
  proposeChallenge: { body: { user_id: '$FRIEND' } },
  acceptChallenge: { params: { id: '$CHALLENGE' } },
  declineChallenge: { params: { id: '$CHALLENGE' } },
  cancelChallenge: { params: { id: '$CHALLENGE' } },
  userForecast: { params: ME },
  userTimes: { params: ME },
  defineMetric: {
    body: {
      metric_id: '$METRIC',
      name: 'Who logged in',
      event: 'activity_recorded',
      measure: 'users',
      filter: { activity: 'daily_login' },
      window_days: 7,
    },
  },
  switchMetric: { params: { id: '$METRIC' }, body: { active: true } },
  metric: { params: { id: '$METRIC' } },
  startExperiment: {
    body: {
      experiment_id: '$EXPERIMENT',
      name: 'A larger bonus of levels',
      changes: { level_bonus_max: 60 },
      outcome: { event: 'activity_recorded' },
    },
  },
  setLan: { body: { on: true, addresses: ['$ADDRESS'], ends_in: 3600, announce: false } },
  removeDemo: { refusedWith: 'not_found' },
  endExperiment: { params: { id: '$EXPERIMENT' } },
  experiment: { params: { id: '$EXPERIMENT' } },
}
