import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, part, row, test } from './support/desk.ts'

/** The market of the tests stands at 2026-01-05 01:00 UTC, its bars begin an hour before. */
async function choose(page: Page, zone: RegExp): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /trader$/ })
    .click()
  await page.locator('.person-menu').getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: zone }).check()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
}

test('[ZONE-4] another zone changes every time on the page at once, with its name, and is kept', async ({
  desk,
  station,
}) => {
  const ada = await station.admit('Ada')
  const signal = await station.post()
  await station.fire(signal.id, ada)
  const page = await desk.enter(ada, '/', { timezoneId: 'Asia/Kolkata' })
  await row(page, signal.id).click()
  const clocks = page.getByRole('banner').getByTitle(/^Market and station are two clocks/)
  const fired = part(page, 'Your last trades').getByRole('row').nth(1).getByRole('cell').first()
  await expect(clocks).toContainText('2026-01-05 01:00')
  await expect(clocks).toContainText(/\d\d:\d\d:\d\d UTC/)
  const before = await fired.innerText()
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const drawn = await chart.screenshot()

  await choose(page, /^This device, Asia\/(Kolkata|Calcutta)$/)
  await expect(clocks).toContainText('2026-01-05 06:30')
  await expect(clocks).toContainText(/\d\d:\d\d:\d\d (Kolkata|Calcutta)/)
  // India is five hours and a half ahead: other minutes, the same second.
  const after = await fired.innerText()
  const ahead = minutesOf(after) - minutesOf(before)
  expect((ahead + 1_440) % 1_440).toBe(330)
  expect(after.slice(-2)).toBe(before.slice(-2))
  await expect.poll(async () => drawn.equals(await chart.screenshot())).toBe(false)
  await button(page, 'View as table').click()
  const table = page.getByRole('table', { name: 'EURUSD candles, newest first' })
  await expect(table.getByRole('columnheader').first()).toHaveText(/^Time, (Kolkata|Calcutta)$/)
  await expect(table.getByRole('row').nth(1)).toContainText('2026-01-05 06:29')
  await expect(page.getByText('UTC', { exact: true })).toHaveCount(0)

  await page.goto(`${station.url}/signals/${signal.id}`)
  await expect(page.getByText(/^market, Asia\/(Kolkata|Calcutta)$/)).toBeVisible()
  const log = page.getByRole('table', { name: 'What happened to this signal' })
  await expect(log.getByRole('columnheader').nth(1)).toHaveText(/^Time, (Kolkata|Calcutta)$/)
  await expect(log.getByRole('row').nth(1)).toContainText('2026-01-05 06:30:00')
})

test('[ZONE-4] the zone of the reader is that of the station, and the station gives it', async ({
  page,
  station,
}) => {
  const tokens = { user_id: 'tokyo-1', role: 'trader', label: 'browser' } as const
  await station.call('addUser', { body: { user_id: 'tokyo-1', name: 'Aki', timezone: 'Asia/Tokyo' } })
  const { token } = await station.call('createToken', { body: tokens })
  await enter(page, station, { person: { userId: 'tokyo-1', name: 'Aki', token } })
  await choose(page, /^Yours, Asia\/Tokyo$/)
  const clocks = page.getByRole('banner').getByTitle(/^Market and station are two clocks/)
  await expect(clocks).toContainText('2026-01-05 10:00')
  await expect(clocks).toContainText(/ Tokyo$/)
})

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return 60 * hours + minutes
}

test('[ZONE-6] a last trade of another day has its day, the whole instant as its title, and room', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await station.fire((await station.post()).id, ada)
  await station.fire((await station.post()).id, ada)
  await page.route('**/fires?*', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const at = Date.UTC(2025, 10, 29, 10, 4, 8) / 1_000
    const ended = { status: 'closed', outcome: 'TIMEOUT', r: -0.4, pnl: -1_234.56, settled_by: 'market' }
    Object.assign(body.fires.at(-1), {
      ...ended,
      fired_at: at,
      closed_at: at,
      exit_price: 1.1,
      executed: true,
    })
    await route.fulfill({ response: answer, json: body })
  })
  for (const [path, width] of [
    ['/', 1440],
    ['/', 360],
    ['/panel/trades', 420],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await enter(page, station, { person: ada, path })
    const times = part(page, 'Your last trades').getByRole('row').locator('td:first-child')
    await expect(times).toHaveText([/^\d\d:\d\d:\d\d$/, '29 Nov 10:04'])
    await expect(times.last()).toHaveAttribute('title', '2025-11-29 10:04:08')
    const box = page.getByRole('region', { name: 'Your last trades, scrollable' })
    const out = await box.evaluate((element) => element.scrollWidth - element.clientWidth)
    expect.soft([path, width, out]).toEqual([path, width, 0])
  }
})
