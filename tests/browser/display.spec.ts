import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const LONG_NAME = 'Maximiliane '.repeat(17).slice(0, 200)
const ARABIC = '\u0645\u062d\u0645\u062f \u0628\u0646 \u0639\u0628\u062f \u0627\u0644\u0644\u0647 '
  .repeat(6)
  .trim()
const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 740 }
/** A desktop at 200 %. */
const ZOOMED = { width: 720, height: 450 }

/** The settings, from wherever the page is. */
async function openSettings(page: Page) {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /trader$/ })
    .click()
  await page.locator('.person-menu').getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  return page.getByRole('main')
}

const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check()

const token = (page: Page, name: string) =>
  page.evaluate((property) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = `var(${property})`
    const colour = getComputedStyle(probe).color
    probe.remove()
    return colour
  }, name)

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('[FRAME-51] contrast, colours of up and down and text size are chosen, worn at once, and kept', async ({
  page,
  station,
}) => {
  await station.post()
  await page.emulateMedia({ colorScheme: 'dark' })
  await enter(page, station, { person: await station.admit('Ada') })
  const chart = page.getByTestId('chart-EURUSD')
  await expect(chart).toBeVisible()
  const before = await chart.screenshot()
  await openSettings(page)
  for (const name of ['High contrast', 'Blue up, orange down', '125 %']) await choose(page, name)
  // #000000, #6FB1FF and #FFA24C; 13 px times 1.25.
  expect(await token(page, '--bg1')).toBe('rgb(0, 0, 0)')
  expect(await token(page, '--up')).toBe('rgb(111, 177, 255)')
  expect(await token(page, '--down')).toBe('rgb(255, 162, 76)')
  expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('16.25px')
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
  await expect.poll(async () => before.equals(await chart.screenshot())).toBe(false)
  expect(await sideways(page)).toBe(0)

  await page.goto(`${station.url}/settings`)
  await expect(page.getByRole('radio', { name: '125 %' })).toBeChecked()
  await choose(page, 'Red up, green down')
  // #FF7A70; what works stays green: #36C98F.
  expect(await token(page, '--up')).toBe('rgb(255, 122, 112)')
  expect(await token(page, '--ok')).toBe('rgb(54, 201, 143)')
  await choose(page, 'Light')
  expect(await token(page, '--bg1')).toBe('rgb(255, 255, 255)')
})

for (const [scheme, viewport] of [
  ['dark', DESKTOP],
  ['light', DESKTOP],
  ['dark', PHONE],
  ['light', PHONE],
] as const)
  test(`[FRAME-52] no accessibility violation in usual and high contrast, ${scheme}, ${viewport.width} wide`, async ({
    desk,
    station,
  }) => {
    const signal = await station.post()
    const page = await desk.enter(await station.admit('Ada'), '/', { colorScheme: scheme, viewport })
    await expect(row(page, signal.id)).toBeVisible()
    await expectAccessible(page)
    await openSettings(page)
    await expectAccessible(page)
    await choose(page, 'High contrast')
    await expectAccessible(page)
    await page.goto(station.url)
    await expect(row(page, signal.id)).toBeVisible()
    await expectAccessible(page)
    await page.goto(`${station.url}/mission/${signal.id}`)
    await expect(button(page, 'Fire LONG')).toBeVisible()
    // What the pinned button half hides cannot be pressed there: the picture is scrolled into the open.
    await page.getByTestId('chart-EURUSD').scrollIntoViewIfNeeded()
    await expectAccessible(page)
  })

test('[FRAME-53] where the system chooses the colours, arrows, words and borders still tell', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const page = await desk.enter(await station.admit('Ada'), '/', { forcedColors: 'active' })
  await row(page, signal.id).click()
  await expect(row(page, signal.id).locator('svg').first()).toBeVisible()
  await expect(row(page, signal.id)).toContainText('LONG')
  expect(await row(page, signal.id).evaluate((line) => getComputedStyle(line).outlineStyle)).toBe('solid')
  expect(await button(page, 'Fire LONG').evaluate((one) => getComputedStyle(one).borderTopStyle)).toBe(
    'solid',
  )
  // What is chosen is told by more than a ground of its own, and what is nothing but a ground keeps it.
  const current = page
    .getByRole('link', { name: 'Dashboard', exact: true })
    .and(page.locator('[aria-current="page"]'))
  expect(await current.first().evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid')
  const marks = page.locator(':is(.bg-fg1, .bg-up, .bg-down, .bg-info, .bg-ok, .bg-current):empty')
  await expect(marks.first()).toBeAttached()
  const grounds = await marks.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(grounds).not.toContain(canvas)
})

