import { TIMEFRAMES } from '#core/market/bar.ts'
import type { Feed } from './feed/feed.ts'
import type { History } from './market-history.ts'

/** Bars of a symbol, of the longest that play, that a long replay plays at once; and the rest of the step they fall in. */
export const LEAD_IN_BARS = 96
/** A replay with less than this ahead is short: every bar of it is waited for. */
export const LEAD_IN_AHEAD_BARS_MIN = 2_000

/**
 * Tells, for as long as it is asked, whether the beginning of a long replay is still to be played at once.
 *
 * Sources and picture need a past; at an hour a bar nobody would see the first signal the same day. What is played at
 * once is recorded like the rest.
 */
export function leadIn(feed: Feed, history: History): () => boolean {
  const long = feed.symbols.some((symbol) => feed.ahead(symbol) >= LEAD_IN_AHEAD_BARS_MIN)
  if (feed.source !== 'replay' || !long) return () => false
  const barMs = new Map(feed.symbols.map((symbol) => [symbol, TIMEFRAMES[feed.timeframeOf(symbol)]]))
  const spanMs = LEAD_IN_BARS * Math.max(...barMs.values())
  // Ends with the first symbol that has so long a past: another's file may begin years later.
  return () => [...barMs].every(([symbol, ms]) => history.closed(symbol) * ms < spanMs)
}
