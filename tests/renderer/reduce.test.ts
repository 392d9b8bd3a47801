import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Message, reduce } from '../../renderer/state/reduce.ts'
import {
  after,
  board,
  clock,
  counts,
  EPOCH,
  heartbeat,
  joinedAt,
  place,
  SERVER_AT,
  sheet,
  signal,
  trade,
  user,
} from './shown.ts'

test('[LINK-20] a message that is older than what is shown of its stream changes nothing', () => {
  const shown = joinedAt(5, counts(place(5, 6), 15))
  expect(reduce(shown, counts(place(4, 5), 14))).toBe(shown)
  expect(reduce(shown, counts(place(5, 6), 15))).toBe(shown)
})

test('[LINK-21] streams are compared one by one, never with each other', () => {
  const shown = joinedAt(500, sheet(place(0, 1, 'user:ada'), user({ tradesToday: 1 })))
  expect(shown.user?.tradesToday).toBe(1)
  expect(shown.cursors['mission:one']?.seq).toBe(500)
})

test('[LINK-22] a message after a gap is kept out and its stream is noted for resuming', () => {
  const shown = joinedAt(5)
  const gapped = reduce(shown, counts(place(7, 8), 20))
  expect(gapped.signals.one?.fires).toBe(0)
  expect(gapped.gaps).toEqual(['mission:one'])
  const healed = reduce(gapped, {
    kind: 'resumed',
    asked: ['mission:one'],
    events: [counts(place(5, 6), 18), counts(place(6, 7), 19), counts(place(7, 8), 20)],
    quiet: true,
    at: 0,
  })
  expect(healed.gaps).toEqual([])
  expect(healed.signals.one?.fires).toBe(20)
  expect(healed.resync).toBeNull()
})

test('[LINK-23] a message that overlaps what is shown is applied and moves the cursor to its end', () => {
  const shown = joinedAt(5, counts(place(3, 9), 12))
  expect(shown.signals.one?.fires).toBe(12)
  expect(shown.cursors['mission:one']).toEqual({ epoch: EPOCH, seq: 9 })
})

test('[LINK-24] missed events are counted once, those shown already not at all', () => {
  const shown = joinedAt(5)
  const resumed = reduce(shown, {
    kind: 'resumed',
    asked: ['mission:one'],
    // 4-5 is old, 5-6 is one event, 6-9 gathers three: four events were missed.
    events: [counts(place(4, 5), 1), counts(place(5, 6), 2), counts(place(6, 9), 5)],
    quiet: false,
    at: 77,
  })
  expect(resumed.resync).toEqual({ at: 77, events: 4 })
})

test('[LINK-25] reconnecting empties nothing: selection, typed text, signals and trades stay', () => {
  const before = joinedAt(
    5,
    { kind: 'select', signalId: 'one' },
    { kind: 'draft', signalId: 'one', draft: { reason: 'news', note: 'half a sen' } },
    { kind: 'trades', trades: [trade()] },
  )
  const resumed = reduce(before, { kind: 'resumed', asked: [], events: [], quiet: false, at: 1 })
  expect(resumed).toEqual({ ...before, resync: { at: 1, events: 0 } })
})

test('[LINK-26] another history replaces what was remembered and keeps what the reader chose', () => {
  const before = joinedAt(
    5,
    { kind: 'select', signalId: 'one' },
    { kind: 'draft', signalId: 'one', draft: { reason: null, note: 'mine' } },
  )
  const now = reduce(before, heartbeat('epoch-2'))
  expect([now.signals, now.open, now.user, now.trades]).toEqual([{}, null, null, {}])
  expect(now.gaps).toEqual(['mission:one'])
  expect([now.selected, now.drafts.one?.note]).toEqual(['one', 'mine'])
  const told = reduce(now, {
    kind: 'snapshot',
    asked: ['mission:one'],
    missions: [
      {
        cursor: { epoch: 'epoch-2', stream: 'mission:one', seq: 2 },
        signal: signal({ fires: 1 }),
        executed: 1,
      },
    ],
    users: [],
    quiet: false,
    at: 9,
  })
  expect(told.signals.one?.fires).toBe(1)
  expect(told.cursors['mission:one']).toEqual({ epoch: 'epoch-2', seq: 2 })
  expect(told.resync).toEqual({ at: 9, events: null })
})

