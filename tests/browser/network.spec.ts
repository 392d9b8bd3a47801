import { hash, X509Certificate } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, part } from './support/desk.ts'
import {
  comeByLink,
  device,
  digits,
  enterNetwork,
  join,
  letIn,
  NETWORK,
  openLan,
  operatorOf,
  shownLink,
} from './support/lan.ts'
import { PHONE, test } from './support/phones.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

let station: RunningStation
test.beforeEach(async () => {
  station = await RunningStation.start(STANDING)
})
test.afterEach(() => station.stop())

/** Something else that listens on the network. */
async function listenThere(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, NETWORK, done))
  return { server, port: (server.address() as { readonly port: number }).port }
}

/** Counts what the socket of a page hears; the browser counts, and not the page. */
async function frames(page: Page): Promise<() => number> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let heard = 0
  client.on('Network.webSocketFrameReceived', () => {
    heard += 1
  })
  return () => heard
}

test('[NET-1] the LAN is off, is opened to chosen networks with a badge that says how, and closed again', async ({
  page,
}) => {
  await enterNetwork(page, station)
  const lan = part(page, 'Reach from other machines')
  await expect(badge(page, 'LAN OFF')).toBeVisible()
  await expect(part(page, 'Secure address without a warning')).toContainText('There is a certificate once')
  // Several networks: none is chosen for the operator.
  await button(page, 'Open the desk to these networks').click()
  await expect(lan.getByRole('alert')).toHaveText('Choose at least one address.')
  await page.getByRole('checkbox', { name: NETWORK }).check()
  await page.getByRole('textbox', { name: 'Port' }).fill('70000')
  await expect(lan).toContainText('A port is a number from 1 to 65535.')
  await page.getByRole('textbox', { name: 'Port' }).fill(new URL(station.url).port)
  await page.getByRole('combobox', { name: 'Stays open' }).selectOption('1 hour')
  await page.getByRole('checkbox', { name: /^Announce/ }).uncheck()
  await button(page, 'Open the desk to these networks').click()
  await expect(lan.getByText('LAN ON, TLS')).toBeVisible()
  await expect(lan).toContainText(`https://${NETWORK}:${new URL(station.url).port}`)
  await expect(lan).toContainText(/in (1 h 0 min|60 min)/)
  const listening = part(page, 'What listens')
  await expect(listening.getByRole('row', { name: `${NETWORK}:` })).toContainText('other machines')
  await expect(listening.getByRole('row', { name: /^127\.0\.0\.1:/ })).toContainText('this machine only')
  await expect(listening).toContainText('Seen by the system, as it should be.')

  const { until } = await station.call('lan', {})
  await button(page, /^Change$/).click()
  await expect(page.getByRole('combobox', { name: 'Stays open' })).toContainText(/as it is \(until \d/)
  await page.getByRole('checkbox', { name: 'Without TLS, by plain HTTP' }).check()
  await expect(lan).toContainText('Everybody on the way reads and changes what is said.')
  await button(page, 'Apply').click()
  await expect(lan.getByText('LAN ON, PLAIN HTTP')).toBeVisible()
  // The end was not touched, so it is the one of before.
  expect((await station.call('lan', {})).until).toBe(until)
  await expect(part(page, 'Secure address without a warning')).toContainText('plain HTTP at the moment')
  await button(page, 'Close to other machines').click()
  await expect(lan.getByText('LAN OFF')).toBeVisible()
  expect((await station.call('lan', {})).on).toBe(false)
})

test('[NET-1] traders have no page of the network, and no way to it', async ({ page }) => {
  await enter(page, station, { person: await station.admit('ada'), path: '/network' })
  await expect(page.getByText('The network and the devices of the desk are for operators.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Network and devices' })).toHaveCount(0)
})

