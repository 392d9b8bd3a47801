import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
})
afterAll(() => serving.close())

test('[FUS-1] the eleven sources of the station are listed before the first of them has spoken', async () => {
  const { status, body } = await serving.ask('GET', '/api/sources', { token: ada })
  expect(status).toBe(200)
  const own = body.sources.filter(({ book }: { book: string }) => book === 'station:1.5:1')
  expect(own).toHaveLength(11)
  expect(own[0]).toMatchObject({ paused: false, votes: 0, last_vote: null, troubles: [] })
})

test('[FUS-2] an operator pauses a source and lets it back in; nobody else does', async () => {
  const pause = (paused: unknown, token?: string, name = 'rsi_revert') =>
    serving.ask('POST', `/api/sources/${name}`, { ...(token && { token }), body: { paused } })
  const isPaused = async () => {
    const { body } = await serving.ask('GET', '/api/sources')
    return body.sources.find(({ name }: { name: string }) => name === 'rsi_revert').paused
  }
  expect((await pause(true, ada)).status).toBe(403)
  expect((await pause('yes')).status).toBe(400)
  expect((await pause(true, undefined, 'nobody')).status).toBe(404)
  expect(await isPaused()).toBe(false)
  expect(await pause(true)).toMatchObject({ status: 200, body: { name: 'rsi_revert', paused: true } })
  const rows = serving.station.queries.counts().journalRows
  expect((await pause(true)).status).toBe(200)
  expect(serving.station.queries.counts().journalRows).toBe(rows)
  expect(await isPaused()).toBe(true)
  expect((await serving.station.upkeep.replay()).ok).toBe(true)
  await pause(false)
  expect(await isPaused()).toBe(false)
})

test('[FUS-3] a tier that has nothing to show says so, and an unknown one is refused', async () => {
  const { status, body } = await serving.ask('GET', '/api/performance/SNIPER', { token: ada })
  expect(status).toBe(200)
  expect(body).toEqual({
    name: 'sniper',
    threshold: 0.9,
    total_signals: 0,
    outcomes: 0,
    wins: 0,
    win_rate: null,
    interval: null,
    mean_predicted: null,
    active_signals: 0,
    verdict: 'unproven',
  })
  expect((await serving.ask('GET', '/api/performance/gold')).status).toBe(400)
})

test("[FUS-4] a provider's claims are scored in books of its own, which tell the station's tiers nothing", async () => {
  await serving.postSignal()
  const { body } = await serving.ask('GET', '/api/books')
  expect(body.books.map(({ book }: { book: string }) => book)).toEqual(['provider:acme:1.5'])
  expect(body.books[0]).toMatchObject({ prior: 0.4, candidates: 1, outcomes: 0, open: 1 })
  const stats = await serving.ask('GET', '/api/stats')
  expect(stats.body.active_signals).toEqual({
    total: 1,
    by_tier: { sniper: 0, precision: 0, rapid: 0, training: 0, unranked: 1 },
  })
  expect(stats.body.tier_performance.unranked).toMatchObject({ total_signals: 0, active_signals: 0 })
  expect(stats.body.fusion_quality).toEqual({ min_confidence: null, avg_confidence: null, avg_sources: null })
})
