import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

const Share = z.number().min(0).max(1)
const Interval = z.tuple([Share, Share])

/** Predictions against what came of them. */
const Scored = {
  outcomes: z.number().int(),
  wins: z.number().int(),
  /** Share of wins; null before the first outcome. */
  win_rate: Share.nullable(),
  /** The 90 % interval of the win rate. */
  interval: Interval.nullable(),
  /** Mean of the probabilities that were given. */
  mean_predicted: Share.nullable(),
}

export const TIER_NAMES = ['sniper', 'precision', 'rapid', 'training', 'unranked'] as const

/** How the signals of one tier came out. */
export const TierPerformance = whenUsed(() =>
  z.strictObject({
    name: z.enum(TIER_NAMES),
    /** Lowest probability of the tier; 0 for UNRANKED. */
    threshold: Share,
    total_signals: z.number().int(),
    ...Scored,
    active_signals: z.number().int(),
    /** `unproven`: fewer than 30 outcomes; `off`: the interval leaves the mean prediction out. */
    verdict: z.enum(['unproven', 'honest', 'off']),
  }),
)
export type TierPerformance = z.infer<typeof TierPerformance>

export const TierStats = whenUsed(() =>
  z.strictObject({
    sniper: TierPerformance,
    precision: TierPerformance,
    rapid: TierPerformance,
    training: TierPerformance,
    unranked: TierPerformance,
  }),
)
export type TierStats = z.infer<typeof TierStats>

export const Trouble = z.enum(['stale', 'silent', 'stuck', 'duplicate', 'watch', 'drifting'])

/** One source as one book knows it. */
export const SourceState = whenUsed(() =>
  z.strictObject({
    name: z.string(),
    type: z.enum(['technical', 'fundamental', 'sentiment', 'ai_bot', 'provider']),
    book: z.string(),
    /** An operator took it out of the count. */
    paused: z.boolean(),
    votes: z.number().int(),
    /** Market time; null before the first vote. */
    last_vote: shape.Seconds.nullable(),
    /** What it claims on the mean: no probability. */
    claimed: Share.nullable(),
    /** Its own record; counts fade with a half-life of 4,000 outcomes. */
    agreed: z.strictObject({ wins: z.number(), outcomes: z.number() }),
    disagreed: z.strictObject({ wins: z.number(), outcomes: z.number() }),
    /** Its weight as an expert of its own. */
    weight: Share,
    troubles: z.array(
      z.strictObject({
        trouble: Trouble,
        since: shape.Seconds,
        /** The source that a duplicate repeats. */
        of: z.string().nullable(),
      }),
    ),
  }),
)
export type SourceState = z.infer<typeof SourceState>

/** What a book has learned, for people to judge it by. */
export const BookState = whenUsed(() =>
  z.strictObject({
    book: z.string(),
    prior: Share,
    candidates: z.number().int(),
    ...Scored,
    /** What a provider claims on the mean, 0 to 1; null in a book of the station, and before his first claim. */
    claimed: Share.nullable(),
    open: z.number().int(),
    refused: z.number().int(),
    rates: z.strictObject({ all_time: Share, slow: Share, fast: Share }),
    /** How far the evidence is trusted, 0 to 1.5. */
    trust: z.number(),
    tiers: z.array(
      z.strictObject({ tier: shape.Tier, ...Scored, verdict: z.enum(['unproven', 'honest', 'off']) }),
    ),
    /** Reliability by band of probability. */
    bands: z.array(z.strictObject({ from: Share, to: Share, ...Scored })),
    /** How many of the last 1,000 probabilities fell into each band. */
    histogram: z.array(z.number().int()),
    /** Realised rate over time, 50 outcomes a point. */
    history: z.array(z.strictObject({ at: shape.Seconds, ...Scored })),
    calls: z.strictObject({
      settled: z.number().int(),
      mean_r: z.number().nullable(),
      /** Deflated Sharpe ratio; null before 20 calls. */
      dsr: z.number().nullable(),
      proven: z.boolean(),
    }),
  }),
)
export type BookState = z.infer<typeof BookState>

/** Signals whose window is open. */
export const ActiveCount = whenUsed(() =>
  z.strictObject({
    total: z.number().int(),
    by_tier: z.strictObject({
      sniper: z.number().int(),
      precision: z.number().int(),
      rapid: z.number().int(),
      training: z.number().int(),
      unranked: z.number().int(),
    }),
  }),
)
export type ActiveCount = z.infer<typeof ActiveCount>

/** Of the station's own open signals; null while there is none. Confidence is 100 times the probability. */
export const FusionQuality = whenUsed(() =>
  z.strictObject({
    min_confidence: z.number().nullable(),
    avg_confidence: z.number().nullable(),
    avg_sources: z.number().nullable(),
  }),
)
export type FusionQuality = z.infer<typeof FusionQuality>
