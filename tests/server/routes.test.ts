import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServing, type Serving, SIGNAL } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
  await serving.addUser('bob')
})
afterAll(() => serving.close())

const get = (path: string, token = serving.operator) => serving.ask('GET', path, { token })
const fire = (token: string, body: object) => serving.ask('POST', '/api/fire', { token, body })

/** Walks a list page by page. */
async function walk(path: string, noun: string, token?: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const said: { body: Record<string, never> } = await get(
      `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      token,
    )
    pages.push(
      (said.body[noun]! as { id: string; trade_id: string }[]).map(({ id, trade_id }) => id ?? trade_id),
    )
    cursor = said.body.next_cursor as unknown as string | null
  }
  return pages
}

describe('deciding', () => {
  test("[HTTP-13] a fire answers with its trade, the total and the trader's day", async () => {
    const id = await serving.postSignal()
    const before = Date.now() / 1_000
    const { status, body } = await fire(ada, { signal_id: id, timestamp: before, risk_pct: 0.5 })
    expect(status).toBe(200)
    expect(body).toEqual({
      success: true,
      trade_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      signal_id: id,
      user_id: 'ada',
      fire_count: 1,
      fired_at: expect.any(Number),
      user_stats: { trades_today: 1, last_7d_pnl: 0, win_rate: null, rank: 'WARRIOR' },
      server_time: body.fired_at,
    })
    expect(body.fired_at).toBeGreaterThanOrEqual(Math.floor(before))
    const [trade] = (await get('/api/users/ada/fires', ada)).body.fires
    expect(trade).toMatchObject({
      trade_id: body.trade_id,
      risk_pct: 0.5,
      status: 'pending',
      executed: false,
      source: 'acme',
    })
  })

  test('[HTTP-13] a pass counts as a decision, and a fire may still follow', async () => {
    const id = await serving.postSignal()
    const passed = await serving.ask('POST', '/api/pass', {
      token: ada,
      body: { signal_id: id, reason: 'spread', note: 'wide' },
    })
    expect(passed.body).toEqual({
      success: true,
      signal_id: id,
      passed_at: expect.any(Number),
      pass_count: 1,
    })
    expect((await fire(ada, { signal_id: id })).status).toBe(200)
    const mission = (await get(`/api/missions/${id}`, ada)).body
    expect(mission).toMatchObject({
      user_fired: true,
      user_passed: true,
      signal_stats: { fire_count: 1, pass_count: 1 },
    })
  })

  test('[HTTP-14] a mission is the signal with the caller as user', async () => {
    const id = await serving.postSignal(600)
    await fire(ada, { signal_id: id })
    const own = (await get(`/api/missions/${id}`, ada)).body
    expect(own).toMatchObject({
      signal: {
        id,
        symbol: 'EURUSD',
        direction: 'BUY',
        entry_price: 1.1,
        stop_loss: 1.09,
        take_profit: 1.115,
      },
      user: { id: 'ada', balance: 10_000 },
      signal_stats: { fire_count: 1, pass_count: 0, executed_count: 0 },
      user_fired: true,
      user_passed: false,
    })
    // The market stands: all of its ten minutes are left.
    expect(own.signal_stats.time_remaining).toBeCloseTo(600, 3)
    expect(own.trade.signal_id).toBe(id)
    const other = (await get(`/api/missions/${id}`)).body
    expect(other).toMatchObject({ user: { id: 'operator' }, user_fired: false, trade: null })
  })
})

describe('lists', () => {
  test('[HTTP-15] pages follow each other without a gap or a repeat, newest first, and end with null', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.unshift(await serving.postSignal())
    const pages = await walk('/api/signals?limit=2', 'signals')
    expect(pages.flat().slice(0, 5)).toEqual(ids)
    expect(new Set(pages.flat()).size).toBe(pages.flat().length)
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(2)
  })

  test('[HTTP-15] a page is not moved by what comes after it was begun', async () => {
    const first = await get('/api/signals?limit=2')
    const second = await get(`/api/signals?limit=2&cursor=${first.body.next_cursor}`)
    await serving.postSignal()
    expect(
      (await get(`/api/signals?limit=2&cursor=${first.body.next_cursor}`)).body.signals.map(
        ({ id }: { id: string }) => id,
      ),
    ).toEqual(second.body.signals.map(({ id }: { id: string }) => id))
  })

  test('[HTTP-16] active and closed part what all unites', async () => {
    const listed = async (path: string) => (await walk(path, 'signals')).flat()
    const [all, active, closed, short] = await Promise.all(
      [
        '/api/signals?limit=200',
        '/api/signals?status=active&limit=200',
        '/api/signals?status=closed&limit=200',
        '/api/signals/active?limit=200',
      ].map(listed),
    )
    expect(short).toEqual(active)
    expect([...active!, ...closed!].sort()).toEqual([...all!].sort())
    expect(await listed('/api/signals?symbol=XAUUSD&limit=200')).toEqual([])
  })

  test('[HTTP-15] a trade history pages too', async () => {
    const pages = await walk('/api/users/ada/fires?limit=1', 'fires', ada)
    expect(pages.flat().length).toBe((await get('/api/users/ada/summary', ada)).body.total_fires)
  })

  test('[HTTP-17] others see who fired and when, never how much', async () => {
    const id = await serving.postSignal()
    await fire(ada, { signal_id: id, risk_pct: 2 })
    const { body } = await get(`/api/signals/${id}/fires`)
    expect(body.fires).toEqual([
      { user_id: 'ada', name: null, fired_at: expect.any(Number), executed: false },
    ])
    expect((await get(`/api/signals/${id}/fire-count`)).body).toMatchObject({ signal_id: id, count: 1 })
    expect((await get(`/api/signals/${id}/metrics`)).body).toMatchObject({ total_fires: 1, active_users: 1 })
  })
})

describe('the desk', () => {
  test('[HTTP-18] the day counts fires and those who fired, and names the most fired', async () => {
    const own = await openServing()
    const tokens = [await own.addUser('cyd'), await own.addUser('dan')]
    const [one, two] = [await own.postSignal(), await own.postSignal()]
    const fires = [
      [tokens[0], one],
      [tokens[1], one],
      [tokens[0], two],
    ] as const
    for (const [token, signal_id] of fires)
      await own.ask('POST', '/api/fire', { token: token!, body: { signal_id } })
    await own.execute({ kind: 'execute_fires', signalId: two as never, price: 1.1 })
    const { engagement } = (await own.ask('GET', '/api/stats')).body
    expect(engagement).toMatchObject({
      total_fires_today: 3,
      active_users_today: 2,
      most_fired_signal: { signal_id: one, fire_count: 2 },
      avg_fires_per_user: 1.5,
      // One of three was filled.
      execution_rate: 0.33,
    })
    const board = (await own.ask('GET', '/api/leaderboards/total_fires', { token: tokens[1]! })).body
    expect(board.entries.map(({ rank, user_id, score }: never) => [rank, user_id, score])).toEqual([
      [1, 'cyd', 2],
      [2, 'dan', 1],
    ])
    expect(board).toMatchObject({ me: { rank: 2, user_id: 'dan' }, total: 2, period: 'all_time' })
    const around = (await own.ask('GET', '/api/leaderboards/total_fires?around=cyd', { token: tokens[1]! }))
      .body
    expect(around.me).toMatchObject({ rank: 1, user_id: 'cyd' })
    await own.close()
  })

  test('[HTTP-19] candles are closed bars, oldest first, and the forming one', async () => {
    const { body } = await get('/api/candles/EURUSD?limit=5')
    expect(body).toMatchObject({ symbol: 'EURUSD', tf: 'm1', source: 'sim' })
    expect(body.candles).toHaveLength(5)
    const times = body.candles.map(([time]: number[]) => time)
    expect(times).toEqual([...times].sort((left: number, right: number) => left - right))
    for (const [, open, high, low, close] of body.candles) {
      expect(low).toBeLessThanOrEqual(Math.min(open, close))
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close))
    }
    const until = await get(`/api/candles/EURUSD?limit=2&to=${times[3]}`)
    expect(until.body.candles.every(([time]: number[]) => time! < times[3])).toBe(true)
  })

  test('[HTTP-20] a feed is paused, sped and resumed by an operator, and everybody reads how it stands', async () => {
    expect((await get('/api/feed', ada)).body).toMatchObject({
      ...{ source: 'sim', paused: true, speed: 0, timeframe: 'm1' },
      timeframes: { EURUSD: 'm1' },
    })
    const resumed = await serving.ask('POST', '/api/feed', { body: { paused: false, speed: 5 } })
    expect(resumed.body).toMatchObject({ paused: false, speed: 5 })
    const paused = await serving.ask('POST', '/api/feed', { body: { paused: true } })
    expect(paused.body).toMatchObject({ paused: true, speed: 0 })
  })

  test('[HTTP-21] a session says who the token belongs to and what the page may show', async () => {
    const { body } = await get('/api/session', ada)
    expect(body).toMatchObject({ user_id: 'ada', name: null, role: 'trader', feed: { source: 'sim' } })
    expect(body.features).toEqual(['leaderboards', 'provider_signals', 'candles', 'desk_stats', 'progress'])
  })

  test("[ZONE-5] a session tells the zone in which the user's days are counted", async () => {
    await serving.ask('POST', '/api/users', { body: { user_id: 'eve', timezone: 'Asia/Kolkata' } })
    const eve = await serving.addUser('eve')
    expect((await get('/api/session', eve)).body.timezone).toBe('Asia/Kolkata')
    expect((await get('/api/session', ada)).body.timezone).toBe('UTC')
  })

  test('[DELTA-6] the statistics tell what the day is compared with', async () => {
    const own = await openServing()
    const dan = await own.addUser('dan')
    await own.postSignal()
    await own.postSignal()
    const { body } = await own.ask('GET', '/api/stats', { token: dan })
    // A desk of this minute has no day before, and its market has not moved.
    expect(body.comparison).toEqual({
      signals_today: 2,
      day_before: null,
      pnl_week_before: null,
      fusion_p95_ms: null,
    })
    await own.close()
  })

  test('[FOOT-2] operators are told how long the disk takes and when the newest row was written', async () => {
    const { body } = await get('/health')
    const { commit_ms: commit, last_event: last, journal_rows: rows } = body.db
    expect(commit.of).toBeGreaterThan(0)
    expect(commit.p50).toBeLessThanOrEqual(commit.p99)
    expect(last).toEqual({ journal_no: rows, at: expect.any(Number) })
    expect(last.at).toBeLessThanOrEqual(body.timestamp)
    expect((await get('/health', ada)).body.db).toBeUndefined()
  })

  test('[HTTP-22] a provider lists a signal with its own name and claim; the probability is not his', async () => {
    const made = await serving.ask('POST', '/api/signals', { body: { ...SIGNAL, confidence: 95 } })
    expect(made.status).toBe(201)
    expect(made.body.signal).toMatchObject({
      source: 'acme',
      claimed: 95,
      status: 'active',
      state: 'WARMING',
      fire_count: 0,
    })
    expect(made.body.signal.probability).toBeLessThan(0.6)
  })

  test("[HTTP-23] an export holds the user's own fires, passes and days, and says what the prices are", async () => {
    const { body } = await get('/api/users/ada/export', ada)
    expect(body.user).toMatchObject({ user_id: 'ada', timezone: 'UTC' })
    expect(body.fires.length).toBe(body.user.total_fires)
    expect(body.passes).toEqual([expect.objectContaining({ reason: 'spread', note: 'wide' })])
    expect(body.source_note).toContain('sim')
  })

  test('[HTTP-24] the upkeep answers row by row', async () => {
    const checked = await serving.ask('POST', '/api/ops/check')
    expect(checked.body.ok).toBe(true)
    expect(checked.body.checks.map(({ check }: { check: string }) => check)).toEqual(
      expect.arrayContaining(['integrity', 'foreign keys', 'journal', 'replay equals signals']),
    )
    expect((await serving.ask('POST', '/api/ops/replay')).body.ok).toBe(true)
    expect((await serving.ask('POST', '/api/ops/maintain')).body).toMatchObject({ receipts_dropped: 0 })
  })
})
