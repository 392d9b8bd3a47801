import type { Page } from '@playwright/test'
import { badge, button, enter, expect, expectAccessible, queue, row, test } from './support/desk.ts'

const edge = (page: Page, name: string) => page.getByRole('separator', { name })
const left = (page: Page) => edge(page, 'Width of queue and trades')
const width = async (page: Page) =>
  Math.round((await page.locator('[data-panel="queue"]').boundingBox())?.width ?? 0)

test('[PANE-3] panes are moved by pointer and by keys, folded, divided anew, locked and kept', async ({
  page,
  station,
}) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(queue(page)).toBeVisible()
  expect(await width(page)).toBe(408)
  await left(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(left(page)).toHaveAttribute('aria-valuenow', '428')
  expect(await width(page)).toBe(428)
  await page.keyboard.press('Home')
  expect(await width(page)).toBe(240)
  const at = await left(page).boundingBox()
  await page.mouse.move((at?.x ?? 0) + 4, 300)
  await page.mouse.down()
  await page.mouse.move((at?.x ?? 0) + 104, 300)
  await page.mouse.up()
  expect(await width(page)).toBe(340)
  await expectAccessible(page)
  await page.reload()
  await expect(queue(page)).toBeVisible()
  expect(await width(page)).toBe(340)

  await page.keyboard.press('[')
  await expect(queue(page)).toBeHidden()
  await button(page, 'Unfold queue and trades').click()
  await expect(queue(page)).toBeVisible()
  await page.keyboard.press(']')
  await expect(page.getByRole('heading', { name: /^Execute/ })).toBeHidden()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('heading', { name: /^Execute/ })).toBeVisible()
  expect(await width(page)).toBe(640)

  await page.goto(`${station.url}/settings`)
  await page.getByRole('switch', { name: 'Lock the layout' }).click()
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
  await expect(queue(page)).toBeVisible()
  await expect(left(page)).toHaveCount(0)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('[')
  await expect(queue(page)).toBeVisible()
  expect(await width(page)).toBe(640)
})

test('[PANE-4] a panel in a window of its own is signed in, says what is true, and follows the desk', async ({
  page,
  station,
}) => {
  await station.post()
  const second = await station.post({ direction: 'SELL', stop_loss: 1.09, take_profit: 1.075 })
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(row(page, second.id)).toBeVisible()
  const [window] = await Promise.all([
    page.waitForEvent('popup'),
    button(page, 'Execute in a window of its own').click(),
  ])
  await expect(badge(window, 'LIVE')).toBeVisible()
  await expect(window).toHaveURL(/\/panel\/execute$/)
  await row(page, second.id).click()
  await expect(window.getByRole('heading', { name: /^Execute EURUSD/ })).toContainText('SHORT')
  await expect(window.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
  await expectAccessible(window)
  await window.close()
  const answer = await page.goto(`${station.url}/panel/nothing`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('No panel is called that.')).toBeVisible()
  await button(page, 'Search or run').click()
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
})

test('[WALL-2] every cell of the wall stands whole and apart on a phone, in every language', async ({
  desk,
  station,
}) => {
  await station.post()
  const ada = await station.admit('Ada')
  const page = await desk.enter(ada, '/settings', { viewport: { width: 360, height: 740 } })
  for (const language of ['English', 'Español', 'Deutsch']) {
    await page.goto(`${station.url}/settings`)
    await page.getByRole('radio', { name: language, exact: true }).check()
    await page.goto(`${station.url}/wall`)
    const cells = page.locator('main table tbody tr').first().locator('th, td')
    await expect(cells.last()).toHaveText(/\S/)
    const places = await cells.evaluateAll((all) =>
      all.map((cell) => {
        const words = document.createRange()
        words.selectNodeContents(cell)
        const { left, right } = words.getBoundingClientRect()
        return [left, right] as const
      }),
    )
    places.forEach(([left, right], index) => {
      // The one before it, then a blank; the last ends inside the screen.
      expect([language, index, left > (places[index - 1]?.[1] ?? 0) + 4]).toEqual([language, index, true])
      expect([language, index, right <= 360]).toEqual([language, index, true])
    })
  }
})

test('[WALL-1] the wall shows the desk without anything to decide and without own figures, and Esc leaves it', async ({
  page,
  station,
}) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await page.keyboard.press('F11')
  await expect(page).toHaveURL(/\/wall$/)
  await expect(page.getByRole('table', { name: 'Open signals, best rank first' })).toBeVisible()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await expect(button(page, /Fire|Pass/)).toHaveCount(0)
  await expect(page.getByText(/Paper balance|Your /)).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/wall/)
})