for (const name of [LONG_NAME, ARABIC])
  test(`[FRAME-54] a name of ${name.length} characters breaks nothing: ${name.slice(0, 12)}`, async ({
    desk,
    station,
  }) => {
    const signal = await station.post()
    const person = await station.admit(name)
    await station.fire(signal.id, person)
    for (const viewport of [DESKTOP, PHONE, ZOOMED]) {
      const page = await desk.enter(person, '/', { viewport })
      await expect(queue(page)).toBeVisible()
      expect(await sideways(page)).toBe(0)
      const own = page.getByRole('banner').getByRole('button', { name: /trader$/ })
      await expect(own).toHaveAttribute('title', name)
      expect((await page.getByRole('banner').boundingBox())?.height).toBeLessThan(100)
      await own.click()
      await expect(button(page, 'Sign out')).toBeInViewport({ ratio: 1 })
      expect(await sideways(page)).toBe(0)
      await page.goto(`${station.url}/mission/${signal.id}`)
      await expect(button(page, /^Fired/)).toBeVisible()
      expect(await sideways(page)).toBe(0)
      await page.context().close()
    }
  })

test('[FRAME-55] on a phone everything that is pressed is 44 pixels high, and tabs lead to every page', async ({
  desk,
  station,
}) => {
  await station.post()
  const page = await desk.enter(await station.admit('Ada'), '/', { viewport: PHONE, hasTouch: true })
  const frame = page.getByRole('banner').or(page.getByRole('navigation', { name: 'Pages' }))
  for (const control of await frame.locator('a, button').all())
    if (await control.isVisible()) expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true })
  for (const [name, heading] of [
    ['Briefing', /^Mission/],
    ['Missions', 'Missions'],
    ['Board', 'Leaderboards'],
    ['Me', 'Ada'],
  ] as const) {
    await tab(name).tap()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(tab(name)).toHaveAttribute('aria-current', 'page')
  }
  // What has no tab is in the head or in the menu of the person.
  await page
    .getByRole('banner')
    .getByRole('button', { name: /trader$/ })
    .tap()
  for (const name of ['Fusion', 'Settings'])
    await expect(page.locator('.person-menu').getByRole('link', { name })).toBeVisible()
  await page.keyboard.press('Escape')
  await tab('Signals').tap()
  await expect(queue(page)).toBeVisible()
})

test('[FRAME-56] a panel has five faces, and the others live on beside a broken one', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    const ada = await station.admit('Ada')
    let open = () => undefined as unknown
    const gate = new Promise((resolve) => {
      open = () => resolve(undefined)
    })
    const error = { code: 'overloaded', message: 'Too much to do.', correlation_id: 'c-42', server_time: 1 }
    let answer: 'wait' | 'refuse' | 'pass' = 'wait'
    await page.route('**/fires?*', async (route) => {
      if (answer === 'wait') await gate
      if (answer === 'refuse') return route.fulfill({ status: 503, json: { error } })
      return route.continue()
    })
    await enter(page, station, { person: ada })
    const trades = page.locator('section', { has: page.getByRole('heading', { name: 'Your last trades' }) })
    // Loading: in final geometry, after 150 ms.
    await expect(trades.locator('.skeleton')).toBeVisible()
    await expectAccessible(page)
    // Error: code, id, copy, retry; the others live.
    answer = 'refuse'
    open()
    const alert = trades.getByRole('alert')
    await expect(alert).toContainText('overloaded \u00b7 c-42')
    await expect(page.getByText(/^No signal/)).toBeVisible()
    await expectAccessible(page)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await alert.getByRole('button', { name: 'Copy' }).click()
    await expect(alert.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('overloaded \u00b7 c-42')
    // Empty: one sentence.
    answer = 'pass'
    await alert.getByRole('button', { name: 'Retry' }).click()
    await expect(trades).toContainText('You have not fired yet.')
    // Live.
    const signal = await station.post()
    await station.fire(signal.id, ada)
    await expect(trades.getByRole('row')).toHaveCount(2)
    // Stale: grey, with the time of what is shown; what is known stays.
    station.stall()
    await expect(trades).toContainText(/as of \d\d:\d\d:\d\d/)
    await expect(trades).toHaveAttribute('data-stale', 'true')
    await expect(trades.getByRole('row')).toHaveCount(2)
    await expectAccessible(page)
    await station.kill()
  } finally {
    await station.stop()
  }
})
