import { z } from 'zod'
import * as shape from './shapes.ts'

export const BODY_BYTES_MAX = 65_536
export const IDEMPOTENCY_KEY_LENGTH_MAX = 255

type RoleName = z.infer<typeof shape.Role>

/**
 * Whose data an endpoint touches.
 *
 * `public` needs no token; `any` any of the roles; `actor` acts for the `user_id` of the body, which must be the
 * caller unless he is an operator or a service that may act for that user; `self` reads the user of the path.
 */
export type Ownership = 'public' | 'any' | 'actor' | 'self'
/** `decision` is a fire or a pass; the rest is `general`. */
export type RateClass = 'decision' | 'general'

/** One route of the API, as both sides know it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** What it is for, in one line; becomes `docs/api.md`. */
  readonly summary: string
  readonly roles: readonly RoleName[]
  readonly ownership: Ownership
  readonly rate: RateClass
  readonly status: number
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType
  readonly reply: z.ZodType
}

const EVERYBODY = ['operator', 'trader', 'viewer', 'service'] as const
const DECIDERS = ['operator', 'trader', 'service'] as const
const OPERATORS = ['operator'] as const

const none = z.strictObject({})
const nothing = z.undefined()
const byId = z.strictObject({ id: shape.Id })
const bySymbol = z.strictObject({ symbol: shape.SymbolIn })
const limit = z.coerce.number().int().min(1).max(shape.PAGE_LIMIT_MAX).default(shape.PAGE_LIMIT_DEFAULT)
const cursor = z.string().min(1).max(128).optional()
const page = z.strictObject({ limit, cursor })
const nextCursor = z.string().nullable()

export const FireRequest = z.strictObject({
  signal_id: shape.Id,
  user_id: shape.UserIdIn.optional(),
  timestamp: shape.Seconds.optional(),
  risk_pct: z.number().min(0.1).max(2).optional(),
})
export type FireRequest = z.infer<typeof FireRequest>
export const FireReply = z.strictObject({
  success: z.literal(true),
  trade_id: shape.Id,
  signal_id: shape.Id,
  user_id: shape.Id,
  fire_count: z.number().int(),
  fired_at: shape.Seconds,
  user_stats: shape.UserStats,
  server_time: shape.Seconds,
})
export type FireReply = z.infer<typeof FireReply>

export const PassRequest = z.strictObject({
  signal_id: shape.Id,
  user_id: shape.UserIdIn.optional(),
  reason: shape.PassReason,
  note: z.string().max(shape.NOTE_LENGTH_MAX).optional(),
})
export type PassRequest = z.infer<typeof PassRequest>
export const PassReply = z.strictObject({
  success: z.literal(true),
  signal_id: shape.Id,
  passed_at: shape.Seconds,
  pass_count: z.number().int(),
})
export type PassReply = z.infer<typeof PassReply>

/** A provider under one of these names would pass for the station's own feed. */
const FEED_NAMES: ReadonlySet<string> = new Set(['replay', 'sim', 'live'])

export const PostSignalRequest = z.strictObject({
  symbol: shape.SymbolIn,
  direction: shape.Direction,
  entry_price: z.number().max(shape.PRICE_MAX),
  stop_loss: z.number().max(shape.PRICE_MAX),
  take_profit: z.number().max(shape.PRICE_MAX),
  expires_at: shape.Seconds.optional(),
  confidence: z.number().min(0).max(100).optional(),
  source: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9 ._-]{0,39}$/, 'a letter, then letters, digits, space and ._-, 40 at most')
    .refine(
      (name) => !FEED_NAMES.has(name.toLowerCase()),
      'replay, sim and live are names of the feed itself',
    ),
})
export type PostSignalRequest = z.infer<typeof PostSignalRequest>

