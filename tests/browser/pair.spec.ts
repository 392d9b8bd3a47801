import { X509Certificate } from 'node:crypto'
import { badge, button, enter, expect, expectAccessible, part } from './support/desk.ts'
import { comeByLink, device, digits, enterNetwork, join, letIn, openLan, shownLink } from './support/lan.ts'
import { authorityOf, test } from './support/phones.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

let station: RunningStation
test.beforeEach(async () => {
  station = await RunningStation.start(STANDING)
})
test.afterEach(() => station.stop())

test('[JOIN-1] what opens the door leaves the address at once, and goes into no request and no history', async ({
  phones,
}) => {
  await openLan(station)
  const { links, code } = await station.call('openPairing', {})
  const phone = await phones.open(station)
  const asked: string[] = []
  phone.on('request', (request) => asked.push(request.url(), request.headers().referer ?? ''))
  await phone.goto(links[0] ?? '')
  await expect(phone.getByRole('textbox', { name: 'Name of this device' })).toBeVisible()
  await expect(phone).toHaveURL(/\/pair$/)
  // The code came with the link: nobody is asked for it.
  await expect(phone.getByRole('textbox', { name: 'Code' })).toHaveCount(0)
  const secret = code.replace('-', '')
  await expect.poll(() => phone.evaluate(() => window.location.hash)).toBe('')
  expect(asked.filter((url) => url.includes(secret))).toEqual([])
  await phone.goto('about:blank')
  await phone.goBack()
  await expect(phone).toHaveURL(/\/pair$/)
})

test('[JOIN-2] a code is typed with a name, over plain HTTP too, and what is missing is said where it is', async ({
  page: operator,
  phones,
}) => {
  const url = await openLan(station, { plain: true })
  await enterNetwork(operator, station)
  await shownLink(operator, station)
  const { pairing } = await station.call('pairing', {})
  const phone = await phones.open(station)
  await phone.goto(url)
  // Who stands before the sign-in finds the way.
  await phone.getByRole('link', { name: 'Have a code from an operator?' }).click()
  const [code, name] = [
    phone.getByRole('textbox', { name: 'Code' }),
    phone.getByRole('textbox', { name: 'Name of this device' }),
  ]
  await name.fill('')
  await button(phone, 'Join').click()
  await expect(phone.getByText('A code has eight letters and digits.')).toBeVisible()
  await expect(phone.getByText('Give this device a name.')).toBeVisible()
  await code.fill(`${pairing?.code.toLowerCase()}`)
  await name.fill('Old phone')
  await name.press('Enter')
  await letIn(operator, phone, { name: 'Old phone', user: 'ada', role: 'viewer' })
  await expect(phone.getByText('viewer', { exact: true })).toBeVisible()
  await button(phone, 'Go to the briefing').click()
  // No signal is open: the queue.
  await expect(badge(phone, 'LIVE')).toBeVisible()
  expect(new URL(phone.url()).pathname).toBe('/')
})

test('[JOIN-3] every refusal is a sentence with a way on: wrong, taken, over, too many, away', async ({
  phones,
}) => {
  await openLan(station)
  const { links, code } = await station.call('openPairing', {})
  const phone = await phones.open(station)
  const refusal = phone.getByRole('alert')
  const typed = phone.getByRole('textbox', { name: 'Code' })
  await phone.goto(new URL('/pair', links[0]).href)
  const tryCode = async (text: string) => {
    await typed.fill(text)
    await button(phone, 'Join').click()
  }
  await expect(typed).toBeVisible()
  await phone.context().setOffline(true)
  await tryCode('AAAA-AAAA')
  await expect(refusal).toContainText('The station does not answer.')
  await phone.context().setOffline(false)
  await button(phone, 'Try again').click()
  await tryCode('AAAA-AAAA')
  await expect(refusal).toContainText('This code opens nothing at this moment')
  await expect(phone.getByText(/^pairing_not_found \u00b7 \S+$/)).toBeVisible()
  await expect(button(phone, 'Copy')).toBeVisible()
  await expectAccessible(phone)
  await button(phone, 'Try another code').click()

  const other = await phones.open(station)
  await comeByLink(other, links[0] ?? '', 'Other')
  await digits(other)
  await tryCode(code)
  await expect(refusal).toContainText('Another device is being paired with this code.')
  await button(phone, 'Try another code').click()
  // The window is closed, by a new one: who waits in it hears that it is over.
  await station.call('openPairing', {})
  await expect(other.getByRole('alert')).toContainText('The time of this code is over.')
  await button(other, 'Try another code').click()
  await expect(other.getByRole('textbox', { name: 'Code' })).toBeVisible()
  // Ten devices a minute over all windows, and one more every six seconds: a machine of any speed gets beyond that.
  const tooMany = phone.getByText('Too many devices or wrong codes within a minute.')
  await expect(async () => {
    if (await typed.isVisible()) await tryCode('BBBB-BBBB')
    await expect(refusal).toBeVisible()
    if (!(await tooMany.isVisible())) await button(phone, 'Try another code').click()
    await expect(tooMany).toBeVisible({ timeout: 1 })
  }).toPass({ intervals: [1] })
})

