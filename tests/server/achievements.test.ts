import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AchievementUnlockedPayload } from '#contracts/achievement-shapes.ts'
import { next, openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
beforeAll(async () => {
  desk = await openServing()
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

let events = 0
function act(user_id: string, action_type: string) {
  events += 1
  const body = {
    event_type: 'core.user_action',
    event_id: `e${events}`,
    user_id,
    payload: { action_type, action_data: {} },
  }
  return desk.ask('POST', '/api/activity', { body })
}
const get = async (path: string, token: string | null = desk.operator) =>
  (await desk.ask('GET', path, { token })).body
const define = (body: object) => desk.ask('POST', '/api/achievements', { body })
const edit = (id: string, body: object) => desk.ask('POST', `/api/achievements/${id}`, { body })
const give = (user: string, id: string, headers = {}) =>
  desk.ask('POST', `/api/users/${user}/achievements/${id}/unlock`, { headers })
const idsOf = (listed: { achievements: readonly { achievement_id: string }[] }) =>
  listed.achievements.map(({ achievement_id }) => achievement_id)

const REVIEWER = {
  achievement_id: 'reviewer_3',
  name: 'Reviewer',
  category: 'exploration',
  tier: 'silver',
  points_reward: 300,
  unlock_criteria: { outcomes_reviewed: 3, days_active: { op: '>', value: 1 } },
}

describe('what can be unlocked', () => {
  test('[ACHV-20] a trader sees all but the secret ones, which are counted; an operator sees all', async () => {
    const seen = await get('/api/achievements?limit=200', ada)
    expect(seen.secret_count).toBe(2)
    expect(idsOf(seen)).toHaveLength(39)
    expect(idsOf(seen)).not.toContain('night_owl')
    expect(seen.achievements[0]).toMatchObject({
      achievement_id: 'first_story_complete',
      unlock_criteria: { stories_completed: 1 },
      points_reward: 500,
    })
    const all = await get('/api/achievements?limit=200')
    expect(idsOf(all)).toHaveLength(41)
  })

  test('[ACHV-20] pages follow each other, and a cursor that no page gave is refused', async () => {
    const ids: string[] = []
    let cursor = ''
    do {
      const page = await get(`/api/achievements?limit=15${cursor}`, ada)
      ids.push(...idsOf(page))
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    expect(ids).toHaveLength(39)
    expect(new Set(ids).size).toBe(39)
    const said = await desk.ask('GET', '/api/achievements?cursor=night_owl', { token: ada })
    expect(said.status).toBe(400)
  })
})

describe('the editor', () => {
  test('[ACHV-20] an operator defines, edits and switches off; nobody else does', async () => {
    const made = await define(REVIEWER)
    expect(made).toMatchObject({
      status: 201,
      body: { achievement: { ...REVIEWER, is_active: true, version: 1 } },
    })
    const edited = await edit('reviewer_3', { points_reward: 400, is_active: false })
    expect(edited).toMatchObject({
      status: 200,
      body: { achievement: { name: 'Reviewer', points_reward: 400, is_active: false, version: 2 } },
    })
    expect(idsOf(await get('/api/achievements?limit=200', ada))).not.toContain('reviewer_3')
    const tried = await desk.ask('POST', '/api/achievements/reviewer_3', {
      token: ada,
      body: { name: 'Mine' },
    })
    expect(tried.status).toBe(403)
  })

  test.each([
    ['a boolean', { total_points: true }, 'unlock_criteria.total_points'],
    ['an unknown stat', { luck: 5 }, 'unlock_criteria.luck'],
    ['an unknown op', { total_points: { op: '=>', value: 5 } }, 'unlock_criteria.total_points'],
    ['nothing', {}, 'unlock_criteria'],
    ['a list', [5], 'unlock_criteria'],
  ])('[ACHV-20] criteria of %s are refused with 422, by their field', async (_, unlock_criteria, path) => {
    const said = await define({ ...REVIEWER, achievement_id: 'other', unlock_criteria })
    expect(said).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_configuration', fields: [{ path }] } },
    })
  })

  test('[ACHV-20] a number too large for JSON, and a name of every object, are no criteria', async () => {
    const text = JSON.stringify({ ...REVIEWER, achievement_id: 'other' }).replace(
      '"outcomes_reviewed":3',
      '"total_points":1e999',
    )
    const infinite = await desk.ask('POST', '/api/achievements', { text })
    expect(infinite.body.error).toMatchObject({ fields: [{ path: 'unlock_criteria.total_points' }] })
    const proto = text.replace('"total_points":1e999', '"constructor":1')
    const said = await desk.ask('POST', '/api/achievements', { text: proto })
    expect(said.body.error).toMatchObject({ fields: [{ path: 'unlock_criteria.constructor' }] })
  })

  test('[ACHV-20] what is missing is named in words of the wire', async () => {
    const said = await define({ achievement_id: 'other', unlock_criteria: { days_active: 3 } })
    const paths = said.body.error.fields.map(({ path }: { path: string }) => path)
    expect([said.status, paths]).toEqual([422, ['name', 'category', 'tier']])
  })

  test.each([
    ['an id with capitals', { achievement_id: 'Reviewer' }, 'achievement_id'],
    ['an id that is too long', { achievement_id: 'a'.repeat(101) }, 'achievement_id'],
    ['a name that is too long', { name: 'a'.repeat(201) }, 'name'],
    ['a name of spaces', { name: '   ' }, 'name'],
    ['points below nothing', { points_reward: -1 }, 'points_reward'],
    ['a badge that is a script', { badge_url: 'javascript:alert(1)' }, 'badge_url'],
    ['a badge of another scheme', { badge_url: '//elsewhere.example/x.png' }, 'badge_url'],
    ['an unknown medal', { tier: 'diamond' }, 'tier'],
  ])('[ACHV-20] %s is not well-formed', async (_, more, path) => {
    const said = await define({ ...REVIEWER, achievement_id: 'other', ...more })
    expect(said).toMatchObject({ status: 400, body: { error: { code: 'bad_request', fields: [{ path }] } } })
  })

  test('[ACHV-20] taken and unknown ids are refused', async () => {
    expect(await define({ ...REVIEWER, achievement_id: 'level_10' })).toMatchObject({
      status: 409,
      body: { error: { code: 'achievement_exists' } },
    })
    expect(await edit('nowhere', { name: 'x' })).toMatchObject({
      status: 404,
      body: { error: { code: 'achievement_not_found' } },
    })
  })

  test('[ACHV-20] a repeated request gets the first answer', async () => {
    const headers = { 'idempotency-key': 'edit-once' }
    const body = { display_order: 7 }
    const first = await desk.ask('POST', '/api/achievements/night_owl', { body, headers })
    await edit('night_owl', { display_order: 8 })
    const again = await desk.ask('POST', '/api/achievements/night_owl', { body, headers })
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body).toEqual(first.body)
  })

  test('[ACHV-20] the five-hundredth is the last', async () => {
    // 41 came with the desk, one was defined above.
    const own = Array.from({ length: 500 - 42 }, (_, at) => ({
      ...REVIEWER,
      achievement_id: `own_${at}`,
      is_active: false,
    }))
    for (let from = 0; from < own.length; from += 60)
      await Promise.all(
        own.slice(from, from + 60).map((body) => desk.execute(commandOf(body.achievement_id))),
      )
    expect(await define({ ...REVIEWER, achievement_id: 'one_more' })).toMatchObject({
      status: 409,
      body: { error: { code: 'too_many_achievements' } },
    })
  })

  function commandOf(id: string) {
    const fields = {
      name: id,
      category: 'special',
      tier: 'bronze',
      criteria: { days_active: 1 },
      active: false,
    } as const
    return { kind: 'define_achievement', id, edit: false, fields, by: 'operator' as never } as const
  }
})

describe('what a trader has', () => {
  test('[ACHV-21] gallery, statistics and recommendations follow what he does', async () => {
    await act('ada', 'button_click')
    const gallery = await get('/api/users/ada/achievements', ada)
    const entry = gallery.achievements.find(
      ({ achievement_id }: { achievement_id: string }) => achievement_id === 'first_steps_1',
    )
    expect(entry).toMatchObject({
      is_completed: true,
      times: 1,
      points_earned: 100,
      progress_percentage: 100,
    })
    expect(gallery.secret_count).toBe(2)
    expect(idsOf(gallery)).not.toContain('night_owl')
    expect(gallery.statistics).toMatchObject({
      total_completed: 1,
      total_available: 41,
      // 1 of 41.
      completion_percentage: 2.44,
      tier_counts: { bronze: 1, silver: 0, gold: 0, platinum: 0 },
      total_points_earned: 100,
      rarest_tier_unlocked: { tier: 'bronze', achievement_id: 'first_steps_1' },
      recent_unlocks: [{ achievement_id: 'first_steps_1' }],
    })
    expect(gallery.recommendations.length).toBeLessThanOrEqual(5)
    const named = gallery.recommendations.map(
      ({ achievement_id }: { achievement_id: string }) => achievement_id,
    )
    // 1 of 10 interactions and 107 of 1,000 points are the nearest.
    expect(named).toEqual(expect.arrayContaining(['first_steps_10', 'points_collector_1k']))
    const steps = gallery.recommendations.find(
      ({ achievement_id }: { achievement_id: string }) => achievement_id === 'first_steps_10',
    )
    expect(steps).toMatchObject({
      progress_percentage: 10,
      next_milestone: { criterion: 'interactions', current: 1, required: 10, remaining: 9 },
    })
  })

  test('[ACHV-21] an operator gives one, by name; it pays once, and a repeated request gives nothing more', async () => {
    const bob = await desk.addUser('bob')
    const headers = { 'idempotency-key': 'give-once' }
    const given = await give('bob', 'night_owl', headers)
    expect(given).toMatchObject({
      status: 200,
      body: {
        unlock: {
          number: 1,
          achievement_id: 'night_owl',
          occurrence: 1,
          points_awarded: 250,
          by: 'operator',
        },
      },
    })
    const again = await give('bob', 'night_owl', headers)
    expect(again.body.unlock).toEqual(given.body.unlock)
    expect(await give('bob', 'night_owl')).toMatchObject({
      status: 409,
      body: { error: { code: 'already_unlocked' } },
    })
    expect((await get('/api/users/bob/points', bob)).lifetime).toBe(250)
    // Now that he has it, he sees it.
    expect(idsOf(await get('/api/users/bob/achievements', bob))).toContain('night_owl')
    expect(await get('/api/users/bob/achievements/unlocks', bob)).toMatchObject({
      unlocks: [{ number: 1, achievement_id: 'night_owl', by: 'operator' }],
      next_cursor: null,
    })
  })

  test('[ACHV-21] nobody gives himself anything, and nobody looks at another', async () => {
    const path = '/api/users/ada/achievements/level_50/unlock'
    expect(await desk.ask('POST', path, { token: ada })).toMatchObject({ status: 403 })
    const eve = await desk.addUser('eve')
    for (const path of ['achievements', 'achievements/unlocks'])
      expect(await desk.ask('GET', `/api/users/ada/${path}`, { token: eve })).toMatchObject({ status: 403 })
  })

  test.each([
    ['an unknown user', 'nobody', 'level_10', 'user_not_found'],
    ['an unknown achievement', 'ada', 'nothing', 'achievement_not_found'],
    ['one that is switched off', 'ada', 'reviewer_3', 'achievement_not_found'],
  ])('[ACHV-21] %s cannot be given', async (_, user, id, code) => {
    expect(await give(user, id)).toMatchObject({ status: 404, body: { error: { code } } })
  })

  test('[ACHV-22] an unlock is told live, with what it was and how many he has', async () => {
    const cyd = await desk.addUser('cyd')
    const socket = await desk.connect(cyd)
    const told = next<{ payload: unknown; priority: string; user_id: string }>(
      socket,
      'gamification.achievement_unlocked',
    )
    await act('cyd', 'feature_usage')
    const { payload, priority, user_id } = await told
    expect(AchievementUnlockedPayload.safeParse(payload).error).toBeUndefined()
    expect([priority, user_id]).toEqual(['high', 'cyd'])
    expect(payload).toMatchObject({
      achievement_id: 'first_steps_1',
      achievement_name: 'First Steps',
      achievement_category: 'engagement',
      achievement_tier: 'bronze',
      points_reward: 100,
      unlock_criteria: { interactions: 1 },
      is_first_unlock: true,
      user_achievement_count: 1,
    })
  })
})
