import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import { openServing, type Serving, SIGNAL } from './serving.ts'

/** Monday, 2 November 2026, 12:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 2, 12)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What is sent at once: it shares commits. */
const BATCH = 50
const LIMITS = {
  requestsPerSecond: 1_000_000,
  requestBurst: 1_000_000,
  decisionsPerSecond: 1_000_000,
  decisionBurst: 1_000_000,
}

let desk: Serving
let events = 0

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MONDAY })
  desk = await openServing({ limits: LIMITS })
})
afterAll(async () => {
  await desk.close()
  vi.useRealTimers()
})

type Told = readonly [event_type: string, payload: object]

const action = (action_type: string, action_data: object = {}): Told => [
  'core.user_action',
  { action_type, action_data },
]
const story = (id: string): Told => [
  'narrative.story_completion',
  {
    story_id: id,
    story_title: id,
    story_category: 'risk',
    total_completion_time_seconds: 9_000,
    total_chapters_completed: 1,
    total_decisions_made: 1,
    ending_achieved: 'done',
  },
]
const chapter = (id: string): Told => [
  'narrative.chapter_completed',
  {
    story_id: 'basics',
    chapter_id: id,
    chapter_title: id,
    completion_time_seconds: 9_000,
    decisions_made: 0,
    character_interactions: 0,
  },
]
const decision = (id: string): Told => [
  'narrative.decision_made',
  {
    story_id: 'basics',
    chapter_id: 'one',
    decision_point_id: id,
    decision_id: id,
    decision_text: 'pass',
    decision_consequences: {},
  },
]

/** Tells of what a trader did, all of it at one instant. */
async function tell(user: string, told: readonly Told[]): Promise<void> {
  for (let from = 0; from < told.length; from += BATCH) {
    const said = await Promise.all(
      told.slice(from, from + BATCH).map(([event_type, payload]) => {
        events += 1
        const body = { event_type, payload, user_id: user, event_id: `e${events}` }
        return desk.ask('POST', '/api/activity', { body })
      }),
    )
    for (const { status, text } of said)
      expect([status, text.slice(0, 200)]).toEqual([200, expect.anything()])
  }
}

function times(count: number, make: (at: number) => Told): readonly Told[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

/** A trader who logs in on a hundred days, completes fifty campaigns and pays for his membership each day. */
async function dayByDay(): Promise<void> {
  for (let day = 0; day < 100; day++) {
    vi.setSystemTime(MONDAY + day * DAY_MS)
    const more = day < 50 ? [story(`story-${day}`)] : []
    await tell('regular', [action('daily_login'), action('subscription_purchase'), ...more])
  }
}

/** A trader who decides, reads, clicks early and late, and brings and helps people. */
async function busy(): Promise<void> {
  const friends = Array.from({ length: 25 }, (_, at) => `friend-${at}`)
  for (const user_id of friends) await desk.ask('POST', '/api/users', { body: { user_id, timezone: 'UTC' } })
  await tell(
    'busy',
    times(500, (at) => decision(`decision-${at}`)),
  )
  await tell(
    'busy',
    times(30, (at) => chapter(`chapter-${at}`)),
  )
  await tell(
    'busy',
    friends.map((friend_id) => action('friend_invite', { friend_id })),
  )
  await tell(
    'busy',
    friends.slice(0, 20).map((friend_id) => action('friend_helped', { friend_id })),
  )
  vi.setSystemTime(MONDAY + 100 * DAY_MS + 20 * HOUR_MS)
  await tell(
    'busy',
    times(200, () => action('button_click')),
  )
  vi.setSystemTime(MONDAY + 101 * DAY_MS - 10 * HOUR_MS)
  await tell(
    'busy',
    times(10, () => action('menu_navigation')),
  )
}

/** Lets the market run as fast as it can until something holds. */
async function runMarketUntil(holds: () => boolean): Promise<void> {
  await new Promise<void>((done) => {
    const look = () => {
      if (!holds()) return
      stop()
      done()
    }
    const stop = desk.station.market.onTick(look)
    void desk.ask('POST', '/api/feed', { body: { paused: false, speed: 'max' } })
  })
  await desk.ask('POST', '/api/feed', { body: { paused: true } })
}

/** Targets and stops as shares of the price: soon won, soon lost, and neither within the hour. */
const WAYS_TO_END = [
  { up: 0.000_5, down: 0.02 },
  { up: 0.02, down: 0.000_5 },
  { up: 0.1, down: 0.1 },
]

/** A trader who fires in rounds, until he has seen fifteen different endings. */
async function manyEndings(token: string): Promise<void> {
  const { market } = desk.station
  const { symbols } = market
  await runMarketUntil(() => market.quotes().every(({ last }) => last !== null))
  const unsettled = new Set<string>()
  const unbooked = new Set<string>()
  let booked: () => void = () => undefined
  desk.station.onCommit((recorded) => {
    for (const { event } of recorded) {
      if (event.kind === 'signal_settled') unsettled.delete(event.signalId)
      if (event.kind === 'trade_closed') unbooked.delete(event.signalId)
    }
    if (unbooked.size === 0) booked()
  })
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const ids = await Promise.all(symbols.flatMap((symbol) => WAYS_TO_END.map((way) => post(symbol, way))))
    for (const id of ids) {
      unsettled.add(id)
      unbooked.add(id)
    }
    const allBooked = new Promise<void>((done) => {
      booked = done
    })
    await Promise.all(ids.map((signal_id) => desk.ask('POST', '/api/fire', { token, body: { signal_id } })))
    await runMarketUntil(() => unsettled.size === 0)
    await allBooked
    const { body } = await desk.ask('GET', '/api/users/walker/achievements', { token })
    if (body.achievements.some(isReached('path_explorer_15'))) return
  }
}

