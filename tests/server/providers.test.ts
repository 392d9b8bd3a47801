import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
})
afterAll(() => serving.close())

const MINUTE = 60_000
const FIRST = Date.UTC(2025, 7, 21)

/** A line as a log has it, `index` minutes after the first: two of five won at 1.5 to 1. */
function line(index: number, over: { claim?: number; win?: number; ratio?: number } = {}): string {
  const { claim = 70 + (index % 20), win = index % 5 < 2 ? 1 : 0, ratio = 1.5 } = over
  return `${FIRST + index * MINUTE},L_${index},EURUSD,SWEEP,LONDON,BUY,${claim},${ratio},${win}`
}
const lines = (count: number, from = 0) => Array.from({ length: count }, (_, index) => line(from + index))

const send = (name: string, body: unknown, more: object = {}) =>
  serving.ask('POST', `/api/providers/${name}/log`, { body, ...more })
const taken = async (name: string, query = '') =>
  (await serving.ask('GET', `/api/providers/${name}/log${query}`, { token: ada })).body
const bookOf = async (name: string) => {
  const { body } = await serving.ask('GET', '/api/books', { token: ada })
  return body.books.find(({ book }: { book: string }) => book === name)
}

test('[IMPORT-10] lines are taken once; a second time changes nothing', async () => {
  const body = { file: 'log.csv', first_line: 2, lines: lines(40) }
  expect((await send('acme', body)).body).toEqual({ provider: 'acme', recorded: 40, known: 0, unusable: [] })
  const rows = serving.station.queries.counts().journalRows
  const before = await bookOf('provider:acme:1.5')
  expect((await send('acme', { ...body, file: 'copy.csv' })).body).toEqual({
    provider: 'acme',
    recorded: 0,
    known: 40,
    unusable: [],
  })
  expect(serving.station.queries.counts().journalRows).toBe(rows)
  expect(await bookOf('provider:acme:1.5')).toEqual(before)
})

test('[IMPORT-10] what cannot be used is named by line and reason, and keeps nothing else out', async () => {
  const body = {
    file: 'log.csv',
    first_line: 42,
    lines: ['', line(40), line(39), line(3, { win: 0, claim: 55 }), line(41, { claim: 101 }), `${line(42)}x`],
  }
  expect((await send('acme', body)).body).toEqual({
    provider: 'acme',
    recorded: 1,
    known: 1,
    unusable: [
      { line: 42, reason: 'columns' },
      { line: 45, reason: 'changed' },
      { line: 46, reason: 'confidence' },
      { line: 47, reason: 'win' },
    ],
  })
  const late = { file: 'log.csv', first_line: 2, lines: [line(9).replace('L_9', 'L_new')] }
  expect((await send('acme', late)).body.unusable).toEqual([{ line: 2, reason: 'behind' }])
})

test('[IMPORT-10] under a key the first answer is given again', async () => {
  const asked = { headers: { 'idempotency-key': 'log-1' } }
  const body = { file: 'keyed.csv', first_line: 2, lines: lines(3) }
  const first = await send('keyed', body, asked)
  const again = await send('keyed', body, asked)
  expect(again.text).toBe(first.text)
  expect(again.headers['idempotency-replayed']).toBe('true')
})

test('[IMPORT-11] the book shows what was claimed and what was earned', async () => {
  // Claims of 77 throughout, 39 of 100 won.
  const hundred = Array.from({ length: 100 }, (_, index) =>
    line(index, { claim: 77, win: index < 39 ? 1 : 0 }),
  )
  await send('Loud%20Desk', { file: 'loud.csv', first_line: 2, lines: hundred.slice(0, 50) })
  await send('Loud%20Desk', { file: 'loud.csv', first_line: 52, lines: hundred.slice(50) })
  const book = await bookOf('provider:Loud Desk:1.5')
  expect(book).toMatchObject({ outcomes: 100, wins: 39, win_rate: 0.39, open: 0 })
  expect(book.claimed).toBeCloseTo(0.77, 6)
  expect(book.interval[0]).toBeLessThan(0.39)
  expect(book.interval[1]).toBeGreaterThan(0.39)
})

