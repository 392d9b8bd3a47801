import type { Health } from '#contracts/http.ts'
import type { LiveMark as WireMark } from '#contracts/shapes.ts'
import type { LiveHealth, Market } from '#station/station.ts'

const SECOND_MS = 1_000

type WireHealth = NonNullable<NonNullable<Health['feed']>['live']>

/** Whether a live feed is fresh, beside its source; nothing for any other feed. */
export function wireLive(market: Market): { readonly live?: WireMark } {
  const mark = market.live()
  if (mark === null) return {}
  const { exchange, fresh, heardAt } = mark
  return { live: { exchange, fresh, heard_at: seconds(heardAt) } }
}

/** A live feed as an operator sees it. */
export function wireLiveHealth(live: LiveHealth): WireHealth {
  return {
    exchange: live.exchange,
    fresh: live.fresh,
    connected: live.connected,
    heard_at: seconds(live.heardAt),
    clock_offset: seconds(live.clockOffsetMs),
    connections: live.connections,
    cuts: live.cuts,
    oversized: live.oversized,
    floods: live.floods,
    filled_bars: live.filledBars,
    duplicates: live.duplicates,
    strays: live.strays,
    sequence_gaps: live.sequenceGaps,
    trouble: live.trouble,
  }
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / SECOND_MS
}