export const AddUserRequest = z.strictObject({
  user_id: shape.UserIdIn,
  name: z.string().min(1).max(shape.NAME_LENGTH_MAX).optional(),
  timezone: z.string().min(1).max(64).default('UTC'),
  member_tier: shape.MemberTier.default('nibbler'),
})
export const CreateTokenRequest = z.strictObject({
  user_id: shape.UserIdIn,
  role: shape.Role,
  label: z.string().min(1).max(shape.LABEL_LENGTH_MAX),
  /** Seconds from now. */
  expires_in: z.number().int().positive().max(31_536_000).optional(),
  may_act_for: z
    .array(z.union([z.literal('*'), shape.UserIdIn]))
    .max(1_000)
    .optional(),
})

const checkRow = z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() })
export const CheckReport = z.strictObject({ ok: z.boolean(), checks: z.array(checkRow) })
export type CheckReport = z.infer<typeof CheckReport>

export const Health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  service: z.literal('fusion-desk'),
  version: z.string(),
  source: z.enum(['replay', 'sim', 'live']),
  timestamp: shape.Seconds,
  feed: z
    .strictObject({
      bad_rows: z.strictObject({ text: z.number(), nan: z.number(), range: z.number(), order: z.number() }),
      holes: z.number(),
      last_bar: shape.Seconds.nullable(),
      bars: z.number(),
      ended: z.boolean(),
    })
    .optional(),
  loop_delay_p99_ms: z.number().optional(),
  db: z
    .strictObject({
      writable: z.boolean(),
      bytes: z.number(),
      journal_rows: z.number(),
      commits: z.number(),
      commands_per_commit: z.number(),
    })
    .optional(),
  clients: z.number().int().optional(),
})
export type Health = z.infer<typeof Health>

const DEFAULTS = { rate: 'general', status: 200, params: none, query: none, body: nothing } as const

// Not a plain spread: of a generic that is an intersection, in which a body would be `undefined & Body`.
function endpoint<
  Spec extends Partial<Endpoint> &
    Pick<Endpoint, 'method' | 'path' | 'summary' | 'roles' | 'ownership' | 'reply'>,
>(spec: Spec): Omit<typeof DEFAULTS, keyof Spec> & Spec {
  return { ...DEFAULTS, ...spec }
}

const signals = z.strictObject({ signals: z.array(shape.Signal), next_cursor: nextCursor })
const signalQuery = z.strictObject({
  status: z.enum(['active', 'closed', 'all']).default('all'),
  symbol: shape.SymbolIn.optional(),
  limit,
  cursor,
})