test('[SHELL-91] the palette finds symbols and settings too, and what was done last stands first', async ({
  page,
  station,
}) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  const finder = page.getByRole('combobox', { name: 'Search or run' })
  const first = page.getByRole('option').first()
  await page.keyboard.press('Control+k')
  await expect(finder).toBeFocused()
  await page.keyboard.type('settings alerts')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Alerts' })).toBeInViewport()
  await page.keyboard.press('Control+k')
  await expect(finder).toBeFocused()
  await expect(first).toHaveText(/^Settings: Alerts/)
  await page.keyboard.type('eurusd its')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/filter=EURUSD/)
  await expect(queue(page)).toBeVisible()
})

test('[SHELL-97] letters typed before the palette is there are in it, and none of them is a key of the page', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  const palette = Promise.withResolvers<void>()
  await page.route('**/assets/palette-*.js', async (route) => {
    await palette.promise
    await route.continue()
  })
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  await page.keyboard.press('Control+k')
  // F arms a fire and P passes where they are keys of the page.
  await page.keyboard.type('profile')
  palette.resolve()
  const finder = page.getByRole('combobox', { name: 'Search or run' })
  await expect(finder).toHaveValue('profile')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/u\/ada/)
  await expect(button(page, /^Confirm/)).toHaveCount(0)
})

test('[SHELL-94] the palette finds people who show themselves, by name, and goes to their profile', async ({
  desk,
  station,
}) => {
  // Names of nobody else: other tests bring their people to the same station.
  const [ada, bob, eve] = [
    await station.admit('Ada'),
    await station.admit('Zebedee'),
    await station.admit('Quintus'),
  ]
  for (const { userId, token } of [bob, eve]) {
    const payload = { action_type: 'daily_login' as const, action_data: {} }
    const body = { event_type: 'core.user_action' as const, event_id: `login-${userId}`, payload }
    await station.call('recordActivity', { body }, token)
  }
  const show = { params: { id: eve.userId }, body: { show_on_boards: false } }
  await station.call('showOnBoards', show, eve.token)
  const page = await desk.enter(ada)
  await page.keyboard.press('Control+k')
  const finder = page.getByRole('combobox', { name: 'Search or run' })
  await expect(finder).toBeFocused()
  await page.keyboard.type('zebedee person')
  await expect(page.getByRole('option', { name: /^Zebedee .*Person/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await finder.fill('quintus person')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  await finder.fill('zebedee person')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Zebedee' })).toBeVisible()
})

test('[SHELL-92] the page can be installed: kept are its own files and no data, and a station that is off is told', async ({
  browser,
  station,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'allow', baseURL: station.url })
  const page = await context.newPage()
  await enter(page, station, { person: await station.admit('Ada') })
  const manifest = await page.evaluate(async () => (await fetch('/manifest.webmanifest')).json())
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' })
  // The page itself asks for it, some time after its first word from the station.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await expect(page.locator('main:not(.skeleton)')).toBeVisible()
  const kept = () =>
    page.evaluate(async () => {
      const names = await caches.keys()
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return lists.flat().map(({ url }) => new URL(url).pathname)
    })
  const paths = await kept()
  expect(paths).toContain('/')
  expect(paths.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText(/station does not answer/i).first()).toBeVisible()
  await context.setOffline(false)
})

test('[PANEL-43] missions and board have head and place while they are on their way', async ({
  page,
  station,
}) => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/assets\/(missions-today|board-panel)-[^/]+\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await enter(page, station, { person: await station.admit('Ada') })
  const part = (name: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
  for (const name of ['Missions today', 'Board']) await expect(part(name).locator('.skeleton')).toBeVisible()
  release()
  await expect(part('Missions today').getByRole('listitem').first()).toBeVisible()
  await expect(part('Board')).toHaveCount(0)
})
