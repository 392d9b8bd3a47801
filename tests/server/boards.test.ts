import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { BoardCareer, Leaderboard } from '#contracts/board-shapes.ts'
import { LeaderboardChangedMessage } from '#contracts/live-progress.ts'
import { MOVES_TOLD_EVERY_MS } from '#station/moves.ts'
import { next, openServing, type Serving } from './serving.ts'

/** Wednesday, 18 November 2026, in the week 2026-W47. */
const WEDNESDAY = Date.UTC(2026, 10, 18, 12)
const MONDAY = Date.UTC(2026, 10, 23)
const HOUR_MS = 3_600_000
const NAMES = ['ada', 'bob', 'cyd', 'dee', 'eve', 'fay', 'gus', 'hal', 'ivy', 'jon', 'kim']

let desk: Serving
const tokens = new Map<string, string>()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: WEDNESDAY })
  desk = await openServing({ limits: { requestBurst: 100_000, requestsPerSecond: 100_000 } })
  for (const [index, name] of NAMES.entries()) {
    tokens.set(name, await desk.addUser(name))
    await award(name, 900 - 10 * index)
  }
})
afterAll(async () => {
  await desk.close()
  vi.useRealTimers()
})

let words = 0
async function award(user_id: string, amount: number): Promise<void> {
  words += 1
  const body = { user_id, amount, event_id: `word-${words}`, action: 'good_deed' }
  const said = await desk.ask('POST', '/api/points/award', { body })
  expect([said.status, said.text.slice(0, 200)]).toEqual([200, said.text.slice(0, 200)])
}

const of = (name: string) => ({ token: tokens.get(name) as string })
const board = async (metric: string, by = 'ada') => {
  const { body } = await desk.ask('GET', `/api/leaderboards/${metric}`, of(by))
  return Leaderboard.parse(body)
}
const names = ({ entries }: Leaderboard) => entries.map(({ user_id }) => user_id)