/** Lists a signal at the price of the moment, open for an hour; its id. */
async function post(symbol: string, { up, down }: (typeof WAYS_TO_END)[number]): Promise<string> {
  const { body } = await desk.ask('GET', `/api/candles/${symbol}?limit=1`)
  const close: number = body.candles[0][4]
  const levels = { entry_price: close, take_profit: close * (1 + up), stop_loss: close * (1 - down) }
  const expires_at = desk.station.market.clock().at / 1_000 + 3_600
  const listed = await desk.ask('POST', '/api/signals', {
    body: { ...SIGNAL, symbol, ...levels, expires_at },
  })
  return listed.body.signal.id
}

const ROUNDS_MAX = 20
const isReached = (id: string) => (entry: { achievement_id: string; is_completed: boolean }) =>
  entry.achievement_id === id && entry.is_completed

test('[ACHV-18] each achievement of the code is reached through the API, with nothing but time passing', async () => {
  for (const name of ['regular', 'busy']) await desk.addUser(name)
  const walker = await desk.addUser('walker')
  await manyEndings(walker)
  await desk.ask('POST', '/api/users/walker/vip', { body: { vip: 'standard' } })
  // A week of three has places worth something.
  await tell('busy', [action('button_click')])
  await dayByDay()
  await busy()

  const reached = new Set<string>()
  for (const name of ['regular', 'busy', 'walker']) {
    const { body } = await desk.ask('GET', `/api/users/${name}/achievements`)
    for (const entry of body.achievements) if (entry.is_completed) reached.add(entry.achievement_id)
  }
  const missing = defaultAchievements()
    .map(({ id }) => id)
    .filter((id) => !reached.has(id))
  expect(missing).toEqual([])
}, 60_000)

test('[ACHV-18] none of them was paid twice, and the points record adds up', async () => {
  for (const name of ['regular', 'busy', 'walker']) {
    const unlocks: { achievement_id: string; occurrence: number; points_awarded: number }[] = []
    let cursor = ''
    do {
      const { body } = await desk.ask('GET', `/api/users/${name}/achievements/unlocks?limit=20${cursor}`)
      unlocks.push(...body.unlocks)
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`
    } while (cursor !== '')
    const marks = unlocks.map(({ achievement_id, occurrence }) => `${achievement_id}:${occurrence}`)
    expect(new Set(marks).size).toBe(marks.length)
    const bonuses = await desk.ask('GET', `/api/users/${name}/transactions?type=bonus&limit=200`)
    const paid = bonuses.body.transactions.filter(({ cause }: { cause: string }) =>
      cause.startsWith('achievement:'),
    )
    const causes = paid.map(({ cause }: { cause: string }) => cause)
    expect([...causes].sort()).toEqual(marks.map((mark) => `achievement:${mark}`).sort())
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
    expect(sum(paid.map(({ amount }: { amount: number }) => amount))).toBe(
      sum(unlocks.map(({ points_awarded }) => points_awarded)),
    )
  }
})

test('[ACHV-18] a perfect week is unlocked once for each of fourteen weeks', async () => {
  // A hundred days from a Monday: fourteen whole weeks and two days.
  const { body } = await desk.ask('GET', '/api/users/regular/achievements')
  const entry = body.achievements.find(
    (one: { achievement_id: string }) => one.achievement_id === 'perfect_week',
  )
  expect(entry).toMatchObject({ times: 14, points_earned: 2_800, is_completed: true, progress_percentage: 0 })
  expect(entry.criteria_status).toMatchObject([{ current: 14, required: 15, remaining: 1 }])
})

test('[ACHV-18] a replay of the journal gives the same tables', async () => {
  expect(await desk.station.upkeep.replay()).toMatchObject({ ok: true })
}, 60_000)
