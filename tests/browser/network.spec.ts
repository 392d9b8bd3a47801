import type { Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, part, test } from './support/desk.ts'
import { comeByLink, device, join, linkOf, openLan, openPhone, operatorOf } from './support/lan.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** Opens the page of the network as the station's operator. */
async function enterNetwork(page: Page, station: RunningStation): Promise<void> {
  await enter(page, station, { person: operatorOf(station), path: '/network' })
  await expect(page.getByRole('heading', { level: 1, name: 'Network and devices' })).toBeVisible()
}

/** The code that the page shows, once it shows one. */
async function shownLink(operator: Page, station: RunningStation): Promise<string> {
  await expect(operator.getByRole('img', { name: 'QR code with the link for the device' })).toBeVisible()
  return linkOf(station)
}

test.describe('devices', () => {
  let station: RunningStation
  test.beforeEach(async () => {
    station = await RunningStation.start(STANDING)
  })
  test.afterEach(() => station.stop())

  test('[NET-7] two phones join by their links over TLS; one is revoked while it watches and says why, the other goes on', async ({
    page: operator,
    browser,
  }) => {
    const signal = await station.post()
    await station.admit('ada')
    const url = await openLan(station)
    await enterNetwork(operator, station)
    const link = await shownLink(operator, station)
    expect(link.startsWith(`${url}/pair#`)).toBe(true)

    const first = await openPhone(browser)
    await join(operator, first, { link, name: 'First phone', user: 'ada-1' })
    // The best open signal is the briefing it goes to.
    await expect(first).toHaveURL(`${url}/mission/${signal.id}`)
    await expect(operator.getByText('The device is in.')).toBeVisible()

    await operator.keyboard.press('q')
    const second = await openPhone(browser)
    await comeByLink(second, await shownLink(operator, station), 'Second phone')
    await operator.getByRole('combobox', { name: 'For which person' }).fill('ben')
    await button(operator, 'They match: let it in').click()
    // Nobody is called that yet.
    await button(operator, 'Add ben and let the device in').click()
    await expect(second.getByRole('heading', { name: 'You are in' })).toBeVisible()
    await button(second, 'Go to the briefing').click()
    await expect(badge(second, 'LIVE')).toBeVisible()

    for (const name of ['First phone', 'Second phone']) {
      await expect(device(operator, name)).toContainText('online')
      await expect(device(operator, name)).toContainText('127.0.0.1')
      await expect(device(operator, name)).toContainText(/Chrome \d+, Windows/)
    }

    const heard = await messagesOf(first)
    await button(operator, 'Revoke First phone').click()
    await button(operator, 'Revoke 1 device').click()
    await expect(first.getByRole('alert')).toContainText('An operator has ended the access of this device.')
    await expect(first.getByRole('link', { name: 'Have a code from an operator?' })).toBeVisible()
    await expect(device(operator, 'First phone')).toHaveCount(0)
    const told = await heard()
    // The other one hears what happens from here on; the first hears nothing of it.
    const next = await station.post({
      symbol: 'EURUSD',
      direction: 'SELL',
      stop_loss: 1.09,
      take_profit: 1.075,
    })
    await second.goto(`${url}/signals/${next.id}`)
    await expect(badge(second, 'LIVE')).toBeVisible()
    await expect(second.getByRole('heading', { level: 1 })).toContainText('EURUSD')
    expect(await heard()).toBe(told)
    // Nor does a new visit open anything.
    await first.goto(url)
    await expect(button(first, 'Sign in')).toBeVisible()
  })
})

/** Counts what a page's socket still hears; the counting is of the browser, not of the page. */
async function messagesOf(page: Page): Promise<() => Promise<number>> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let heard = 0
  client.on('Network.webSocketFrameReceived', () => {
    heard += 1
  })
  return async () => heard
}
