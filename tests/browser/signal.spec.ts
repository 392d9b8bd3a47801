import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, row, test } from './support/desk.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const status = (page: Page) => page.getByRole('list', { name: 'Status' }).locator('[aria-current="step"]')
const log = (page: Page) => page.getByRole('table', { name: 'What happened to this signal' })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

test('[PAGE-330] a signal has a page with its times, its levels and who decided', async ({
  page,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const signal = await station.post()
  await enter(page, station, { person: ada, path: `/signals/${signal.id}` })
  await expect(heading(page)).toContainText('EURUSD')
  await expect(heading(page)).toContainText('LONG')
  await expect(page.getByText(signal.id, { exact: true })).toBeVisible()
  await expect(status(page)).toHaveText('ACTIVE')
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
  await expect(page.getByText('Nobody has fired on this signal.')).toBeVisible()
  // What others do comes in by itself.
  await station.fire(signal.id, bob)
  await expect(log(page).getByRole('row', { name: /Bob fired/ })).toContainText('station')
  await expect(page.getByRole('img', { name: /^1 fire from/ })).toBeVisible()
  await expect(log(page).getByRole('row', { name: /listed by Harbour Desk/ })).toContainText('market')
})

test('[PAGE-338] the ways to a signal lead from the desk, the briefing, a trade and the palette', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  const signal = await station.post()
  await station.fire(signal.id, ada)
  await enter(page, station, { person: ada })
  await row(page, signal.id).click()
  const there = `${station.url}/signals/${signal.id}`
  await page.getByRole('link', { name: 'Details', exact: true }).click()
  await expect(page).toHaveURL(there)
  // The keys are the page's own: they work once it stands.
  await expect(heading(page)).toContainText('EURUSD')
  await page.keyboard.press('b')
  await page.getByRole('link', { name: 'Details', exact: true }).click()
  await expect(page).toHaveURL(there)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.getByRole('region', { name: 'Your last trades' }).getByRole('link').first().click()
  await expect(page).toHaveURL(there)
  const finder = page.getByRole('combobox', { name: 'Search or run' })
  for (const [words, address] of [
    ['leader', /leaderboards/],
    ['details of', there],
  ] as const) {
    await page.keyboard.press('Control+k')
    await expect(finder).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(address)
  }
})

test('[PAGE-331] F fires from here, B opens the briefing', async ({ page, station }) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/signals/${signal.id}` })
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  await page.keyboard.press('f')
  await page.keyboard.press('f')
  await expect(button(page, /^Fired/)).toBeVisible()
  await expect(log(page).getByRole('row', { name: /You fired/ })).toBeVisible()
  await page.keyboard.press('b')
  await expect(page).toHaveURL(`${station.url}/mission/${signal.id}`)
})

test('[PAGE-332] comma and point go to the signals listed before and after', async ({ page, station }) => {
  const [first, second, third] = [await station.post(), await station.post(), await station.post()]
  await enter(page, station, { person: await station.admit('Ada'), path: `/signals/${second.id}` })
  await expect(button(page, 'Previous')).toBeEnabled()
  await page.keyboard.press(',')
  await expect(page).toHaveURL(`${station.url}/signals/${first.id}`)
  await button(page, 'Next').click()
  await expect(page).toHaveURL(`${station.url}/signals/${second.id}`)
  await expect(button(page, 'Next')).toBeEnabled()
  await page.keyboard.press('.')
  await expect(page).toHaveURL(`${station.url}/signals/${third.id}`)
  await expect(button(page, 'Previous')).toBeEnabled()
  await expect(button(page, 'Next')).toBeDisabled()
})

test('[PAGE-333] Y copies the link, also where the page has no clipboard of its own', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const permissions = ['clipboard-read', 'clipboard-write']
  const page = await desk.enter(await station.admit('Ada'), `/signals/${signal.id}`, { permissions })
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect(heading(page)).toContainText('EURUSD')
  await page.keyboard.press('y')
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(await copied()).toBe(`${station.url}/signals/${signal.id}`)
  await button(page, 'Copy id').click()
  await expect(page.getByText('Id copied')).toBeVisible()
  expect(await copied()).toBe(signal.id)
  // As a page on plain HTTP of another machine is.
  await page.evaluate(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
  await page.keyboard.press('y')
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(await copied()).toBe(`${station.url}/signals/${signal.id}`)
})

test('[PAGE-334] the calculator begins with the signal, takes any figure, explains itself and fires nothing', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/signals/${signal.id}` })
  const result = page.getByRole('status', { name: 'Position' })
  // 1 % of 10,000 is 100; 50 pips of 10 each are 500 a lot.
  await expect(result).toContainText('0.20 lots')
  await page.keyboard.press('c')
  await expect(field(page, 'Balance')).toBeFocused()
  await page.keyboard.type('20000')
  await expect(result).toContainText('0.40 lots')
  await expect(result).toContainText('so 0.40 lots risk 200.00.')
  await field(page, 'Stop').fill('1.09')
  await expect(page.getByRole('alert')).toHaveText('Below the entry of a long.')
  await button(page, 'Back to the signal').click()
  await expect(result).toContainText('0.20 lots')
  await field(page, 'Value of a pip per lot').fill('')
  await expect(result).toContainText('Without the value of a pip there is no size in lots.')
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
})

