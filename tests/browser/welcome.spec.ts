import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, enter, expect, expectAccessible } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** A station whose desk nobody has set up yet, one for each test. */
const test = base.extend<{ readonly fresh: RunningStation }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
  fresh: async ({}, use) => {
    const station = await RunningStation.start({ ...STANDING, firstRun: true })
    await use(station)
    await station.stop()
  },
})

const operatorOf = (station: RunningStation) => ({
  userId: 'operator',
  name: 'Operator',
  token: station.operatorToken,
})
const step = (page: Page, name: string) => page.getByRole('heading', { name, level: 2, exact: true })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
/** A button that is off says why and does nothing: it can still be reached and pressed. */
const pressOff = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await button.focus()
  await page.keyboard.press('Enter')
}
const howOf = async (station: RunningStation) =>
  Object.fromEntries((await station.call('welcome', {})).steps.map(({ step, how }) => [step, how]))

test('[FIRST-5] a new desk opens its first steps by itself, once, for an operator alone', async ({
  page,
  browser,
  fresh,
}) => {
  const ada = await fresh.admit('Ada')
  const other = await (await browser.newContext()).newPage()
  await enter(other, fresh, { person: ada })
  await expect(other).toHaveURL(/\/$/)
  await other.goto(`${fresh.url}/welcome`)
  await expect(other.getByText('The first steps are for operators.')).toBeVisible()

  await enter(page, fresh, { person: operatorOf(fresh) })
  await expect(page).toHaveURL(/\/welcome/)
  await expect(step(page, 'Language and look')).toBeFocused()
  await expect.poll(async () => (await fresh.call('welcome', {})).opened).toBe(true)
  await page.goto(`${fresh.url}/`)
  await expect(page.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveURL(/\/$/)

  // It is found again in the palette and in the settings.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
  await page.keyboard.type('first steps')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/welcome/)
  await page.goto(`${fresh.url}/settings?section=advanced`)
  await page.getByRole('link', { name: 'First steps' }).click()
  await expect(page).toHaveURL(/\/welcome/)
})

test('[FIRST-6] each step takes safe defaults, what is done is kept, and whoever comes back goes on', async ({
  page,
  browser,
  fresh,
}) => {
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome' })
  await page.getByLabel('Dark', { exact: true }).check()
  await press(page, 'Done, go on')
  await expect(step(page, 'Operator')).toBeFocused()
  await press(page, 'Use safe defaults')
  await expect(step(page, 'Prices')).toBeVisible()
  await expect.poll(() => howOf(fresh)).toMatchObject({ look: 'chosen', operator: 'defaults', feed: null })
  await page.getByRole('link', { name: 'Leave, go on later' }).click()
  await expect(page).toHaveURL(/\/$/)

  const later = await (await browser.newContext()).newPage()
  await enter(later, fresh, { person: operatorOf(fresh), path: '/welcome' })
  await expect(step(later, 'Prices')).toBeVisible()
  await press(later, 'Back')
  await expect(step(later, 'Operator')).toBeVisible()
  for (const [name, next] of [
    ['Operator', 'Prices'],
    ['Prices', 'Risk limits'],
    ['Risk limits', 'Alerts'],
    ['Alerts', 'Ready'],
  ] as const) {
    await expect(step(later, name)).toBeVisible()
    await press(later, 'Use safe defaults')
    await expect(step(later, next)).toBeVisible()
  }
  await expect(later.getByText('Every step is done.')).toBeVisible()
  await press(later, 'Go to the desk')
  await expect(later).toHaveURL(/\/$/)
  await expect.poll(async () => (await fresh.call('welcome', {})).finished).toBe(true)
})

test('[FIRST-7] a recovery code is made by two presses, shown once, and opens nothing of before', async ({
  page,
  fresh,
}) => {
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=operator' })
  await expect(page.getByText('There is a recovery code')).toBeVisible()
  await press(page, 'Make another code')
  await expect(page.getByText('opens nothing any more')).toBeVisible()
  await press(page, 'Make it and show it once')
  const shown = page.getByRole('status').filter({ hasText: /^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/ })
  await expect(shown).toBeVisible()
  const code = await shown.innerText()
  await pressOff(page, 'Done, go on')
  await pressOff(page, 'Use safe defaults')
  await expect(page.getByText('Type that group of the code first')).toBeVisible()
  await expectAccessible(page)
  const group = page.getByLabel('Group 3 of the code, as you kept it')
  await group.fill(code.slice(0, 5))
  await pressOff(page, 'Done, go on')
  expect((await howOf(fresh)).operator).toBeNull()
  await group.fill(code.slice(12, 17).toLowerCase())
  await press(page, 'Done, go on')
  await press(page, 'Back')
  await expect(step(page, 'Operator')).toBeVisible()
  await expect(page.getByText(code)).toHaveCount(0)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toContain(code)
  expect(page.url()).not.toContain(code)
  const recovered = await fresh.client('').call('recoverOperator', { body: { code } })
  expect(recovered.ok).toBe(true)
})

