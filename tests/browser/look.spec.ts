import {
  badge,
  button,
  enter,
  expect,
  expectAccessible,
  fireTwice,
  queue,
  row,
  test,
} from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

for (const colorScheme of ['dark', 'light'] as const)
  test(`[PAGE-85] no accessibility violation in ${colorScheme}`, async ({ desk, station }) => {
    const signal = await station.post({ confidence: 87 })
    const ada = await station.admit('Ada')
    await station.fire(signal.id, ada)
    const page = await desk.enter(ada, '/', { colorScheme })
    await row(page, signal.id).click()
    await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Your last trades' }).getByRole('table')).toBeVisible()
    await expectAccessible(page)
    await page.goto(`${station.url}/mission/${(await station.post()).id}`)
    await button(page, 'Pass').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
  })

test('[PAGE-86] the theme can be chosen, is kept, and the chart wears it', async ({ page, station }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await enter(page, station, { person: await station.admit('Ada') })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(await background()).toBe('rgb(10, 13, 16)')
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const before = await chart.screenshot()
  await button(page, /^Theme: system/).click()
  await button(page, /^Theme: dark/).click()
  expect(await background()).toBe('rgb(238, 241, 244)')
  await expect.poll(async () => before.equals(await chart.screenshot())).toBe(false)
  await page.reload()
  await expect(button(page, /^Theme: light/)).toBeVisible()
  expect(await background()).toBe('rgb(238, 241, 244)')
})

test('[PAGE-87] nothing sticks out of a screen of 360 pixels', async ({ desk, station }) => {
  const signal = await station.post({ confidence: 87 })
  const ada = await station.admit('Ada')
  const page = await desk.enter(ada, `/mission/${signal.id}`, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await expect(button(page, 'Fire LONG')).toBeVisible()
  expect(await sideways()).toBe(0)
  await expect(button(page, 'Fire LONG')).toBeInViewport()
  await button(page, 'Fire LONG').tap()
  await button(page, 'Fire LONG').tap()
  await expect(button(page, /^Fired/)).toBeVisible()
  await page.getByRole('link', { name: 'Queue', exact: true }).click()
  await expect(queue(page)).toBeVisible()
  expect(await sideways()).toBe(0)
})

test('[PAGE-95] on a wide screen the briefing shows the picture beside the decision', async ({
  desk,
  station,
}) => {
  const signal = await station.post({ confidence: 87 })
  const page = await desk.enter(await station.admit('Ada'), `/mission/${signal.id}`)
  await expect(page.getByTestId('chart-EURUSD')).toBeInViewport({ ratio: 1 })
  await expect(button(page, 'Fire LONG')).toBeInViewport({ ratio: 1 })
  await expect(button(page, 'Pass')).toBeInViewport({ ratio: 1 })
})

test('[PAGE-88] everything can be done with the keyboard alone', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  await station.post()
  await station.post()
  await page.goto(station.url)
  await expect(button(page, 'Sign in')).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type(ada.token)
  await page.keyboard.press('Enter')
  await expect(badge(page, 'LIVE')).toBeVisible()
  const chosen = queue(page).locator('tr[aria-current="true"]')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('j')
  await expect(chosen).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('k')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('b')
  await expect(page.getByRole('heading', { level: 1, name: /^Mission EURUSD/ })).toBeVisible()
  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not today')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(button(page, 'Passed')).toBeVisible()
  await fireTwice(page)
  await expect(button(page, /^Fired/)).toBeVisible()
})

test('[PAGE-89] new signals wait outside while the reader is in the list', async ({ page, station }) => {
  const first = await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await row(page, first.id).click()
  const second = await station.post()
  await expect(button(page, '1 new')).toBeVisible()
  await expect(row(page, second.id)).toHaveCount(0)
  await button(page, '1 new').click()
  await expect(row(page, second.id)).toHaveCount(1)
  await expect(row(page, first.id)).toHaveAttribute('aria-current', 'true')
})

test('[PAGE-90] an address that is none, and a mission that is none, say so', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada })
  const answer = await page.goto(`${station.url}/mission/none-of-ours`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await page.goto(`${station.url}/nowhere`)
  await expect(page.getByText('There is no page at this address.')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the queue' }).click()
  await expect(queue(page).or(page.getByText('No signal is open.'))).toBeVisible()
})

test('[PAGE-91] the picture can be read as a table', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(page.getByRole('img', { name: /^EURUSD: \d+ candles from 1\.08500/ })).toBeVisible()
  await button(page, 'View as table').click()
  const table = page.getByRole('table', { name: 'EURUSD candles, newest first' })
  await expect(table.getByRole('columnheader')).toHaveText(['Time, UTC', 'Open', 'High', 'Low', 'Close'])
  await expect(table.getByRole('row').nth(1)).toContainText('1.08530')
})

test('[PAGE-92] the page does what it does under its own content policy', async ({ page, station }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
  await button(page, 'Pass').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  expect(complaints).toEqual([])
})

test('[PAGE-93] a long queue draws only what is in sight and goes on to its end', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    for (let n = 0; n < 120; n += 1) await station.post()
    // Without sockets the list comes by polling, up to 200 signals at a time.
    await page.routeWebSocket('**/socket.io/**', (socket) => void socket.close())
    await page.route('**/socket.io/**', (route) => route.abort())
    const ada = await station.admit('Ada')
    await page.goto(`${station.url}/#token=${ada.token}`)
    await expect(badge(page, 'POLLING')).toBeVisible()
    await expect(queue(page)).toHaveAttribute('aria-rowcount', '121')
    const drawn = queue(page).locator('tr[data-signal]')
    expect(await drawn.count()).toBeLessThan(60)
    await queue(page).hover()
    await page.mouse.wheel(0, 120 * 28)
    const last = queue(page).locator('tr[aria-rowindex="121"]')
    await last.click()
    await page.keyboard.press('ArrowUp')
    const chosen = queue(page).locator('tr[aria-current="true"]')
    await expect(chosen).toHaveAttribute('aria-rowindex', '120')
    await expect(chosen.getByRole('button')).toBeFocused()
    expect(await drawn.count()).toBeLessThan(60)
  } finally {
    await station.stop()
  }
})

test('[PAGE-94] a part that fails says so and can be tried again, the others live', async ({
  page,
  station,
}) => {
  const error = { code: 'overloaded', message: 'Too much to do.', correlation_id: 'c-42', server_time: 1 }
  const signal = await station.post()
  await page.route('**/api/candles/**', (route) => route.fulfill({ status: 503, json: { error } }))
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Too much to do.')
  await expect(alert).toContainText('overloaded \u00b7 c-42')
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  await page.unrouteAll()
  await button(page, 'Retry').click()
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
})
