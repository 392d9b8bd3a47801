import { joined, ZOOM_CANDLES_KEPT_MAX } from '../state/zoom.ts'
import type { CandleView } from './wire.ts'

/** Candles asked for at a time. */
export const CANDLES_PAGE = 500
/** Stretches without a candle, as a weekend, that are skipped at most. */
const STRETCHES_MAX = 12
/** What was not there, or could not be fetched, is asked for again after this pause at the earliest. */
const AGAIN_MS = 5_000

/** Candles beyond those of a series, fetched as they are come near to. */
export interface MoreCandles {
  /**
   * All that are here, with those of the series as it is now; closed ones, oldest first. Where the series has run on so far
   * that the two do not touch any more, those that are here stay alone while somebody looks at them (`stays`).
   */
  readonly all: (known: readonly CandleView[], stays: boolean) => readonly CandleView[]
  /** Fetches what lies before the oldest. */
  readonly older: () => void
  /** Fetches what lies after the newest of a series that stands still. */
  readonly newer: () => void
  /** Whether the station has no more that way, as far as it has been asked. */
  readonly ended: (way: 'older' | 'newer') => boolean
}

interface MoreParts {
  /** The newest candles that open in `[from, to)`, at most `CANDLES_PAGE`; null is no bound. Milliseconds. */
  readonly page: (from: number | null, to: number | null) => Promise<readonly CandleView[]>
  readonly lengthMs: number
  /** The series stands still in the past: what comes after it is fetched as well. */
  readonly past: boolean
  /** Market time, milliseconds. */
  readonly marketNow: () => number
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
  /** Told after each try: whether candles came, and whether it failed. */
  readonly onTried: (came: boolean, failed: boolean) => void
}

/** Begins with no candle but those of the series. */
export function openMoreCandles(parts: MoreParts): MoreCandles {
  const { page, lengthMs, past, marketNow } = parts
  let kept: readonly CandleView[] = []
  /** The series has run away from those that are looked at. */
  let apart = false
  /** Before this one the station has none. */
  let first: number | null = null
  /** Up to here there was none after the newest, market time. */
  let vainUpTo = Number.NEGATIVE_INFINITY

  async function older(): Promise<void> {
    const [oldest] = kept
    if (oldest === undefined) return
    const found = await page(null, oldest.at)
    // Meanwhile it may be another series, before which these would leave a hole.
    if (kept[0]?.at !== oldest.at) return
    if (found.length === 0) first = oldest.at
    kept = [...found, ...kept]
  }

  async function newer(): Promise<void> {
    const newest = kept.at(-1)
    if (newest === undefined) return
    const upTo = marketNow()
    const { found, to } = await firstAfter(page, { from: newest.at + lengthMs, upTo, lengthMs })
    if (kept.at(-1)?.at !== newest.at) return
    kept = [...kept, ...found]
    if (to >= upTo && found.length === 0) vainUpTo = upTo
  }

  const count = () => kept.length
  return {
    all(known, stays) {
      const ranAway = (known[0]?.at ?? 0) > (kept.at(-1)?.at ?? Number.POSITIVE_INFINITY)
      apart = ranAway && stays
      if (!apart) kept = joined(kept, known, past)
      return kept
    },
    older: tried(parts, count, older),
    newer: past ? tried(parts, count, newer) : () => undefined,
    ended(way) {
      if (way === 'older') return kept[0]?.at === first || kept.length >= ZOOM_CANDLES_KEPT_MAX
      if (!past) return !apart
      return marketNow() - vainUpTo < lengthMs || kept.length >= ZOOM_CANDLES_KEPT_MAX
    },
  }
}

/** The first candles from an instant on, over stretches without one; none where there are none up to `upTo`. */
async function firstAfter(
  page: MoreParts['page'],
  { from, upTo, lengthMs }: { readonly from: number; readonly upTo: number; readonly lengthMs: number },
): Promise<{ readonly found: readonly CandleView[]; readonly to: number }> {
  let to = from
  for (let stretch = 0; stretch < STRETCHES_MAX && to < upTo; stretch += 1) {
    const found = await page(to, to + CANDLES_PAGE * lengthMs)
    to += CANDLES_PAGE * lengthMs
    if (found.length > 0) return { found, to }
  }
  return { found: [], to }
}

/** Makes a try of a fetch: one at a time, and where nothing came not at every turn. */
function tried({ clock, onTried }: MoreParts, count: () => number, fetch: () => Promise<void>): () => void {
  let asking = false
  let vainAt = Number.NEGATIVE_INFINITY
  return () => {
    if (asking || clock() - vainAt < AGAIN_MS || count() >= ZOOM_CANDLES_KEPT_MAX) return
    asking = true
    const had = count()
    const done = (failed: boolean) => {
      asking = false
      const came = count() > had
      if (!came) vainAt = clock()
      onTried(came, failed)
    }
    fetch().then(
      () => done(false),
      () => done(true),
    )
  }
}
