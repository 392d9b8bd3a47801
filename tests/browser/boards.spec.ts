import type { Locator, Page } from '@playwright/test'
import { badge, enter, expect, expectAccessible, seeWholeBoard, test } from './support/desk.ts'
import { type Person, RunningStation, STANDING } from './support/running-station.ts'

const LONG_NAME = 'N'.repeat(190)
const ARABIC = '\u0633\u0645\u064a\u0631'

const board = (page: Page, title: string): Locator =>
  page.getByRole('table', { name: `${title}, best first` })
const chosen = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Boards' }).locator('[aria-current="page"]')
const cells = (page: Page, title: string, name: string): Locator =>
  board(page, title)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
    .getByRole('cell')

async function fireOnNew(station: RunningStation, people: readonly Person[], count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const signal = await station.post()
    await Promise.all(people.map((person) => station.fire(signal.id, person)))
  }
}

test('[PAGE-300] the board is in the address, keys choose the first five, and none of them is volume', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await fireOnNew(station, [ada], 1)
  await enter(page, station, { person: ada, path: '/leaderboards?board=pnl' })
  await expect(chosen(page)).toHaveText('P/L')
  await expect(board(page, 'P/L').getByRole('columnheader')).toHaveText([
    'Rank',
    'Name',
    'P/L',
    'Streak, days',
  ])
  await page.getByRole('navigation', { name: 'Boards' }).getByRole('link', { name: 'Fires' }).click()
  await expect(board(page, 'Fires').getByRole('row', { name: /Ada you/ })).toBeVisible()
  await expect(page).toHaveURL(/board=total_fires/)
  await page.reload()
  await expect(chosen(page)).toHaveText('Fires')
  for (const [key, title] of [
    ['1', 'Week in R'],
    ['2', 'Week'],
    ['3', 'Month'],
    ['4', 'All points'],
    ['5', 'Friends'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(chosen(page)).toHaveText(`${title}${key}`)
  }
  await page.goBack()
  await expect(chosen(page)).toHaveText('All points4')
})

test('[PAGE-308] without a board in the address it is the week in points where no trade has closed this week', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const ada = await station.admit('Ada')
    for (const path of ['/leaderboards', '/leaderboards?board=none-of-ours']) {
      await enter(page, station, { person: ada, path })
      await expect(page).toHaveURL(/board=weekly$/)
      await expect(chosen(page)).toHaveText(/^Week2$/)
    }
    await page.keyboard.press('1')
    await expect(page.getByText('No trade has closed this week.')).toBeVisible()
    await expect(page.getByText('You are not on this board: no trade of yours')).toBeVisible()
  } finally {
    await station.stop()
  }
})

test('[PAGE-301] a reader below the first hundred is shown among his neighbours, and Y goes there', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const crowd = await Promise.all(Array.from({ length: 104 }, () => station.admit('Trader')))
    const zed = await station.admit('Zed')
    await fireOnNew(station, [zed, ...crowd], 1)
    await fireOnNew(station, crowd, 1)
    await enter(page, station, { person: zed, path: '/leaderboards?board=total_fires' })
    await expect(page.getByText('best 100 of 105 shown')).toBeVisible()
    await expect(board(page, 'Fires').getByRole('row')).toHaveCount(1 + 100 + 4)
    // 104 share the first rank: the next is the 105th.
    await expect(cells(page, 'Fires', 'Zed')).toHaveText(['105', '1', '0'])
    await expect(cells(page, 'Fires', 'Zed').first()).toBeInViewport()
    await page.keyboard.press('y')
    await expect(board(page, 'Fires').locator('[aria-current="true"]')).toBeFocused()
  } finally {
    await station.stop()
  }
})

