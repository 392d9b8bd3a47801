import { hash, randomBytes } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, part, seeWholeBoard, test } from './support/desk.ts'
import type { Person, RunningStation } from './support/running-station.ts'

const PAGES = ['missions', 'achievements', 'rewards', 'campaigns'] as const

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })

/** A login of somebody, which draws the missions of his day. */
async function logIn(station: RunningStation, person: Person): Promise<void> {
  const payload = { action_type: 'daily_login' as const, action_data: {} }
  const body = { event_type: 'core.user_action' as const, event_id: `login-${person.userId}`, payload }
  await station.call('recordActivity', { body }, person.token)
}

test('[QUESTPAGE-1] the three missions of the day say what to do, why it counts, how far it is and what it pays', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: '/missions' })
  await logIn(station, ada)
  const { missions } = await station.call('dailyMissions', {}, ada.token)
  expect(missions).toHaveLength(3)
  const rows = part(page, 'Today').getByRole('listitem')
  await expect(rows).toHaveCount(3)
  for (const [index, mission] of missions.entries()) {
    const row = rows.nth(index)
    const words = `${mission.current_progress} of ${mission.target_value.toLocaleString('en-GB')}`
    await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuetext', words)
    await expect(row.getByText(words)).toBeVisible()
    await expect(row.getByText(`from ${mission.bot_id.replaceAll('_', ' ')}`)).toBeVisible()
    await expect(row.getByText('Why it counts')).toBeAttached()
    await expect(row.getByRole('link', { name: /^Go there:/ })).toBeVisible()
  }
  await expect(page.getByText('0 of 3 done')).toBeVisible()
  await expect(page.getByText(/^New ones in /)).toBeVisible()
  // Told live: the page was open before the login.
  await expect(part(page, 'What happened').getByRole('row').nth(1)).toBeVisible()
})

test('[QUESTPAGE-3] a mission that is completed while it is looked at is said', async ({ desk, station }) => {
  const friend = await station.admit('Bob')
  const signal = await station.post()
  // Missions are drawn by person and day: the first who has to share a briefing.
  for (let asked = 0; asked < 40; asked += 1) {
    const ada = await station.admit('Ada')
    await logIn(station, ada)
    const { missions } = await station.call('dailyMissions', {}, ada.token)
    if (!missions.some(({ mission_type: type }) => type === 'social_share')) continue
    const page = await desk.enter(ada, '/missions')
    await expect(
      page.getByRole('link', { name: 'Go there: Share a briefing with a desk mate' }),
    ).toBeVisible()
    const action_data = { signal_id: signal.id, friend_id: friend.userId }
    const payload = { action_type: 'content_share', action_data } as const
    await station.call(
      'recordActivity',
      { body: { event_type: 'core.user_action', event_id: `shared-${ada.userId}`, payload } },
      ada.token,
    )
    await expect(page.getByText('Mission done: Share a briefing with a desk mate')).toBeAttached()
    return
  }
  throw new Error('nobody was given that mission')
})

test('[QUESTPAGE-2] a challenge is proposed to a friend and answered by him', async ({ desk, station }) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  await station.call('askFriend', { body: { user_id: bob.userId } }, ada.token)
  const his = await desk.enter(bob, `/u/${bob.userId}`)
  await button(his, `Accept ${ada.userId}`).or(button(his, 'Accept Ada')).click()
  await expect(button(his, 'Remove Ada')).toBeVisible()
  const hers = await desk.enter(ada, '/missions')
  await button(hers, 'Propose a challenge').click()
  await expect(button(hers, 'Take back the challenge to Bob')).toBeVisible()
  await his.goto(`${station.url}/missions`)
  await button(his, 'Accept the challenge of Ada').click()
  const line = part(his, 'Challenges between friends').getByRole('row').filter({ hasText: 'Ada' })
  await expect(line).toContainText(/ends in 7 d|ends in 6 d/)
  await expect(line.getByRole('cell').last()).toHaveText('0')
  await expect(part(hers, 'Challenges between friends')).toContainText('ends in')
})