test('[LINK-27] a message of a history that is not the current one is kept out', () => {
  const shown = joinedAt(5)
  const other = reduce(shown, counts(place(5, 6, 'mission:one', 'epoch-0'), 99))
  expect(other.signals.one?.fires).toBe(0)
  expect(other.gaps).toEqual(['mission:one'])
})

test('[LINK-33] news of a mission that is not followed is shown and asks for nothing', () => {
  const shown = after(heartbeat(), board([signal()]))
  const told = reduce(shown, {
    kind: 'status',
    place: place(7, 8),
    signalId: 'one',
    status: 'expired',
    expiresAt: signal().expiresAt,
    outcome: null,
    settledAt: null,
    exit: null,
    r: null,
  })
  expect([told.signals.one?.status, told.gaps, told.cursors]).toEqual(['expired', [], {}])
})

test('[LINK-36] a window grows with what is told of it, and an older list does not shrink it', () => {
  const end = signal().expiresAt
  const told = reduce(joinedAt(5), {
    kind: 'status',
    place: place(5, 6),
    signalId: 'one',
    status: 'active',
    expiresAt: end + 37_200_000,
    outcome: null,
    settledAt: null,
    exit: null,
    r: null,
  })
  expect(told.signals.one).toMatchObject({ status: 'active', expiresAt: end + 37_200_000 })
  expect(reduce(told, board([signal()])).signals.one?.expiresAt).toBe(end + 37_200_000)
  expect(reduce(told, board([signal({ expiresAt: end + 40_000_000 })])).signals.one?.expiresAt).toBe(
    end + 40_000_000,
  )
})

test('[LINK-34] a mission that was left has no cursor and misses nothing', () => {
  const left = reduce(joinedAt(5, counts(place(7, 8), 20)), { kind: 'left', streams: ['mission:one'] })
  expect([left.cursors, left.gaps]).toEqual([{}, []])
  expect(reduce(left, counts(place(9, 10), 21)).signals.one?.fires).toBe(21)
})

test('[LINK-28] lists and clocks that were overtaken change nothing', () => {
  const shown = after(heartbeat(), board([signal()], { serverAt: SERVER_AT + 1_000 }))
  const late = reduce(shown, board([signal({ id: 'two' })], { serverAt: SERVER_AT }))
  expect(late).toBe(shown)
  expect(reduce(shown, { kind: 'clock', clock: clock({ marketAt: 1 }), feed: null })).toBe(shown)
})

test('[LINK-29] a sheet older than the one shown changes nothing, whichever way it came', () => {
  const shown = after(heartbeat(), { kind: 'user', user: user({ at: SERVER_AT + 1, tradesToday: 2 }) })
  expect(reduce(shown, { kind: 'user', user: user({ at: SERVER_AT, tradesToday: 1 }) })).toBe(shown)
  const tally = { at: SERVER_AT + 1, wins: 2, losses: 1, timeouts: 0 }
  const counted = reduce(shown, { kind: 'tally', tally, balance: 10_100 })
  expect(counted.user?.balance).toBe(10_100)
  const late = { at: SERVER_AT, wins: 1, losses: 1, timeouts: 0 }
  expect(reduce(counted, { kind: 'tally', tally: late, balance: 9_900 })).toBe(counted)
})

test('[LINK-30] in any order, the tellings of a signal come to the same end', () => {
  const tellings = [
    signal({ fires: 1 }),
    signal({ fires: 3, passes: 1 }),
    signal({ fires: 2, status: 'expired' }),
    signal({ fires: 3, passes: 2, status: 'settled', outcome: 'WIN' }),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(tellings, { minLength: tellings.length }), (order) => {
      const end = order.reduce((state, told) => reduce(state, board([told])), after(heartbeat()))
      expect(end.signals.one).toEqual(signal({ fires: 3, passes: 2, status: 'settled', outcome: 'WIN' }))
    }),
  )
})