test('[FIRST-13] a code that waits in a file is kept by a press, and the file is gone', async ({ page }) => {
  // Its standard error goes nowhere: that is no terminal.
  const fresh = await RunningStation.start({ ...STANDING, firstRun: true, logLevel: 'info' })
  const file = join(fresh.folder, 'data', 'recovery.code')
  const code = readFileSync(file, 'utf8').trim()
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=operator' })
  await expect(page.getByText('it waits in recovery.code of the data folder')).toBeVisible()
  await expectAccessible(page)
  await press(page, 'I have kept it: delete recovery.code')
  await expect(page.getByText('There is a recovery code')).toBeVisible()
  await expect(page.getByText('recovery.code', { exact: false })).toHaveCount(0)
  expect(existsSync(file)).toBe(false)
  const recovered = await fresh.client('').call('recoverOperator', { body: { code } })
  expect(recovered.ok).toBe(true)
  await fresh.stop()
})

test('[FIRST-7] without a recovery code the step of the operator is not left', async ({ page, fresh }) => {
  // What a station says whose operator never was given one.
  await page.route('**/api/welcome', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), recovery_set: false } })
  })
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=operator' })
  await expect(page.getByText('There is no recovery code yet.')).toBeVisible()
  await expect(page.getByText('Make a recovery code first')).toBeVisible()
  await pressOff(page, 'Done, go on')
  await pressOff(page, 'Use safe defaults')
  expect((await howOf(fresh)).operator).toBeNull()
  await expectAccessible(page)
  await press(page, 'Make it and show it once')
  const shown = page.getByRole('status').filter({ hasText: /^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/ })
  const code = await shown.innerText()
  await page.getByLabel('Group 3 of the code, as you kept it').fill(code.slice(12, 17))
  await press(page, 'Done, go on')
  await expect(step(page, 'Prices')).toBeVisible()
})

test('[FIRST-8] a feed is tried and chosen for the next start, and what was typed stays where it is refused', async ({
  page,
  fresh,
}) => {
  // No test leaves this machine: what an exchange would say is said here, by the contract.
  await page.route('**/api/feed/test', async (route) => {
    const { symbols } = route.request().postDataJSON() as { readonly symbols: readonly string[] }
    const known = symbols.map((symbol) => ({ symbol, known: symbol !== 'NO/PAIR' }))
    const seen = { reachable: true, time_offset: 0.2, first_price_after: 1.24 }
    const fine = known.every((one) => one.known)
    await route.fulfill({ json: { exchange: 'kraken', ...seen, symbols: known, fine } })
  })
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=feed' })
  await expect(page.getByText('REPLAY, recorded candles')).toBeVisible()
  await expect(page.getByText('A start with the same flags plays what they name')).toBeVisible()
  await page.getByLabel('Replay', { exact: true }).check()
  await expect(page.getByText('npm start -- --replay FOLDER --speed 600')).toBeVisible()
  await expect(page.getByText('A replay is named at each start')).toBeVisible()
  await pressOff(page, 'Done, go on')
  expect((await howOf(fresh)).feed).toBeNull()
  await page.getByLabel('Live', { exact: true }).check()
  await expect(page.getByText('Name at least one pair.')).toBeVisible()
  const pairs = page.getByLabel('Pairs, between commas')
  await pairs.fill('btc/usd, no/pair')
  await press(page, 'Test the connection')
  await expect(page.getByText('kraken would not be live.')).toBeVisible()
  await expect(page.getByText('NO/PAIR: not known there')).toBeVisible()
  await pairs.fill('btc/usd, btc/usd')
  await press(page, 'Choose for the next start')
  await expect(page.getByRole('alert')).toContainText('bad_request')
  await expect(pairs).toHaveValue('btc/usd, btc/usd')
  await pairs.fill('btc/usd')
  await press(page, 'Test the connection')
  await expect(page.getByText('kraken would be live.')).toBeVisible()
  await press(page, 'Choose for the next start')
  await expect(page.getByText('Written to config.json.')).toBeVisible()
  await expect(page.getByText('kraken, BTC/USD, h1')).toBeVisible()
  await expectAccessible(page)
  // What stands in the fields when the reader goes on is what he chose.
  await pairs.fill('btc/usd, eth/usd')
  await expect(page.getByText('Written to config.json.')).toHaveCount(0)
  await press(page, 'Done, go on')
  await expect(step(page, 'Risk limits')).toBeVisible()
  const written = async () => (await fresh.call('welcome', {})).feed.written
  expect(await written()).toMatchObject({ kind: 'live', symbols: ['BTC/USD', 'ETH/USD'] })
  await press(page, 'Back')
  await expect(pairs).toHaveValue('BTC/USD, ETH/USD')
  await press(page, 'Use safe defaults')
  await expect(step(page, 'Risk limits')).toBeVisible()
  expect(await written()).toMatchObject({ kind: 'sim' })
})

