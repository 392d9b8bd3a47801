import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { dayIn } from '#core/kernel/time.ts'
import { drawMissions } from '#core/progress/daily-mission-table.ts'
import type { DailyMission, MissionType } from '#core/progress/daily-missions-event.ts'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
/** A zone in which it is about noon: no test meets a midnight. */
let zone: string
const hour = new Date().getUTCHours()
const tokens = new Map<string, string>()

beforeAll(async () => {
  const ahead = 12 - hour
  zone = ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  desk = await openServing({ limits: { decisionBurst: 10_000, requestBurst: 100_000 } })
})
afterAll(() => desk.close())

async function person(name: string): Promise<string> {
  const known = tokens.get(name)
  if (known !== undefined) return known
  const added = await desk.ask('POST', '/api/users', { body: { user_id: name, timezone: zone } })
  expect(added.status).toBe(201)
  const token = await desk.addUser(name)
  tokens.set(name, token)
  return token
}

/** Two who ask each other are friends; asked once more, they are it already. */
async function befriend(name: string, mate: string): Promise<void> {
  const [own, theirs] = [await person(name), await person(mate)]
  await desk.ask('POST', '/api/friends', { token: own, body: { user_id: mate } })
  await desk.ask('POST', '/api/friends', { token: theirs, body: { user_id: name } })
}

let told = 0
/** An activity as the operator reports it for somebody. */
async function tell(name: string, action_type: string, action_data: object = {}): Promise<void> {
  told += 1
  const said = await desk.ask('POST', '/api/activity', {
    body: {
      event_type: 'core.user_action',
      event_id: `q${told}`,
      user_id: name,
      payload: { action_type, action_data },
    },
  })
  expect([action_type, said.status, said.text.slice(0, 200)]).toEqual([
    action_type,
    200,
    said.text.slice(0, 200),
  ])
}

/** A campaign of a day that begins at once, whose first XP brings what is given. */
async function season(rewards: readonly object[]): Promise<string> {
  const made = await desk.ask('POST', '/api/campaigns', {
    body: {
      name: 'Season',
      ends_at: Math.floor(Date.now() / 1_000) + 100_000,
      milestones: [{ xp: 1, rewards }],
    },
  })
  expect([made.status, made.text.slice(0, 300)]).toEqual([201, made.text.slice(0, 300)])
  return made.body.campaign.campaign_id
}

const end = (id: string) => desk.ask('POST', `/api/campaigns/${id}/end`)
const mine = (name: string, what: string) =>
  desk.ask('GET', `/api/users/${name}/${what}`, { token: tokens.get(name) as string })

