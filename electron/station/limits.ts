/** How much the station takes from one caller and in all. Refill per second and depth of the bucket. */
export interface Limits {
  /** Fires and passes of one user. */
  readonly decisionsPerSecond: number
  readonly decisionBurst: number
  /** Requests of one token that change something. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  /** Requests of one token that read; also of one address for what needs no token. */
  readonly readsPerMinute: number
  /** What one caller gives or takes of one user's value. */
  readonly moneyPerMinute: number
  /** What one program sends in by itself. */
  readonly hooksPerMinute: number
  /** Requests about pairing of one token, or of one address without one. */
  readonly pairingPerMinute: number
  /** Requests of one address without the token that they need. */
  readonly strangersPerMinute: number
  /** Messages of one socket. */
  readonly messagesPerSecond: number
  /** Missed events that the sockets of one token are given when they resume. */
  readonly resumedEventsPerMinute: number
  /** Open sockets in all. */
  readonly sockets: number
  /** Open sockets of one token. */
  readonly socketsPerToken: number
  /** Open connections of those who have not shown a token yet, in all. */
  readonly connections: number
  /** Open connections of one token, or of one address of another machine without token; sockets are none of them. */
  readonly connectionsPerCaller: number
  /** How long a repeated request is answered from its receipt. */
  readonly journalReceiptHours: number
  /** How long single lines of points and violations are kept beside their totals; 0 is for ever. */
  readonly detailDays: number
}

/** The limits where nothing is set. */
export const LIMITS: Limits = {
  decisionsPerSecond: 10,
  decisionBurst: 20,
  requestsPerSecond: 100,
  requestBurst: 200,
  readsPerMinute: 600,
  moneyPerMinute: 60,
  hooksPerMinute: 6_000,
  pairingPerMinute: 120,
  strangersPerMinute: 30,
  messagesPerSecond: 20,
  resumedEventsPerMinute: 20_000,
  sockets: 2_000,
  socketsPerToken: 5,
  connections: 1_024,
  connectionsPerCaller: 64,
  journalReceiptHours: 48,
  detailDays: 0,
}

/** Limits of one caller, as opposed to those of all. */
const PER_CALLER = [
  'decisionsPerSecond',
  'decisionBurst',
  'requestsPerSecond',
  'requestBurst',
  'readsPerMinute',
  'moneyPerMinute',
  'hooksPerMinute',
  'pairingPerMinute',
  'strangersPerMinute',
  'messagesPerSecond',
  'resumedEventsPerMinute',
  'socketsPerToken',
  'connectionsPerCaller',
] as const satisfies readonly (keyof Limits)[]

/** For a harness, which is one caller and stands for a hundred. What the station takes in all stays as it is. */
export const HARNESS_LIMITS: Limits = {
  ...LIMITS,
  ...Object.fromEntries(PER_CALLER.map((name) => [name, 100 * LIMITS[name]])),
}
