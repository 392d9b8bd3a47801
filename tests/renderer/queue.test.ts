import { expect, test } from 'vitest'
import {
  EVERYTHING,
  isIncomplete,
  LEAVING_MS,
  leavingAfter,
  leavingOnceRung,
  nextGoneAt,
  ordered,
  pressed,
  readChoice,
  writeChoice,
} from '../../renderer/state/queue.ts'
import { type Message, reduce } from '../../renderer/state/reduce.ts'
import { after, board, clock, EPOCH, heartbeat, place, SERVER_AT, signal } from './shown.ts'

const named = (...ids: readonly string[]) => ids.map((id) => signal({ id }))

/** The newest of a list that is longer than what is told. */
function beginning(ids: readonly string[], openTotal: number | null): Message {
  return { kind: 'board', signals: named(...ids), openTotal, clock: clock(), feed: null, fusion: null }
}

function pages(ids: readonly string[], before: readonly string[], whole = true): Message {
  return { kind: 'open_list', signals: named(...ids), whole, before, epoch: EPOCH }
}

function status(signalId: string, word: 'expired' | 'settled'): Message {
  const at = place(0, 1, `mission:${signalId}`)
  return {
    kind: 'status',
    place: at,
    signalId,
    status: word,
    expiresAt: 0,
    outcome: null,
    settledAt: null,
    exit: null,
    r: null,
  }
}

test('[QUEUE-1] the beginning of a long list adds to what is listed, a whole list replaces it', () => {
  const shown = after(heartbeat(), beginning(['a', 'b'], 3), beginning(['c', 'b'], 3))
  expect(shown.open).toEqual(['a', 'b', 'c'])
  expect(reduce(shown, beginning(['c'], 1)).open).toEqual(['c'])
  // A poll that does not know the total keeps the rows of before and says at least as many as it has.
  expect(reduce(shown, beginning(['d'], null))).toMatchObject({ open: ['a', 'b', 'c', 'd'], openTotal: 4 })
})

test('[QUEUE-2] a signal that closed leaves the list, also where only its own news tells', () => {
  const shown = after(heartbeat(), beginning(['a', 'b'], 3), status('a', 'expired'))
  expect(shown.open).toEqual(['b'])
  // An older list that still names it does not bring it back.
  expect(reduce(shown, beginning(['a', 'b'], 3)).open).toEqual(['b'])
})

test('[QUEUE-3] the whole list read page by page keeps what came in meanwhile and drops what had gone', () => {
  const asked = after(heartbeat(), beginning(['gone', 'b'], 4))
  const meanwhile = reduce(asked, beginning(['new', 'b'], 4))
  const read = reduce(meanwhile, pages(['c', 'b'], asked.open ?? []))
  expect(read).toMatchObject({ open: ['c', 'b', 'new'], openTotal: 3 })
  expect(isIncomplete(read)).toBe(false)
})

test('[QUEUE-3] pages of another history are not shown', () => {
  const shown = after(heartbeat(), board(named('a')))
  expect(reduce(shown, { ...pages(['x'], []), epoch: 'epoch-0' } as Message)).toBe(shown)
})

test('[QUEUE-4] a list that does not fit its total is known to be incomplete, until it does', () => {
  const shown = after(heartbeat(), beginning(['a'], 3))
  expect(isIncomplete(shown)).toBe(true)
  expect(isIncomplete(reduce(shown, pages(['a', 'b', 'c'], ['a'])))).toBe(false)
  // More listed than told: one of them has closed unheard.
  expect(isIncomplete({ open: ['a', 'b'], openTotal: 1 })).toBe(true)
  expect(isIncomplete({ open: null, openTotal: 0 })).toBe(false)
})

test('[QUEUE-4] a list that was cut says how many there are', () => {
  const shown = after(heartbeat(), beginning(['a'], 9), pages(['a', 'b'], ['a'], false))
  expect(shown).toMatchObject({ open: ['a', 'b'], openTotal: 9 })
})

const BOOK = Object.fromEntries(
  [
    signal({ id: 'a', symbol: 'XAUUSD', probability: 0.4, rank: 0.9, expiresAt: 30, fires: 1 }),
    signal({
      id: 'b',
      symbol: 'EURUSD',
      side: 'SHORT',
      probability: 0.6,
      rank: 0.5,
      expiresAt: 10,
      fires: 1,
    }),
    signal({ id: 'c', symbol: 'GBPUSD', tier: 'RAPID', trust: 'NO_EDGE', probability: 0.7, rank: 0.1 }),
  ].map((one) => [one.id, one]),
)
const IDS = ['c', 'b', 'a']

