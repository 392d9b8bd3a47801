import { z } from 'zod'
import { FusionQuality, TierStats } from './fusion-shapes.ts'
import { LanFace } from './lan-shapes.ts'
import { Position } from './live-position.ts'
import { PointsTotals, PROGRESS_MESSAGES, RESUMED_PROGRESS } from './live-progress.ts'
import { DeskEvent } from './pulse-shapes.ts'
import { RouterStats, VetoCounts } from './routing-shapes.ts'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

export const SOCKET_PACKET_BYTES_MAX = 16_384
export const CURSORS_MAX = 64
/** No token is as long. */
export const TOKEN_LENGTH_MAX = 160
/** Beyond this many events a resume answers with a snapshot. */
export const RESUME_EVENTS_MAX = 5_000
/** Prices and fusion go out at most this often per room. */
export const PACED_MESSAGES_PER_SECOND = 4

export { Position }

export const Cursor = whenUsed(() =>
  z.strictObject({
    epoch: z.string().min(1).max(64),
    stream: z
      .string()
      .regex(
        /^(mission|user|progress):[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
        'mission:ID, user:ID or progress:ID',
      ),
    seq: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  }),
)
export type Cursor = z.infer<typeof Cursor>

const MissionRef = whenUsed(() => z.strictObject({ signal_id: shape.Id }))
/** What a client may say; every message is acknowledged with `{ok:true,...}` or `{ok:false,error}`. */
export const CLIENT_MESSAGES = {
  join_mission: MissionRef,
  leave_mission: MissionRef,
  /** A newer access token of the same device, before the one that the socket was opened with runs out. */
  renew: z.strictObject({ token: z.string().min(1).max(TOKEN_LENGTH_MAX) }),
  resume: z.strictObject({ cursors: z.array(Cursor).min(1).max(CURSORS_MAX) }),
} as const
export type ClientMessageName = keyof typeof CLIENT_MESSAGES

export const FireCountUpdate = whenUsed(() =>
  Position.extend({
    signal_id: shape.Id,
    count: z.number().int(),
    pass_count: z.number().int(),
    executed_count: z.number().int(),
    timestamp: shape.Seconds,
  }),
)
export type FireCountUpdate = z.infer<typeof FireCountUpdate>

export const MissionStatusUpdate = whenUsed(() =>
  Position.extend({
    signal_id: shape.Id,
    /** `extended`: the speed of the market changed, and the window ends later than was told before. */
    status: z.enum(['opened', 'extended', 'expiring', 'expired', 'settled']),
    /** Market time at which the fire window closes; it only ever moves on. */
    expires_at: shape.Seconds,
    /** Market seconds until the fire window closes, 0 after. */
    time_remaining: z.number().nonnegative(),
    outcome: shape.Outcome.nullable(),
    /** Market time of the settlement; null before. */
    settled_at: shape.Seconds.nullable(),
    exit_price: z.number().nullable(),
    r: z.number().nullable(),
    source: shape.SourceName,
    timestamp: shape.Seconds,
  }),
)
export type MissionStatusUpdate = z.infer<typeof MissionStatusUpdate>

export const UserStatsUpdate = whenUsed(() =>
  Position.extend({
    user_id: shape.Id,
    stats: shape.UserStats,
    balance: z.number(),
    /** The trade that closed with this event, if one did. */
    closed: z
      .object({
        signal_id: shape.Id,
        trade_id: shape.Id,
        outcome: shape.Outcome,
        r: z.number(),
        pnl: z.number(),
        settled_by: shape.SettledBy,
        /** The price that an executor reported; null where the market settled it. */
        reported_price: z.number().nullable(),
      })
      .nullable(),
    timestamp: shape.Seconds,
  }),
)
export type UserStatsUpdate = z.infer<typeof UserStatsUpdate>

/** A signal was brought to a user; his totals after it. */
export const SignalRouted = whenUsed(() =>
  Position.extend({
    user_id: shape.Id,
    signal_id: shape.Id,
    tier: shape.Tier,
    delivered_today: z.number().int(),
    daily_limit: z.number().int(),
    remaining: z.number().int(),
    timestamp: shape.Seconds,
  }),
)
export type SignalRouted = z.infer<typeof SignalRouted>

const clocks = { market_time: shape.Seconds, speed: shape.WireSpeed, server_time: shape.Seconds }

/** All signals with an open window, as totals; paced. */
export const FusionUpdate = whenUsed(() =>
  z.object({
    ...clocks,
    source: shape.SourceName,
    ended: z.boolean(),
    live: shape.LiveMark.optional(),
    active_signals: z.array(shape.Signal),
    open_total: z.number().int(),
    tier_stats: TierStats,
    fusion_quality: FusionQuality,
    router_stats: RouterStats,
    vetoes: VetoCounts,
  }),
)
export type FusionUpdate = z.infer<typeof FusionUpdate>

export const PriceUpdate = whenUsed(() =>
  z.object({
    ...clocks,
    source: shape.SourceName,
    ended: z.boolean(),
    live: shape.LiveMark.optional(),
    prices: z.array(
      z.object({
        symbol: shape.SymbolIn,
        price: z.number(),
        ask: z.number(),
        /** Bars of the run closed so far: a client that missed more than one fetches the candles anew. */
        bars_closed: z.number().int(),
        last: shape.Candle.nullable(),
        forming: shape.Candle.nullable(),
      }),
    ),
  }),
)
export type PriceUpdate = z.infer<typeof PriceUpdate>

/** Sent at once after the connection stands, and every 2 s as the heartbeat. */
export const ConnectionStatus = whenUsed(() =>
  z.object({
    connected: z.literal(true),
    epoch: z.string(),
    source: shape.SourceName,
    ended: z.boolean(),
    live: shape.LiveMark.optional(),
    ...clocks,
    /** Null on a new desk. */
    last_event: DeskEvent.nullable(),
    timestamp: shape.Seconds,
  }),
)
export type ConnectionStatus = z.infer<typeof ConnectionStatus>

/** Why the access of a device ended. `token_reused`: somebody came with a key of it that was used before. */
export const DeviceEnd = z.enum(['revoked', 'signed_out', 'token_reused', 'recovered'])
export type DeviceEnd = z.infer<typeof DeviceEnd>

/**
 * Why the station ends the connection, just before it does. `unauthenticated`: the token was revoked or expired.
 * `session_ended`: the device is to be paired anew, for this reason.
 */
export const Closing = whenUsed(() =>
  z.object({
    code: z.enum(['unauthenticated', 'session_ended', 'role_changed', 'not_ready']),
    message: z.string(),
    reason: DeviceEnd.optional(),
  }),
)
export type Closing = z.infer<typeof Closing>

/** What the station says, by name. */
export const SERVER_MESSAGES = {
  closing: Closing,
  connection_status: ConnectionStatus,
  fire_count_update: FireCountUpdate,
  mission_status_update: MissionStatusUpdate,
  user_stats_update: UserStatsUpdate,
  ...PROGRESS_MESSAGES,
  signal_routed: SignalRouted,
  fusion_update: FusionUpdate,
  price_update: PriceUpdate,
  /** To operators: at once after the connection stands, and when it changes. */
  lan_status: LanFace,
} as const
export type ServerMessageName = keyof typeof SERVER_MESSAGES

/** A journaled message as `resume` answers it, oldest first per stream. */
export const ResumedMessage = whenUsed(() =>
  z.discriminatedUnion('name', [
    z.object({ name: z.literal('fire_count_update'), data: FireCountUpdate }),
    z.object({ name: z.literal('mission_status_update'), data: MissionStatusUpdate }),
    z.object({ name: z.literal('user_stats_update'), data: UserStatsUpdate }),
    ...RESUMED_PROGRESS,
    z.object({ name: z.literal('signal_routed'), data: SignalRouted }),
  ]),
)
export type ResumedMessage = z.infer<typeof ResumedMessage>

export const StreamHead = whenUsed(() =>
  z.object({ epoch: z.string(), stream: z.string(), seq: z.number().int() }),
)
/** State of everything asked for, where the gap is too large or the history is another one. */
export const Snapshot = whenUsed(() =>
  z.object({
    missions: z.array(StreamHead.extend({ signal: shape.Signal, executed_count: z.number().int() })),
    users: z.array(StreamHead.extend({ user_id: shape.Id, stats: shape.UserStats, balance: z.number() })),
    progress: z.array(StreamHead.extend({ user_id: shape.Id, points: PointsTotals })),
  }),
)
export type Snapshot = z.infer<typeof Snapshot>

/** Answer of `join_mission`: the room is entered and this is its state, with the cursor to go on from. */
export const JoinReply = whenUsed(() =>
  z.object({
    ok: z.literal(true),
    signal_id: shape.Id,
    cursor: StreamHead,
    signal: shape.Signal,
    executed_count: z.number().int(),
  }),
)
export type JoinReply = z.infer<typeof JoinReply>
/** `resume` also enters the rooms of its cursors, so that nothing falls between the answer and the first live message. */
export const ResumeReply = whenUsed(() =>
  z.union([
    z.object({ ok: z.literal(true), events: z.array(ResumedMessage) }),
    z.object({ ok: z.literal(true), snapshot: Snapshot }),
  ]),
)
export type ResumeReply = z.infer<typeof ResumeReply>
