import { expect, test } from 'vitest'
import {
  addNotice,
  freshNotices,
  GATHER_MS,
  type NewNotice,
  NOTICE_MS,
  type Notice,
  noticesOf,
} from '../../renderer/state/notices.ts'
import { after, board, heartbeat, signal, trade } from './shown.ts'

const news = (part: Partial<NewNotice> = {}): NewNotice => ({
  rank: 'P2',
  topic: 'signal',
  words: 'New SNIPER signal: EURUSD LONG',
  error: false,
  signalId: 'one',
  symbol: 'EURUSD',
  ...part,
})
const settled = news({ topic: 'trade', words: 'EURUSD LONG: WIN, +20.00' })
const offline = news({ rank: 'P1', topic: 'connection', words: 'gone', error: true, signalId: null })

function told(...all: readonly (readonly [NewNotice, number])[]): readonly Notice[] {
  return all.reduce<readonly Notice[]>((list, [fresh, at]) => addNotice(list, fresh, at), [])
}
const words = (notices: readonly Notice[]) => notices.map((notice) => notice.words)

test('[FRAME-20] three of a topic within ten seconds become one that counts them', () => {
  expect(told([news(), 0], [news(), 1_000])).toHaveLength(2)
  const gathered = told([news(), 0], [news(), 1_000], [news(), 2_000])
  expect(words(gathered)).toEqual(['3 new signals'])
  expect(words(addNotice(gathered, news(), 3_000))).toEqual(['4 new signals'])
  // Eleven seconds after the first two, the third stands alone.
  expect(words(told([settled, 0], [settled, 0], [settled, GATHER_MS + 1_000]))).toHaveLength(3)
})

test('[FRAME-21] a notice stays six seconds, an error until it is closed or no longer true', () => {
  const list = told([offline, 0], [settled, 0])
  expect(freshNotices(list, NOTICE_MS - 1)).toBe(list)
  expect(words(freshNotices(list, NOTICE_MS))).toEqual(['gone'])
  const back = news({ topic: 'connection', words: 'Connected again, resynced 2 events.' })
  expect(words(addNotice(list, back, 1_000))).toEqual([settled.words, back.words])
})

test('[FRAME-22] no more than three stand; the oldest goes first, errors last', () => {
  const storage = news({ topic: 'storage', words: 'full', error: true })
  const list = told([offline, 0], [settled, 1], [storage, 2], [news(), 3])
  expect(words(list)).toEqual(['gone', 'full', news().words])
})

test('[FRAME-23] worth a notice: signals of the two highest tiers that were brought, own trades that settle, the connection', () => {
  const brought = { state: 'delivered', message: null } as const
  const all = { SNIPER: brought, PRECISION: brought, RAPID: brought, UNRANKED: brought }
  const routing = { signals: all, quota: { delivered: 4, limit: 20 } }
  const before = { ...after(heartbeat(), board([signal()])), routing }
  const fresh = ['SNIPER', 'PRECISION', 'RAPID', 'UNRANKED'] as const
  const more = fresh.map((tier) => signal({ id: tier, tier }))
  const listed = { ...after(heartbeat(), board([signal(), ...more])), routing }
  expect(noticesOf(before, listed).map((notice) => notice.words)).toEqual([
    'New SNIPER signal: EURUSD LONG',
    'New PRECISION signal: EURUSD LONG',
  ])
  // The first list is no news.
  expect(noticesOf(after(heartbeat()), listed)).toEqual([])
  const open = { ...before, trades: { one: trade({ status: 'open' }) } }
  const closed = { ...before, trades: { one: trade({ status: 'closed', outcome: 'LOSS', pnl: -100 }) } }
  expect(noticesOf(open, closed).map((notice) => notice.words)).toEqual(['EURUSD LONG: LOSS, \u2212100.00'])
  // An old trade that a first list or a briefing brings is no news; one that was fired and settled since is.
  expect(noticesOf(before, { ...closed, recent: ['one'] })).toEqual([])
  expect(noticesOf({ ...before, recent: [] }, { ...closed, recent: [] })).toEqual([])
  expect(noticesOf({ ...before, recent: [] }, { ...closed, recent: ['one'] })).toHaveLength(1)
  const gone = { ...before, link: { ...before.link, phase: 'OFFLINE' as const } }
  expect(noticesOf(before, gone)).toMatchObject([{ rank: 'P1', error: true }])
  expect(noticesOf(gone, gone)).toEqual([])
  const back = { ...before, resync: { at: 1, events: 12 } }
  expect(noticesOf(gone, back)).toMatchObject([
    { words: 'Connected again, resynced 12 events.', error: false },
  ])
  const quiet = { ...before, resync: { at: 1, events: 0 } }
  expect(noticesOf(gone, quiet)).toMatchObject([{ words: 'Connected again, nothing was missed.' }])
})