test('[NET-2] a port that is taken is answered with the next free one, taken in one press', async ({
  page,
}) => {
  const { server, port } = await listenThere()
  await enterNetwork(page, station)
  await page.getByRole('checkbox', { name: NETWORK }).check()
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port))
  await button(page, 'Open the desk to these networks').click()
  await expect(page.getByRole('alert')).toContainText(`Port ${port} is in use on ${NETWORK}`)
  await button(page, /^Use port \d+$/).click()
  await expect(part(page, 'Reach from other machines').getByText('LAN ON, TLS')).toBeVisible()
  const { port: taken } = await station.call('lan', {})
  expect(taken).toBeGreaterThan(port)
  server.close()
})

test('[NET-3] a desk that nobody has reached for a minute names the firewall, until somebody comes', async ({
  page,
  phones,
}) => {
  const url = await openLan(station)
  // The answer of a minute later: the doors opened a minute before they did.
  await page.route('**/api/lan', async (route) => {
    const response = await route.fetch()
    const lan = await response.json()
    await route.fulfill({ response, json: { ...lan, opened_at: lan.opened_at - 60 } })
  })
  await enterNetwork(page, station)
  await expect(page.getByText(/A firewall on this machine may keep port \d+ closed/)).toBeVisible()
  await expect(page.getByText(/sudo ufw allow \d+\/tcp/)).toBeVisible()
  const phone = await phones.open(station)
  await phone.goto(url)
  await expect(page.getByText(/A firewall on this machine/)).toHaveCount(0)
})

test('[NET-4] the code stands there unasked once where nobody is in yet; q shows another, and it ends in words', async ({
  page,
}) => {
  await enterNetwork(page, station)
  const pairing = part(page, 'Bring a device in')
  // While nobody else reaches the desk, only who asks is shown one, and what it is good for.
  await expect(button(page, 'Show a code')).toBeVisible()
  await openLan(station)
  const link = await shownLink(page, station)
  const [, code] = /#[0-9a-f]{32}\.(\w{8})\./.exec(link) ?? []
  await expect(pairing).toContainText(`${code?.slice(0, 4)}-${code?.slice(4)}`)
  await expect(page.getByRole('timer')).toHaveAttribute('title', /^\d+ s left$/)
  // While one code is being made, the key for another does nothing.
  await expect(async () => {
    await page.keyboard.press('q')
    await expect.poll(() => shownLink(page, station), { timeout: 5_000 }).not.toBe(link)
  }).toPass()
  await button(page, 'Close it').click()
  await expect(pairing.getByText('The code is over; nobody came in.')).toBeVisible()
  // What ended is not followed by another that nobody asked for.
  await expect(button(page, 'Show a code')).toBeVisible()
  expect((await station.call('pairing', {})).pairing).toBeNull()
})

test('[NET-5] a device is turned away, with a sentence on either side', async ({ page, phones }) => {
  await openLan(station)
  await enterNetwork(page, station)
  const phone = await phones.open(station)
  await comeByLink(phone, await shownLink(page, station), 'Phone')
  expect(await digits(page)).toBe(await digits(phone))
  await expect(page.getByRole('heading', { name: '\u201cPhone\u201d asks to come in' })).toBeFocused()
  // Nobody is let in without a person.
  await button(page, 'They match: let it in').click()
  await expect(page.getByText('Name the person whose device it is.')).toBeVisible()
  await button(page, 'Turn it away').click()
  await expect(page.getByText('The device was turned away.')).toBeVisible()
  await expect(phone.getByRole('alert')).toContainText('The operator has not let this device in.')
})

test('[NET-5] wrong codes are said with the address that they came from', async ({ page, phones }) => {
  const url = await openLan(station)
  await enterNetwork(page, station)
  await shownLink(page, station)
  const phone = await phones.open(station)
  await phone.goto(`${url}/pair`)
  await phone.getByRole('textbox', { name: 'Code' }).fill('AAAA-AAAA')
  await button(phone, 'Join').click()
  await expect(phone.getByRole('alert')).toContainText('This code opens nothing at this moment')
  await expect(page.getByText(/^Wrong codes from 127\.0\.0\.\d\.$/)).toBeVisible()
  await expect(page.getByText('4 tries left')).toBeVisible()
  await expectAccessible(page)
})

