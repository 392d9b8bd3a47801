import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

const Share = z.number().min(0).max(1)
/** Null: none of the tier is brought, or it has no target. */
const ByTier = whenUsed(() =>
  z.strictObject({
    sniper: Share.nullable(),
    precision: Share.nullable(),
    rapid: Share.nullable(),
    training: Share.nullable(),
  }),
)

/** What an operator may set, lowest and highest. */
export const ROUTING_LIMITS = {
  daily_limit: [1, 500],
  gap_minutes: [0, 1_440],
  stop_lost_r: [0.1, 1_000],
  stop_signals: [1, 10_000],
} as const
export const FLOORS_MAX = 64

function within([low, high]: readonly [number, number], type: z.ZodNumber = z.number()): z.ZodNumber {
  const range = `${low} to ${high}`
  return type.min(low, range).max(high, range)
}

/** What members of one tier are brought. */
export const MemberRule = whenUsed(() =>
  z.strictObject({
    daily_limit: within(ROUTING_LIMITS.daily_limit, z.number().int()),
    gap_minutes: within(ROUTING_LIMITS.gap_minutes, z.number().int()),
    /** Lowest probability of each tier that is brought. */
    receives: ByTier,
    /** Share of UNRANKED signals that is brought, from the best rank on. */
    rank_share: Share,
    /** Target share of each tier. */
    mix: ByTier,
  }),
)
export type MemberRule = z.infer<typeof MemberRule>

export const RoutingPolicy = whenUsed(() =>
  z.strictObject({
    members: z.strictObject({
      nibbler: MemberRule,
      fang: MemberRule,
      commander: MemberRule,
      apex: MemberRule,
    }),
    vetoes: z.strictObject({
      /** Lowest probability by symbol. */
      floors: z
        .record(shape.SymbolIn, Share)
        .refine((floors) => Object.keys(floors).length <= FLOORS_MAX, `at most ${FLOORS_MAX} symbols`),
      /** R that the day's losing signals may lose before the desk stops for its day; null is off. */
      stop_lost_r: within(ROUTING_LIMITS.stop_lost_r).nullable(),
      /** Signals of a day after which the desk stops; null is off. */
      stop_signals: within(ROUTING_LIMITS.stop_signals, z.number().int()).nullable(),
    }),
  }),
)
export type RoutingPolicy = z.infer<typeof RoutingPolicy>

/** A policy with its place in the history; version 0 is what a new desk begins with. */
export const RoutingState = whenUsed(() =>
  z.strictObject({
    version: z.number().int().nonnegative(),
    policy: RoutingPolicy,
    changed_by: shape.Id.nullable(),
    changed_at: shape.Seconds.nullable(),
  }),
)
export type RoutingState = z.infer<typeof RoutingState>

/** How one user stands with his limits, on his own day. */
export const Quota = whenUsed(() =>
  z.strictObject({
    user_id: shape.Id,
    name: z.string().nullable(),
    member_tier: shape.MemberTier,
    day: z.string(),
    delivered_today: z.number().int(),
    daily_limit: z.number().int(),
    remaining: z.number().int(),
    limit_reached: z.boolean(),
    last_at: shape.Seconds.nullable(),
    /** When limit and gap let the next one through; null where they do already. */
    next_at: shape.Seconds.nullable(),
  }),
)
export type Quota = z.infer<typeof Quota>

export const WITHHELD_CODES = [
  'tier',
  'rank',
  'limit',
  'gap',
  'mix',
  'full_speed',
  'closed',
  'joined_later',
] as const

/** Whether a signal was brought to a user, and why not. */
export const RoutedState = whenUsed(() =>
  z.strictObject({
    /** `pending`: it is being decided. */
    state: z.enum(['delivered', 'withheld', 'pending']),
    /** Station time of the delivery. */
    at: shape.Seconds.nullable(),
    reason: z
      .strictObject({
        code: z.enum(WITHHELD_CODES),
        message: z.string(),
        /** When the gap is over. */
        until: shape.Seconds.nullable(),
      })
      .nullable(),
  }),
)
export type RoutedState = z.infer<typeof RoutedState>

/** One signal as routing decided on it for one user. */
export const RoutedSignal = whenUsed(() =>
  z.strictObject({
    signal_id: shape.Id,
    symbol: shape.SymbolIn,
    direction: shape.Direction,
    tier: shape.Tier,
    status: shape.SignalStatus,
    ...RoutedState.shape,
  }),
)
export type RoutedSignal = z.infer<typeof RoutedSignal>

/** What the members of one tier were brought today, each on his own day. */
export const RouterTier = whenUsed(() =>
  z.strictObject({
    tier: shape.MemberTier,
    /** Of one user. */
    daily_limit: z.number().int(),
    /** Of all users of the tier together. */
    signals_today: z.number().int(),
    remaining: z.number().int(),
    /** Whether it is reached by each of its users, of whom there are some. */
    limit_reached: z.boolean(),
    users: z.number().int(),
    users_at_limit: z.number().int(),
  }),
)
export type RouterTier = z.infer<typeof RouterTier>

export const RouterStats = whenUsed(() =>
  z.strictObject({
    nibbler: RouterTier,
    fang: RouterTier,
    commander: RouterTier,
    apex: RouterTier,
  }),
)
export type RouterStats = z.infer<typeof RouterStats>

/** How often candidates became no signal for one reason. */
export const VetoCount = whenUsed(() =>
  z.strictObject({
    reason: z.enum(['spacing', 'sources', 'floor', 'daily_stop']),
    count: z.number().int(),
    /** On the desk's day. */
    today: z.number().int(),
    /** Market time and symbol of the last one. */
    last_at: shape.Seconds.nullable(),
    last_symbol: shape.SymbolIn.nullable(),
  }),
)
export type VetoCount = z.infer<typeof VetoCount>
export const VetoCounts = z.array(VetoCount)
