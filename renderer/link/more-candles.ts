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
  /** All that are here, with those of the series as it is now; closed ones, oldest first. */
  readonly all: (known: readonly CandleView[]) => readonly CandleView[]
  /** Fetches what lies before the oldest. */
  readonly older: () => void
  /** Fetches what lies after the newest of a series that stands still. */
  readonly newer: () => void
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

  async function older(): Promise<void> {
    const [oldest] = kept
    if (oldest === undefined) return
    const found = await page(null, oldest.at)
    kept = [...found.filter(({ at }) => at < (kept[0]?.at ?? at)), ...kept]
  }

  async function newer(): Promise<void> {
    let from = (kept.at(-1)?.at ?? marketNow()) + lengthMs
    for (let stretch = 0; stretch < STRETCHES_MAX && from < marketNow(); stretch += 1) {
      const to = from + CANDLES_PAGE * lengthMs
      const found = await page(from, to)
      kept = [...kept, ...found.filter(({ at }) => at > (kept.at(-1)?.at ?? 0))]
      if (found.length > 0) return
      from = to
    }
  }

  const count = () => kept.length
  return {
    all(known) {
      kept = joined(kept, known, past)
      return kept
    },
    older: tried(parts, count, older),
    newer: past ? tried(parts, count, newer) : () => undefined,
  }
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