describe('while a week runs', () => {
  test.each(['global', 'weekly', 'monthly'])(
    '[BOARD-25] the board %s lists the best, the own line and how far the period is',
    async (metric) => {
      const found = await board(metric, 'kim')
      expect(found).toMatchObject({ metric, total: 11, percentile: 0, me: { rank: 11, user_id: 'kim' } })
      expect(names(found)).toEqual(NAMES.slice(0, 10))
      // 900 and the two points of the first level.
      expect(found.entries[0]).toMatchObject({ rank: 1, score: 902, badge: 'gold_medal', rank_change: null })
    },
  )

  test('[BOARD-25] a week says when it began, when it ends and how much of it is over', async () => {
    const { period, period_info } = await board('weekly')
    expect(period).toBe('2026-W47')
    expect(period_info).toEqual({
      period_type: 'week',
      period_start: Date.UTC(2026, 10, 16) / 1_000,
      period_end: MONDAY / 1_000,
      is_active: true,
      time_remaining_hours: 108,
      // 60 of 168 hours.
      progress_percentage: 35.7,
    })
    expect(await board('global')).toMatchObject({ period: 'all_time', period_info: null })
    expect(await board('risk_adjusted')).toMatchObject({ period: 'all_time', total: 0, entries: [] })
    expect(await board('story_completion')).toMatchObject({ period: '2026-11', total: 0, me: null })
    expect(await board('friends', 'cyd')).toMatchObject({ total: 1, me: { user_id: 'cyd', rank: 1 } })
  })

  test('[BOARD-24] friends are on one board with each other, and whose friends somebody has is shown to nobody else', async () => {
    for (const [by, user_id] of [
      ['dee', 'fay'],
      ['fay', 'dee'],
    ] as const)
      expect(await desk.ask('POST', '/api/friends', { ...of(by), body: { user_id } })).toMatchObject({
        status: 201,
      })
    expect(names(await board('friends', 'dee'))).toEqual(['dee', 'fay'])
    expect(await board('friends', 'fay')).toMatchObject({ me: { user_id: 'fay', rank: 2 }, total: 2 })
    const { body } = await desk.ask('GET', '/api/leaderboards/friends?around=dee', of('ada'))
    expect(body).toMatchObject({ me: { user_id: 'ada' }, total: 1, entries: [{ user_id: 'ada' }] })
    const asked = await desk.ask('GET', '/api/leaderboards/friends?around=dee')
    expect(asked.body).toMatchObject({ me: { user_id: 'dee' }, total: 2 })
    await desk.ask('POST', '/api/users/fay/board-display', { ...of('fay'), body: { show_on_boards: false } })
    expect(names(await board('friends', 'dee'))).toEqual(['dee'])
    expect(names(await board('friends', 'fay'))).toEqual(['dee', 'fay'])
    await desk.ask('POST', '/api/users/fay/board-display', { ...of('fay'), body: { show_on_boards: true } })
  })

  test("[BOARD-24] friends who agreed stand on each other's board, and nobody who was only asked", async () => {
    for (const user_id of ['bob', 'cyd'])
      expect(await desk.ask('POST', '/api/friends', { ...of('ada'), body: { user_id } })).toMatchObject({
        status: 201,
      })
    expect(names(await board('friends', 'ada'))).toEqual(['ada'])
    await desk.ask('POST', '/api/friends/ada/accept', of('bob'))
    expect(names(await board('friends', 'ada'))).toEqual(['ada', 'bob'])
    expect(names(await board('friends', 'bob'))).toEqual(['ada', 'bob'])
    expect(names(await board('friends', 'cyd'))).toEqual(['cyd'])
  })

  test('[BOARD-25] a period is asked of boards that close, and only one that has closed', async () => {
    const ask = (path: string) => desk.ask('GET', `/api/leaderboards/${path}`, of('ada'))
    expect(await ask('pnl?period=previous')).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request', fields: [{ path: 'period' }] } },
    })
    expect(await ask('weekly?period=last')).toMatchObject({ status: 400 })
    expect(await ask('weekly?period=previous')).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found', message: 'No such period of this board has closed.' } },
    })
    expect(await ask('weekly?period=2026-W47')).toMatchObject({ status: 404 })
  })

  test('[BOARD-17] a move of five places reaches the own room alone, with all the seed says of it', async () => {
    const own = await desk.connect(tokens.get('kim') as string)
    const other = await desk.connect(tokens.get('ada') as string)
    const overheard: unknown[] = []
    other.on('gamification.leaderboard_changed', (message) => overheard.push(message))
    const heard = next<{ payload: { leaderboard_type: string } }>(
      own,
      'gamification.leaderboard_changed',
      ({ payload }) => payload.leaderboard_type === 'weekly',
    )
    // Who has just come in stood nowhere before.
    vi.setSystemTime(WEDNESDAY + MOVES_TOLD_EVERY_MS)
    await award('ada', 1)
    vi.setSystemTime(WEDNESDAY + 2 * MOVES_TOLD_EVERY_MS)
    await award('kim', 60)
    const message = LeaderboardChangedMessage.parse(await heard)
    const { score, rank } = (await board('weekly', 'kim')).me ?? { score: 0, rank: 0 }
    expect(message).toMatchObject({
      user_id: 'kim',
      stream: 'progress:kim',
      payload: {
        leaderboard_type: 'weekly',
        period: '2026-W47',
        previous_rank: 11,
        new_rank: rank,
        previous_score: 802,
        new_score: score,
        rank_change_delta: 11 - rank,
        is_new_personal_best: false,
        total_participants: 11,
      },
    })
    expect(message.priority).toBe(11 - rank >= 10 ? 'high' : 'normal')
    expect(overheard).toEqual([])
    const { body } = await desk.ask('GET', '/api/users/kim/events?limit=5', of('kim'))
    expect(body.events.map(({ sentence }: { sentence: string }) => sentence)).toContain(
      `Went from 11 to ${rank} on the board of the week, 2026-W47.`,
    )
  })
})