describe('daily missions', () => {
  /** Somebody who draws this type today, with the smallest target there is to find. */
  function whoDraws(type: MissionType): { name: string; mission: DailyMission } {
    const today = dayIn(zone, Date.now())
    const drawn = Array.from({ length: 400 }, (_, index) => `${type.replace('_', '-')}-${index}`).flatMap(
      (name) =>
        drawMissions(name as UserId, today)
          .missions.filter((mission) => mission.type === type)
          .map((mission) => ({ name, mission })),
    )
    return drawn.reduce((best, one) => (one.mission.target < best.mission.target ? one : best))
  }

  /** What each type asks for, once. */
  const DOES = new Map<MissionType, (name: string) => Promise<void>>([
    [
      'battle_count',
      async (name) => {
        const signal_id = await desk.postSignal()
        await desk.ask('POST', '/api/pass', {
          token: tokens.get(name) as string,
          body: { signal_id, reason: 'plan' },
        })
      },
    ],
    ['use_ability', async (name) => tell(name, 'plan_saved', { signal_id: await desk.postSignal() })],
    ['collect_bits', (name) => tell(name, 'subscription_purchase')],
    [
      'social_share',
      async (name) => tell(name, 'content_share', { signal_id: await desk.postSignal(), friend_id: 'mate' }),
    ],
    [
      'friend_battle',
      async (name) => {
        await befriend(name, 'mate')
        const signal_id = await desk.postSignal()
        for (const who of ['mate', name])
          await desk.ask('POST', '/api/pass', {
            token: tokens.get(who) as string,
            body: { signal_id, reason: 'plan' },
          })
      },
    ],
  ])

  test.each([...DOES.keys()])('[DAILY-10] %s is drawn, reached and claimed through the API', async (type) => {
    const { name, mission } = whoDraws(type)
    const token = await person(name)
    for (let time = 0; time < Math.min(mission.target, 20); time++) await DOES.get(type)?.(name)
    const shown = await desk.ask('GET', '/api/missions/daily', { token })
    const line = shown.body.missions.find((each: { mission_type: string }) => each.mission_type === type)
    expect(line).toMatchObject({ mission_id: mission.missionId, is_completed: true, is_claimed: false })

    const claimed = await desk.ask('POST', `/api/missions/daily/${mission.missionId}/claim`, {
      token,
      body: {},
    })
    expect(claimed).toMatchObject({ status: 200, body: { success: true, rewards: mission.rewards } })
    const again = await desk.ask('POST', `/api/missions/daily/${mission.missionId}/claim`, {
      token,
      body: {},
    })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_claimed' } } })
    const { claims } = (await mine(name, 'claims')).body
    const paid = claims.filter((each: { cause: string }) => each.cause === `mission:${mission.missionId}`)
    expect(paid.map(({ reward }: { reward: object }) => reward).reverse()).toEqual(mission.rewards)
  })

  test('[DAILY-10] a look changes nothing, a draw is recorded once, and refusals have their status', async () => {
    const token = await person('looker')
    const before = desk.station.queries.counts().journalRows
    const look = await desk.ask('GET', '/api/missions/daily', { token })
    expect(desk.station.queries.counts().journalRows).toBe(before)
    const drawn = await desk.ask('POST', '/api/missions/daily', { token, body: {} })
    expect([drawn.status, drawn.body]).toEqual([200, look.body])
    expect(desk.station.queries.counts().journalRows).toBe(before + 1)
    await desk.ask('POST', '/api/missions/daily', { token, body: {} })
    expect(desk.station.queries.counts().journalRows).toBe(before + 1)

    const [first] = look.body.missions
    expect(first.expires_at % 3_600).toBe(0)
    const claim = (id: string) => desk.ask('POST', `/api/missions/daily/${id}/claim`, { token, body: {} })
    expect(await claim(first.mission_id)).toMatchObject({
      status: 409,
      body: { error: { code: 'mission_not_complete' } },
    })
    expect(await claim('2020-01-01:battle_count')).toMatchObject({
      status: 404,
      body: { error: { code: 'mission_not_found' } },
    })
  })
})

describe('boxes', () => {
  test('[BOX-9] the odds, ranges and the pity rule are public', async () => {
    const { body } = await desk.ask('GET', '/api/boxes/odds', { token: await person('reader') })
    expect(body.rarities.map(({ rarity, odds }: { rarity: string; odds: number }) => [rarity, odds])).toEqual(
      [
        ['common', 0.5],
        ['uncommon', 0.3],
        ['rare', 0.15],
        ['epic', 0.04],
        ['legendary', 0.01],
      ],
    )
    expect(body.rarities[0]).toMatchObject({
      points: { min: 50, max: 200 },
      xp: { min: 10, max: 50 },
      item: null,
    })
    expect(body.pity).toEqual([
      { rarity: 'legendary', within: 200 },
      { rarity: 'epic', within: 50 },
      { rarity: 'rare', within: 10 },
    ])
  })

  test('[BOX-9] nothing tells what a closed box holds; two tabs open it once; the same key answers the same', async () => {
    const token = await person('opener')
    const rarities = ['common', 'uncommon', 'rare', 'epic', 'legendary']
    const id = await season(rarities.map((rarity) => ({ kind: 'box', rarity })))
    await tell('opener', 'daily_login')
    await end(id)

    const closed = await mine('opener', 'boxes')
    expect(closed.body).toMatchObject({ unopened_count: 5, next_cursor: null })
    for (const box of closed.body.boxes)
      expect([box.rarity, box.contents, box.opened_at]).toEqual([null, null, null])
    const events = await mine('opener', 'events')
    expect(events.text).toContain('A mystery box arrived.')
    expect(events.text).not.toContain('legendary')
    // The claims say what the campaign promised to everybody, and no list says more.
    const { progress, ...rest } = (await desk.ask('GET', '/api/users/opener/export', { token })).body
    for (const box of progress.boxes) expect([box.rarity, box.contents]).toEqual([null, null])
    expect(JSON.stringify({ ...rest, progress: { ...progress, claims: [] } })).not.toContain('legendary')

    const open = (box: string, key?: string) =>
      desk.ask('POST', `/api/boxes/${box}/open`, {
        token,
        body: {},
        ...(key && { headers: { 'idempotency-key': key } }),
      })
    const tabs = await Promise.all([open('1'), open('1')])
    expect(tabs.map(({ status }) => status).sort()).toEqual([200, 409])
    const twins = await Promise.all([open('2', 'tab'), open('2', 'tab')])
    expect([twins[0]?.status, twins[1]?.text]).toEqual([200, twins[0]?.text])

    for (const [index, rarity] of rarities.entries()) {
      if (index > 1) expect((await open(`${index + 1}`)).body).toMatchObject({ success: true, rarity })
    }
    const opened = (await mine('opener', 'boxes')).body
    expect(opened.boxes.map(({ rarity }: { rarity: string }) => rarity).reverse()).toEqual(rarities)
    expect(opened.unopened_count).toBe(0)
    for (const box of ['9', '0', 'x']) expect((await open(box)).body.error.code).toBe('box_not_found')

    const { honours } = (await mine('opener', 'claims')).body
    expect(honours.some(({ honour }: { honour: string }) => honour === 'analyst')).toBe(true)
  })

  test("[BOX-9] nobody opens another's box", async () => {
    const token = await person('thief')
    const said = await desk.ask('POST', '/api/boxes/1/open', { token, body: { user_id: 'opener' } })
    expect(said).toMatchObject({ status: 403 })
    expect(await desk.ask('POST', '/api/boxes/1/open', { token, body: {} })).toMatchObject({ status: 404 })
  })
})

