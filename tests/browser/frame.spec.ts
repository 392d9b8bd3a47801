import { basename } from 'node:path'
import type { Page } from '@playwright/test'
import { firstLoadPieces } from '#tests/bench/first-load.ts'
import { button, enter, expect, expectAccessible, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const finder = (page: Page) => page.getByRole('combobox', { name: 'Search or run' })

test('[FRAME-40] the palette goes to pages and signals and does what is typed, by keys alone', async ({
  page,
  station,
}) => {
  const signal = await station.post({ direction: 'SELL', stop_loss: 1.09, take_profit: 1.075 })
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(row(page, signal.id)).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('leader')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/leaderboards/)
  await expect(finder(page)).toBeHidden()

  await button(page, /^Search or run/).click()
  await expect(finder(page)).toBeFocused()
  await page.keyboard.type('short')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^EURUSD SHORT/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('SHORT')

  await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeFocused()
  await page.keyboard.type('theme')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^Theme: light/)
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')

  await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeFocused()
  await page.keyboard.type('no such thing')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(finder(page)).toBeHidden()
})

test('[FRAME-41] G and a letter go to a page, / goes to the filter', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page).toHaveURL(/\/leaderboards/)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(queue(page).or(page.getByText(/^No signal/))).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.locator('input[data-filter]')).toBeFocused()
})

test('[FRAME-5] the sheet lists the keys that work here, and single keys can be switched off for good', async ({
  page,
  station,
}) => {
  await station.post()
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(button(page, /^Fire (LONG|SHORT)/)).toBeVisible()
  const chosen = queue(page).locator('tr[aria-current="true"]')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('Shift+?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Arm, then fire')
  await expect(sheet).toContainText('Search or run a command')
  // Keys of other pages do not work here and are not listed.
  await expect(sheet).not.toContainText('Go to your own row')
  await expectAccessible(page)
  await sheet.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck()
  await expect(sheet).not.toContainText('Arm, then fire')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('j')
  await page.keyboard.press('f')
  await expect(button(page, /^Fire (LONG|SHORT)/)).toBeVisible()
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeVisible()
})

test('[FRAME-30] Space freezes what the market tells; it goes on at a press', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const first = await station.post()
  await enter(page, station, { person: ada })
  await row(page, first.id).click()
  await page.getByRole('heading', { name: /^Signal queue/ }).hover()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Space')
  const still = button(page, /^paused, \d+ waiting/)
  await expect(still).toBeVisible()
  const second = await station.post()
  await expect(button(page, /^paused, [1-9]\d* waiting/)).toBeVisible()
  await expect(row(page, second.id)).toHaveCount(0)
  // The own decision goes on.
  await page.keyboard.press('f')
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
  await page.keyboard.press('Escape')
  await still.click()
  await expect(still).toBeHidden()
  await expect(row(page, second.id)).toHaveCount(1)
})

test('[FRAME-30] Space on a control presses the control', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await button(page, /^Theme: system/).focus()
  await page.keyboard.press('Space')
  await expect(button(page, /^Theme: dark/)).toBeVisible()
  await expect(button(page, /^paused/)).toBeHidden()
})

test('[FRAME-3] a device clock ten minutes off is told once, and the page goes by the station', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  const signal = await station.post()
  await page.clock.setFixedTime(Date.now() + 600_000)
  await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
  const notices = page.getByRole('region', { name: 'Notices' })
  await expect(notices).toContainText("The clock of this device is 10 min ahead of the station's.")
  const shown = await page
    .getByRole('banner')
    .getByText(/^\d\d:\d\d:\d\d UTC$/)
    .textContent()
  const told = new Date((await station.call('feed', {})).server_time * 1_000)
  const seconds = (text: string) =>
    text.split(':').reduce((sum, part) => sum * 60 + Number.parseInt(part, 10), 0)
  const apart = Math.abs(seconds(shown ?? '') - seconds(told.toISOString().slice(11, 19)))
  // Within a minute of the station, or of its midnight.
  expect(Math.min(apart, 86_400 - apart)).toBeLessThan(60)
  await page.keyboard.press('f')
  await page.keyboard.press('f')
  await expect(button(page, /^Fired/)).toBeVisible()
  await button(page, 'Close notice').click()
  await expect(notices).toHaveText('')
})