test('[FIRST-9] risk limits are checked as they are typed, and the stops are those of the whole desk', async ({
  page,
  fresh,
}) => {
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=risk' })
  const lost = page.getByLabel('After losing signals lost so many R')
  await lost.fill('0')
  await expect(page.getByText('A number from 0.1 to 1,000, or nothing.')).toBeVisible()
  await pressOff(page, 'Done, go on')
  await expect(step(page, 'Risk limits')).toBeVisible()
  await lost.fill('3')
  await page.getByLabel('After so many signals').fill('40')
  await page.getByLabel('Risk of a decision, % of the balance').fill('0.5')
  // Somebody else is quicker: what was typed stays, and is saved over the newer policy.
  const before = await fresh.call('routing', {})
  await fresh.call('changeRouting', { body: { version: before.version, policy: before.policy } })
  await press(page, 'Done, go on')
  await expect(page.getByRole('alert')).toContainText('routing_conflict')
  await expect(lost).toHaveValue('3')
  await press(page, 'Done, go on')
  await expect(step(page, 'Alerts')).toBeVisible()
  const { policy } = await fresh.call('routing', {})
  expect(policy.vetoes).toMatchObject({ stop_lost_r: 3, stop_signals: 40 })
  const kept = await page.evaluate(() => localStorage.getItem('fusion-desk.settings') ?? '')
  expect(JSON.parse(kept).chosen).toMatchObject({ risk: 0.5 })
})

test('[FIRST-10] each tone can be heard, and permission is asked for by a press alone', async ({
  browser,
  fresh,
}) => {
  const context = await browser.newContext({ permissions: [] })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const asked: string[] = []
    Object.assign(window, { asked })
    Notification.requestPermission = async () => {
      asked.push('permission')
      return 'denied'
    }
  })
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=alerts' })
  for (const tone of ['Signal', 'Fire accepted', 'Warning', 'Operations']) {
    await press(page, new RegExp(`^Play: ${tone}`))
    await expect(page.getByText(new RegExp(`^Played: ${tone}`))).toBeVisible()
  }
  const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked.length)
  expect(await asked()).toBe(0)
  const allow = page.getByRole('button', { name: 'Allow notifications' })
  if ((await allow.getAttribute('aria-disabled')) === 'false') {
    await allow.click()
    await expect(page.getByText('This browser was not allowed to.')).toBeVisible()
    expect(await asked()).toBe(1)
  } else await expect(page.getByText('This browser blocks them here')).toBeVisible()
  await expectAccessible(page)
})

test('[FIRST-11] the steps work by keyboard alone, on a phone, in both themes and in three languages', async ({
  browser,
  fresh,
}) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome?step=look' })
  const names = ['Language and look', 'Operator', 'Prices', 'Risk limits', 'Alerts', 'Ready']
  for (const [n, name] of names.entries()) {
    await expect(step(page, name)).toBeFocused()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect([name, sideways]).toEqual([name, false])
    if (n === names.length - 1) break
    const next = page.getByRole('button', { name: 'Done, go on' })
    for (let tabs = 0; tabs < 40; tabs++) {
      await page.keyboard.press('Tab')
      if (await next.evaluate((one) => one === document.activeElement)) break
    }
    await page.keyboard.press('Enter')
  }
  await page.goto(`${fresh.url}/welcome?step=look`)
  await page.getByLabel('Deutsch').check()
  await expect(step(page, 'Sprache und Aussehen')).toBeVisible()
  await page.getByLabel('Espa\u00f1ol').check()
  await expect(step(page, 'Idioma y aspecto')).toBeVisible()
})

test('[FIRST-12] while it is asked for the steps keep their place, and a refusal is told and tried again', async ({
  page,
  fresh,
}) => {
  let refused = true
  await page.route('**/api/welcome', async (route) => {
    if (!refused) return route.continue()
    const error = { code: 'internal', message: 'Something broke.', correlation_id: 'c-9', server_time: 1 }
    await route.fulfill({ status: 500, json: { error } })
  })
  await enter(page, fresh, { person: operatorOf(fresh), path: '/welcome' })
  await expect(page.getByRole('alert')).toContainText('internal')
  refused = false
  await press(page, 'Retry')
  await expect(step(page, 'Language and look')).toBeVisible()
  await fresh.kill()
  await expect(page.getByText(/nothing can be asked of it now/)).toBeVisible()
  await pressOff(page, 'Done, go on')
  await expect(step(page, 'Language and look')).toBeVisible()
})