test('[NET-5] what the station refused in the end is no device that is in, and the reason is said', async ({
  page,
  phones,
}) => {
  await openLan(station)
  const { userId } = await station.admit('ada')
  await enterNetwork(page, station)
  const phone = await phones.open(station)
  await comeByLink(phone, await shownLink(page, station), 'Phone')
  await digits(phone)
  await phone.context().setOffline(true)
  await page.getByRole('combobox', { name: 'For which person' }).fill(userId)
  await button(page, 'They match: let it in').click()
  await expect(page.getByText('Let in; the device takes its session.')).toBeVisible()
  await station.call('eraseUser', { params: { id: userId }, body: { reason: 'left' } })
  await phone.context().setOffline(false)
  const said = 'The device was let in, and the desk could not take it. This user was erased'
  await expect(page.getByText(said)).toBeVisible()
  await expectAccessible(page)
  await expect(phone.getByRole('alert')).toBeVisible()
})

test('[NET-6] devices are told apart, renamed, given a role, disconnected, and revoked by keys', async ({
  page,
  phones,
}) => {
  await openLan(station)
  await enterNetwork(page, station)
  const phone = await phones.open(station)
  await join(page, phone, { link: await shownLink(page, station), name: 'Phone', user: 'ada' })
  const row = device(page, 'Phone')
  for (const words of ['ada', 'trader', 'online', '127.0.0.1', 'Windows', 'now'])
    await expect(row).toContainText(words)
  // Nothing of it has to be scrolled to.
  await expect(button(page, 'Revoke Phone')).toBeInViewport({ ratio: 1 })
  await button(page, 'Edit Phone').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Tablet')
  await page.getByRole('radio', { name: 'viewer' }).check()
  await button(page, 'Save').click()
  await expect(device(page, 'Tablet')).toContainText('viewer')
  // It connects again as what it is now.
  await expect(badge(phone, 'LIVE')).toBeVisible()
  await expect(device(page, 'Tablet')).toContainText('online')
  const before = phone.waitForResponse('**/api/auth/refresh')
  await button(page, 'Disconnect Tablet').click()
  await expect(page.getByText('Tablet was disconnected')).toBeVisible()
  expect((await before).status()).toBe(200)
  await expect(badge(phone, 'LIVE')).toBeVisible()
  await expect(device(page, 'Tablet')).toContainText('online')

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByRole('checkbox', { name: 'Select Tablet' })).toBeChecked()
  await page.keyboard.press('Delete')
  const question = page.getByRole('dialog', { name: 'End the access for good?' })
  await expect(question).toContainText('Tablet')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await page.keyboard.press('Delete')
  await button(page, 'Revoke 1 device').last().click()
  await expect(page.getByText('1 device revoked')).toBeVisible()
  await expect(page.getByText('No device is paired yet.')).toBeVisible()
  await expect(phone.getByRole('alert')).toContainText('An operator has ended the access of this device.')
})

test('[NET-7] two phones join by their links over TLS; one is revoked while it watches and says why, the other goes on', async ({
  page: operator,
  phones,
}) => {
  const signal = await station.post()
  const ada = await station.admit('ada')
  const url = await openLan(station)
  await enterNetwork(operator, station)
  const link = await shownLink(operator, station)
  expect(link.startsWith(`${url}/pair#`)).toBe(true)
  expect(url.startsWith(`https://${NETWORK}:`)).toBe(true)

  const first = await phones.open(station)
  await join(operator, first, { link, name: 'First phone', user: ada.userId })
  // The best open signal is the briefing it goes to.
  await expect(first).toHaveURL(`${url}/mission/${signal.id}`)
  await expect(operator.getByText('The device is in.')).toBeVisible()
  await operator.keyboard.press('q')
  const second = await phones.open(station)
  await join(operator, second, {
    link: await shownLink(operator, station),
    name: 'Second phone',
    user: 'ben',
  })
  for (const name of ['First phone', 'Second phone'])
    await expect(device(operator, name)).toContainText('online')

  const [heard, heardByOther] = [await frames(first), await frames(second)]
  await expect.poll(heard).toBeGreaterThan(0)
  await button(operator, 'Revoke First phone').click()
  const revoked = operator.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await button(operator, 'Revoke 1 device').click()
  await revoked
  const at = performance.now()
  await expect(first.getByRole('alert')).toContainText('An operator has ended the access of this device.')
  test
    .info()
    .annotations.push({ type: 'told after', description: `${Math.round(performance.now() - at)} ms` })
  await expect(first.getByRole('link', { name: 'Have a code from an operator?' })).toBeVisible()
  await expect(device(operator, 'First phone')).toHaveCount(0)
  // From here on things happen, the other one hears of each, and the first of none.
  const [told, toldOther] = [heard(), heardByOther()]
  await station.fire(signal.id, ada)
  await expect.poll(heardByOther).toBeGreaterThan(toldOther + 1)
  await expect(second.getByText('1 fired', { exact: true })).toBeVisible()
  expect(heard()).toBe(told)
  // Nor does a new visit open anything.
  await first.goto(url)
  await expect(button(first, 'Sign in')).toBeVisible()
})

