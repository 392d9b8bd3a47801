import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SignalId } from '#core/kernel/ids.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { next, openServing, type Serving } from './serving.ts'

// The signal of the tests: BUY at 1.1, stop 1.09, target 1.115. A close at 1.105 is half the risk: 1 % of 10,000 at 0.5 is 50.

let desk: Serving
let ada: string
let ben: string
beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 10_000, decisionBurst: 1_000 } })
  ada = await desk.addUser('ada')
  ben = await desk.addUser('ben')
})
afterAll(() => desk.close())

/** A fire with a price, as the market would give it. */
async function openTrade(token: string, signal: string): Promise<string> {
  const fired = await desk.ask('POST', '/api/fire', { token, body: { signal_id: signal } })
  await desk.execute({ kind: 'execute_fires', signalId: signal as SignalId, price: 1.1 })
  return fired.body.trade_id
}
const close = (trade: string, token: string, body: object = { price: 1.105 }, headers = {}) =>
  desk.ask('POST', `/api/trades/${trade}/close`, { token, body, headers })

test('[CLOSE-4] a report closes the own trade, is told live and shown apart; a repeat under its key answers alike', async () => {
  const signal = await desk.postSignal()
  const trade = await openTrade(ada, signal)
  const socket = await desk.connect(ada)
  const told = next<{ closed: object | null }>(socket, 'user_stats_update', ({ closed }) => closed !== null)
  const key = { 'idempotency-key': 'close-1' }
  const said = await close(trade, ada, { price: 1.105 }, key)
  expect([said.status, said.body]).toEqual([
    200,
    expect.objectContaining({ settled_by: 'executor', outcome: 'WIN', r: 0.5, pnl: 50, balance: 10_050 }),
  ])
  expect((await told).closed).toMatchObject({
    trade_id: trade,
    pnl: 50,
    settled_by: 'executor',
    reported_price: 1.105,
  })
  const again = await close(trade, ada, { price: 1.105 }, key)
  expect([again.body, again.headers['idempotency-replayed']]).toEqual([said.body, 'true'])
  expect((await close(trade, ada)).body.error.code).toBe('already_closed')

  const { fires } = (await desk.ask('GET', '/api/users/ada/fires', { token: ada })).body
  expect(fires[0]).toMatchObject({ settled_by: 'executor', exit_price: 1.105, status: 'closed', pnl: 50 })
  const summary = (await desk.ask('GET', '/api/users/ada/summary', { token: ada })).body
  expect(summary).toMatchObject({
    wins: 0,
    win_rate: null,
    pnl: 0,
    executor_closes: 1,
    executor_pnl: 50,
    balance: 10_050,
  })
  const csv = (await desk.ask('GET', '/api/users/ada/export', { token: ada })).body
  expect(JSON.stringify(csv)).toContain('"settled_by":"executor"')
})

test("[CLOSE-5] nobody closes another's trade, and the market still settles the signal for everybody else", async () => {
  const signal = await desk.postSignal()
  const [adas, bens] = [await openTrade(ada, signal), await openTrade(ben, signal)]
  expect((await close(bens, ada)).body.error.code).toBe('trade_not_found')
  expect((await close(bens, ada, { price: 1.105, user_id: 'ben' })).body.error.code).toBe('forbidden')
  const books = () =>
    JSON.stringify([...desk.station.queries.books()].map(([name, book]) => [name, snapshotOf(book)]))
  const before = [desk.station.queries.book('acme'), books()]
  const board = async (metric: string) => (await desk.ask('GET', `/api/leaderboards/${metric}`)).body
  const metrics = ['pnl', 'win_rate', 'risk_adjusted', 'weekly_r']
  const boards = await Promise.all(metrics.map(async (metric) => (await board(metric)).entries))
  expect((await close(adas, ada)).status).toBe(200)
  expect([desk.station.queries.book('acme'), books()]).toEqual(before)
  const after = await Promise.all(metrics.map(async (metric) => (await board(metric)).entries))
  expect(after).toEqual(boards)
  const { signal: shown } = (await desk.ask('GET', `/api/signals/${signal}`)).body
  expect(shown.outcome).toBeNull()
  const { fires } = (await desk.ask('GET', '/api/users/ben/fires', { token: ben })).body
  expect(fires[0]).toMatchObject({ status: 'open', settled_by: null })
  expect(await desk.station.upkeep.check()).toMatchObject({ ok: true })
})

test('[CLOSE-2] each refusal has its words, and leaves no trace', async () => {
  const waiting = await desk.ask('POST', '/api/fire', {
    token: ada,
    body: { signal_id: await desk.postSignal() },
  })
  const open = await openTrade(ada, await desk.postSignal())
  const rows = desk.station.queries.counts().journalRows
  const codes = [
    await close('none', ada),
    await close(waiting.body.trade_id, ada),
    await close(open, ada, { price: 1.105, closed_at: 1 }),
    await close(open, ada, { price: 900_000 }),
    await close(open, ada, { price: -1 }),
  ].map(({ status, body }) => [status, body.error.code])
  expect(codes).toEqual([
    [404, 'trade_not_found'],
    [409, 'trade_not_open'],
    [422, 'bad_close_time'],
    [422, 'bad_close_price'],
    [400, 'bad_request'],
  ])
  expect(desk.station.queries.counts().journalRows).toBe(rows)
})