describe('campaigns', () => {
  const day = 86_400
  const ahead = (from: number, days: number, more: object = {}) => {
    const starts_at = Math.floor(Date.now() / 1_000) + from * day
    const milestones = [
      { xp: 40, rewards: [{ kind: 'points', amount: 100 }] },
      { xp: 500_000, rewards: [{ kind: 'honour', honour: 'title', name: 'Patient' }] },
    ]
    return { name: 'Autumn', starts_at, ends_at: starts_at + days * day, milestones, ...more }
  }
  const post = (path: string, body?: object) => desk.ask('POST', path, body === undefined ? {} : { body })

  test('[CAMPAIGN-13] the operator makes, previews, edits, ends and archives; everybody sees how they stand', async () => {
    const token = await person('camper')
    const preview = await post('/api/campaigns/preview', ahead(40, 10))
    expect(preview).toMatchObject({ status: 200, body: { days: 10 } })
    expect(preview.body.ranks.map(({ rank }: { rank: string }) => rank)).toEqual([
      'quiet',
      'usual',
      'busy',
      'busiest_tenth',
      'busiest',
    ])
    const made = await post('/api/campaigns', ahead(40, 10))
    const id = made.body.campaign.campaign_id
    expect(made).toMatchObject({ status: 201, body: { campaign: { name: 'Autumn', status: 'upcoming' } } })
    expect(await post('/api/campaigns', ahead(49, 10))).toMatchObject({
      status: 409,
      body: { error: { code: 'campaign_overlap' } },
    })
    expect(await post('/api/campaigns/preview', ahead(49, 10))).toMatchObject({ status: 409 })
    expect(await post('/api/campaigns', ahead(-1, 10))).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_campaign' } },
    })
    expect(await post(`/api/campaigns/${id}`, ahead(41, 5, { name: 'Late' }))).toMatchObject({
      status: 200,
      body: { campaign: { campaign_id: id, name: 'Late' } },
    })
    expect((await post('/api/campaigns/preview', { ...ahead(42, 5), campaign_id: id })).status).toBe(200)
    expect(await post(`/api/campaigns/${id}/end`)).toMatchObject({
      status: 409,
      body: { error: { code: 'campaign_not_active' } },
    })
    const seen = (await desk.ask('GET', '/api/campaigns', { token })).body
    expect(seen.upcoming.map(({ name }: { name: string }) => name)).toContain('Late')
    expect(await post(`/api/campaigns/${id}/archive`)).toMatchObject({
      status: 200,
      body: { campaign: { status: 'archived' } },
    })
    expect(await post(`/api/campaigns/${id}/archive`)).toMatchObject({
      status: 409,
      body: { error: { code: 'campaign_archived' } },
    })
    expect(await post('/api/campaigns/nowhere/end')).toMatchObject({
      status: 404,
      body: { error: { code: 'campaign_not_found' } },
    })
    expect(await desk.ask('POST', '/api/campaigns', { token, body: ahead(40, 10) })).toMatchObject({
      status: 403,
    })
  })

  test('[CAMPAIGN-13] XP moves a trader through it, and a milestone is paid', async () => {
    await person('runner')
    const made = await post('/api/campaigns', ahead(0, 3))
    const id = made.body.campaign.campaign_id
    expect(await post(`/api/campaigns/${id}`, ahead(0, 4))).toMatchObject({
      status: 409,
      body: { error: { code: 'campaign_begun' } },
    })
    await tell('runner', 'daily_login')
    const { campaigns } = (await mine('runner', 'campaigns')).body
    // Whatever XP came, but not the milestone's own: the login (50 and 2), the story that begins, and what engines pay.
    const { transactions } = (await mine('runner', 'transactions')).body
    const own = transactions.filter(({ cause }: { cause: string | null }) => !cause?.startsWith('campaign:'))
    const counted = own.reduce((sum: number, { xp_gained }: { xp_gained: number }) => sum + xp_gained, 0)
    expect(counted).toBeGreaterThan(52)
    expect(transactions.length - own.length).toBe(1)
    expect(campaigns).toMatchObject([
      {
        campaign_id: id,
        status: 'active',
        current_progress: counted,
        completed_milestones: 1,
        total_milestones: 2,
        progress_percentage: 50,
        next_milestone: { xp: 500_000 },
        days_remaining: 3,
        completed_at: null,
      },
    ])
    expect(await post(`/api/campaigns/${id}/archive`)).toMatchObject({
      status: 409,
      body: { error: { code: 'campaign_active' } },
    })
    expect((await end(id)).body.campaign.status).toBe('over')
    await tell('runner', 'button_click')
    expect((await mine('runner', 'campaigns')).body.campaigns[0]).toMatchObject({
      current_progress: counted,
      status: 'over',
    })
  })
})

