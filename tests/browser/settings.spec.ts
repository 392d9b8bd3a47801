import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, queue, row, test } from './support/desk.ts'

const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 740 }

const radio = (page: Page, name: string) => page.getByRole('radio', { name, exact: true })
const done = (page: Page) => page.getByRole('main').getByRole('status').filter({ hasText: 'Undo' })
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('[SET-8] a setting counts at once, wears a dot where it is changed, and is undone, reset and kept', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  const theme = page.getByRole('group', { name: 'Theme' })
  await expect(theme).not.toContainText('changed')
  await radio(page, 'Light').check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(theme).toContainText('changed')
  await expect(theme).toContainText('Usually: As the system')
  await done(page).getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system')
  await expect(theme).not.toContainText('changed')

  await radio(page, 'Compact').check()
  await radio(page, '1.234,50').check()
  await page.reload()
  await expect(radio(page, 'Compact')).toBeChecked()
  // The paper balance of a new trader, in the reader's own signs.
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('region', { name: 'Your statistics' })).toContainText('10.000,00')
  await page.goto(`${station.url}/settings`)
  await button(page, 'Reset Appearance').click()
  await expect(radio(page, 'Default')).toBeChecked()
  await expect(radio(page, 'As the language')).toBeChecked()

  await page.keyboard.press('/')
  await page.keyboard.type('quiet')
  await expect(page.getByRole('switch', { name: 'Quiet hours' })).toBeVisible()
  await expect(theme).toBeHidden()
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('no such setting')
  await expect(page.getByText(/^No setting is called/)).toBeVisible()
  await button(page, 'Show all').click()
  await expect(theme).toBeVisible()
})

test('[SET-9] settings go to a file and come back from one; a file that is none says why', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings' })
  await radio(page, 'Comfort').check()
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export').click()])
  expect(download.suggestedFilename()).toBe('fusion-desk-settings.json')
  const path = await download.path()
  await button(page, 'Reset all').click()
  await expect(radio(page, 'Default')).toBeChecked()
  const field = page.getByLabel('File of settings')
  await field.setInputFiles(path)
  await expect(radio(page, 'Comfort')).toBeChecked()
  await field.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await expect(page.getByText('This file holds no settings of Fusion Desk.')).toBeVisible()
  await expect(radio(page, 'Comfort')).toBeChecked()
  const [own] = await Promise.all([page.waitForEvent('download'), button(page, 'JSON').click()])
  expect(own.suggestedFilename()).toMatch(/^fusion-desk-ada-\d+\.json$/)
})

test('[SET-10] a key that was given another character works by it, and not by its old one', async ({
  page,
  station,
}) => {
  await station.post()
  await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings' })
  await button(page, 'Next signal: J').click()
  await page.keyboard.press('k')
  await expect(page.getByRole('alert')).toContainText('K is taken: Previous signal')
  await page.keyboard.press('h')
  await expect(button(page, 'Next signal: H')).toBeVisible()
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
  const chosen = queue(page).locator('tr[aria-current="true"]')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('j')
  await page.keyboard.press('h')
  await expect(chosen).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('Shift+?')
  const line = page
    .getByRole('dialog')
    .locator('div', { hasText: /^Next signal/ })
    .last()
  await expect(line).toContainText('H')
})

for (const viewport of [DESKTOP, PHONE])
  test(`[SET-11] settings and alerts have no accessibility violation, ${viewport.width} wide, in any theme`, async ({
    desk,
    station,
  }) => {
    test.slow()
    const page = await desk.enter(await station.admit('Ada'), '/settings', { viewport })
    for (const [theme, contrast] of [
      ['Dark', 'As the system'],
      ['Light', 'As the system'],
      ['Light', 'High contrast'],
    ] as const) {
      await radio(page, theme).check()
      await page.getByRole('group', { name: 'Contrast' }).getByRole('radio', { name: contrast }).check()
      await expectAccessible(page)
    }
    expect(await sideways(page)).toBe(0)
    await page.goto(`${station.url}/alerts`)
    await expect(page.getByText(/^Nothing was told on this device yet/)).toBeVisible()
    await expectAccessible(page)
    expect(await sideways(page)).toBe(0)
  })