test('[NET-8] the authority is downloaded from the page, and its fingerprint is the one that is shown', async ({
  page,
}) => {
  await openLan(station)
  await enterNetwork(page, station)
  const secure = part(page, 'Secure address without a warning')
  for (const system of ['Android', 'iPhone', 'Windows', 'macOS', 'Linux', 'Firefox'])
    await expect(secure.getByRole('listitem').filter({ hasText: system }).first()).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the certificate of the authority' }).click()
  const file = await (await download).createReadStream()
  const pem = Buffer.concat(await file.toArray())
  const print = hash('sha256', new X509Certificate(pem).raw, 'hex').toUpperCase()
  await expect(secure).toContainText(print.replace(/(.{4})(?=.)/g, '$1 '))
})

test('[NET-9] the page has no violation and nothing sticks out, by day and by night, at a desk and on a phone', async ({
  browser,
  phones,
}) => {
  await openLan(station)
  const looks = [{ colorScheme: 'dark' }, { colorScheme: 'light', ...PHONE }] as const
  for (const look of looks) {
    const context = await browser.newContext(look)
    const page = await context.newPage()
    await enterNetwork(page, station)
    await shownLink(page, station)
    await expectAccessible(page)
    const phone = await phones.open(station, { colorScheme: look.colorScheme })
    await comeByLink(
      phone,
      await shownLink(page, station),
      'A phone with a name that is rather long for a phone',
    )
    await digits(page)
    await expectAccessible(page)
    await expectAccessible(phone)
    await letIn(page, phone, {
      name: 'A phone with a name that is rather long for a phone',
      user: `user-${look.colorScheme}`,
    })
    await expectAccessible(phone)
    await expect(device(page, 'A phone with a name')).not.toHaveCount(0)
    await expectAccessible(page)
    for (const one of [page, phone])
      expect(await one.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    await button(page, /^Revoke A phone/).click()
    await button(page, 'Revoke 1 device').click()
    await expect(page.getByText('No device is paired yet.')).toBeVisible()
    await context.close()
  }
})

test('[NET-9] the page goes by keys, and shows what it knew while the station is away', async ({ page }) => {
  await openLan(station)
  await enter(page, station, { person: operatorOf(station) })
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/network$/)
  const lan = part(page, 'Reach from other machines')
  await expect(lan.getByText('LAN ON, TLS')).toBeVisible()
  await station.kill()
  await expect(lan).toHaveAttribute('data-stale', 'true')
  await expect(lan).toContainText('nothing can be changed until it is')
  await expect(button(page, 'Close to other machines')).toHaveAttribute('aria-disabled', 'true')
  await station.restart()
  await expect(badge(page, 'LIVE')).toBeVisible()
  // What an operator opened is open again.
  await expect(lan.getByText('LAN ON, TLS')).toBeVisible()
  await expect(button(page, 'Close to other machines')).toHaveAttribute('aria-disabled', 'false')
})
