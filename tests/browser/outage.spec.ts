import type { Locator, Page } from '@playwright/test'
import { io } from 'socket.io-client'
import { badge, button, crowd, enter, expect, fireTwice, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

test('[PAGE-80] a killed station costs the reader nothing: place, words and missed events', async ({
  page,
  context,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
    for (let n = 0; n < 40; n += 1) await station.post()
    await enter(page, station, { person: ada })
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }))

    // One that has to be scrolled to.
    const last = queue(page).locator('tr[data-signal]').last()
    const id = (await last.getAttribute('data-signal')) ?? ''
    await last.click()
    await expect(crowd(page)).toContainText('0 fired')
    await button(page, 'Pass').click()
    const note = page.getByRole('textbox', { name: 'Note (optional)' })
    await note.fill('half a sen')
    const scrolled = await scrollOf(page)
    expect(scrolled).toBeGreaterThan(0)

    await station.kill()
    await expect(behind(page, 'RECONNECTING')).toBeAttached()
    await expect(behind(page, 'OFFLINE')).toBeAttached()
    await expect(page.getByRole('dialog')).toContainText('Not connected. Last confirmed')

    // What happens while the page is away.
    await context.setOffline(true)
    await station.restart()
    await station.fire(id, bob)
    await context.setOffline(false)

    await expect(behind(page, 'LIVE')).toBeAttached()
    await expect(page.getByText('resynced 1 event', { exact: true })).toBeAttached()
    await expect(note).toHaveValue('half a sen')
    expect(await scrollOf(page)).toBe(scrolled)
    await page.keyboard.press('Escape')
    await expect(row(page, id)).toHaveAttribute('aria-current', 'true')
    await expect(crowd(page)).toContainText('1 fired')
    await expect(crowd(page)).toContainText('Bob')
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)

    // And it goes on: a new signal arrives, a fire is taken.
    await fireTwice(page)
    await expect(crowd(page)).toContainText('2 fired')
  } finally {
    await station.stop()
  }
})

test('[LINK-60] a page that is told to wait for what it missed waits, asks again and shows it', async ({
  page,
  context,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post()
    const ada = await station.admit('Ada')
    const others = []
    while (others.length < MISSED) others.push(await station.admit(`Other ${others.length}`))
    const told: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => void told.push(String(payload))),
    )
    await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
    await station.kill()
    await context.setOffline(true)
    await station.restart({ FUSION_LIMITS: 'resumedEventsPerMinute=60' })
    for (const other of others) await station.fire(signal.id, other)
    await drain(station.url, ada.token)
    await context.setOffline(false)
    // One event comes back in a second: the page is told to wait for about as many seconds as it missed events.
    const refusedAt = () => told.findIndex((text) => text.includes('"rate_limited"'))
    await expect.poll(refusedAt).toBeGreaterThan(-1)
    await expect(badge(page, 'STALE')).toBeVisible()
    await expect(page.getByText('catching up', { exact: true })).toBeVisible()
    await expect(page.getByText('Some news was missed and is on its way', { exact: false })).toBeVisible()
    // It asks again, and is answered. How much of it is events, the machine decides: whoever joins his mission's room
    // first has its state already.
    const answered = () => told.slice(refusedAt() + 1).some((text) => RESUMED.test(text))
    // It waits for some seconds for each event that it missed, and again where others took the allowance meanwhile.
    await expect.poll(answered, { timeout: 200_000 }).toBe(true)
    await expect(crowd(page)).toContainText(`${MISSED} fired`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    await fireTwice(page)
    await expect(crowd(page)).toContainText(`${MISSED + 1} fired`)
  } finally {
    await station.stop()
  }
})

/** The answer to a resume, as it stands in a frame. */
const RESUMED = /"events":\[|"snapshot":/
/** Events while the page is away. */
const MISSED = 10

/** Takes what the sockets of a token may be given again; another history costs one for its only stream. */
async function drain(url: string, token: string): Promise<void> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true })
  const cursors = [{ epoch: 'another', stream: 'mission:unknown', seq: 1 }]
  for (;;) {
    const { ok } = await socket.emitWithAck('resume', { cursors })
    if (!ok) break
  }
  socket.disconnect()
}

/** The badge while a dialog hides it from those who do not see. */
function behind(page: Page, word: string): Locator {
  return page.locator(`[role="status"][aria-label="${word}"]`)
}

/** How far the queue is scrolled; also while a dialog is open. */
function scrollOf(page: Page): Promise<number> {
  return page
    .locator('tr[data-signal]')
    .first()
    .evaluate((line) => line.closest('section')?.scrollTop ?? 0)
}

test('[PAGE-81] without the station nothing can be fired and nothing is sent later', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post()
    await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
    await station.kill()
    await expect(badge(page, 'RECONNECTING')).toBeVisible()
    await expect(button(page, 'Fire LONG')).toBeDisabled()
    await expect(page.getByText(/^Reconnecting\. Last confirmed .* Firing is off\.$/)).toBeVisible()
    await page.keyboard.press('f')
    await page.keyboard.press('f')
    await expect(button(page, 'Retry now')).toBeVisible()
    await station.restart()
    await expect(badge(page, 'LIVE')).toBeVisible()
    await expect(button(page, 'Fire LONG')).toBeEnabled()
    expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
  } finally {
    await station.stop()
  }
})

