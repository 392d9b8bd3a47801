import type { SymbolName } from '#core/kernel/ids.ts'
import type { Bar } from '#core/market/bar.ts'
import type { Gauges } from '#core/signals/fusion/gauges.ts'

export const HOUR = 3_600_000
/** 2026-01-05 00:00 UTC, a Monday. */
export const MONDAY = Date.UTC(2026, 0, 5)

export function bar(over: Partial<Bar> = {}): Bar {
  const openAt = over.openAt ?? MONDAY
  return {
    symbol: 'EURUSD' as SymbolName,
    openAt,
    closeAt: openAt + HOUR,
    open: 100,
    high: 101,
    low: 99,
    close: 100,
    volume: 10,
    spread: 0,
    ...over,
  }
}

/** Gauges of a quiet market around 100 with an ATR of 2: no source speaks. */
export function gauges(over: Partial<Gauges> = {}): Gauges {
  return {
    bar: bar(),
    previous: bar({ openAt: MONDAY - HOUR }),
    ready: true,
    atr: 2,
    volatility: 1,
    emaFast: 100,
    emaSlow: 100,
    emaLong: 100,
    histogram: 0,
    rsi: 50,
    bands: { upper: 104, lower: 96 },
    channel: { upper: 103, lower: 97 },
    momentum: 0,
    activity: 1,
    ...over,
  }
}
