import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
beforeAll(async () => {
  desk = await openServing({ limits: { requestBurst: 10_000 } })
})
afterAll(() => desk.close())

test('[ECON-5] the economy is for operators, over 1 to 90 days', async () => {
  const ada = await desk.addUser('ada')
  const gift = { user_id: 'ada', amount: 25, event_id: 'g1', reason: 'x' }
  expect((await desk.ask('POST', '/api/points/refund', { body: gift })).status).toBe(200)
  const { status, body } = await desk.ask('GET', '/api/economy?days=2')
  expect(status).toBe(200)
  expect(body.days).toHaveLength(2)
  expect(body.days.reduce((sum: number, { net }: { net: number }) => sum + net, 0)).toBe(25)
  expect(body.reasons).toEqual([{ type: 'refund', action: 'refund', in: 25, out: 0, transactions: 1 }])
  expect(body).toMatchObject({
    reasons_total: 1,
    balances: { traders: 1, total: 25, median: 25, p90: 25, negative: 0 },
  })
  expect(body.streak_survival).toEqual([
    { days: 7, n: 0, reached: 0, share: null, interval: null },
    { days: 30, n: 0, reached: 0, share: null, interval: null },
  ])
  expect((await desk.ask('GET', '/api/economy')).body.days).toHaveLength(30)
  expect((await desk.ask('GET', '/api/economy?days=91')).status).toBe(400)
  expect((await desk.ask('GET', '/api/economy', { token: ada })).status).toBe(403)
})