test('[FRAME-9] a station that cannot write is shown read-only until it writes again', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post()
    await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
    station.turnDiskFull()
    // A refused fire has the health asked for at once.
    await page.keyboard.press('f')
    await page.keyboard.press('f')
    const notices = page.getByRole('region', { name: 'Notices' })
    await expect(notices).toContainText('Read-only: the station cannot write to its disk.')
    await expect(page.getByRole('region', { name: 'Messages' })).toContainText('cannot write')
    await expect(page.getByRole('contentinfo')).toContainText('db read-only')
    await expectAccessible(page)
    station.turnDiskFull()
    await page.keyboard.press('f')
    await page.keyboard.press('f')
    await expect(button(page, /^Fired/)).toBeVisible()
    await expect(notices).toHaveText('')
    await expect(page.getByRole('region', { name: 'Messages' })).toContainText('The station writes again.')
  } finally {
    await station.stop()
  }
})

test('[FRAME-24] an own trade that settles is told beside the page, and F6 goes there', async ({
  page,
  running,
}) => {
  const ada = await running.admit('Ada')
  await enter(page, running, { person: ada, path: '/leaderboards' })
  // Each bar reaches 1.0853, above the target.
  const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
  await running.fire(signal.id, ada)
  const messages = page.getByRole('region', { name: 'Messages' })
  await page.keyboard.press('F6')
  await expect(messages).toBeFocused()
  // Focus holds what is there.
  await expect(messages).toContainText(/EURUSD LONG: WIN, \+\d+\.\d\d/)
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await expect(messages.getByRole('link', { name: 'Open' }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('EURUSD')
})

test('[FRAME-8] the foot shows operators the figures of the station, and others none', async ({
  page,
  station,
  desk,
}) => {
  const operator = { userId: 'operator', name: 'operator', token: station.operatorToken }
  await enter(page, station, { person: operator })
  const foot = page.getByRole('contentinfo')
  await expect(foot).toContainText(/db \d+\.\d ms/)
  await expect(foot).toContainText(/loop p99 \d+\.\d ms/)
  await expect(foot).toContainText(/clients \d+/)
  const other = await desk.enter(await station.admit('Ada'))
  await expect(other.getByRole('contentinfo')).toContainText('db writes')
  await expect(other.getByRole('contentinfo')).not.toContainText('p99')
})

test('[FRAME-10] while the station is not heard, the feed cannot be steered', async ({
  page,
  running,
  context,
}) => {
  const operator = { userId: 'operator', name: 'operator', token: running.operatorToken }
  // Ten seconds after the first word of the station, the palette is here too.
  const ahead = page.waitForResponse(/\/palette-[\w-]+\.js$/)
  await enter(page, running, { person: operator })
  await expect(button(page, 'Pause feed')).toBeEnabled()
  await ahead
  await context.setOffline(true)
  await expect(button(page, 'Pause feed')).toBeDisabled()
  await expect(page.getByRole('combobox', { name: 'Feed speed' })).toBeDisabled()
  await page.keyboard.press('Control+k')
  await expect(finder(page)).toBeFocused()
  await page.keyboard.type('feed')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  await page.keyboard.press('Escape')
  await context.setOffline(false)
  await expect(button(page, 'Pause feed')).toBeEnabled()
})

test('[FRAME-57] a part that cannot be fetched says so and can be asked for again; the rest lives', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await page.route('**/assets/boards-*.js', (route) => route.abort())
  await page.getByRole('link', { name: 'Leaderboards', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('stopped working')
  await expect(page.getByRole('banner')).toBeVisible()
  await expectAccessible(page)
  await page.unrouteAll()
  await button(page, 'Retry').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Leaderboards' })).toBeVisible()
})

test('[FRAME-50] the page fetches the scripts that the bench counts, and no others, before anybody touches it', async ({
  page,
  station,
}) => {
  // The form of a pass and the game layer are fetched half a second after the rest stands: those timers are held, not raced.
  await page.addInitScript(() => {
    const begin = window.setTimeout.bind(window)
    window.setTimeout = ((run: () => void, ms?: number) => (ms === 500 ? 0 : begin(run, ms))) as never
  })
  const fetched = new Set<string>()
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) fetched.add(basename(response.url()))
  })
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
  expect([...fetched].sort()).toEqual([...firstLoadPieces().keys()].sort())
})

test('[FRAME-59] what is typed while an overlay is on its way does nothing to the page behind it', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  let letCome: () => void = () => undefined
  const coming = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route('**/assets/palette*.js', async (route) => {
    await coming
    await route.continue()
  })
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  const fire = button(page, 'Fire LONG')
  await expect(fire).toBeEnabled()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ff')
  await expect(fire).toHaveText(/^Fire LONG/)
  letCome()
  await expect(finder(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(finder(page)).toBeHidden()
  await expect(fire).toBeEnabled()
  // The keys work again.
  await page.keyboard.press('f')
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
})