test('[REWARDPAGE-1] a box stands beside its odds, opens by key, and a reload shows the same', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await grantBoxes(station, ada)
  await enter(page, station, { person: ada, path: '/rewards' })
  const { rarities } = await station.call('boxOdds', {}, ada.token)
  const odds = page.getByRole('table', { name: 'What a box holds' })
  await expect(odds.getByRole('row')).toHaveCount(1 + rarities.length)
  // Fifty of a hundred tickets.
  await expect(odds.getByRole('row').filter({ hasText: 'common' }).first()).toContainText('50\u202f%')
  await expect(page.getByText('Among 10 drawn boxes in a row at least one is rare or better.')).toBeVisible()
  await expect(
    part(page, 'Unopened boxes').getByRole('progressbar', { name: 'rare or better' }),
  ).toHaveAttribute('aria-valuetext', 'within 10 drawn boxes')
  await expect(page.getByText(/none is sold|Unopened boxes/).first()).toBeVisible()
  const waiting = part(page, 'Unopened boxes').getByRole('listitem')
  await expect(waiting).toHaveCount(2)
  await page.keyboard.press('o')
  await expect(waiting).toHaveCount(1)
  // Any key shows it at once.
  await page.keyboard.press('Escape')
  const said = part(page, 'Unopened boxes').getByRole('status')
  await expect(said).toContainText(' box: ')
  const { boxes } = await station.call('userBoxes', { params: { id: ada.userId }, query: {} }, ada.token)
  const opened = boxes.find((box) => box.opened_at !== null)
  await expect(said).toContainText(`${opened?.rarity} box: `)
  const log = page.getByRole('table', { name: 'Opened boxes' })
  await expect(log.getByRole('row')).toHaveCount(2)
  await page.reload()
  await expect(log.getByRole('row').nth(1)).toContainText(String(opened?.rarity))
  await expect(waiting).toHaveCount(1)
})

/** Two boxes, by a campaign whose first milestone is reached with the next XP. */
async function grantBoxes(station: RunningStation, person: Person): Promise<void> {
  const box = { kind: 'box' as const, rarity: 'drawn' as const }
  // A day is the least from when the station hears of it.
  const ends = Math.ceil(Date.now() / 1_000) + 2 * 86_400
  const body = { name: 'Two boxes', ends_at: ends, milestones: [{ xp: 1, rewards: [box, box] }] }
  const { campaign } = await station.call('createCampaign', { body })
  await logIn(station, person)
  await station.call('endCampaign', { params: { id: campaign.campaign_id } })
}

test('[REWARDPAGE-2] nothing is opened within a minute of a fire, and the page says why', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await grantBoxes(station, ada)
  await station.fire((await station.post()).id, ada)
  await enter(page, station, { person: ada, path: '/rewards' })
  await expect(page.getByText(/^You have just fired: boxes open \d+ s later/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Open the box/ }).first()).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await page.keyboard.press('o')
  const { unopened_count: unopened } = await station.call(
    'userBoxes',
    { params: { id: ada.userId }, query: {} },
    ada.token,
  )
  expect(unopened).toBe(2)
})

test('[PROG-6] an operator sees what a campaign would pay, makes it, and is told beside the dates of a clash', async ({
  page,
  station,
}) => {
  const operator = { userId: 'operator', name: 'operator', token: station.operatorToken }
  await enter(page, station, { person: operator, path: '/campaigns' })
  const fill = async (name: string) => {
    await page.getByLabel('Name').fill(name)
    await page.getByLabel(/^Begins, UTC/).fill('2031-01-01T00:00')
    await page.getByLabel(/^Ends, UTC/).fill('2031-02-01T00:00')
  }
  await fill('Far season')
  await button(page, 'Preview').click()
  await expect(page.getByRole('table', { name: 'What it would have paid' })).toBeVisible()
  await button(page, 'Create').click()
  await expect(part(page, 'Ahead').getByText('Far season')).toBeVisible()
  await fill('Second season')
  await button(page, 'Create').click()
  await expect(page.getByRole('alert')).toContainText('It would run at the same time as "Far season".')
  await expect(page.getByLabel(/^Begins, UTC/)).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Name')).toHaveValue('Second season')
  await button(page, 'Withdraw Far season').click()
  await expect(part(page, 'Ahead').getByText('Far season')).toHaveCount(0)
})

