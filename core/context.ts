import type { MarketTimeMs, TimestampMs } from '#core/kernel/time.ts'
import { DEFAULT_PROGRESS_POLICY, type ProgressPolicy } from '#core/progress/policy.ts'

/** How fast market time runs: market seconds per wall second; `max` is as fast as the machine allows. */
export type Speed = number | 'max'

/** The two clocks and the tunable numbers, as the rules see them. Rules read nothing else. */
export interface Context {
  /** Station time. */
  readonly now: TimestampMs
  readonly market: MarketClock
  readonly policy: Policy
}

/** The market's clock at one instant. */
export interface MarketClock {
  readonly at: MarketTimeMs
  /** 0 while paused or after the last bar. */
  readonly speed: Speed
  /** The speed at which it will go on; given only while it stands. */
  readonly pace?: Speed
}

/** Every tunable number of the rules, with its unit in its name. */
export interface Policy {
  /** A fire's own timestamp may differ from station time by this much. Seed: 60 s. */
  readonly fireClockSkewMsMax: number
  readonly riskBpDefault: number
  /** Paper account at start. */
  readonly openingBalanceCents: number
  /** Closed trades before anyone is ELITE. */
  readonly eliteTradesMin: number
  /** Geometry of a candidate, in ATR. */
  readonly targetAtr: number
  readonly stopAtr: number
  /** Cost of a trade in ATR, added to breakeven. */
  readonly costAtr: number
  readonly cooldownBars: number
  readonly fireWindowBars: number
  readonly horizonBars: number
  /** At any finite speed the fire window is at least this much wall time. */
  readonly fireWindowWallMsMin: number
  /**
   * Wall time between the close that makes a signal and its telling, which a window has on top: the turn may come a
   * second late, and a second is caught up after the commit.
   */
  readonly announcementWallMs: number
  /** Windows looked at by one command when the market's pace changes. */
  readonly windowsPerCommandMax: number
  /** Wall time before expiry at which a signal counts as expiring. */
  readonly expiringWallMs: number
  /** A provider's window may not reach further than this. */
  readonly providerWindowMsMax: number
  /** Trades settled by one command. */
  readonly tradesPerSettlementMax: number
  /** Users decided on by one command of routing. */
  readonly usersPerRoutingMax: number
  /** The position of a run is journaled at least this often. */
  readonly positionEveryBars: number
  /** The desk's one zone, for boards and desk statistics. */
  readonly deskZone: string
  /** Points, and what they are limited by. */
  readonly progress: ProgressPolicy
}

export const DEFAULT_POLICY: Policy = {
  fireClockSkewMsMax: 60_000,
  riskBpDefault: 100,
  openingBalanceCents: 1_000_000,
  eliteTradesMin: 20,
  targetAtr: 1.5,
  stopAtr: 1,
  costAtr: 0,
  cooldownBars: 3,
  fireWindowBars: 2,
  horizonBars: 24,
  fireWindowWallMsMin: 60_000,
  announcementWallMs: 2_000,
  windowsPerCommandMax: 128,
  expiringWallMs: 30_000,
  providerWindowMsMax: 30 * 86_400_000,
  tradesPerSettlementMax: 64,
  usersPerRoutingMax: 64,
  positionEveryBars: 256,
  deskZone: 'UTC',
  progress: DEFAULT_PROGRESS_POLICY,
}
