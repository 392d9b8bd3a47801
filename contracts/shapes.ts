import { z } from 'zod'
import { whenUsed } from './when-used.ts'

/** Seconds since 1970 on the wire. Larger values are milliseconds by mistake and refused, not guessed. */
export const WIRE_SECONDS_MAX = 1e11
export const NOTE_LENGTH_MAX = 280
export const LABEL_LENGTH_MAX = 80
export const NAME_LENGTH_MAX = 200
/** Far above any quote; a larger number is a mistake and could not be shown to 8 decimals. */
export const PRICE_MAX = 1e9
export const PAGE_LIMIT_MAX = 200
export const PAGE_LIMIT_DEFAULT = 50

export const Seconds = z.number().finite().nonnegative().lt(WIRE_SECONDS_MAX)
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'letters, digits and ._:- only, 1 to 64 of them')
/** Integers of the seed systems are accepted and kept as text. */
export const UserIdIn = z.union([
  Id,
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(String),
])
export const SymbolIn = z.string().regex(/^[A-Z0-9]{3,12}$/, '3 to 12 capital letters and digits')

export const Direction = z.enum(['BUY', 'SELL'])
export const Tier = z.enum(['SNIPER', 'PRECISION', 'RAPID', 'TRAINING', 'UNRANKED'])
export const SignalState = z.enum(['WARMING', 'THIN', 'NO_EDGE', 'EDGE', 'BLOCKED'])
export const SignalStatus = z.enum(['active', 'expired', 'settled'])
export const Outcome = z.enum(['WIN', 'LOSS', 'TIMEOUT'])
export const Role = z.enum(['operator', 'trader', 'viewer', 'service'])
/** What the token of a service may be made for. */
export const Scope = z.enum([
  'read',
  'metrics:read',
  'signals:write',
  'fires:write',
  'trades:close',
  'points:write',
  'users:write',
])
export const MemberTier = z.enum(['nibbler', 'fang', 'commander', 'apex'])
export const PassReason = z.enum(['risk', 'news', 'spread', 'disagree', 'plan', 'other'])
export const UserRank = z.enum(['WARRIOR', 'ELITE'])
/** `replay`, `sim`, `live`, or the name of a provider. */
export const SourceName = z.string().min(1).max(64)
/** A provider under one of these names would pass for the station's own feed. */
const FEED_NAMES: ReadonlySet<string> = new Set(['replay', 'sim', 'live'])
/** A provider's own name. */
export const ProviderName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9 ._-]{0,39}$/, 'a letter, then letters, digits, space and ._-, 40 at most')
  .refine((name) => !FEED_NAMES.has(name.toLowerCase()), 'replay, sim and live are names of the feed itself')
/** Market seconds per wall second; 0 while the market's clock stands. */
export const WireSpeed = z.union([z.number().nonnegative(), z.literal('max')])

/** The two clocks, beside every payload that counts down. */
const clocks = { market_time: Seconds, speed: WireSpeed, server_time: Seconds }

export const Signal = whenUsed(() =>
  z.strictObject({
    id: Id,
    symbol: SymbolIn,
    direction: Direction,
    entry_price: z.number(),
    stop_loss: z.number(),
    take_profit: z.number(),
    created_at: Seconds,
    expires_at: Seconds,
    horizon_at: Seconds,
    ...clocks,
    probability: z.number().min(0).max(1),
    interval: z.tuple([z.number(), z.number()]),
    base: z.number(),
    parts: z.record(z.string(), z.number()),
    tier: Tier,
    state: SignalState,
    rank: z.number().min(0).max(1),
    breakeven: z.number(),
    claimed: z.number().optional(),
    /** Why it is no signal that anybody may fire on; left out where it is one. */
    veto: z
      .strictObject({ code: z.enum(['sources', 'floor', 'daily_stop']), message: z.string() })
      .optional(),
    tcs_score: z.number(),
    source: SourceName,
    status: SignalStatus,
    outcome: Outcome.nullable(),
    /** Market time at which the outcome was known, which ends the window if it comes first; null before. */
    settled_at: Seconds.nullable(),
    fire_count: z.number().int(),
    pass_count: z.number().int(),
  }),
)
export type Signal = z.infer<typeof Signal>

export const UserStats = whenUsed(() =>
  z.strictObject({
    trades_today: z.number().int(),
    last_7d_pnl: z.number(),
    /** Percent with one decimal; null before the first closed trade. */
    win_rate: z.number().nullable(),
    rank: UserRank,
  }),
)
export type UserStats = z.infer<typeof UserStats>

export const SettledBy = z.enum(['market', 'executor'])
export const TradeStatus = z.enum(['pending', 'open', 'closed', 'unfilled'])

