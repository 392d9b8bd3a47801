import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import { openServing, type Serving } from './serving.ts'

/** Friday, 2 January 2026, 12:00 UTC. */
const FIRST_NOON = Date.UTC(2026, 0, 2, 12)
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Days on which he completes a briefing and uses the desk, too: the longest of these rows. */
const BUSY_DAYS = 100
/** A token lasts 90 days. */
const TOKEN_DAYS = 80
const LIMITS = { requestsPerSecond: 1_000_000, requestBurst: 1_000_000 }

let desk: Serving
let ada: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: FIRST_NOON })
  desk = await openServing({ limits: LIMITS })
  ada = await desk.addUser('ada')
})
afterAll(async () => {
  await desk.close()
  vi.useRealTimers()
})

let told = 0
async function act(event_type: string, payload: object, token?: string): Promise<void> {
  told += 1
  const body = { event_type, event_id: `m${told}`, user_id: 'ada', payload }
  const said = await desk.ask('POST', '/api/activity', { ...(token === undefined ? {} : { token }), body })
  expect([said.status, said.body.recorded]).toEqual([200, true])
}

async function newToken(): Promise<string> {
  const body = { user_id: 'ada', role: 'trader', label: 'the next one' }
  return (await desk.ask('POST', '/api/tokens', { body })).body.token
}

const chapter = (day: number) => ({
  story_id: 'basics',
  chapter_id: `chapter-${day}`,
  chapter_title: 'A day',
  completion_time_seconds: 9_000,
  decisions_made: 0,
  character_interactions: 0,
})

async function livesDay(day: number): Promise<void> {
  vi.setSystemTime(FIRST_NOON + day * DAY_MS)
  if (day > 0 && day % TOKEN_DAYS === 0) ada = await newToken()
  await act('core.user_action', { action_type: 'daily_login' }, ada)
  if (day >= BUSY_DAYS) return
  await act('core.user_action', { action_type: 'feature_usage' }, ada)
  // A chapter is a service's word.
  await act('narrative.chapter_completed', chapter(day))
}

const achievement = (number: number) => ({
  achievement_id: `extra_${number}`,
  name: `Extra ${number}`,
  category: 'special',
  tier: 'bronze',
  unlock_criteria: { days_active: 10_000 },
})

/** An operator gives him what there is, one a minute, and thirty more. */
async function receivesEverything(): Promise<void> {
  const extra = Array.from({ length: 30 }, (_, number) => achievement(number))
  for (const body of extra) expect((await desk.ask('POST', '/api/achievements', { body })).status).toBe(201)
  const ids = [
    ...defaultAchievements().map(({ id }) => id),
    ...extra.map(({ achievement_id }) => achievement_id),
  ]
  for (const [minute, id] of ids.entries()) {
    vi.setSystemTime(FIRST_NOON + 364 * DAY_MS + minute * MINUTE_MS)
    await desk.ask('POST', `/api/users/ada/achievements/${id}/unlock`, { body: { reason: 'for the test' } })
  }
}

test('[STREAK-6] every milestone of every streak is reached through the API, with nothing but time passing, and paid once', async () => {
  for (let day = 0; day < 365; day++) await livesDay(day)
  await receivesEverything()
  const { streaks } = (await desk.ask('GET', '/api/users/ada/streaks', { token: ada })).body
  const reached = Object.fromEntries(
    streaks.map((streak: { streak_type: string; milestones_reached: readonly number[] }) => [
      streak.streak_type,
      streak.milestones_reached,
    ]),
  )
  expect(reached).toEqual({
    daily_login: [3, 7, 14, 30, 60, 100, 365],
    story_progress: [5, 15, 30, 60],
    interaction: [10, 25, 50, 100],
    achievement_unlock: [3, 10, 20, 50],
  })

  const causes: string[] = []
  for (let cursor = ''; ; ) {
    const path = `/api/users/ada/claims?limit=200${cursor}`
    const { body } = await desk.ask('GET', path, { token: ada })
    for (const { reward, cause } of body.claims) if (reward.kind === 'points') causes.push(cause)
    if (body.next_cursor === null) break
    cursor = `&cursor=${body.next_cursor}`
  }
  const ofStreaks = causes.filter((cause) => cause.startsWith('streak:'))
  expect(ofStreaks).toHaveLength(7 + 4 + 4 + 4)
  expect(new Set(ofStreaks).size).toBe(ofStreaks.length)
}, 120_000)
