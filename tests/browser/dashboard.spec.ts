import type { Page } from '@playwright/test'
import type { Signal } from '#contracts/shapes.ts'
import { badge, button, enter, expect, expectAccessible, part, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** The rows in the order of the screen, by their signals. */
function order(page: Page): Promise<(string | null)[]> {
  return page
    .locator('tr[data-signal]')
    .evaluateAll((rows) => rows.map((element) => element.getAttribute('data-signal')))
}

const filter = (page: Page) => page.getByRole('searchbox', { name: 'Filter signals' })

test.describe('a desk of its own', () => {
  let station: RunningStation
  test.beforeAll(async () => {
    station = await RunningStation.start(STANDING)
  })
  test.afterAll(() => station.stop())

  test('[QUEUE-13] an empty queue says why it is empty', async ({ page }) => {
    await enter(page, station, { person: await station.admit('Ada') })
    await expect(page.getByText('No signal is open. The replay has reached its last bar')).toBeVisible()
    await expect(page.getByText('Choose a signal in the queue to see what its probability')).toBeVisible()
  })

  test('[QUEUE-10] every open signal is listed, and a new one joins a long list', async ({ page }) => {
    for (let n = 0; n < 230; n += 1) await station.post()
    await enter(page, station, { person: await station.admit('Ada') })
    const rows = page.getByRole('table', { name: /^Open signals/ })
    await expect(rows).toHaveAttribute('aria-rowcount', '231')
    await station.post()
    await expect(rows).toHaveAttribute('aria-rowcount', '232')
    await expect(page.getByText('231 open')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Your statistics' })).toContainText('Signals today231')
  })

  test('[QUEUE-20] a long list comes in whole under a pointer that rests on it', async ({ page }) => {
    const openNow = async () => (await station.call('stats', {})).active_signals.total
    while ((await openNow()) < 230) await station.post()
    const pages = Promise.withResolvers<void>()
    await page.route('**/api/signals/active**', async (route) => {
      await pages.promise
      await route.continue()
    })
    await enter(page, station, { person: await station.admit('Ada') })
    const rows = page.getByRole('table', { name: /^Open signals/ })
    await expect(rows).toHaveAttribute('aria-rowcount', '101')
    await rows.hover()
    const withHead = String((await openNow()) + 1)
    pages.resolve()
    await expect(rows).toHaveAttribute('aria-rowcount', withHead)
    await station.post()
    await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
    await expect(rows).toHaveAttribute('aria-rowcount', withHead)
  })

  test('[QUEUE-14] a queue that is sorted or filtered anew is shown from its first row', async ({ page }) => {
    for (let n = 0; n < 40; n += 1) await station.post()
    await enter(page, station, { person: await station.admit('Ada') })
    const box = page.getByRole('region', { name: 'Open signals, scrollable' })
    const top = () => box.evaluate((element) => element.scrollTop)
    const toEnd = async () => {
      // A list that is not laid out yet has nowhere to scroll to.
      await expect(async () => {
        await box.evaluate((element) => element.scrollTo(0, element.scrollHeight))
        expect(await top()).toBeGreaterThan(0)
      }).toPass()
    }
    await expect.poll(async () => (await order(page)).length).toBeGreaterThan(0)
    await toEnd()
    await page.getByRole('columnheader', { name: 'Expires' }).getByRole('button').click()
    await expect.poll(top).toBe(0)
    await toEnd()
    await filter(page).fill('long')
    await expect.poll(top).toBe(0)
  })
})

test('[QUEUE-15] Enter on a row opens the page of its signal, B its briefing', async ({ page, station }) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await row(page, signal.id).click()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${station.url}/signals/${signal.id}`)
  await page.goBack()
  await expect(row(page, signal.id)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('b')
  await expect(page).toHaveURL(`${station.url}/mission/${signal.id}`)
})

test('[QUEUE-16] the last seconds of a window are said on the line of their row', async ({
  page,
  running,
}) => {
  // Sixty market seconds a second: 1,680 are 28 s of the reader's.
  const { market_time } = await running.call('feed', {})
  const signal = await running.post({ expires_at: Math.round(market_time) + 1_680 })
  await enter(page, running, { person: await running.admit('Ada') })
  await expect(row(page, signal.id).getByRole('cell', { name: /^last \d+/ })).toBeVisible()
  expect((await row(page, signal.id).boundingBox())?.height).toBe(28)
})

test('[QUEUE-11] sort and filter stand in the address and survive a reload', async ({ page, station }) => {
  const long = await station.post({ confidence: 61 })
  const short = await station.post({ direction: 'SELL', stop_loss: 1.09, take_profit: 1.08 })
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(row(page, long.id)).toBeVisible()
  const head = page.getByRole('columnheader', { name: 'Dir' })
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/sort=-dir/)
  expect((await order(page))[0]).toBe(short.id)
  await page.keyboard.press('/')
  await expect(filter(page)).toBeFocused()
  await page.keyboard.type('eur long')
  await expect(page.locator(`tr[data-signal="${short.id}"]`)).toHaveCount(0)
  await expect(page).toHaveURL(/filter=eur/)
  await page.reload()
  await expect(filter(page)).toHaveValue('eur long')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(page.locator(`tr[data-signal="${short.id}"]`)).toHaveCount(0)
  await filter(page).fill('nowhere')
  await expect(page.getByText(/None of the \d+ open signals has “nowhere”/)).toBeVisible()
  await button(page, 'Clear the filter').click()
  await button(page, /Back to the order of rank/).click()
  await expect(row(page, short.id)).toHaveCount(1)
  await expect(page).toHaveURL(/\/$/)
})

test('[QUEUE-12] a row whose signal closed says so while it is looked at, and leaves afterwards', async ({
  page,
  running,
}) => {
  await running.call('setFeed', { body: { paused: true } })
  const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
  await enter(page, running, { person: await running.admit('Ada') })
  await row(page, signal.id).hover()
  await running.call('setFeed', { body: { paused: false } })
  await expect(row(page, signal.id)).toContainText('settled')
  await page.mouse.move(0, 0)
  await expect(row(page, signal.id)).toHaveCount(0)
})

test('[QUEUE-17] a list that was taken away under the pointer no longer holds its order', async ({
  page,
  station,
}) => {
  const first = await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await row(page, first.id).hover()
  const held = await station.post()
  await expect(button(page, '1 new')).toBeVisible()
  await filter(page).fill('nowhere')
  await expect(page.getByText(/None of the \d+ open signals has “nowhere”/)).toBeVisible()
  await page.mouse.move(0, 0)
  await filter(page).fill('')
  await expect(row(page, held.id)).toBeVisible()
  const next = await station.post()
  await expect(row(page, next.id)).toBeVisible()
  await expect(button(page, '1 new')).toHaveCount(0)
})

test('[CHART-5] the picture is shown in longer candles by key and by button, without moving the page', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const before = await chart.boundingBox()
  const picture = await chart.screenshot()
  await page.keyboard.press('2')
  await expect(button(page, 'm5')).toHaveAttribute('aria-pressed', 'true')
  // Sixty minutes are twelve candles of five.
  await expect(page.getByRole('img', { name: /^EURUSD: 12 candles/ })).toBeVisible()
  expect(await chart.boundingBox()).toEqual(before)
  // The picture itself is another one, though the market stands and tells nothing.
  await expect.poll(async () => picture.equals(await chart.screenshot())).toBe(false)
  await button(page, 'View as table').click()
  const rows = page.getByRole('table', { name: 'EURUSD candles, newest first' }).getByRole('row')
  // 00:55 to 01:00: high 1.0853, low 1.0847 like every minute of it.
  await expect(rows.nth(1).getByRole('rowheader')).toHaveText('2026-01-05 00:55')
  await expect(rows.nth(1).getByRole('cell')).toHaveText(['1.08500', '1.08530', '1.08470', '1.08500'])
})

test('[CHART-6] the bands of the sessions are switched off and stay off on this device', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  const sessions = button(page, 'Sessions')
  await expect(sessions).toHaveAttribute('aria-pressed', 'true')
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const before = await chart.screenshot()
  await sessions.click()
  await expect.poll(async () => before.equals(await chart.screenshot())).toBe(false)
  await page.reload()
  await expect(sessions).toHaveAttribute('aria-pressed', 'false')
  // A candle of four hours spans more than one session.
  await button(page, 'h4').click()
  await expect(sessions).toBeHidden()
})

test('[CHART-10] I shows and hides the indicators, and the choice stays on this device', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  const indicators = button(page, 'EMA RSI')
  await expect(indicators).toHaveAttribute('aria-pressed', 'false')
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const before = await chart.screenshot()
  await page.keyboard.press('i')
  await expect(indicators).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(async () => before.equals(await chart.screenshot())).toBe(false)
  await page.reload()
  await expect(indicators).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('i')
  await expect(indicators).toHaveAttribute('aria-pressed', 'false')
})

test('[WHY-6] the parts of a probability are labelled, for or against, and can be read as a table', async ({
  page,
  station,
}) => {
  const posted = await station.post({ confidence: 87 })
  const told: Signal = {
    ...posted,
    base: 0.391,
    probability: 0.396,
    interval: [0.361, 0.43],
    breakeven: 0.4,
    parts: { rsi: 0.008, macd_flip: -0.003 },
  }
  // Without sockets the list comes by polling, where a test can put parts into it.
  await page.routeWebSocket('**/socket.io/**', (socket) => void socket.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.route('**/api/signals/active**', (route) =>
    route.fulfill({ json: { signals: [told], next_cursor: null } }),
  )
  await page.route('**/api/missions/**', (route) => route.abort())
  const ada = await station.admit('Ada')
  await page.goto(`${station.url}/#token=${ada.token}`)
  await expect(badge(page, 'POLLING')).toBeVisible()
  const panel = page.locator('section', {
    has: page.getByRole('heading', { name: 'Fusion breakdown', exact: true }),
  })
  const steps = panel
    .getByRole('list', { name: 'From the base rate to the probability' })
    .getByRole('listitem')
  await expect(steps.nth(0)).toHaveText('base rate39.1\u202f%')
  await expect(steps.nth(1)).toHaveText('rsifor +0.8 pt')
  await expect(steps.nth(2)).toHaveText('macd flipagainst \u22120.3 pt')
  await expect(steps.nth(3)).toHaveText('probability39.6\u202f%')
  await expect(panel).toContainText('Harbour Desk claims 87\u202f%. A claim is no part of the probability.')
  await button(page, 'View parts as table').click()
  const table = panel.getByRole('table', { name: 'From the base rate to the probability' })
  await expect(table.getByRole('row').nth(2)).toHaveText('rsifor+0.8 pt39.9\u202f%')
  await expectAccessible(page)
})

test('[STRIP-3] the desk\u2019s day follows the fires of others', async ({ page, station }) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  const figure = page.locator('dl', { has: page.getByText('Fires today', { exact: true }) }).locator('dd')
  const fires = async () => Number.parseInt((await figure.textContent()) ?? '', 10)
  await expect.poll(fires).toBeGreaterThanOrEqual(0)
  const before = await fires()
  await station.fire(signal.id, await station.admit('Mei'))
  await expect.poll(fires).toBe(before + 1)
  await expect(row(page, signal.id).getByRole('cell').last()).toHaveText('1')
  // The station tells hundredths: more digits would be made up.
  const executed = page.locator('dl', { has: page.getByText(/^Executed today, n \d+$/) }).locator('dd')
  // A desk of this day has no day before to compare with.
  await expect(executed).toHaveText(/^\d+\s%\u2014 first day$/)
})