test.describe('in a running market', () => {
  test('[PAGE-302] a win rate needs 20 trades, shows n and interval, and comes in when trades settle', async ({
    page,
    running,
  }) => {
    const ada = await running.admit('Ada')
    await running.call('setFeed', { body: { paused: true } })
    await enter(page, running, { person: ada, path: '/leaderboards?board=win_rate' })
    await expect(page.getByText('0 of 20 trades won or lost so far')).toBeVisible()
    for (let n = 0; n < 20; n += 1) {
      // Each bar reaches 1.0853 and 1.0847: 15 targets are met, 5 stops.
      const levels =
        n < 15 ? { stop_loss: 1.084, take_profit: 1.0852 } : { stop_loss: 1.0848, take_profit: 1.09 }
      await running.fire((await running.post(levels)).id, ada)
    }
    await running.call('setFeed', { body: { paused: false } })
    // z = 1.96: (0.75 + 0.09604 -+ 1.96 * sqrt((0.1875 + 0.04802) / 20)) / 1.19208 = 0.5313 and 0.8881.
    await expect(cells(page, 'Win rate', 'Ada')).toHaveText(['1', '20', '53.1 to 88.8', '75.0\u202f%', '0'])
    await expect(badge(page, 'REPLAY')).toBeVisible()
  })
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[PAGE-303] long and right-to-left names stay in their place, on a phone too, in ${colorScheme}`, async ({
    desk,
    station,
  }) => {
    const ada = await station.admit('Ada')
    const others = [await station.admit(LONG_NAME), await station.admit(ARABIC)]
    await fireOnNew(station, [ada, ...others], 1)
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await desk.enter(ada, '/leaderboards?board=total_fires', { colorScheme, viewport })
      await expect(cells(page, 'Fires', 'Ada').first()).toBeInViewport()
      await expect(page.getByText(ARABIC).first()).toHaveAttribute('dir', 'auto')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      await seeWholeBoard(page)
      await expectAccessible(page)
    }
  })

test('[PAGE-304] an empty board says why', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    await enter(page, station, { person: await station.admit('Ada'), path: '/leaderboards?board=pnl' })
    await expect(page.getByText(/^Nobody has fired yet\./)).toBeVisible()
    await page.keyboard.press('2')
    await expect(page.getByText('Nobody has scored this week.')).toBeVisible()
    await page.getByRole('navigation', { name: 'Boards' }).getByRole('link', { name: 'Win rate' }).click()
    await expect(page.getByText(/^Nobody has won or lost 20 trades yet\./)).toBeVisible()
  } finally {
    await station.stop()
  }
})

test('[PAGE-307] one switch takes the reader off every board, says where he would stand, and brings him back', async ({
  page,
  station,
}) => {
  const shy = await station.admit('Shy')
  await fireOnNew(station, [shy, await station.admit('Bold')], 1)
  await enter(page, station, { person: shy, path: '/leaderboards?board=total_fires' })
  const own = board(page, 'Fires').getByRole('rowheader', { name: 'Shy' })
  await expect(own).toBeVisible()
  await page.getByRole('button', { name: 'Hide me' }).click()
  await expect(page.getByText(/^You are hidden: nobody sees you here\./)).toBeVisible()
  await expect(own).toHaveCount(0)
  await page.getByRole('navigation', { name: 'Boards' }).getByRole('link', { name: 'P/L' }).click()
  await expect(board(page, 'P/L').getByRole('rowheader', { name: 'Bold' })).toBeVisible()
  await expect(board(page, 'P/L').getByRole('rowheader', { name: 'Shy' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect(board(page, 'P/L').getByRole('rowheader', { name: 'Shy' })).toBeVisible()
})

let awards = 0
/** Points that an operator awards. */
async function award(station: RunningStation, person: Person, amount: number): Promise<void> {
  awards += 1
  const body = { user_id: person.userId, amount, event_id: `deed-${awards}`, action: 'good_deed' }
  await station.call('changePoints', { params: { change: 'award' }, body })
}
const namesIn = (page: Page) => board(page, 'Week').getByRole('rowheader')

test('[BOARD-32] streak and own best have columns, and a heavier rule ends the first three', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const people = await Promise.all(['Ada', 'Bea', 'Cem', 'Dan'].map((name) => station.admit(name)))
    for (const [index, person] of people.entries()) await award(station, person, 90 - 10 * index)
    const [ada] = people
    if (ada === undefined) throw new Error('nobody is there')
    const payload = { action_type: 'daily_login' as const, action_data: {} }
    const body = { event_type: 'core.user_action' as const, event_id: 'in', payload }
    await station.call('recordActivity', { body }, ada.token)
    await enter(page, station, { person: ada, path: '/leaderboards?board=weekly' })
    await expect(board(page, 'Week').getByRole('columnheader')).toHaveText([
      'Rank',
      'Name',
      'Points',
      'Streak, days',
      'Best',
    ])
    await expect(cells(page, 'Week', 'Ada').nth(2)).toHaveText('1')
    await expect(cells(page, 'Week', 'Bea').nth(2)).toHaveText('0')
    const rules = await namesIn(page).evaluateAll((names) =>
      names.map((name) => getComputedStyle(name.closest('tr') ?? name).borderBottomWidth),
    )
    expect(rules).toEqual(['1px', '1px', '2px', '1px'])
  } finally {
    await station.stop()
  }
})

test.describe('where ranks change', () => {
  let station: RunningStation
  test.beforeAll(async () => {
    station = await RunningStation.start(STANDING)
  })
  test.afterAll(() => station.stop())

  test('[PAGE-309] rows glide to other ranks, and a score that changes in its place moves nothing', async ({
    page,
  }) => {
    const [ada, bea] = [await station.admit('Ada'), await station.admit('Bea')]
    await award(station, ada, 100)
    await award(station, bea, 50)
    await page.addInitScript(() => {
      const started: number[] = []
      Object.assign(window, { started })
      const start = document.startViewTransition.bind(document)
      document.startViewTransition = (...given) => {
        started.push(performance.now())
        return start(...given)
      }
    })
    const started = () => page.evaluate(() => (window as unknown as { started: number[] }).started.length)
    await enter(page, station, { person: ada, path: '/leaderboards?board=weekly' })
    await expect(namesIn(page)).toHaveText([/^Ada/, /^Bea/])
    const before = await started()
    await award(station, ada, 20)
    // 100 and 20, with two points for the first level and four for the second.
    await expect(board(page, 'Week').getByRole('cell', { name: '126' })).toBeVisible({ timeout: 15_000 })
    expect(await started()).toBe(before)
    await award(station, bea, 90)
    await expect(namesIn(page)).toHaveText([/^Bea/, /^Ada/], { timeout: 15_000 })
    expect(await started()).toBe(before + 1)
  })

  test('[PAGE-309] where less motion is wanted the rows are there at once, with an arrow', async ({
    browser,
  }) => {
    const [cem, dan] = [await station.admit('Cem'), await station.admit('Dan')]
    await award(station, cem, 300)
    await award(station, dan, 250)
    const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
    await enter(page, station, { person: cem, path: '/leaderboards?board=weekly' })
    await expect(namesIn(page).first()).toHaveText(/^Cem/)
    await page.evaluate(() => {
      document.startViewTransition = () => {
        throw new Error('nothing was to move')
      }
    })
    await award(station, dan, 100)
    await expect(namesIn(page).first()).toHaveText(/^Dan/, { timeout: 15_000 })
    await expect(board(page, 'Week').getByText('has just moved up')).toBeVisible()
    await expect(board(page, 'Week').getByText('has just moved up')).toBeHidden({ timeout: 15_000 })
  })
})