describe('the history', () => {
  test('[CLAIM-4] events are sentences, newest first, in pages, and tell their place in the journal', async () => {
    await person('historian')
    await tell('historian', 'daily_login')
    await tell('historian', 'button_click')
    const { events } = (await mine('historian', 'events')).body
    const said = events.map(({ event_type, sentence }: { event_type: string; sentence: string }) => [
      event_type,
      sentence,
    ])
    expect(said).toContainEqual(['activity_recorded', 'Used the desk.'])
    expect(said).toContainEqual(['points_awarded', 'Got 52 points for logging in.'])
    expect(said).toContainEqual(['record_set', 'Personal record. Points earned in a day: 52 (the first).'])
    const place = (sentence: string) => said.findIndex((line: string[]) => line[1] === sentence)
    expect(place('Used the desk.')).toBeLessThan(place('Got 52 points for logging in.'))
    expect(events.at(-1)).toMatchObject({
      event_type: 'activity_recorded',
      sentence: 'Logged in.',
      said_by: { key: 'did', values: { deed: [{ key: 'did_daily_login', values: {} }] } },
      event_id: 'progress:historian/1',
    })
    const sentences: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await mine('historian', `events?limit=2${cursor}`)
      sentences.push(...body.events.map(({ event_id }: { event_id: string }) => event_id))
      if (body.next_cursor === null) break
      cursor = `&cursor=${body.next_cursor}`
    }
    expect(sentences).toEqual(events.map(({ event_id }: { event_id: string }) => event_id))
    expect((await mine('historian', 'events?cursor=x')).status).toBe(400)
  })

  test('[CLAIM-5] one view holds missions, records, boxes and the campaign as they stand', async () => {
    const { body: sections } = await mine('opener', 'progress')
    expect(sections.daily_missions.missions).toHaveLength(3)
    expect(sections.mystery_boxes).toMatchObject({ unopened_count: 0 })
    expect(sections.mystery_boxes.boxes).toHaveLength(5)
    expect(sections.seasonal_campaign).toMatchObject({ status: 'over', completed_milestones: 1 })
  })

  test('[CLAIM-4] records are told with their meaning and what they beat', async () => {
    const { personal_records: records } = (await mine('historian', 'records')).body
    const { earned_today } = (await mine('historian', 'points')).body
    expect(records).toMatchObject([
      {
        record_type: 'most_bits_earned_day',
        unit: 'points',
        better: 'higher',
        value: earned_today,
        previous_value: null,
        signal_id: null,
      },
    ])
  })
})