describe('who does not want to be shown', () => {
  test('[BOARD-18] he switches it off and on for himself, and nobody else does', async () => {
    const path = '/api/users/bob/board-display'
    const say = (show_on_boards: boolean, by: string) =>
      desk.ask('POST', path, { ...of(by), body: { show_on_boards } })
    expect(await say(false, 'ada')).toMatchObject({ status: 403 })
    expect(await say(false, 'bob')).toMatchObject({
      status: 200,
      body: { user_id: 'bob', show_on_boards: false },
    })
    expect(names(await board('weekly'))).not.toContain('bob')
    expect(await board('weekly')).toMatchObject({ total: 10 })
    expect(await board('weekly', 'bob')).toMatchObject({ me: { rank: 2, user_id: 'bob' } })
    const asked = await desk.ask('GET', '/api/leaderboards/weekly?around=bob', of('ada'))
    expect(asked.body).toMatchObject({ me: null, entries: [{ user_id: 'ada' }, ...Array(9).fill({})] })
    const career = await desk.ask('GET', '/api/users/bob/leaderboards', of('bob'))
    expect(career.body).toMatchObject({ show_on_boards: false })
    expect(await say(true, 'bob')).toMatchObject({ status: 200 })
    expect(names(await board('weekly'))).toContain('bob')
  })

  test('[BOARD-18] an unknown user is refused, and so is a body without the word', async () => {
    const ask = (id: string, body: object) => desk.ask('POST', `/api/users/${id}/board-display`, { body })
    expect(await ask('zoe', { show_on_boards: true })).toMatchObject({ status: 404 })
    expect(await ask('bob', {})).toMatchObject({ status: 400 })
  })
})

