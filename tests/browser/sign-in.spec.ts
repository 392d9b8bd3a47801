import type { Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const tokenField = (page: Page) => page.getByRole('textbox', { name: 'Access token' })

/** From here on an address is reached only once `Retry now` was pressed: the page's own next try comes to nothing. */
async function reachedOncePressed(page: Page, address: string): Promise<void> {
  await page.evaluate(() => {
    const pressed = ({ target }: Event) => {
      if (target instanceof Element && target.closest('button')?.textContent === 'Retry now')
        Object.assign(window, { pressed: true })
    }
    document.addEventListener('click', pressed, { capture: true })
  })
  await page.route(address, async (route) => {
    const pressed = await page.evaluate(() => 'pressed' in window)
    await (pressed ? route.continue() : route.abort())
  })
}

test('[PAGE-60] a wrong token is refused in words, with its code, and a right one signs in', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await page.goto(station.url)
  await page.getByRole('textbox', { name: 'Access token' }).fill('not-a-token')
  await button(page, 'Sign in').click()
  const refusal = page.getByRole('alert')
  await expect(refusal).toContainText('The station does not know this token')
  await expect(refusal).toContainText('unauthenticated')

  await page.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await button(page, 'Sign in').click()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Ada trader' })).toBeVisible()
})

test('[PAGE-61] a token is forgotten with its tab unless the reader wants to stay signed in', async ({
  page,
  station,
  context,
}) => {
  const ada = await station.admit('Ada')
  await page.goto(station.url)
  await page.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await button(page, 'Sign in').click()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await page.reload()
  await expect(badge(page, 'LIVE')).toBeVisible()

  const second = await context.newPage()
  await second.goto(station.url)
  await second.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await second.getByRole('checkbox', { name: 'Stay signed in on this device' }).check()
  await button(second, 'Sign in').click()
  await expect(badge(second, 'LIVE')).toBeVisible()

  const third = await context.newPage()
  await third.goto(station.url)
  await expect(badge(third, 'LIVE')).toBeVisible()
  await button(third, 'Ada trader').click()
  await button(third, 'Sign out').click()
  await third.reload()
  await expect(button(third, 'Sign in')).toBeVisible()
})

test('[PAGE-62] a token in the address signs in and leaves the address', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  expect(page.url()).toBe(`${station.url}/`)
})

test('[PAGE-63] a revoked token ends the page at once and says why', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const { token, token_id } = await station.call('createToken', {
    body: { user_id: ada.userId, role: 'trader', label: 'phone' },
  })
  await enter(page, station, { person: { ...ada, token } })
  await station.client(station.operatorToken).call('revokeToken', { params: { id: token_id } })
  await expect(button(page, 'Sign in')).toBeVisible()
})

test('[PAGE-340] a token that was revoked is told apart from a first visit', async ({
  desk,
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  const { token, token_id } = await station.call('createToken', {
    body: { user_id: ada.userId, role: 'trader', label: 'phone' },
  })
  const open = await desk.enter({ ...ada, token })
  await station.call('revokeToken', { params: { id: token_id } })
  const ended = 'Your token no longer opens this station'
  await expect(open.getByRole('alert')).toContainText(ended)
  await page.goto(`${station.url}/#token=${token}`)
  await expect(page.getByRole('alert')).toContainText(ended)
  await page.goto(station.url)
  await expect(tokenField(page)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('[PAGE-340] a token that has run out is refused in words', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const { token } = await station.call('createToken', {
    body: { user_id: ada.userId, role: 'trader', label: 'visit', expires_in: 1 },
  })
  const works = async () => (await station.client(token).call('session', {})).ok
  await expect.poll(works).toBe(false)
  await page.goto(`${station.url}/#token=${token}`)
  await expect(page.getByRole('alert')).toContainText('has run out')
  await tokenField(page).fill(token)
  await button(page, 'Sign in').click()
  await expect(page.getByRole('alert')).toContainText('The station does not know this token')
})

test('[PAGE-341] a station that is away is said, what was typed stays, and it goes on by itself', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const ada = await station.admit('Ada')
    await page.goto(station.url)
    await expect(badge(page, 'CONNECTING')).toHaveCount(0)
    await tokenField(page).fill(ada.token)
    await station.kill()
    await button(page, 'Sign in').click()
    await expect(badge(page, 'OFFLINE')).toBeVisible()
    await expect(page.getByRole('alert')).toContainText('The station does not answer.')
    await reachedOncePressed(page, '**/health')
    await station.restart()
    await button(page, 'Retry now').click()
    await expect(badge(page, 'OFFLINE')).toHaveCount(0)
    await expect(tokenField(page)).toHaveValue(ada.token)
    await button(page, 'Sign in').click()
    await expect(badge(page, 'LIVE')).toBeVisible()
  } finally {
    await station.stop()
  }
})

test('[PAGE-341] who is signed in stays so while the station is away at the start', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await page.route('**/api/session', (route) => route.abort())
  await page.goto(`${station.url}/#token=${ada.token}`)
  await expect(badge(page, 'OFFLINE')).toBeVisible()
  await reachedOncePressed(page, '**/api/session')
  await button(page, 'Retry now').click()
  await expect(badge(page, 'LIVE')).toBeVisible()
})