test('[LINK-31] in any order and however often, placed messages show the newest total and no gap is crossed', () => {
  const all = [1, 2, 3, 4, 5, 6].map((seq) => counts(place(seq - 1, seq), seq * 10))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all), { maxLength: 20 }), (order) => {
      const end = order.reduce((state, message) => reduce(state, message), joinedAt(0))
      // The cursor reaches as far as the messages came without a hole: counted here by hand.
      let reached = 0
      for (const message of order) if (message.place.seq === reached + 1) reached += 1
      expect(end.cursors['mission:one']?.seq).toBe(reached)
      expect(end.signals.one?.fires).toBe(reached * 10)
    }),
  )
})

test('[LINK-32] a signal that is told again without a change stays the same value', () => {
  const shown = after(heartbeat(), board([signal()]))
  const again = reduce(shown, board([signal()], { serverAt: SERVER_AT + 250 }))
  expect(again.signals).toBe(shown.signals)
  expect(again.open).toBe(shown.open)
})

test('[PAGE-1] the selection is changed by the reader only', () => {
  const chosen = joinedAt(5, { kind: 'select', signalId: 'one' })
  const later: readonly Message[] = [
    board([signal({ id: 'two', rank: 0.99 })], { serverAt: SERVER_AT + 500 }),
    { kind: 'resumed', asked: [], events: [], quiet: false, at: 0 },
    heartbeat('epoch-2'),
  ]
  for (const message of later) expect(reduce(chosen, message).selected).toBe('one')
})

test('[PAGE-2] looking at another signal disarms the one that was looked at', () => {
  const armed = joinedAt(
    5,
    { kind: 'select', signalId: 'one' },
    { kind: 'decision', signalId: 'one', decision: { kind: 'armed', until: 3_000 } },
  )
  expect(reduce(armed, { kind: 'select', signalId: 'two' }).decisions).toEqual({})
  expect(reduce(armed, { kind: 'select', signalId: 'one' })).toBe(armed)
})

test('[PAGE-3] the answer to a fire shows the station own count and the trade, and ends the decision', () => {
  const sending = joinedAt(5, {
    kind: 'decision',
    signalId: 'one',
    decision: { kind: 'sending', what: 'fire' },
  })
  const fired = reduce(sending, { kind: 'fired', trade: trade(), fires: 15 })
  expect(fired.signals.one?.fires).toBe(15)
  expect(fired.trades.one).toEqual(trade())
  expect(fired.recent).toEqual(['one'])
  expect(fired.decisions).toEqual({})
})

test('[PAGE-4] a trade only moves on: pending, open, closed', () => {
  const open = joinedAt(5, { kind: 'trades', trades: [trade({ status: 'open', executedPrice: 1.0851 })] })
  expect(reduce(open, { kind: 'fired', trade: trade(), fires: 1 }).trades.one?.status).toBe('open')
  const closed = reduce(
    open,
    sheet(place(0, 1, 'user:ada'), user({ balance: 10_150 }), {
      signalId: 'one',
      outcome: 'WIN',
      r: 1.5,
      pnl: 150,
    }),
  )
  expect(closed.trades.one).toMatchObject({
    status: 'closed',
    outcome: 'WIN',
    pnl: 150,
    executedPrice: 1.0851,
  })
  expect(closed.user?.balance).toBe(10_150)
})

test('[PAGE-5] a pass that was answered clears what was typed for it', () => {
  const typed = joinedAt(5, { kind: 'draft', signalId: 'one', draft: { reason: 'risk', note: 'too close' } })
  const passed = reduce(typed, { kind: 'passed', signalId: 'one', passes: 4 })
  expect([passed.drafts, passed.passed, passed.signals.one?.passes]).toEqual([{}, { one: true }, 4])
})