test.each([
  ['rank', 'abc'],
  ['pair', 'bca'],
  // LONG before SHORT; among equals the order of the book.
  ['dir', 'acb'],
  ['prob', 'cba'],
  ['tier', 'cab'],
  ['expires', 'bac'],
  ['fires', 'abc'],
] as const)('[QUEUE-5] sorted by %s the rows are %s', (sort, rows) => {
  expect(ordered(IDS, BOOK, { ...EVERYTHING, sort }).join('')).toBe(rows)
})

test('[QUEUE-5] reversed, equals still stand in the order of the book', () => {
  expect(ordered(IDS, BOOK, { ...EVERYTHING, sort: 'fires', reversed: true }).join('')).toBe('cab')
})

test.each([
  ['eur', 'b'],
  ['SHORT', 'b'],
  ['rapid', 'c'],
  ['warming long', 'a'],
  ['no edge', 'c'],
  ['replay', 'abc'],
  ['  ', 'abc'],
  ['nothing', ''],
])('[QUEUE-6] the filter %j leaves %j: every word in pair, side, tier, state or source', (filter, rows) => {
  expect(ordered(IDS, BOOK, { ...EVERYTHING, filter }).join('')).toBe(rows)
})

test('[QUEUE-7] the choice stands in the address, and only what is not the default', () => {
  expect(writeChoice(EVERYTHING)).toEqual({})
  const choice = { sort: 'expires', reversed: true, filter: 'eur long' } as const
  expect(writeChoice(choice)).toEqual({ sort: '-expires', filter: 'eur long' })
  expect(readChoice(writeChoice(choice))).toEqual(choice)
  // The router reads digits as a number.
  expect(readChoice({ sort: 'colour', filter: 500 })).toEqual({ ...EVERYTHING, filter: '500' })
  expect(readChoice({ sort: { a: 1 }, filter: [1] })).toEqual(EVERYTHING)
})

test('[QUEUE-8] a column is sorted in its own direction, then reversed, then the book orders again', () => {
  const first = pressed(EVERYTHING, 'prob')
  const second = pressed(first, 'prob')
  expect(first).toEqual({ ...EVERYTHING, sort: 'prob' })
  expect(second).toEqual({ ...EVERYTHING, sort: 'prob', reversed: true })
  expect(pressed(second, 'prob')).toEqual(EVERYTHING)
  expect(pressed(second, 'pair')).toEqual({ ...EVERYTHING, sort: 'pair' })
})

test('[QUEUE-9] a row that closed stays for four seconds, then it is gone', () => {
  const gone = leavingAfter(new Map(), ['a', 'b'], ['b'], 1_000)
  expect([...gone]).toEqual([['a', 1_000 + LEAVING_MS]])
  expect(leavingAfter(gone, ['b'], ['b'], 4_999)).toBe(gone)
  expect(leavingAfter(gone, ['b'], ['b'], 5_000).size).toBe(0)
  // A row that is listed again is not leaving.
  expect(leavingAfter(gone, ['b'], ['a', 'b'], 2_000).size).toBe(0)
})

test('[QUEUE-9] a row is gone once its timer rang, also where it rang a fraction of a millisecond early', () => {
  const one = leavingAfter(new Map(), ['a', 'b', 'c'], ['b', 'c'], 1_000.9)
  const two = leavingAfter(one, ['b', 'c'], ['c'], 2_000)
  expect(nextGoneAt(two)).toBe(5_000.9)
  const rung = leavingOnceRung(two, ['c'], 5_000)
  expect([...rung]).toEqual([['b', 6_000]])
  expect(leavingOnceRung(rung, ['c'], 6_000.4).size).toBe(0)
  expect(nextGoneAt(new Map())).toBeNull()
})

test('[QUEUE-2] an older list changes nothing', () => {
  const shown = after(heartbeat(), board(named('a'), { serverAt: SERVER_AT + 1_000 }))
  expect(reduce(shown, board(named('b'), { serverAt: SERVER_AT }))).toBe(shown)
})
