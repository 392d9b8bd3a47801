import { expect, test } from 'vitest'
import { openPrices } from '../../renderer/state/prices.ts'
import { openStationStore } from '../../renderer/state/station.ts'
import { board, clock, counts, heartbeat, place, signal, trade } from './shown.ts'

function desk() {
  const station = openStationStore()
  station.apply(heartbeat())
  station.apply(board([signal()]))
  return station
}

test('[FRAME-30] a frozen page shows the market as it was and counts what waits', () => {
  const station = desk()
  station.freeze(true)
  station.apply(board([signal({ id: 'two' }), signal()], { serverAt: Date.UTC(2026, 10, 20, 19) }))
  station.apply(counts(place(0, 1), 3))
  // A heartbeat is no news.
  station.apply(heartbeat())
  expect(station.store.getState().open).toEqual(['one'])
  expect(station.store.getState().signals.one?.fires).toBe(0)
  expect(station.state().open).toEqual(['two', 'one'])
  expect(station.frozen.getState()?.waiting).toBe(2)
  // What came in since can be gone to.
  expect(station.store.getState().signals.two).toBeDefined()
  station.freeze(false)
  expect(station.store.getState()).toBe(station.state())
  expect(station.store.getState().signals.one?.fires).toBe(3)
  expect(station.frozen.getState()).toBeNull()
})

test('[FRAME-31] while frozen, clocks, connection and the own decision go on', () => {
  const station = desk()
  station.freeze(true)
  const later = clock({ marketAt: clock().marketAt + 60_000, serverAt: clock().serverAt + 1_000 })
  station.apply({ kind: 'clock', clock: later, feed: null })
  station.apply({ kind: 'select', signalId: 'one' })
  station.apply({ kind: 'decision', signalId: 'one', decision: { kind: 'armed', until: 1 } })
  const painted = station.store.getState()
  expect(painted.clock).toEqual(later)
  expect(painted.decisions.one).toEqual({ kind: 'armed', until: 1 })
  station.apply({ kind: 'fired', trade: trade(), fires: 1 })
  expect(station.store.getState().trades.one).toBeDefined()
  expect(station.frozen.getState()?.waiting).toBe(0)
})

test('[FRAME-32] held quotes are shown at the end, the newest of each symbol', () => {
  const prices = openPrices((flush) => flush())
  const quote = (price: number) => ({ symbol: 'EURUSD', price, barsClosed: 1, last: null, forming: null })
  let told = 0
  prices.subscribe(() => {
    told += 1
  })
  prices.put([quote(1)])
  prices.hold(true)
  prices.put([quote(2)])
  prices.put([quote(3)])
  expect([prices.quote('EURUSD')?.price, told]).toEqual([1, 1])
  prices.hold(false)
  expect([prices.quote('EURUSD')?.price, told]).toEqual([3, 2])
})