/** One line of a trade history. */
export const Fire = whenUsed(() =>
  z.strictObject({
    trade_id: Id,
    signal_id: Id,
    user_id: Id,
    symbol: SymbolIn,
    direction: Direction,
    entry_price: z.number(),
    stop_loss: z.number(),
    take_profit: z.number(),
    fired_at: Seconds,
    risk_pct: z.number(),
    executed: z.boolean(),
    executed_price: z.number().nullable(),
    /** `pending` waits for a price, `unfilled` never got one. */
    status: TradeStatus,
    outcome: Outcome.nullable(),
    exit_price: z.number().nullable(),
    r: z.number().nullable(),
    pnl: z.number().nullable(),
    closed_at: Seconds.nullable(),
    /** What an executor closed counts in the account alone: no rate, no board and no book knows it. */
    settled_by: SettledBy.nullable(),
    /** When it closed by the executor's clock. */
    reported_at: Seconds.nullable(),
    source: SourceName,
  }),
)
export type Fire = z.infer<typeof Fire>

/** What others may see of a fire: who and when, never how much. */
export const FireMark = whenUsed(() =>
  z.strictObject({
    user_id: Id,
    name: z.string().nullable(),
    fired_at: Seconds,
    executed: z.boolean(),
  }),
)
export type FireMark = z.infer<typeof FireMark>

/** What the station's own sources said when the signal opened, and the market around it. */
export const Evidence = whenUsed(() =>
  z.strictObject({
    /** Those that spoke; a claim, 0.5 to 1, is what a source says of itself and no probability. */
    votes: z.array(
      z.strictObject({
        source: z.string(),
        agrees: z.boolean(),
        claim: z.number(),
        /** Closed bars for which it had said so without a break, this one included, and since when; null in older signals. */
        bars: z.number().int().positive().nullable(),
        since: Seconds.nullable(),
      }),
    ),
    trend: z.enum(['trending', 'ranging']),
    volatility: z.enum(['quiet', 'usual', 'loud']),
  }),
)
export type Evidence = z.infer<typeof Evidence>

/** How the ended signals of a book that are most like one came out. */
export const Similar = whenUsed(() =>
  z.strictObject({
    signal_id: Id,
    n: z.number().int(),
    wins: z.number().int(),
    /** Share of wins, a timeout being none, with its 90 % interval; null before the first. */
    win_rate: z.number().nullable(),
    interval: z.tuple([z.number(), z.number()]).nullable(),
    mean_predicted: z.number().nullable(),
    /** Lowest and highest probability among them. */
    probabilities: z.tuple([z.number(), z.number()]).nullable(),
    /** Ended signals of the book that were looked at, 2,000 at most. */
    among: z.number().int(),
  }),
)
export type Similar = z.infer<typeof Similar>

/** The briefing of a signal with the caller as `user`. */
export const Mission = whenUsed(() =>
  z.strictObject({
    signal: Signal,
    /** Null for a provider's signal: nobody of ours voted on it. */
    evidence: Evidence.nullable(),
    /** Outcomes so far of the book that the probability comes from. */
    book: z.strictObject({ wins: z.number().int(), losses: z.number().int(), timeouts: z.number().int() }),
    user: z.strictObject({
      id: Id,
      name: z.string().nullable(),
      stats: UserStats,
      balance: z.number(),
      /** Trades that wait for a price or for their end, how many of them on this symbol, and what they risk in all. */
      open_trades: z.number().int(),
      open_on_symbol: z.number().int(),
      open_risk: z.number(),
    }),
    signal_stats: z.strictObject({
      /** Market seconds until the fire window closes, 0 after. */
      time_remaining: z.number().nonnegative(),
      fire_count: z.number().int(),
      pass_count: z.number().int(),
      executed_count: z.number().int(),
      /** Where a settled signal ended, and its result in units of the risk. */
      exit_price: z.number().nullable(),
      r: z.number().nullable(),
    }),
    /** Whether it was brought to the caller; null for a vetoed candidate, which is brought to nobody. */
    routing: z
      .strictObject({
        state: z.enum(['delivered', 'withheld', 'pending']),
        /** Why not, as in `GET /api/users/:id/routing`. */
        code: z.string().nullable(),
        message: z.string().nullable(),
      })
      .nullable(),
    user_fired: z.boolean(),
    user_passed: z.boolean(),
    /** The caller's own trade on this signal. */
    trade: Fire.nullable(),
  }),
)
export type Mission = z.infer<typeof Mission>

/** [bar open in seconds, open, high, low, close, volume] */
export const Candle = z.tuple([Seconds, z.number(), z.number(), z.number(), z.number(), z.number()])
export type Candle = z.infer<typeof Candle>

/** Whether what a live feed shows is of this moment. */
export const LiveMark = whenUsed(() =>
  z.strictObject({
    exchange: z.string(),
    /** Only while this is true anything is live. */
    fresh: z.boolean(),
    /** Station time of the last word about prices; null before the first. */
    heard_at: Seconds.nullable(),
  }),
)
export type LiveMark = z.infer<typeof LiveMark>

export const FeedState = whenUsed(() =>
  z.strictObject({
    source: z.enum(['replay', 'sim', 'live', 'off']),
    symbols: z.array(SymbolIn),
    /** H1 where any symbol plays it, else the longest below, else the shortest above. */
    timeframe: z.string(),
    /** The timeframe of each symbol. */
    timeframes: z.record(z.string(), z.string()),
    paused: z.boolean(),
    ended: z.boolean(),
    /** Of a live feed only. */
    live: LiveMark.optional(),
    ...clocks,
  }),
)
export type FeedState = z.infer<typeof FeedState>

/** Who is behind a token, and what the page may show. */
