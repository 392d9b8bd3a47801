import type { ProblemCode } from './problem-codes.ts'

/**
 * Every way to say no: the HTTP status of the code and its sentence for a person.
 *
 * A client may rely on the code; the sentence may be improved.
 */
export const PROBLEMS = {
  bad_request: { status: 400, message: 'The request is not well-formed: see the fields.' },
  bad_levels: {
    status: 400,
    message:
      'For a BUY the stop lies below the entry and the target above it; for a SELL the other way round.',
  },
  bad_routing: {
    status: 400,
    message: 'The routing policy contradicts itself: see the fields.',
  },
  address_wildcard: {
    status: 400,
    message: 'A station never listens on every address at once: choose those of the networks it is for.',
  },
  address_link_local: {
    status: 400,
    message: 'An address of one link alone means another machine on the next: choose one of the network.',
  },
  address_not_private: {
    status: 400,
    message: 'A station listens on addresses of private networks only; this is none of them.',
  },
  bad_campaign: { status: 400, message: 'A campaign cannot have these dates or milestones.' },
  session_ended: {
    status: 401,
    message: 'The session of this device is over: ask an operator to pair it again.',
  },
  unauthenticated: { status: 401, message: 'This needs a valid token.' },
  bad_signature: {
    status: 401,
    message: 'The signature does not fit the body: sign `t.body` with the secret of this hook.',
  },
  forbidden: { status: 403, message: 'Your token does not allow this.' },
  role_changed: { status: 403, message: 'Your role was changed: what you may do is not what it was.' },
  pairing_refused: { status: 403, message: 'The operator has not let this device in.' },
  recovery_refused: { status: 403, message: 'This is not the recovery code of this station.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  signal_not_found: { status: 404, message: 'There is no such signal.' },
  user_not_found: { status: 404, message: 'There is no such user.' },
  achievement_not_found: { status: 404, message: 'There is no such achievement that can be unlocked.' },
  mission_not_found: { status: 404, message: 'There is no such mission of yours.' },
  box_not_found: { status: 404, message: 'There is no such box of yours.' },
  campaign_not_found: { status: 404, message: 'There is no such campaign.' },
  challenge_not_found: { status: 404, message: 'There is no such challenge of yours.' },
  friend_request_not_found: { status: 404, message: 'There is no such request that waits.' },
  trade_not_found: { status: 404, message: 'There is no such trade of yours.' },
  hook_not_found: { status: 404, message: 'There is no such hook.' },
  metric_not_found: { status: 404, message: 'There is no such metric.' },
  experiment_not_found: { status: 404, message: 'There is no such experiment.' },
  device_not_found: { status: 404, message: 'There is no such device.' },
  pairing_not_found: {
    status: 404,
    message: 'This code opens nothing at this moment: check it, or ask the operator for a new one.',
  },
  request_timeout: { status: 408, message: 'The request took too long to arrive: send it again.' },
  already_fired: { status: 409, message: 'You have already fired on this signal; the first fire counts.' },
  already_closed: { status: 409, message: 'This trade is closed already; what closed it first counts.' },
  job_unavailable: {
    status: 409,
    message: 'This job cannot be asked for: it keeps its own time, or this station does not do it.',
  },
  trade_not_open: {
    status: 409,
    message: 'This trade is not open: it has no price yet, or the market has settled its signal.',
  },
  stale_delivery: {
    status: 409,
    message: 'This delivery names no time, or one too far from station time.',
  },
  hook_revoked: { status: 409, message: 'This hook is revoked: make another.' },
  too_many_hooks: { status: 409, message: 'This desk has as many hooks as it can keep.' },
  already_passed: { status: 409, message: 'You have already passed on this signal.' },
  zone_changed_recently: { status: 409, message: 'A time zone can be changed once in 24 hours.' },
  pairing_taken: {
    status: 409,
    message: 'Another device is being paired with this code: wait for it, or ask the operator for a new one.',
  },
  pairing_waiting: { status: 409, message: 'The operator has not answered yet.' },
  too_many_devices: {
    status: 409,
    message: 'This user has as many devices as one can have: end one of them first.',
  },
  user_exists: { status: 409, message: 'A user with this id exists already.' },
  address_unknown: { status: 409, message: 'This machine does not have that address.' },
  port_in_use: { status: 409, message: 'The port is in use on that address: choose another.' },
  certificate_unusable: { status: 409, message: 'There is no certificate that the station could show.' },
  metric_exists: {
    status: 409,
    message: 'A metric with this id exists already: what a figure means does not change, choose another id.',
  },
  metric_off: { status: 409, message: 'This metric is switched off: switch it on to count it.' },
  too_many_metrics: { status: 409, message: 'This desk has as many metrics as it can keep.' },
  experiment_exists: { status: 409, message: 'An experiment with this id exists already.' },
  experiment_running: { status: 409, message: 'Another experiment runs: one at a time.' },
  experiment_over: { status: 409, message: 'This experiment is over.' },
  too_many_experiments: { status: 409, message: 'This desk has as many experiments as it can keep.' },
  user_needed: {
    status: 409,
    message: 'The station itself needs this user: he stays, and stays an operator.',
  },
  signal_vetoed: {
    status: 409,
    message: 'This candidate was vetoed: it is no signal and takes no decision.',
  },
  routing_conflict: {
    status: 409,
    message: 'Somebody changed the routing policy meanwhile: load it again and repeat your change.',
  },
  too_many_providers: {
    status: 409,
    message: 'This desk keeps the books of as many providers as it can: post under a name it knows.',
  },
  insufficient_points: { status: 409, message: 'There are not enough points for this.' },
  anti_abuse: {
    status: 429,
    message: 'A limit of points is reached: this award was withheld, and nothing else changed.',
  },
  not_settled: {
    status: 409,
    message: 'This signal has no outcome yet: it can be reviewed once it has settled.',
  },
  freeze_unavailable: { status: 409, message: 'This streak cannot be frozen now.' },
  achievement_exists: {
    status: 409,
    message: 'An achievement with this id exists already: edit it, or choose another id.',
  },
  already_unlocked: {
    status: 409,
    message: 'This trader has unlocked the achievement already, and it does not repeat.',
  },
  too_many_achievements: {
    status: 409,
    message: 'This desk keeps as many achievements as it can: edit one that is no longer needed.',
  },
  clock_skew: {
    status: 409,
    message: 'The timestamp is too far from station time: check the clock of this device and send again.',
  },
  mission_not_complete: { status: 409, message: 'This mission is not completed yet.' },
  already_claimed: { status: 409, message: 'The reward of this mission was paid already.' },
  already_opened: { status: 409, message: 'This box was opened already.' },
  campaign_overlap: { status: 409, message: 'Two campaigns cannot run at the same time.' },
  campaign_begun: { status: 409, message: 'This campaign has begun: it can be ended, not changed.' },
  campaign_active: {
    status: 409,
    message: 'This campaign is running: end it before it goes into the archive.',
  },
  campaign_not_active: { status: 409, message: 'This campaign is not running.' },
  campaign_archived: { status: 409, message: 'This campaign is in the archive.' },
  too_many_campaigns: { status: 409, message: 'So many campaigns lie ahead that no more are taken.' },
  here_before: { status: 409, message: 'Who was at the desk before you was not brought by you.' },
  friend_oneself: { status: 409, message: 'A friend is somebody else than oneself.' },
  already_friends: { status: 409, message: 'You are friends already.' },
  friend_asked_recently: {
    status: 409,
    message: 'Your last request to this person came to nothing: ask again a day after it, or be asked.',
  },
  already_asked: { status: 409, message: 'You have asked already, and the answer is still out.' },
  not_friends: { status: 409, message: 'This is only for friends, and you two are none.' },
  too_many_friends: { status: 409, message: 'You have as many friends as anybody can have.' },
  too_many_friend_requests: {
    status: 409,
    message: 'As many of your requests as can wait for an answer: take one back first.',
  },
  challenge_proposed_recently: {
    status: 409,
    message:
      'Your last challenge to this friend came to nothing: propose again a day after it, or be challenged.',
  },
  challenge_open: { status: 409, message: 'A challenge between you two is proposed or runs already.' },
  challenge_not_open: { status: 409, message: 'This challenge waits for no answer any more.' },
  challenge_not_yours: {
    status: 409,
    message: 'Only who was challenged can answer, and only who proposed it can take it back.',
  },
  too_many_challenges: { status: 409, message: 'You have as many open challenges as one trader can have.' },
  pairing_over: { status: 410, message: 'This pairing is over: ask the operator for a new code.' },
  mission_expired: { status: 410, message: 'The day of this mission is over.' },
  user_erased: {
    status: 410,
    message: 'This user was erased: his id stays in the records and takes nothing more.',
  },
  signal_expired: { status: 410, message: 'The fire window of this signal has closed.' },
  payload_too_large: { status: 413, message: 'The request is larger than allowed.' },
  unsupported_media_type: { status: 415, message: 'Send the body as application/json.' },
  bad_host: {
    status: 421,
    message: 'This station does not answer under that name; start it with --host to add one.',
  },
  invalid_configuration: {
    status: 422,
    message: 'The definition makes no sense as it stands: see the fields.',
  },
  bad_close_price: {
    status: 422,
    message: 'A trade does not end there: the price must be positive and within a hundred times the risk.',
  },
  bad_close_time: {
    status: 422,
    message: 'A trade ends after its fire and not ahead of station time: check closed_at.',
  },
  idempotency_key_reused: {
    status: 422,
    message: 'This Idempotency-Key was used with another request; use a new key.',
  },
  refresh_repeated: {
    status: 429,
    message: 'Another tab of this browser has just been given a new session: wait a moment and ask again.',
  },
  rate_limited: { status: 429, message: 'Too many requests: wait a moment and send again.' },
  headers_too_large: {
    status: 431,
    message: 'The headers of the request are larger than allowed (16 KiB in all).',
  },
  internal: { status: 500, message: 'The station broke a promise of its own; nothing was changed.' },
  storage_full: {
    status: 503,
    message: 'The disk is full: the station can be read but records nothing until there is room.',
  },
  not_ready: { status: 503, message: 'The station is starting or stopping; try again in a moment.' },
  overloaded: {
    status: 503,
    message: 'The station has more to do than it can answer; try again in a moment.',
  },
} as const satisfies Readonly<Record<ProblemCode, { readonly status: number; readonly message: string }>>

/** Why a streak cannot be frozen, as `reason` beside the code, and the sentence for a person. */
export const FREEZE_REASONS = {
  members_only: 'Freezes are for members.',
  no_streak: 'There is no such streak to freeze yet.',
  streak_lost: 'This streak is lost: a freeze comes too late for it.',
  none_left: 'No freeze is left this month.',
  streak_too_short: 'A streak can be frozen once it counts seven.',
  already_frozen: 'This streak is frozen already: one freeze at a time.',
} as const
