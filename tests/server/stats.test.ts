import { afterAll, beforeAll, expect, test } from 'vitest'
import { RATE_TRADES_MIN, TIER_NAMES } from '#core/stats/time-stats.ts'
import { wireTimes } from '#server/wire-stats.ts'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
let bob: string

beforeAll(async () => {
  desk = await openServing({ limits: { decisionBurst: 1_000, requestBurst: 10_000 } })
  ada = await desk.addUser('ada')
  bob = await desk.addUser('bob')
  const signal_id = await desk.postSignal()
  await desk.ask('POST', '/api/fire', { token: ada, body: { signal_id } })
  const passed = await desk.postSignal()
  await desk.ask('POST', '/api/pass', { token: ada, body: { signal_id: passed, reason: 'plan' } })
})
afterAll(() => desk.close())

test('[TSTAT-4] every slot is there with its counts, for the user himself and the operator', async () => {
  const { body, status } = await desk.ask('GET', '/api/users/ada/time-stats', { token: ada })
  expect(status).toBe(200)
  expect([body.hours.length, body.weekdays.length, body.sessions.length]).toEqual([24, 7, 4])
  const hour = new Date().getUTCHours()
  const near = body.hours.filter(({ decisions }: { decisions: number }) => decisions > 0)
  expect(near.reduce((sum: number, { decisions }: { decisions: number }) => sum + decisions, 0)).toBe(2)
  expect([hour, (hour + 23) % 24]).toContain(near[0].hour)
  // A provider who claims nothing has no tier.
  expect(
    body.tiers.map(({ tier, fires, passes }: { tier: string; fires: number; passes: number }) => [
      tier,
      fires,
      passes,
    ]),
  ).toEqual([
    ['SNIPER', 0, 0],
    ['PRECISION', 0, 0],
    ['RAPID', 0, 0],
    ['TRAINING', 0, 0],
    ['UNRANKED', 1, 1],
  ])
  expect(body.sources).toMatchObject([{ source: 'acme', fires: 1, passes: 1 }])
  expect(body.all).toMatchObject({ decisions: 2, n: 0, win_rate: null, interval: null })
  const of = (query: string) => desk.ask('GET', `/api/users/ada/time-stats${query}`, { token: ada })
  expect((await of('?source=sim')).body.all.decisions).toBe(0)
  expect((await of('?days=7')).status).toBe(400)
  expect((await desk.ask('GET', '/api/users/ada/time-stats', { token: bob })).status).toBe(403)
  expect((await desk.ask('GET', '/api/users/nobody/time-stats')).status).toBe(404)
})

test('[TSTAT-5] there is no rate below ten trades, and an interval beside every rate', () => {
  const slot = (wins: number, losses: number) => {
    const counts = { fires: wins + losses, passes: 0, wins, losses, timeouts: 3 }
    return { ...counts, pnlCents: 0, passedWins: 0, passedLosses: 0 }
  }
  const of = (wins: number, losses: number) => {
    const none = slot(0, 0)
    const sessions = new Map(['asia', 'europe', 'america', 'quiet'].map((name) => [name, none]))
    const tiers = new Map(TIER_NAMES.map((name) => [name, none]))
    const empty = { sessions, tiers, symbols: new Map(), sources: new Map() }
    const hours = Array.from({ length: 24 }, () => none)
    return wireTimes({ ...empty, hours, weekdays: hours.slice(0, 7), all: slot(wins, losses) }).all
  }
  expect(of(RATE_TRADES_MIN - 1, 0)).toMatchObject({ n: 9, win_rate: null, interval: null })
  // Wilson, 95 %, 6 of 10: 0.3127 to 0.8318.
  expect(of(6, 4)).toMatchObject({ n: 10, win_rate: 0.6, interval: [0.3127, 0.8318] })
})

test('[TSTAT-6] a summary names the symbol fired on most and the days in a row', async () => {
  const summary = () => desk.ask('GET', '/api/users/ada/summary', { token: ada })
  expect((await summary()).body).toMatchObject({
    favorite_symbol: { symbol: 'EURUSD', fire_count: 1 },
    current_streak: 0,
  })
  const payload = { action_type: 'daily_login' }
  const body = { event_type: 'core.user_action', event_id: 'l1', user_id: 'ada', payload }
  await desk.ask('POST', '/api/activity', { body })
  expect((await summary()).body.current_streak).toBe(1)
  const other = await desk.ask('GET', '/api/users/bob/summary', { token: bob })
  expect(other.body).toMatchObject({ favorite_symbol: null, current_streak: 0 })
})