test('[PROG-13] an operator changes a campaign that has not begun, and a clash is told beside its dates', async ({
  page,
  station,
}) => {
  const operator = { userId: 'operator', name: 'operator', token: station.operatorToken }
  const milestones = [{ xp: 10, rewards: [{ kind: 'box' as const, rarity: 'drawn' as const }] }]
  const month = (name: string, from: number) => {
    const [starts, ends] = [Date.UTC(2032, from), Date.UTC(2032, from + 1)]
    return { body: { name, starts_at: starts / 1_000, ends_at: ends / 1_000, milestones } }
  }
  await station.call('createCampaign', month('Far season', 0))
  await station.call('createCampaign', month('Next season', 1))
  await enter(page, station, { person: operator, path: '/campaigns' })
  await button(page, 'Change Far season').click()
  const form = part(page, 'Change Far season')
  await expect(form.getByLabel('Name')).toBeFocused()
  await expect(form.getByLabel(/^Begins, UTC/)).toHaveValue('2032-01-01T00:00')
  await expect(form.getByText('and a box')).toBeVisible()
  await form.getByLabel('Name').fill('Farther season')
  await form.getByLabel(/^Ends, UTC/).fill('2032-02-10T00:00')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('It would run at the same time as "Next season".')
  await form.getByLabel(/^Ends, UTC/).fill('2032-01-30T00:00')
  await button(page, 'Preview').click()
  await expect(page.getByRole('table', { name: 'What it would have paid' })).toBeVisible()
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(part(page, 'Ahead').getByText('Farther season')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Make a campaign' })).toBeVisible()
  const { upcoming } = await station.call('campaigns', {})
  const changed = upcoming.find(({ name }) => name === 'Farther season')
  expect([changed?.ends_at, changed?.milestones]).toEqual([Date.UTC(2032, 0, 30) / 1_000, milestones])
  for (const { campaign_id: id } of upcoming) await station.call('archiveCampaign', { params: { id } })
})

test('[PROFILE-1] a profile shows its owner everything and others the boards alone', async ({
  desk,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  await logIn(station, ada)
  await station.fire((await station.post()).id, ada)
  const own = await desk.enter(ada, `/u/${ada.userId}`)
  await expect(heading(own, 'Ada')).toBeVisible()
  const points = await station.call('userPoints', { params: { id: ada.userId } }, ada.token)
  await expect(own.getByText(`${points.xp} of ${points.next_level_xp} XP`)).toBeVisible()
  await expect(part(own, 'Streaks').getByRole('row').filter({ hasText: 'Login' })).toContainText('done today')
  const forecast = await station.call('userForecast', { params: { id: ada.userId } }, ada.token)
  await expect(own.getByText(`A forecast takes ${forecast.reason?.needed} closed trades`)).toBeVisible()
  const saving = own.waitForEvent('download')
  await own.keyboard.press('e')
  expect((await saving).suggestedFilename()).toBe(`${ada.userId}.json`)
  const his = await desk.enter(bob, `/u/${ada.userId}`)
  await expect(heading(his, 'Ada')).toBeVisible()
  await expect(
    his.getByRole('table', { name: 'Places' }).getByRole('row').filter({ hasText: 'Fires' }),
  ).toBeVisible()
  await expect(his.getByRole('heading', { level: 2 })).toHaveText(['Places'])
  await button(his, 'Ask to be friends').click()
  await expect(his.getByText('asked', { exact: true })).toBeVisible()
})

test('[PROFILE-5] the panels of a profile leave no room empty', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/u/${ada.userId}` })
  const last = part(page, 'Your records')
  await expect(last).toBeVisible()
  const [end, room] = await last.evaluate((panel) => [
    panel.getBoundingClientRect().right,
    panel.parentElement?.getBoundingClientRect().right,
  ])
  expect(end).toBe(room)
})

test('[PROFILE-6] results are split by pair, tier, session and hour, as the station counts them', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/u/${ada.userId}` })
  const results = part(page, 'Results')
  await expect(results).toContainText('Nothing decided yet.')
  await station.fire((await station.post()).id, ada)
  await page.reload()
  const row = (name: string) =>
    results.getByRole('row', { name: new RegExp(`^${name} 1 0 0 0 0 \u2014 0.00`) })
  await expect(row('EURUSD')).toBeVisible()
  await results.getByRole('radio', { name: 'Signal tier' }).check()
  await expect(row('UNRANKED')).toBeVisible()
  const { hours, sessions } = await station.call('userTimes', { params: { id: ada.userId }, query: {} })
  const session = sessions.find(({ fires }) => fires === 1)?.session
  await results.getByRole('radio', { name: 'Session' }).check()
  await expect(
    row({ asia: 'Asia', europe: 'Europe', america: 'America', quiet: 'Between them' }[session ?? 'quiet']),
  ).toBeVisible()
  const hour = hours.find(({ fires }) => fires === 1)?.hour ?? -1
  await results.getByRole('radio', { name: 'Hour' }).check()
  await expect(row(`${String(hour).padStart(2, '0')}:00`)).toBeVisible()
  await expect(results).toContainText('By the clock at which you decided, UTC.')
  await expectAccessible(page)
})