test('[PANEL-2] the board is the week in R: the best three and the reader below them, and leads to all boards', async ({
  page,
}) => {
  const running = await RunningStation.start({ speed: 60, bars: 20_000 })
  try {
    await running.call('setFeed', { body: { paused: true } })
    const ada = await running.admit('Ada')
    const others = await Promise.all(['Bea', 'Cem', 'Dan'].map((name) => running.admit(name)))
    // Each bar reaches 1.0853 and 1.0847: this target is met, and this stop.
    const won = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
    await Promise.all(others.map((person) => running.fire(won.id, person)))
    await running.fire((await running.post({ stop_loss: 1.0848, take_profit: 1.09 })).id, ada)
    await running.call('setFeed', { body: { paused: false } })
    await enter(page, running, { person: ada })
    const rows = page.getByRole('table', { name: 'Week in R, best first' }).getByRole('row')
    // One row for the heads. Three share the first rank, so the reader is fourth.
    await expect(rows).toHaveCount(1 + 3 + 1, { timeout: 40_000 })
    await expect(rows.last()).toContainText(/4\s*you/)
    await expect(rows.last()).toContainText('\u22121.0 R')
    await page.getByRole('link', { name: 'All', exact: true }).click()
    await expect(page).toHaveURL(/leaderboards\?board=weekly_r/)
  } finally {
    await running.stop()
  }
})