test('[JOIN-3] a certificate that is not the one of the link ends the way in', async ({ phones }) => {
  await openLan(station)
  const { links } = await station.call('openPairing', {})
  const phone = await phones.open(station)
  await comeByLink(phone, (links[0] ?? '').replace(/[0-9a-f]{64}$/, 'ab'.repeat(32)), 'Phone')
  await expect(phone.getByRole('alert')).toContainText('is not the one the code was made for')
})

test('[JOIN-3] a station that falls silent while a device waits is asked again', async ({ page, phones }) => {
  await openLan(station)
  await enterNetwork(page, station)
  const phone = await phones.open(station)
  await comeByLink(phone, await shownLink(page, station), 'Phone')
  await digits(phone)
  await phone.context().setOffline(true)
  await expect(phone.getByText('The station does not answer at this moment.')).toBeVisible()
  await phone.context().setOffline(false)
  await letIn(page, phone, { name: 'Phone', user: 'ada' })
})

test('[JOIN-4] who is in sees the role and how to be told, goes on to the desk, and stays signed in', async ({
  page: operator,
  phones,
}) => {
  const url = await openLan(station)
  await enterNetwork(operator, station)
  const phone = await phones.open(station, { permissions: ['notifications'] })
  await comeByLink(phone, await shownLink(operator, station), 'Phone')
  await letIn(operator, phone, { name: 'Phone', user: 'ada' })
  await expect(phone.getByRole('heading', { name: 'You are in' })).toBeFocused()
  await expect(phone.getByText('trader', { exact: true })).toBeVisible()
  await expect(phone.getByText('You read briefings and decide')).toBeVisible()
  await expect(button(phone, 'Play the tone of a signal')).toBeVisible()
  await expect(phone.getByText(/notif/i).first()).toBeVisible()
  await expect(phone.getByRole('link', { name: 'Certificate of the desk' })).toHaveAttribute(
    'href',
    '/api/lan/ca.pem',
  )
  await button(phone, 'Go to the briefing').click()
  await expect(badge(phone, 'LIVE')).toBeVisible()
  // Each visit exchanges the cookie for the next one.
  const cookie = async () =>
    (await phone.context().cookies(`${url}/api/auth/refresh`)).find(({ name }) => name === 'fd_refresh')
  for (let visit = 0; visit < 3; visit++) {
    const before = await cookie()
    expect(before).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' })
    await phone.reload()
    await expect(badge(phone, 'LIVE')).toBeVisible()
    expect((await cookie())?.value).not.toBe(before?.value)
  }
  // A second tab shares the session and ends it for both.
  const tab = await phone.context().newPage()
  await tab.goto(url)
  await expect(badge(tab, 'LIVE')).toBeVisible()
  await tab.goto(`${url}/pair`)
  await expect(tab.getByText('This browser is signed in already.')).toBeVisible()
  await button(tab, 'Go to the desk').click()
  await expect(badge(tab, 'LIVE')).toBeVisible()
  await button(tab, 'ada trader').click()
  await button(tab, 'Sign out').click()
  await expect(button(phone, 'Sign in')).toBeVisible()
  await expect(device(operator, 'Phone')).toHaveCount(0)
})

test('[JOIN-4] who is in stays so, also where the page is loaded anew before anything is pressed', async ({
  page: operator,
  phones,
}) => {
  await openLan(station)
  await enterNetwork(operator, station)
  const phone = await phones.open(station, { timezoneId: 'America/New_York' })
  await comeByLink(phone, await shownLink(operator, station), 'Phone')
  await letIn(operator, phone, { name: 'Phone', user: 'ada' })
  // Who was added for it has his days where the device is.
  const { timezone } = await station.call('userTimes', { params: { id: 'ada' } })
  expect(timezone).toBe('America/New_York')
  await phone.reload()
  await expect(phone.getByText('This browser is signed in already.')).toBeVisible()
  await button(phone, 'Go to the desk').click()
  await expect(badge(phone, 'LIVE')).toBeVisible()
  await expect(button(phone, 'ada trader')).toBeVisible()
})