test('[PAGE-335] a signal that is none says so, on the wire and in words', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  const answer = await page.goto(`${station.url}/signals/none-of-ours`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('There is no signal with this id.')).toBeVisible()
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[PAGE-336] no accessibility violation in ${colorScheme}, and nothing sticks out of a phone`, async ({
    desk,
    station,
  }) => {
    const ada = await station.admit('Ada')
    const signal = await station.post({ confidence: 87 })
    await station.fire(signal.id, await station.admit('N'.repeat(190)))
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const page = await desk.enter(ada, `/signals/${signal.id}`, { colorScheme, viewport })
      await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
      await expect(log(page).getByRole('row', { name: /N fired/ })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      await expectAccessible(page)
    }
  })

test.describe('in a running market', () => {
  test('[PAGE-337] a signal settles before the eyes and keeps the picture of its own time', async ({
    page,
    running,
  }) => {
    const ada = await running.admit('Ada')
    await running.call('setFeed', { body: { paused: true } })
    // Each bar reaches 1.0853 and 1.0847: the target is met.
    const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
    await enter(page, running, { person: ada, path: `/signals/${signal.id}` })
    await running.fire(signal.id, ada)
    await running.call('setFeed', { body: { paused: false } })
    await expect(status(page)).toHaveText('SETTLED WIN')
    await expect(log(page).getByRole('row', { name: /Settled: WIN at 1\.08520, \+0\.2 R/ })).toBeVisible()
    await expect(log(page).getByRole('row', { name: /Your trade closed: WIN, \+20\.00/ })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'EURUSD around the signal' })).toBeVisible()
    await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
    await expect(badge(page, 'REPLAY')).toBeVisible()
  })

  test('[PAGE-339] the candles around a signal that is over are looked at as those of one under way', async ({
    page,
    running,
  }) => {
    const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
    await enter(page, running, { person: await running.admit('Ada'), path: `/signals/${signal.id}` })
    await expect(status(page)).toHaveText(/^SETTLED/)
    await expect(page.getByRole('heading', { name: 'EURUSD around the signal' })).toBeVisible()
    for (const name of ['Sessions', 'EMA RSI']) {
      const pressed = await button(page, name).getAttribute('aria-pressed')
      await button(page, name).click()
      await expect(button(page, name)).not.toHaveAttribute('aria-pressed', pressed ?? '')
    }
    await expect(page.getByRole('img', { name: /^EURUSD/ })).toBeVisible()
    await page.getByRole('button', { name: 'View as table', exact: true }).click()
    const candles = page.getByRole('table', { name: 'EURUSD candles, newest first' })
    await expect(candles.getByRole('row').nth(40)).toBeAttached()
    // Five of a minute are one of five.
    await page.keyboard.press('2')
    await expect(button(page, /^m5$/)).toHaveAttribute('aria-pressed', 'true')
    const first = candles.getByRole('row').nth(1).getByRole('rowheader')
    await expect(first).toHaveText(/:\d[05]\s*$/)
    await expect(candles).toContainText('1.08470')
  })

  test('[PAGE-326] what a table shows is saved for a spreadsheet', async ({ page, running }) => {
    const signal = await running.post()
    await enter(page, running, { person: await running.admit('Ada'), path: `/signals/${signal.id}` })
    await page.getByRole('button', { name: 'View as table', exact: true }).click()
    const saving = page.waitForEvent('download')
    const candles = page.getByRole('group', { name: 'EURUSD candles, newest first' })
    await candles.getByRole('button', { name: 'Save as CSV' }).click()
    const file = await saving
    expect(file.suggestedFilename()).toBe('eurusd-candles-newest-first.csv')
    const [heads, first] = readFileSync(await file.path(), 'utf8').split('\r\n')
    expect(heads).toMatch(/Open,High,Low,Close$/)
    expect(first).toMatch(/^2026-\d\d-\d\d \d\d:\d\d(,1\.08\d*){4}$/)
  })
})