describe('when the week is over', () => {
  /** The next commit closes what is over. */
  async function weekEnds(): Promise<void> {
    const closed = new Promise<void>((done) => {
      const forget = desk.station.onCommit((recorded) => {
        if (!recorded.some(({ event }) => event.kind === 'period_closed' && event.board === 'global')) return
        forget()
        done()
      })
    })
    vi.setSystemTime(MONDAY)
    await desk.ask('POST', '/api/users/ada/vip', { body: { vip: 'none' } })
    await desk.ask('POST', '/api/users', { body: { user_id: 'late', timezone: 'UTC' } })
    await closed
  }

  test('[BOARD-12] its places are paid and stand in the archive, and the new week begins', async () => {
    const last = await board('weekly')
    await weekEnds()
    const { body } = await desk.ask('GET', '/api/leaderboards/weekly?period=previous', of('ada'))
    const archived = Leaderboard.parse(body)
    expect(archived).toMatchObject({ period: '2026-W47', total: 11, period_info: { is_active: false } })
    expect(archived.entries.map(({ user_id, rank, score }) => [user_id, rank, score])).toEqual(
      last.entries.map(({ user_id, rank, score }) => [user_id, rank, score]),
    )
    const named = await desk.ask('GET', '/api/leaderboards/weekly?period=2026-W47', of('kim'))
    expect(named.body).toMatchObject({ me: { user_id: 'kim' } })
    const bonuses = await desk.ask('GET', '/api/users/ada/transactions?type=bonus', of('ada'))
    const causes = bonuses.body.transactions.map((line: { cause: string; amount: number }) => [
      line.cause,
      line.amount,
    ])
    const rank = archived.entries.find(({ user_id }) => user_id === 'ada')?.rank ?? 0
    expect(causes).toContainEqual(['lb:weekly:2026-W47:ada', rank === 1 ? 1_000 : 500])
    const profile = await desk.ask('GET', '/api/users/ada/events?limit=50', of('ada'))
    expect(profile.text).toContain(`Came ${rank} of 11 on the board of the week, 2026-W47.`)
    expect(await board('weekly')).toMatchObject({ period: '2026-W48' })
  })

  test('[BOARD-25] a trader looks at a closed week around somebody else, and at no rate of few trades', async () => {
    const around = await desk.ask('GET', '/api/leaderboards/weekly?period=previous&around=bob', of('ada'))
    expect([around.status, around.body.me?.user_id]).toEqual([200, 'bob'])
    expect((await desk.ask('GET', '/api/leaderboards/win_rate', of('ada'))).body.entries).toEqual([])
  })

  test('[BOARD-21] the board of all says how many places somebody won since', async () => {
    vi.setSystemTime(MONDAY + HOUR_MS)
    const before = (await board('global', 'jon')).me?.rank ?? 0
    for (let hour = 1; hour <= 6; hour++) {
      vi.setSystemTime(MONDAY + hour * HOUR_MS)
      await award('jon', 999)
    }
    const { me } = await board('global', 'jon')
    const { body } = await desk.ask('GET', '/api/users/jon/leaderboards', of('jon'))
    const career = BoardCareer.parse(body)
    const global = career.boards.find(({ leaderboard_type }) => leaderboard_type === 'global')
    expect(me?.rank_change).toBe((global?.previous_rank ?? 0) - (me?.rank ?? 0))
    expect(me?.rank).toBeLessThan(before)
    const ahead = (me?.rank ?? 0) - 1
    // Nobody has as much as he: eleven, less those ahead and himself.
    expect(global).toMatchObject({ period: 'all_time', users_ahead: ahead, users_behind: 10 - ahead })
  })

  test('[BOARD-25] a trader sees his places, what they come to and what they tell him; others do not', async () => {
    const { body } = await desk.ask('GET', '/api/users/ada/leaderboards', of('ada'))
    const career = BoardCareer.parse(body)
    expect(career).toMatchObject({
      user_id: 'ada',
      show_on_boards: true,
      metrics: { total_participations: 1, leaderboards_participated: ['weekly'], personal_bests_count: 1 },
      history: [{ leaderboard_type: 'weekly', period: '2026-W47', total_participants: 11 }],
    })
    expect(career.boards.map(({ leaderboard_type }) => leaderboard_type)).toEqual([
      'weekly',
      'weekly_r',
      'monthly',
      'story_completion',
      'global',
    ])
    expect(await desk.ask('GET', '/api/users/ada/leaderboards', of('bob'))).toMatchObject({ status: 403 })
    expect(await desk.ask('GET', '/api/users/zoe/leaderboards')).toMatchObject({ status: 404 })
  })

  test('[BOARD-14] a replay of the journal gives the same tables', async () => {
    expect(await desk.station.upkeep.replay()).toMatchObject({ ok: true })
  })
})

test('[BOARD-25] without progress there are no boards of points; those of trades stay', async () => {
  const bare = await openServing({ features: { progress: false } })
  expect(await bare.ask('GET', '/api/leaderboards/weekly')).toMatchObject({ status: 404 })
  expect(await bare.ask('GET', '/api/leaderboards/friends')).toMatchObject({ status: 404 })
  expect(await bare.ask('GET', '/api/leaderboards/pnl')).toMatchObject({ status: 200 })
  await bare.addUser('ada')
  const hidden = await bare.ask('POST', '/api/users/ada/board-display', { body: { show_on_boards: false } })
  expect(hidden).toMatchObject({ status: 200, body: { show_on_boards: false } })
  await bare.close()
})

test('[BOARD-12] a station that was off closes what it missed before anybody is served', async () => {
  vi.setSystemTime(WEDNESDAY)
  const first = await openServing()
  await first.addUser('ada')
  const body = { user_id: 'ada', amount: 50, event_id: 'w1', action: 'good_deed' }
  await first.ask('POST', '/api/points/award', { body })
  await first.server.close()
  await first.station.close()
  vi.setSystemTime(MONDAY + 5 * HOUR_MS)
  const second = await openServing({ folder: first.folder })
  const found = await second.ask('GET', '/api/leaderboards/weekly?period=previous')
  expect(found.body).toMatchObject({ period: '2026-W47', entries: [{ user_id: 'ada', score: 52 }] })
  await second.close()
})