test('[PAGE-342] a token is in no address, no history and no request after it was read', async ({
  page,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  await enter(page, station, { person: ada })
  // Another link, followed while the page is open.
  await page.evaluate((token) => window.location.assign(`/#token=${token}`), bob.token)
  await expect(page.getByRole('banner')).toContainText('Bob')
  expect(page.url()).toBe(`${station.url}/`)
  await page.goBack()
  expect(page.url()).not.toContain('token')
  for (const token of [ada.token, bob.token]) expect(asked.filter((line) => line.includes(token))).toEqual([])
})

test('[PAGE-343] the page says where a token is found and shows what is typed only when asked', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await page.goto(station.url)
  await expect(page.getByText('operator.token')).toBeVisible()
  await expect(page.getByText('npm run station -- token create --user NAME --role trader')).toBeVisible()
  await expect(page.getByText('Forgotten when this tab is closed.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Stay signed in on this device' }).check()
  await expect(page.getByText(/^Kept in this browser until you sign out\./)).toBeVisible()
  const hidden = () =>
    tokenField(page).evaluate((field) => getComputedStyle(field).getPropertyValue('-webkit-text-security'))
  expect(await hidden()).toBe('disc')
  await button(page, 'Show the token').click()
  expect(await hidden()).toBe('none')
  // Pasted as a whole link.
  await tokenField(page).fill(` ${station.url}/#token=${ada.token}\n`)
  await tokenField(page).press('Enter')
  await expect(badge(page, 'LIVE')).toBeVisible()
})

test('[PAGE-344] signed out, nothing of the desk is left, in the other tab of the device neither', async ({
  page,
  context,
  station,
}) => {
  const ada = await station.admit('Quarterdeck Trader')
  const signal = await station.post()
  await page.goto(`${station.url}/signals/${signal.id}`)
  await tokenField(page).fill(ada.token)
  await page.getByRole('checkbox', { name: 'Stay signed in on this device' }).check()
  await button(page, 'Sign in').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('EURUSD')
  const other = await context.newPage()
  await other.goto(station.url)
  await expect(badge(other, 'LIVE')).toBeVisible()
  await button(other, 'Quarterdeck Trader trader').click()
  await button(other, 'Sign out').click()
  for (const tab of [page, other]) {
    await expect(tokenField(tab)).toBeVisible()
    const left = `${await tab.content()} ${await tab.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))}`
    for (const secret of [ada.token, ada.name, ada.userId, 'EURUSD', '10,000.00', 'Harbour Desk'])
      expect(left).not.toContain(secret)
  }
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[PAGE-345] the sign-in has no accessibility violation in ${colorScheme} and fits a phone`, async ({
    browser,
    station,
  }) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 740 },
    ]) {
      const context = await browser.newContext({ colorScheme, viewport })
      const page = await context.newPage()
      await page.goto(station.url)
      await tokenField(page).fill('not-a-token')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      await expectAccessible(page)
      await context.close()
    }
  })
