import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, part, test } from './support/desk.ts'
import { type Person, RunningStation } from './support/running-station.ts'

const TRADES = 40

/** Somebody with more closed trades than a sheet has room for. */
async function traded(station: RunningStation): Promise<Person> {
  const ada = await station.admit('Ada')
  for (let n = 0; n < TRADES; n += 1) await station.fire((await station.post()).id, ada)
  await expect
    .poll(
      async () => {
        const { fires } = await station.call(
          'userFires',
          { params: { id: ada.userId }, query: { limit: 200 } },
          ada.token,
        )
        return fires.filter(({ status }) => status === 'closed').length
      },
      { timeout: 90_000 },
    )
    .toBe(TRADES)
  return ada
}

const display = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).display)

test('[PAGE-366] a report has the figures of the station, says what its prices are and when it was made', async ({
  page,
}) => {
  test.slow()
  // A market that walks, fast: trades close in it.
  const station = await RunningStation.start({ speed: 600, bars: 20_000, walk: 7 })
  try {
    const ada = await traded(station)
    await enter(page, station, { person: ada, path: `/u/${ada.userId}` })
    await page.getByRole('link', { name: 'Print a report' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Trading report' })).toBeVisible()
    await expect(page.getByText(/^REPLAY: recorded prices, played again\./)).toBeVisible()
    await expect(
      page.getByText(/^Made \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, UTC, by the clock of the station\./),
    ).toBeVisible()

    const params = { id: ada.userId }
    const { all } = await station.call('userTimes', { params, query: {} }, ada.token)
    const figures = part(page, 'Key figures')
    await expect(figures).toContainText(`All ${TRADES} closed trades`)
    await expect(figures).toContainText(`${all.wins} / ${all.losses} / ${all.timeouts}`)
    await expect(figures).toContainText(`n=${all.n}`)
    const list = page.getByRole('table', { name: 'Trades of the period' })
    await expect(list.getByRole('row')).toHaveCount(1 + TRADES)
    await button(page, '30 trades').click()
    await expect(list.getByRole('row')).toHaveCount(31)
    await expect(figures).toContainText('The newest 30 closed trades')
    for (const name of [
      'Results by pair',
      'Results by signal tier',
      'Results by session',
      'Results by hour',
      'Streaks',
      'Personal records',
    ])
      await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)

    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes')
    })
    await button(page, 'Print').click()
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes')

    // On paper: no frame, nothing to press, the badge of the feed, and the heads of the table on each sheet.
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'))
    await page.emulateMedia({ media: 'print' })
    for (const frame of ['footer', '.frame-page > nav', '.plain-button', '.save-table'])
      expect(await display(page, frame)).toBe('none')
    await expect(page.getByRole('status', { name: 'REPLAY', exact: true })).toBeVisible()
    await expect(page.getByRole('status', { name: 'LIVE', exact: true })).toBeHidden()
    await expect(page.getByText(/^REPLAY: recorded prices/)).toBeVisible()
    expect(await list.locator('thead').evaluate((head) => getComputedStyle(head).display)).toBe(
      'table-header-group',
    )
    expect(
      await list
        .locator('tbody tr')
        .first()
        .evaluate((row) => getComputedStyle(row).breakInside),
    ).toBe('avoid')
    const ink = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      text: getComputedStyle(document.querySelector('h1') ?? document.body).color,
    }))
    expect(ink).toEqual({ ground: 'rgb(255, 255, 255)', text: 'rgb(16, 22, 28)' })
    await page.emulateMedia({ media: null })
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
    expect(sheets?.length).toBeGreaterThan(1)
  } finally {
    await station.stop()
  }
})

test('[PAGE-367] a report without a trade says so, and one that cannot be asked for says why', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: '/report' })
  await expect(page.getByText('No trade has closed yet.', { exact: true })).toBeVisible()
  await expect(part(page, 'Key figures')).toContainText('0 of 10 trades won or lost')
  await page.route('**/api/users/*/fires**', (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: 'internal', message: 'The station broke.', correlation_id: 'c' } },
    }),
  )
  await page.reload()
  await expect(part(page, 'Trades of the period').getByRole('button', { name: 'Retry' })).toBeVisible()
})

test('[PAGE-368] the palette leads to the report', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('print a report')
  await expect(page.getByRole('option', { name: 'Print a report' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Trading report' })).toBeVisible()
})

test('[PAGE-369] any page is printed without its frame, open where it scrolls, and with the badge of its feed', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada'), path: '/fusion' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  expect(await display(page, 'footer')).toBe('none')
  expect(await display(page, '.frame-page > nav')).toBe('none')
  await expect(page.getByRole('status', { name: /^REPLAY/ })).toBeVisible()
  const cut = await page.evaluate(
    () =>
      [...document.querySelectorAll('main, main section')].filter(
        (box) => box.scrollHeight > box.clientHeight + 1,
      ).length,
  )
  expect(cut).toBe(0)
})