test('[JOIN-4] an answer that is lost at the very end is asked for again', async ({
  page: operator,
  phones,
}) => {
  await openLan(station)
  await enterNetwork(operator, station)
  // The answer is fetched by the runner here, which has no store of certificates.
  const phone = await phones.open(station, { ignoreHTTPSErrors: true })
  let lost = 0
  await phone.route('**/api/pairing/finish', async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    // It reaches the station, and its answer does not reach the phone.
    expect((await route.fetch()).status()).toBe(200)
    await route.abort()
  })
  await comeByLink(phone, await shownLink(operator, station), 'Phone')
  await letIn(operator, phone, { name: 'Phone', user: 'ada' })
  expect(lost).toBe(1)
  await button(phone, 'Go to the briefing').click()
  await expect(badge(phone, 'LIVE')).toBeVisible()
  expect((await station.call('devices', {})).devices).toHaveLength(1)
})

test('[JOIN-4] a device that was ended while it was away is told so when it comes back, and paired anew', async ({
  page: operator,
  phones,
}) => {
  await openLan(station)
  await enterNetwork(operator, station)
  const phone = await phones.open(station)
  await join(operator, phone, { link: await shownLink(operator, station), name: 'Phone', user: 'ada' })
  const desk = phone.url()
  await phone.goto('about:blank')
  const { devices } = await station.call('devices', {})
  await station.call('revokeDevice', { params: { id: devices[0]?.device_id ?? '' } })
  await phone.goto(desk)
  await expect(phone.getByRole('alert')).toContainText('The session of this device is over')
  await operator.keyboard.press('q')
  await join(operator, phone, { link: await shownLink(operator, station), name: 'Phone', user: 'ada' })
})

test('[JOIN-4] a browser that is paired anew is who it is now, in its other tabs too', async ({
  page: operator,
  phones,
}) => {
  const url = await openLan(station)
  await enterNetwork(operator, station)
  const tab = await phones.open(station)
  await join(operator, tab, { link: await shownLink(operator, station), name: 'First', user: 'ada' })
  const other = await tab.context().newPage()
  await operator.keyboard.press('q')
  await join(operator, other, { link: await shownLink(operator, station), name: 'Second', user: 'ben' })
  // Whoever it was before is shown nothing more, and takes nothing along.
  await expect(button(tab, 'Sign in')).toBeVisible()
  await other.reload()
  await expect(badge(other, 'LIVE')).toBeVisible()
  await tab.goto(url)
  await expect(badge(tab, 'LIVE')).toBeVisible()
  for (const one of [tab, other]) await expect(button(one, 'ben trader')).toBeVisible()
})

test('[JOIN-6] the page of a joining device has no violation and nothing sticks out of a phone, in three languages', async ({
  phones,
}) => {
  await openLan(station)
  const { links } = await station.call('openPairing', {})
  for (const [locale, join] of [
    ['en-GB', 'Join'],
    ['de-DE', 'Beitreten'],
    ['es-ES', 'Unirse'],
  ] as const) {
    const phone = await phones.open(station, { locale, colorScheme: locale === 'de-DE' ? 'dark' : 'light' })
    await phone.goto(new URL('/pair', links[0]).href)
    await expect(button(phone, join)).toBeVisible()
    await expectAccessible(phone)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
  }
})

test('[JOIN-7] a browser that believes the authority of the desk opens it without a warning, any other is stopped', async ({
  page: operator,
  browser,
  phones,
}) => {
  const url = await openLan(station)
  const stranger = await (await browser.newContext()).newPage()
  await expect(stranger.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  // One that believes another desk does not believe this one.
  const another = await RunningStation.start(STANDING)
  try {
    await openLan(another)
    const guest = await phones.open(another)
    await expect(guest.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  } finally {
    await another.stop()
  }
  const phone = await phones.open(station)
  const answer = await phone.goto(url)
  expect(answer?.status()).toBe(200)
  const authority = new X509Certificate((await authorityOf(station)) ?? '')
  const issuer = (await answer?.securityDetails())?.issuer
  expect(authority.subject).toBe(`CN=${issuer}`)
  // What the operator compares is the print of that very certificate.
  await enterNetwork(operator, station)
  const print = authority.fingerprint256.replaceAll(':', '').replace(/(.{4})(?=.)/g, '$1 ')
  await expect(part(operator, 'Secure address without a warning')).toContainText(print)
})

test('[JOIN-6] the operator is asked in his language, too', async ({ browser }) => {
  await openLan(station)
  const context = await browser.newContext({ locale: 'de-DE' })
  const page = await context.newPage()
  await enter(page, station, {
    person: { userId: 'operator', name: 'Operator', token: station.operatorToken },
    path: '/network',
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Netz und Geräte' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'QR-Code mit dem Link für das Gerät' })).toBeVisible()
  await expectAccessible(page)
})