test('[PANEL-40] missions of the day and the reader\u2019s standing are on the dashboard, live, and go with the game layer', async ({
  page,
  station,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada })
  const standing = page.getByRole('link', { name: /^Login streak / })
  await expect(standing).toHaveAccessibleName('Login streak 0 d Level L1 points 0')
  const payload = { action_type: 'daily_login' as const, action_data: {} }
  const body = { event_type: 'core.user_action' as const, event_id: `login-${ada.userId}`, payload }
  await station.call('recordActivity', { body }, ada.token)
  const { missions } = await station.call('dailyMissions', {}, ada.token)
  const rows = part(page, 'Missions today').getByRole('listitem')
  await expect(rows).toHaveCount(3)
  for (const [index, mission] of missions.entries())
    await expect(rows.nth(index)).toContainText(
      `${mission.current_progress} of ${mission.target_value.toLocaleString('en-GB')}`,
    )
  const points = await station.call('userPoints', { params: { id: ada.userId } }, ada.token)
  await expect(standing).toHaveAccessibleName(
    `Login streak 1 d Level L${points.level} points ${points.balance}`,
  )
  await page.getByRole('link', { name: 'All missions' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Missions' })).toBeVisible()
  await page.goto(`${station.url}/settings?section=game`)
  await page.getByRole('switch', { name: 'Show the game layer' }).click()
  await page.goto(station.url)
  await expect(part(page, 'Execute').or(part(page, 'Everybody')).first()).toBeVisible()
  await expect(standing).toHaveCount(0)
  await expect(part(page, 'Missions today')).toHaveCount(0)
})

for (const [name, width, height] of [
  ['tablet', 1024, 768],
  ['phone', 360, 740],
] as const)
  test(`[PANEL-1] on a ${name} nothing sticks out and no violation is found`, async ({ page, station }) => {
    await page.setViewportSize({ width, height })
    const signal = await station.post({ confidence: 87 })
    await enter(page, station, { person: await station.admit('Ada') })
    await row(page, signal.id).click()
    await expect(page.getByTestId('chart-EURUSD')).toBeAttached()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    await expectAccessible(page)
    await expect(queue(page)).toBeVisible()
  })
