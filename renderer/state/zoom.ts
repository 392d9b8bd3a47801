import type { CandleView } from '../link/wire.ts'

/** Candles in sight at least. */
export const ZOOM_CANDLES_MIN = 10
/** Candles kept while one moves through them; the station keeps no more of its bars. */
export const ZOOM_CANDLES_KEPT_MAX = 5_000
/** The moment of a signal stands after this share of the picture: what became of it takes more room than what led to it. */
const MOMENT_SHARE = 1 / 3

/** How candles are looked at; opening times are milliseconds of market time. */
export interface Zoom {
  /** Candles in sight; null for as many as are read well. */
  readonly count: number | null
  /** The newest in sight; null follows the market. */
  readonly until: number | null
}

/** What is in sight, as places in the candles: `[from, to)`. */
export interface Sight {
  readonly from: number
  readonly to: number
}

/** Candles there is room for. */
export interface Room {
  readonly usual: number
  readonly most: number
}

/** The newest candles, as many as are read well, and those that come. */
export const NEWEST: Zoom = { count: null, until: null }

/** The candles in sight, never fewer than there could be: one that is gone or not there yet gives way to its neighbours. */
export function sightOf(openedAt: readonly number[], { count, until }: Zoom, room: Room): Sight {
  const all = openedAt.length
  const wide = Math.min(all, within(count ?? room.usual, room))
  const to = until === null ? all : openedAt.findLastIndex((at) => at <= until) + 1
  return sightFrom(to - wide, wide, all)
}

/** A change of how many candles are in sight. */
export interface Turn {
  /** More than 1 brings more candles into sight, less than 1 fewer. */
  readonly by: number
  /** Where the candle stands that stays where it is: 0 at the left edge, 1 at the right one. */
  readonly share: number
}

/** Another number of candles. `count` is what was wished, `from` and `to` what of it is here. */
export function zoomed(
  sight: Sight,
  { by, share }: Turn,
  room: Room,
  all: number,
): Sight & { readonly count: number } {
  const count = sight.to - sight.from
  // A small step of a few candles is one candle.
  const wished = by > 1 ? Math.max(count + 1, count * by) : Math.min(count - 1, count * by)
  const next = within(Math.round(wished), room)
  const wide = Math.min(all, next)
  return { ...sightFrom(Math.round(sight.from + share * (count - wide)), wide, all), count: next }
}

/** As many candles, `by` further on: to newer ones, or where it is negative to older ones. */
export function moved({ from, to }: Sight, by: number, all: number): Sight {
  return sightFrom(from + by, to - from, all)
}

/** What to keep of a sight, so that candles that come do not move it. At the newest it follows them, if it should. */
export function zoomOf(
  { from, to, count = to - from }: Sight & { readonly count?: number },
  openedAt: readonly number[],
  follows: boolean,
): Zoom {
  const newest = follows && to === openedAt.length
  return { count, until: newest ? null : (openedAt[to - 1] ?? null) }
}

/** What of a move is left undone because there are no more candles on that side yet; 0 where it is done. */
export function leftOf({ from, to }: Sight, by: number, all: number): number {
  return by < 0 ? Math.min(0, from + by) : Math.max(0, to + by - all)
}

/** The stretch of a signal that is over, or so much of it about its moment as is read well. */
export function aroundMoment(
  openedAt: readonly number[],
  stretch: { readonly from: number; readonly to: number },
  moment: number,
  room: Room,
): Zoom {
  const first = openedAt.findIndex((at) => at >= stretch.from)
  const end = openedAt.findLastIndex((at) => at <= stretch.to) + 1
  const wide = Math.min(end - first, room.usual)
  const at = openedAt.findLastIndex((opened) => opened <= moment)
  const from = Math.max(first, Math.min(end - wide, at - Math.floor(wide * MOMENT_SHARE)))
  return zoomOf({ from, to: from + wide }, openedAt, false)
}

/**
 * The candles kept so far and those that are known now, which win. What was kept is let go where the two do not touch,
 * since there would be a hole between them.
 *
 * @param onwards  newer ones may be kept than are known; without it the market has begun anew where there are
 */
export function joined(
  kept: readonly CandleView[],
  known: readonly CandleView[],
  onwards: boolean,
): readonly CandleView[] {
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return known
  const before = kept.findIndex(({ at }) => at >= first.at)
  const after = kept.findLastIndex(({ at }) => at <= last.at) + 1
  if (before === -1 || after === 0 || (after < kept.length && !onwards)) return known
  return [...kept.slice(0, before), ...known, ...kept.slice(after)]
}

function within(count: number, { most }: Room): number {
  return Math.max(ZOOM_CANDLES_MIN, Math.min(most, count))
}

function sightFrom(from: number, wide: number, all: number): Sight {
  const first = Math.max(0, Math.min(all - wide, from))
  return { from: first, to: first + wide }
}
