import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openServing, type Serving } from './serving.ts'

/** A Wednesday; in Kiritimati, 14 hours ahead, it is Thursday. */
const WEDNESDAY = Date.UTC(2026, 10, 18, 12)
const HOUR_MS = 3_600_000

let desk: Serving
let ada: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: WEDNESDAY })
  desk = await openServing()
  ada = await desk.addUser('ada')
})
afterAll(async () => {
  await desk.close()
  vi.useRealTimers()
})

const move = (timezone: string, token = ada) =>
  desk.ask('POST', '/api/users/ada/timezone', { token, body: { timezone } })
const mine = async (path: string) => (await desk.ask('GET', path, { token: ada })).body
const login = (event_id: string) =>
  desk.ask('POST', '/api/activity', {
    token: ada,
    body: { event_type: 'core.user_action', event_id, payload: { action_type: 'daily_login' } },
  })

test('[USER-5] who moves lives by the midnights of his new zone everywhere, at once and after a restart', async () => {
  await login('wednesday')
  expect((await mine('/api/missions/daily')).day).toBe('2026-11-18')
  expect((await mine('/api/session')).timezone).toBe('UTC')
  expect(await move('Pacific/Kiritimati')).toMatchObject({
    status: 200,
    body: { user_id: 'ada', timezone: 'Pacific/Kiritimati' },
  })
  expect((await mine('/api/missions/daily')).day).toBe('2026-11-19')
  expect((await mine('/api/session')).timezone).toBe('Pacific/Kiritimati')
  // It is another day of his: a login counts, and the streak grows by the one calendar day.
  expect((await login('thursday')).body).toMatchObject({ recorded: true })
  const { streaks } = await mine('/api/users/ada/streaks')
  expect(streaks).toContainEqual(
    expect.objectContaining({
      streak_type: 'daily_login',
      current_count: 2,
      last_activity_date: '2026-11-19',
    }),
  )
  expect(desk.station.queries.trader('ada' as never)?.zone).toBe('Pacific/Kiritimati')
  const { events } = await mine('/api/users/ada/events?limit=100')
  expect(events).toContainEqual(
    expect.objectContaining({ sentence: 'Lives in Pacific/Kiritimati from now on, before in UTC.' }),
  )
})

test('[USER-6] back is possible a day later, and no day is lived twice by it', async () => {
  const again = await move('UTC')
  expect([again.status, again.body.error.code, again.headers['retry-after']]).toEqual([
    409,
    'zone_changed_recently',
    '86400',
  ])
  vi.setSystemTime(WEDNESDAY + 24 * HOUR_MS)
  expect((await move('UTC')).status).toBe(200)
  // Thursday noon in UTC: the day he had in the east already.
  expect((await login('thursday-again')).body).toMatchObject({ recorded: false })
  expect((await mine('/api/missions/daily')).day).toBe('2026-11-19')
})

test('[USER-6] nobody moves another, and only to a zone there is', async () => {
  expect((await move('Asia/Tokyo', await desk.addUser('eve'))).status).toBe(403)
  const unknown = await move('Middle/Earth')
  expect([unknown.status, unknown.body.error.fields]).toEqual([
    400,
    [expect.objectContaining({ path: 'timezone' })],
  ])
  const nobody = await desk.ask('POST', '/api/users/nobody/timezone', { body: { timezone: 'UTC' } })
  expect(nobody).toMatchObject({ status: 404, body: { error: { code: 'user_not_found' } } })
})
