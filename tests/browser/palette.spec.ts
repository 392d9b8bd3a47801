import type { Locator, Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, part, test } from './support/desk.ts'
import { operatorOf } from './support/lan.ts'
import type { Person, RunningStation } from './support/running-station.ts'

const finder = (page: Page) => page.getByRole('combobox', { name: 'Search or run' })
const option = (page: Page, name: RegExp): Locator => page.getByRole('option', { name })

/** Opens the palette and types into it. */
async function type(page: Page, question: string): Promise<void> {
  if (!(await finder(page).isVisible())) await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeFocused()
  await finder(page).fill(question)
}

async function act(station: RunningStation, person: Person, payload: object): Promise<void> {
  const event_id = `${person.userId}-${JSON.stringify(payload).length}`
  const body = { event_type: 'core.user_action', event_id, payload } as never
  await station.call('recordActivity', { body }, person.token)
}

/** Somebody with two boxes, who is done with a mission; missions are drawn by person and day. */
async function readyToClaim(station: RunningStation): Promise<Person> {
  const friend = await station.admit('Bob')
  const signal = await station.post()
  for (let asked = 0; asked < 40; asked += 1) {
    const ada = await station.admit('Ada')
    await act(station, ada, { action_type: 'daily_login', action_data: {} })
    const { missions } = await station.call('dailyMissions', {}, ada.token)
    if (!missions.some(({ mission_type: kind }) => kind === 'social_share')) continue
    const action_data = { signal_id: signal.id, friend_id: friend.userId }
    await act(station, ada, { action_type: 'content_share', action_data })
    return ada
  }
  throw new Error('nobody was given that mission')
}

/** A campaign that pays two boxes for the first XP. */
async function runCampaign(station: RunningStation, name: string): Promise<string> {
  const box = { kind: 'box' as const, rarity: 'drawn' as const }
  const ends = Math.ceil(Date.now() / 1_000) + 2 * 86_400
  const body = { name, ends_at: ends, milestones: [{ xp: 1, rewards: [box, box] }] }
  return (await station.call('createCampaign', { body })).campaign.campaign_id
}

test.describe('the game layer in the palette', () => {
  let campaign = ''
  test.beforeEach(async ({ station }) => {
    campaign = await runCampaign(station, 'Harvest season')
  })
  test.afterEach(async ({ station }) => {
    await station.call('endCampaign', { params: { id: campaign } })
  })

  test('[SHELL-98] the palette leads to campaigns, achievements and missions by their names', async ({
    page,
    station,
  }) => {
    await enter(page, station, { person: await readyToClaim(station) })
    for (const [question, found, address] of [
      ['harvest', /^Harvest season Campaign/, /\/campaigns$/],
      ['perfect week', /^Perfect Week Achievement/i, /\/achievements$/],
      ['share mission', /^Share a briefing with a desk mate Mission/, /\/missions$/],
    ] as const) {
      await type(page, question)
      await expect(option(page, found)).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(address)
      await expect(finder(page)).toBeHidden()
    }
  })

  test('[SHELL-98] the palette claims a mission, opens a box, and says what came of it', async ({
    page,
    station,
  }) => {
    const ada = await readyToClaim(station)
    await enter(page, station, { person: ada, path: '/missions' })
    await expect(part(page, 'Today').getByRole('button', { name: /^Claim: Share/ })).toBeVisible()
    await type(page, 'claim')
    await expect(option(page, /^Claim: Share a briefing with a desk mate/)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('1 mission claimed')).toBeVisible()
    await expect(option(page, /^Claim: Share/)).toHaveCount(0)
    await expectAccessible(page)
    const { missions } = await station.call('dailyMissions', {}, ada.token)
    expect(missions.find(({ mission_type: kind }) => kind === 'social_share')?.is_claimed).toBe(true)

    const boxes = option(page, /^Open the box from/)
    await type(page, 'open box')
    await expect(boxes).toHaveCount(2)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^\w+ box: /)).toBeVisible()
    await expect(boxes).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(part(page, 'Today').getByText('Claimed', { exact: true })).toBeVisible()

    // Soon after a fire no box opens here either.
    await station.fire((await station.post()).id, ada)
    await page.goto(`${station.url}/rewards`)
    await expect(page.getByText(/^You have just fired/)).toBeVisible()
    await type(page, 'open box')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByText(/^You have just fired/)).toBeVisible()
    await expect(boxes).toHaveCount(1)
  })

  test('[SHELL-98] what the palette was refused is told in it', async ({ page, station }) => {
    const ada = await readyToClaim(station)
    await enter(page, station, { person: ada, path: '/missions' })
    await page.route('**/claim', (route) =>
      route.fulfill({
        status: 409,
        json: { error: { code: 'mission_not_completed', message: 'It is not done yet.' } },
      }),
    )
    await type(page, 'claim')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
    await finder(page).fill('claim share')
    await expect(page.getByRole('dialog').getByRole('alert')).toHaveCount(0)
  })

  test('[SHELL-98] a viewer is offered nothing to do, and who hides the game layer finds none of it', async ({
    desk,
    page,
    station,
  }) => {
    const eve = await desk.enter(await station.admit('Eve', 'viewer'))
    await type(eve, 'harvest')
    await expect(option(eve, /^Harvest season/).first()).toBeVisible()
    for (const question of ['claim: ', 'open the box', 'export json', 'feed speed']) {
      await type(eve, question)
      await expect(eve.getByText('Nothing is called that.')).toBeVisible()
    }
    const ada = await readyToClaim(station)
    await enter(page, station, { person: ada, path: `/u/${ada.userId}` })
    await button(page, 'Hide the game layer').click()
    for (const question of ['harvest', 'perfect week', 'claim: ', 'open the box', 'share mission']) {
      await type(page, question)
      await expect(page.getByText('Nothing is called that.')).toBeVisible()
    }
    const saving = page.waitForEvent('download')
    await type(page, 'export json')
    await page.keyboard.press('Enter')
    expect((await saving).suggestedFilename()).toBe(`${ada.userId}.json`)
    await expect(page.getByRole('dialog').getByText('The file is ready.')).toBeVisible()
  })
})

test('[SHELL-98] for operators the palette finds paired devices and sets the speed of the feed', async ({
  browser,
  running,
}) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const device = {
    ...{
      device_id: 'd-1',
      name: 'Tablet',
      user_id: 'ada',
      role: 'trader',
      address: '127.0.0.2',
      browser: '',
    },
    ...{ paired_at: 1, last_seen: 1, session_ends_at: 2, latency_ms: null, events_per_second: 0 },
    ...{ state: 'offline', own: false },
  }
  await page.route('**/api/devices', (route) => route.fulfill({ json: { devices: [device] } }))
  await enter(page, running, { person: operatorOf(running) })
  await type(page, 'tablet')
  await expect(option(page, /^Tablet \(ada\) Device/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/network$/)
  await type(page, 'speed 600')
  await expect(option(page, /^Feed speed: 600/)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(finder(page)).toBeHidden()
  await expect.poll(async () => (await running.call('feed', {})).speed).toBe(600)
  await running.call('setFeed', { body: { speed: 60 } })

  const trader = await context.newPage()
  await enter(trader, running, { person: await running.admit('Ada') })
  await type(trader, 'feed speed')
  await expect(trader.getByText('Nothing is called that.')).toBeVisible()
  await context.close()
})