/** Every route. A route that is not here does not exist; one without role and ownership cannot be written. */
export const ENDPOINTS = {
  fire: endpoint({
    method: 'POST',
    path: '/api/fire',
    summary: 'Takes a signal: a recorded decision and a paper trade.',
    roles: DECIDERS,
    ownership: 'actor',
    rate: 'decision',
    body: FireRequest,
    reply: FireReply,
  }),
  pass: endpoint({
    method: 'POST',
    path: '/api/pass',
    summary: 'Lets a signal go, with a reason.',
    roles: DECIDERS,
    ownership: 'actor',
    rate: 'decision',
    body: PassRequest,
    reply: PassReply,
  }),
  signals: endpoint({
    method: 'GET',
    path: '/api/signals',
    summary: 'Signals, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    query: signalQuery,
    reply: signals,
  }),
  activeSignals: endpoint({
    method: 'GET',
    path: '/api/signals/active',
    summary: 'Signals whose fire window is open, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    query: z.strictObject({ symbol: shape.SymbolIn.optional(), limit, cursor }),
    reply: signals,
  }),
  postSignal: endpoint({
    method: 'POST',
    path: '/api/signals',
    summary: "Lists a provider's own signal.",
    roles: ['operator', 'service'],
    ownership: 'any',
    body: PostSignalRequest,
    status: 201,
    reply: z.strictObject({ signal: shape.Signal }),
  }),
  signal: endpoint({
    method: 'GET',
    path: '/api/signals/:id',
    summary: 'One signal.',
    roles: EVERYBODY,
    ownership: 'any',
    params: byId,
    reply: z.strictObject({ signal: shape.Signal }),
  }),
  fireCount: endpoint({
    method: 'GET',
    path: '/api/signals/:id/fire-count',
    summary: 'How many fired on a signal.',
    roles: EVERYBODY,
    ownership: 'any',
    params: byId,
    reply: z.strictObject({ signal_id: shape.Id, count: z.number().int(), timestamp: shape.Seconds }),
  }),
  signalFires: endpoint({
    method: 'GET',
    path: '/api/signals/:id/fires',
    summary: 'Who fired on a signal and when, newest first.',
    roles: EVERYBODY,
    ownership: 'any',
    params: byId,
    query: page,
    reply: z.strictObject({ fires: z.array(shape.FireMark), next_cursor: nextCursor }),
  }),
  signalMetrics: endpoint({
    method: 'GET',
    path: '/api/signals/:id/metrics',
    summary: 'Totals of a signal.',
    roles: EVERYBODY,
    ownership: 'any',
    params: byId,
    reply: z.strictObject({
      signal_id: shape.Id,
      total_fires: z.number().int(),
      active_users: z.number().int(),
      created_at: shape.Seconds,
    }),
  }),
  mission: endpoint({
    method: 'GET',
    path: '/api/missions/:id',
    summary: 'The briefing of a signal, with the caller as user.',
    roles: EVERYBODY,
    ownership: 'any',
    params: byId,
    reply: shape.Mission,
  }),
  userStats: endpoint({
    method: 'GET',
    path: '/api/users/:id/stats',
    summary: "A user's own statistics.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({ user_id: shape.Id, stats: shape.UserStats, timestamp: shape.Seconds }),
  }),
  userFires: endpoint({
    method: 'GET',
    path: '/api/users/:id/fires',
    summary: "A user's trade history, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    query: page,
    reply: z.strictObject({ fires: z.array(shape.Fire), next_cursor: nextCursor }),
  }),
  userSummary: endpoint({
    method: 'GET',
    path: '/api/users/:id/summary',
    summary: "A user's engagement in one answer.",
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({
      user_id: shape.Id,
      total_fires: z.number().int(),
      total_passes: z.number().int(),
      wins: z.number().int(),
      losses: z.number().int(),
      timeouts: z.number().int(),
      win_rate: z.number().nullable(),
      pnl: z.number(),
      balance: z.number(),
      recent_fires_7d: z.number().int(),
      last_updated: shape.Seconds.nullable(),
    }),
  }),
  userExport: endpoint({
    method: 'GET',
    path: '/api/users/:id/export',
    summary: 'Everything the station holds about a user.',
    roles: EVERYBODY,
    ownership: 'self',
    params: byId,
    reply: z.strictObject({
      user: z.record(z.string(), z.unknown()),
      fires: z.array(shape.Fire),
      passes: z.array(z.record(z.string(), z.unknown())),
      days: z.array(z.record(z.string(), z.unknown())),
      exported_at: shape.Seconds,
      source_note: z.string(),
    }),
  }),
  addUser: endpoint({
    method: 'POST',
    path: '/api/users',
    summary: 'Adds a user.',
    roles: OPERATORS,
    ownership: 'any',
    body: AddUserRequest,
    status: 201,
    reply: z.strictObject({
      user_id: shape.Id,
      name: z.string().nullable(),
      timezone: z.string(),
      member_tier: shape.MemberTier,
    }),
  }),
  createToken: endpoint({
    method: 'POST',
    path: '/api/tokens',
    summary: 'Makes an access token; it is shown once.',
    roles: OPERATORS,
    ownership: 'any',
    body: CreateTokenRequest,
    status: 201,
    reply: z.strictObject({ token_id: shape.Id, token: z.string() }),
  }),
  revokeToken: endpoint({
    method: 'DELETE',
    path: '/api/tokens/:id',
    summary: 'Revokes a token at once, on open sockets too.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    status: 204,
    reply: nothing,
  }),
  session: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: 'Who the token belongs to, and what the page may show.',
    roles: EVERYBODY,
    ownership: 'any',
    reply: shape.Session,
  }),
  stats: endpoint({
    method: 'GET',
    path: '/api/stats',
    summary: "The desk's day.",
    roles: EVERYBODY,
    ownership: 'any',
    reply: z.strictObject({
      engagement: z.strictObject({
        total_fires_today: z.number().int(),
        active_users_today: z.number().int(),
        most_fired_signal: z.strictObject({ signal_id: shape.Id, fire_count: z.number().int() }).nullable(),
        avg_fires_per_user: z.number(),
        execution_rate: z.number(),
        timestamp: shape.Seconds,
      }),
    }),
  }),
  leaderboard: endpoint({
    method: 'GET',
    path: '/api/leaderboards/:metric',
    summary: 'A board: best first, ties share a rank.',
    roles: EVERYBODY,
    ownership: 'any',
    params: z.strictObject({ metric: z.enum(['total_fires', 'win_rate', 'pnl']) }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(10),
      around: shape.Id.optional(),
    }),
    reply: z.strictObject({
      metric: z.string(),
      period: z.literal('all_time'),
      entries: z.array(shape.BoardEntry),
      me: shape.BoardEntry.nullable(),
      total: z.number().int(),
    }),
  }),
  candles: endpoint({
    method: 'GET',
    path: '/api/candles/:symbol',
    summary: 'Closed bars and the forming one.',
    roles: EVERYBODY,
    ownership: 'any',
    params: bySymbol,
    query: z.strictObject({
      tf: z.string().max(4).optional(),
      from: z.coerce.number().nonnegative().lt(shape.WIRE_SECONDS_MAX).optional(),
      to: z.coerce.number().nonnegative().lt(shape.WIRE_SECONDS_MAX).optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(300),
    }),
    reply: z.strictObject({
      symbol: shape.SymbolIn,
      tf: z.string(),
      source: shape.SourceName,
      candles: z.array(shape.Candle),
      forming: shape.Candle.nullable(),
    }),
  }),
  feed: endpoint({
    method: 'GET',
    path: '/api/feed',
    summary: 'The state of the market feed.',
    roles: EVERYBODY,
    ownership: 'any',
    reply: shape.FeedState,
  }),
  setFeed: endpoint({
    method: 'POST',
    path: '/api/feed',
    summary: 'Pauses, resumes or speeds the replay or simulation.',
    roles: OPERATORS,
    ownership: 'any',
    body: z.strictObject({
      paused: z.boolean().optional(),
      speed: z.union([z.number().positive().max(1_000_000), z.literal('max')]).optional(),
    }),
    reply: shape.FeedState,
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/ops/check',
    summary: 'Integrity, foreign keys, gaps in the journal, replay equals tables.',
    roles: OPERATORS,
    ownership: 'any',
    reply: CheckReport,
  }),
  replay: endpoint({
    method: 'POST',
    path: '/api/ops/replay',
    summary: 'Rebuilds the tables from the journal and compares.',
    roles: OPERATORS,
    ownership: 'any',
    reply: CheckReport,
  }),
  maintain: endpoint({
    method: 'POST',
    path: '/api/ops/maintain',
    summary: 'Drops old receipts, truncates the write-ahead log, refreshes statistics.',
    roles: OPERATORS,
    ownership: 'any',
    reply: z.strictObject({ receipts_dropped: z.number().int(), bytes: z.number().int() }),
  }),
  health: endpoint({
    method: 'GET',
    path: '/health',
    summary: 'Whether the station works; more for operators.',
    roles: EVERYBODY,
    ownership: 'public',
    reply: Health,
  }),
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
export type ReplyOf<Name extends EndpointName> = z.output<(typeof ENDPOINTS)[Name]['reply']>
export type BodyOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['body']>
export type QueryOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['query']>
export type ParamsOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['params']>