test('[PROFILE-4] a profile lists the devices that were paired for its reader, and none of others', async ({
  desk,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  await pairDevice(station, ada, 'Ada\u2019s telephone')
  const hers = await desk.enter(ada, `/u/${ada.userId}`)
  const line = part(hers, 'Devices').getByRole('row').filter({ hasText: 'Ada\u2019s telephone' })
  await expect(line).toContainText('away')
  const his = await desk.enter(bob, `/u/${bob.userId}`)
  await expect(part(his, 'Devices')).toContainText('No paired device')
  // A name on a board leads to its profile.
  await station.fire((await station.post()).id, ada)
  await his.goto(`${station.url}/leaderboards?board=total_fires`)
  await his.getByRole('rowheader', { name: 'Ada' }).first().getByRole('link').click()
  await expect(heading(his, 'Ada')).toBeVisible()
})

/** A device comes, is let in for somebody and takes its session. */
async function pairDevice(station: RunningStation, { userId }: Person, name: string): Promise<void> {
  const asDevice = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: station.url }
    const answer = await fetch(new URL(path, station.url), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect([path, answer.status]).toEqual([path, 200])
    return (await answer.json()) as { claim: string; sas: string }
  }
  const verifier = randomBytes(32).toString('base64url')
  const { pairing_id: id, code } = await station.call('openPairing', {})
  const { claim, sas } = await asDevice('/api/pairing/claim', {
    code,
    challenge: hash('sha256', verifier, 'base64url'),
    nonce: randomBytes(16).toString('base64url'),
    device_name: name,
  })
  await station.call('approvePairing', { params: { id }, body: { user_id: userId, role: 'trader', sas } })
  await asDevice('/api/pairing/finish', { claim, verifier })
}

test('[PROG-7] keys lead to every page of progress, and who hides the game layer has none of them', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada })
  for (const [keys, name] of [
    ['gm', 'Missions'],
    ['ga', 'Achievements'],
    ['gr', 'Rewards'],
    ['gc', 'Campaigns'],
    ['gp', 'Ada'],
  ] as const) {
    // The two keys have to follow each other within a second, which a loaded machine may miss.
    await expect(async () => {
      for (const key of keys) await page.keyboard.press(key)
      await expect(heading(page, name)).toBeVisible({ timeout: 2_000 })
    }).toPass()
  }
  const rail = page.getByRole('navigation', { name: 'Pages' })
  await expect(rail.getByRole('link')).toHaveCount(10)
  await button(page, 'Hide the game layer').click()
  await expect(rail.getByRole('link')).toHaveCount(5)
  await page.goto(`${station.url}/missions`)
  await button(page, 'Show the game layer').click()
  await expect(part(page, 'Today')).toBeVisible()
})

test('[PROG-8] who may do nothing, and who is not connected, is told why beside buttons that are off', async ({
  desk,
  station,
}) => {
  const ada = await station.admit('Ada')
  await grantBoxes(station, ada)
  const watching = await desk.enter(await station.admit('Eve', 'viewer'), '/missions')
  await expect(watching.getByText('A viewer looks on and claims nothing.').first()).toBeVisible()
  await watching.goto(`${station.url}/u/${ada.userId}`)
  await expect(watching.getByText('A viewer looks on and claims nothing.').first()).toBeVisible()
  await expect(button(watching, 'Ask to be friends')).toHaveAttribute('aria-disabled', 'true')
  const page = await desk.enter(ada, '/rewards')
  const boxes = page.getByRole('button', { name: /^Open the box/ })
  await expect(boxes).toHaveCount(2)
  await expect(boxes.first()).toHaveAttribute('aria-disabled', 'false')
  await page.context().setOffline(true)
  const why = page.getByText('The station is not heard: nothing can be sent now.').first()
  await expect(why).toBeVisible()
  await expect(boxes.first()).toHaveAttribute('aria-disabled', 'true')
  await page.context().setOffline(false)
  await expect(why).toHaveCount(0)
  await boxes.first().click()
  await expect(boxes).toHaveCount(1)
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[PROG-9] no page of progress has an accessibility violation or sticks out of a phone, in ${colorScheme}`, async ({
    desk,
    station,
  }) => {
    const ada = await station.admit('Ada')
    await logIn(station, ada)
    const viewport = colorScheme === 'dark' ? { width: 360, height: 740 } : { width: 1440, height: 900 }
    const page = await desk.enter(ada, '/missions', { colorScheme, viewport })
    for (const path of [...PAGES, `u/${ada.userId}`, 'leaderboards']) {
      await page.goto(`${station.url}/${path}`)
      await expect(badge(page, 'LIVE')).toBeVisible()
      await expect(page.locator('main:not(.skeleton) h1')).toBeVisible()
      await expect(page.locator('main .skeleton')).toHaveCount(0)
      expect(await sideways(page)).toBe(0)
      if (path === 'leaderboards') await seeWholeBoard(page)
      await expectAccessible(page)
    }
  })