test('[IMPORT-12] past signals have a list of their own, with where they came from, newest first in pages', async () => {
  const page = await taken('acme', '?limit=2')
  expect(page.past_signals).toHaveLength(2)
  expect(page.past_signals[0]).toMatchObject({
    signal_id: 'L_40',
    provider: 'acme',
    symbol: 'EURUSD',
    direction: 'BUY',
    created_at: FIRST / 1_000 + 40 * 60,
    claimed: 70,
    risk_reward: 1.5,
    outcome: 'WIN',
    book: 'provider:acme:1.5',
    imported: { file: 'log.csv', line: 43 },
  })
  const next = await taken('acme', `?limit=200&cursor=${page.next_cursor}`)
  expect(next.past_signals).toHaveLength(39)
  expect(next).toMatchObject({ next_cursor: null })
  expect((await serving.ask('GET', '/api/providers/acme/log?cursor=x')).status).toBe(400)
  expect((await taken('nobody')).past_signals).toEqual([])
})

test('[IMPORT-12] they are no signals of the desk: not listed, not found, not fired on, in no statistics', async () => {
  const signals = await serving.ask('GET', '/api/signals', { token: ada })
  expect(signals.body).toEqual({ signals: [], next_cursor: null })
  expect((await serving.ask('GET', '/api/signals/L_3')).status).toBe(404)
  const fired = await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: 'L_3' } })
  expect(fired).toMatchObject({ status: 404, body: { error: { code: 'signal_not_found' } } })
  const { body } = await serving.ask('GET', '/api/stats')
  expect(body.active_signals.total).toBe(0)
  expect(body.tier_performance.unranked).toMatchObject({ total_signals: 0, outcomes: 0 })
  const board = await serving.ask('GET', '/api/leaderboards/pnl', { token: ada })
  expect(board.body.total).toBe(0)
  expect((await serving.station.upkeep.check()).ok).toBe(true)
})

test('[IMPORT-13] an operator imports, nobody else, and only a provider may be named', async () => {
  const body = { file: 'log.csv', first_line: 2, lines: lines(1) }
  expect((await send('acme', body, { token: ada })).status).toBe(403)
  const service = await serving.addUser('ada', 'service', { may_act_for: ['*'] })
  expect((await send('acme', body, { token: service })).status).toBe(403)
  expect((await send('sim', body)).status).toBe(400)
  for (const bad of [
    { ...body, lines: [] },
    { ...body, lines: lines(65) },
    { ...body, lines: ['x'.repeat(513)] },
    { ...body, first_line: 0 },
    { ...body, file: 'a/b.csv' },
    { ...body, more: 1 },
  ])
    expect((await send('acme', bad)).status).toBe(400)
})

test('[FUS-5] books come in pages, the station’s first and then by name', async () => {
  const names: string[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { body } = await serving.ask('GET', `/api/books?limit=1${query}`, { token: ada })
    names.push(...body.books.map(({ book }: { book: string }) => book))
    cursor = body.next_cursor
  } while (cursor !== null)
  expect(names).toEqual(['provider:Loud Desk:1.5', 'provider:acme:1.5', 'provider:keyed:1.5'])
  expect((await serving.ask('GET', '/api/books?cursor=nobody')).status).toBe(400)
  expect((await serving.ask('GET', '/api/books?limit=201')).status).toBe(400)
})

test('[SIMILAR-5] a signal tells how those like it came out, imported ones included', async () => {
  const id = await serving.postSignal()
  const { status, body } = await serving.ask('GET', `/api/signals/${id}/similar`, { token: ada })
  expect(status).toBe(200)
  expect(body).toMatchObject({ signal_id: id, among: 41 })
  // Posted without a claim, it leans on base rates alone; who is alike is for the rule to say, what adds up is not.
  expect(body.n).toBeLessThanOrEqual(41)
  if (body.n > 0) expect(body.win_rate).toBeCloseTo(body.wins / body.n, 6)
  expect((await serving.ask('GET', '/api/signals/nobody/similar')).status).toBe(404)
})