test("[PAGE-354] heads that are no panel's say as of when they are, too", async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    const ada = await station.admit('Ada')
    await enter(page, station, { person: ada })
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    const level = page.getByRole('progressbar', { name: /^Level/ })
    await expect(level).toBeVisible()
    const head = page.locator('[data-stale]', { has: level })
    await expect(head).toHaveAttribute('data-stale', 'false')
    await station.kill()
    await expect(badge(page, 'OFFLINE')).toBeVisible()
    await expect(head).toHaveAttribute('data-stale', 'true')
    await expect(head).toContainText(/as of \d\d:\d\d:\d\d/)
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Your statistics' })).toContainText(/as of \d\d:\d\d:\d\d/)
  } finally {
    await station.stop()
  }
})

test('[PAGE-84] a panel that never loaded keeps its failure and Retry, and is as of no time', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    await enter(page, station, { person: await station.admit('Ada'), path: '/leaderboards?board=weekly_r' })
    await station.kill()
    await expect(badge(page, 'OFFLINE')).toBeVisible()
    await page.getByRole('link', { name: /^Month/ }).click()
    const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Month' }) })
    const retry = panel.getByRole('button', { name: 'Retry', exact: true })
    await expect(retry).toBeVisible({ timeout: 15_000 })
    await expect(panel.getByText(/^as of /)).toBeHidden()
    await page.evaluate(watchAlert)
    // Asked again by hand, and twice by the page itself.
    await retry.click()
    for (let time = 0; time < 3; time++)
      await page.waitForEvent('requestfailed', (request) => request.url().includes('/api/leaderboards/'))
    expect(await page.evaluate(() => 'alertGone' in window)).toBe(false)
    await station.restart()
    await expect(badge(page, 'LIVE')).toBeVisible({ timeout: 45_000 })
    await expect(retry).toBeHidden()
  } finally {
    await station.stop()
  }
})

/** Puts down whether the alert of the page is taken away, were it for a moment. */
function watchAlert(): void {
  const alert = document.querySelector('main [role="alert"]')
  new MutationObserver(() => {
    if (!document.contains(alert)) Object.assign(window, { alertGone: true })
  }).observe(document.body, { childList: true, subtree: true })
}

test('[PAGE-82] where sockets do not get through, the page goes on by polling', async ({ page, station }) => {
  const signal = await station.post()
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  await page.routeWebSocket('**/socket.io/**', (socket) => void socket.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.goto(`${station.url}/mission/${signal.id}#token=${ada.token}`)
  await expect(badge(page, 'POLLING')).toBeVisible()
  await station.fire(signal.id, bob)
  await expect(crowd(page)).toContainText('1 fired')
  await fireTwice(page)
  await expect(button(page, /^Fired/)).toBeVisible()
})

test('[PAGE-83] the badge walks LIVE, STALE, RECONNECTING, POLLING, OFFLINE and back, and nothing is lost', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  let through = true
  await page.routeWebSocket('**/socket.io/**', (socket) => {
    if (through) socket.connectToServer()
    else void socket.close()
  })
  await page.route('**/socket.io/**', (route) => (through ? route.continue() : route.abort()))
  try {
    const [ada, bob, cleo] = [
      await station.admit('Ada'),
      await station.admit('Bob'),
      await station.admit('Cleo'),
    ]
    for (let n = 0; n < 40; n += 1) await station.post()
    // More than anybody is brought.
    await enter(page, station, { person: ada, path: '/?show=all' })
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
    const last = queue(page).locator('tr[data-signal]').last()
    const id = (await last.getAttribute('data-signal')) ?? ''
    await last.click()
    await expect(crowd(page)).toContainText('0 fired')
    const risk = page.getByRole('spinbutton', { name: 'Risk, % of balance' })
    await risk.fill('7')
    const scrolled = await scrollOf(page)
    expect(scrolled).toBeGreaterThan(0)

    // Silent: the connection stands and nobody speaks.
    station.stall()
    await expect(badge(page, 'STALE')).toBeVisible()
    await expect(page.getByText(/^as of \d\d:\d\d:\d\d UTC$/).first()).toBeVisible()
    await expect(button(page, 'Fire LONG')).toBeDisabled()

    // Dead.
    await station.kill()
    await expect(badge(page, 'RECONNECTING')).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(/retry in \d+ s|trying/)

    // Back, but sockets do not get through.
    through = false
    await station.restart()
    await expect(badge(page, 'POLLING')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Updates every 5 s')
    await station.fire(id, bob)
    await expect(crowd(page)).toContainText('1 fired')

    await station.kill()
    await expect(badge(page, 'OFFLINE')).toBeVisible()
    const notices = page.getByRole('region', { name: 'Notices' })
    await expect(notices).toContainText(/Not connected\. Last confirmed \d\d:\d\d:\d\d\. Firing is off\./)
    await expect(page.getByRole('region', { name: 'Messages' })).toContainText('The station does not answer.')

    await station.restart()
    await station.fire(id, cleo)
    through = true
    await expect(badge(page, 'LIVE')).toBeVisible({ timeout: 45_000 })
    await expect(page.getByText('resynced 2 events', { exact: true })).toBeVisible()
    await expect(notices).toHaveText('')
    await expect(crowd(page)).toContainText('2 fired')
    for (const name of ['Bob', 'Cleo']) await expect(crowd(page).getByText(name)).toHaveCount(1)
    await expect(risk).toHaveValue('7')
    expect(await scrollOf(page)).toBe(scrolled)
    await expect(row(page, id)).toHaveAttribute('aria-current', 'true')
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)
  } finally {
    await station.stop()
  }
})
