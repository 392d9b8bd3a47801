import { afterAll, beforeAll, expect, test } from 'vitest'
import { missionRoutes } from '#server/routes/missions.ts'
import { openServing, type Serving, SIGNAL } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
})
afterAll(() => serving.close())

const mission = async (id: string, token = ada) =>
  (await serving.ask('GET', `/api/missions/${id}`, { token })).body

async function fire(id: string, risk_pct: number): Promise<void> {
  const fired = await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: id, risk_pct } })
  expect(fired.status).toBe(200)
}

async function postOn(symbol: string): Promise<string> {
  const expires_at = serving.station.market.clock().at / 1_000 + 3_600
  const made = await serving.ask('POST', '/api/signals', { body: { ...SIGNAL, symbol, expires_at } })
  return made.body.signal.id
}

test('[HTTP-26] a briefing says what its reader has at stake at once, and only to him', async () => {
  const [here, there] = [await serving.postSignal(), await postOn('GBPUSD')]
  expect((await mission(here)).user).toMatchObject({ open_trades: 0, open_on_symbol: 0, open_risk: 0 })
  await fire(here, 0.5)
  await fire(there, 2)
  // 0.5 % and 2 % of 10,000.00.
  expect((await mission(here)).user).toMatchObject({ open_trades: 2, open_on_symbol: 1, open_risk: 250 })
  const other = await mission(here, serving.operator)
  expect(other.user).toMatchObject({ id: 'operator', open_trades: 0, open_risk: 0 })
})

test("[HTTP-27] a provider's briefing has no votes, and says how many outcomes its book has", async () => {
  const said = await mission(await serving.postSignal())
  expect(said).toMatchObject({ evidence: null, book: { wins: 0, losses: 0, timeouts: 0 } })
  expect(said.signal_stats).toMatchObject({ exit_price: null, r: null })
})

test('[HTTP-27] the briefing of a settled signal of the station says who voted, how it ended and its book', async () => {
  const id = await serving.postSignal()
  const known = serving.station.queries.signal(id as never)
  const votes = [
    { source: 'ema_trend', agreement: 1, claim: 0.7, bars: 4, since: 1_700_000_000_000 },
    { source: 'hour_drift', agreement: -1, claim: 0.55 },
  ]
  const sheet = {
    ...known,
    signal: { ...known?.signal, evidence: { votes, regime: { trend: -1, vol: 1 } } },
    status: 'settled',
    outcome: 'WIN',
    exit: 1.115,
    r: 1.5,
  }
  const book = () => ({ wins: 3, losses: 2, timeouts: 1 })
  const queries = { ...serving.station.queries, signal: () => sheet, book }
  const { market, now } = serving.station
  const routes = missionRoutes({ station: { market, now, queries } } as never)
  expect(await routes.mission({ params: { id }, principal: { userId: 'ada' } } as never)).toMatchObject({
    reply: {
      evidence: {
        votes: [
          { source: 'ema_trend', agrees: true, claim: 0.7, bars: 4, since: 1_700_000_000 },
          { source: 'hour_drift', agrees: false, claim: 0.55, bars: null, since: null },
        ],
        trend: 'ranging',
        volatility: 'loud',
      },
      book: { wins: 3, losses: 2, timeouts: 1 },
      signal_stats: { exit_price: 1.115, r: 1.5 },
    },
  })
})