test('[THEME-1] rows are 24, 28 or 36 pixels high as the reader chooses, and 44 under a finger', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  const page = await desk.enter(ada)
  const height = async (of: Page) => Math.round((await row(of, signal.id).boundingBox())?.height ?? 0)
  await expect(row(page, signal.id)).toBeVisible()
  expect(await height(page)).toBe(28)
  for (const [density, pixels] of [
    ['compact', 24],
    ['comfort', 36],
  ] as const) {
    await page.evaluate((chosen) => {
      const kept = { version: 1, chosen: { density: chosen } }
      localStorage.setItem('fusion-desk.settings', JSON.stringify(kept))
    }, density)
    await page.reload()
    await expect(row(page, signal.id)).toBeVisible()
    expect(await height(page)).toBe(pixels)
  }
  const phone = await desk.enter(ada, '/', { viewport: PHONE, hasTouch: true, isMobile: true })
  await expect(row(phone, signal.id)).toBeVisible()
  expect(await height(phone)).toBe(44)
})

test('[THEME-2] who hides the game layer sees no board and no way to one', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(page.getByRole('link', { name: 'Leaderboards', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Week in R', level: 2 })).toBeVisible()
  await page.goto(`${station.url}/settings?section=game`)
  await page.getByRole('switch', { name: 'Show the game layer' }).click()
  await expect(page.getByRole('link', { name: 'Leaderboards', exact: true })).toBeHidden()
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Fusion breakdown', level: 2 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Week in R', level: 2 })).toBeHidden()
  await page.goto(`${station.url}/leaderboards`)
  await expect(page.getByText(/^You hide the game layer/)).toBeVisible()
})

test('[SET-12] a decision begins with the risk of the settings, and a hold fires only where it may', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings' })
  const risk = page.getByRole('spinbutton', { name: 'Default risk, % of balance' })
  await risk.fill('0.5')
  await risk.blur()
  await radio(page, 'Twice only').check()
  await page.goto(`${station.url}/mission/${signal.id}`)
  await expect(page.getByRole('spinbutton', { name: 'Risk, % of balance' })).toHaveValue('0.5')
  await expect(page.getByText('Press twice to fire. Key F.')).toBeVisible()
  const fire = button(page, 'Fire LONG')
  await fire.hover()
  await page.mouse.down()
  await expect(page.locator('.hold-ring')).toHaveCount(0)
  await page.mouse.up()
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
})

test('[SET-14] at 200 % zoom what a setting is about is read in lines and not word by word', async ({
  desk,
  station,
}) => {
  const page = await desk.enter(await station.admit('Ada'), '/settings', {
    viewport: { width: 720, height: 450 },
  })
  const about = page.getByRole('main').locator('fieldset p.text-cell:visible')
  await expect(about.first()).toBeVisible()
  const widths = await about.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width))
  expect(Math.min(...widths)).toBeGreaterThan(240)
})

test('[SET-13] operators find network and feed in the settings, everybody the own account', async ({
  page,
  browser,
  station,
}) => {
  const section = (on: Page, name: string) => on.getByRole('region', { name, exact: true })
  const operator = { userId: 'operator', name: 'Operator', token: station.operatorToken }
  await enter(page, station, { person: operator, path: '/settings?section=feed' })
  await expect(section(page, 'Network')).toContainText('this machine alone reaches the desk')
  await expect(section(page, 'Data sources')).toContainText('From the next start on')
  await radio(page, 'Replay').check()
  await expect(section(page, 'Data sources')).toContainText('A replay is named at each start')
  await radio(page, 'Live').check()
  const test = page.getByRole('button', { name: 'Test the connection' })
  await expect(test).toHaveAttribute('aria-disabled', 'true')
  await page.getByLabel('Pairs, between commas').fill('btc/usd')
  await expect(test).toHaveAttribute('aria-disabled', 'false')
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  expect(await sideways(page)).toBeLessThanOrEqual(0)
  await section(page, 'Network').getByRole('link').click()
  await expect(page).toHaveURL(/\/network$/)

  const ada = await station.admit('Ada')
  const other = await (await browser.newContext()).newPage()
  await enter(other, station, { person: ada, path: '/settings' })
  await expect(section(other, 'Account')).toContainText(`${ada.userId}, trader`)
  await expect(section(other, 'Network')).toHaveCount(0)
  await expect(section(other, 'Data sources')).toHaveCount(0)
  await section(other, 'Account').getByRole('link').click()
  await expect(other).toHaveURL(new RegExp(`/u/${ada.userId}$`))
})
