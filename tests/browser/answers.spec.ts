import type { Page } from '@playwright/test'
import { badge, button, crowd, enter, expect, fireTwice, part, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const trade = (page: Page) => page.getByRole('region', { name: 'Your trade' })

test('[PAGE-120] two devices that press at once make one fire, and both show it', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  const devices = [
    await desk.enter(ada, `/mission/${signal.id}`),
    await desk.enter(ada, `/mission/${signal.id}`),
  ]
  for (const page of devices) await expect(button(page, 'Fire LONG')).toBeEnabled()
  await Promise.all(devices.map(fireTwice))
  for (const page of devices) await expect(trade(page)).toContainText('#')
  const { fires } = await station.call('userFires', { params: { id: ada.userId }, query: {} })
  expect(fires).toHaveLength(1)
  for (const page of devices) {
    await expect(trade(page)).toContainText(`#${fires[0]?.trade_id.slice(-12)}`)
    await expect(crowd(page)).toContainText('1 fired')
  }
})

test('[PAGE-121] a fire whose answers are lost is asked again under the same key and counts once', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
  const keys: (string | undefined)[] = []
  await page.route('**/api/fire', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    await route.fetch()
    await route.abort()
  })
  // Nor does the page hear of it another way.
  for (const path of ['missions', 'users']) await page.route(`**/api/${path}/**`, (route) => route.abort())
  await fireTwice(page)
  const again = button(page, 'Ask again')
  await expect(again).toBeVisible()
  await expect(page.getByText('No answer: it may have counted.')).toBeVisible()
  await page.unroute('**/api/fire')
  const asked = page.waitForRequest('**/api/fire')
  await again.click()
  keys.push((await asked).headers()['idempotency-key'])
  await expect(button(page, /^Fired/)).toBeVisible()
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(1)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('[PAGE-122] too fast counts down, refused says why, and both can be tried again', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  await page.clock.install()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  const refuse = (status: number, code: string, more: object) =>
    page.route(
      '**/api/fire',
      (route) =>
        route.fulfill({
          status,
          json: { error: { code, message: 'Not now.', correlation_id: 'c-42', server_time: 1, ...more } },
        }),
      { times: 1 },
    )
  await refuse(429, 'rate_limited', { retry_after: 30 })
  await fireTwice(page)
  await expect(button(page, /^Rate limited, \d+ s$/)).toBeDisabled()
  await page.clock.fastForward(30_000)
  await expect(button(page, 'Fire LONG')).toBeEnabled()

  await refuse(503, 'overloaded', {})
  await fireTwice(page)
  await expect(page.getByText('Rejected: nothing was recorded.')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('overloaded \u00b7 c-42')
  await fireTwice(page)
  await expect(button(page, /^Fired/)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('[PAGE-123] on a full disk nothing is recorded and it says so; with room again it fires', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post()
    const ada = await station.admit('Ada')
    await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
    station.turnDiskFull()
    await fireTwice(page)
    await expect(page.getByText('Storage full: nothing was recorded.')).toBeVisible()
    await expect(page.getByRole('alert')).toContainText('storage_full')
    expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
    // What is known can be read on.
    await expect(part(page, 'Orders')).toContainText('1.08500')
    station.turnDiskFull()
    await fireTwice(page)
    await expect(button(page, /^Fired/)).toBeVisible()
    await expect(crowd(page)).toContainText('1 fired')
  } finally {
    await station.stop()
  }
})

test('[PAGE-124] a pass keeps its half-typed note through an outage and counts what is left', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post()
    await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
    await page.keyboard.press('p')
    const dialog = page.getByRole('dialog')
    const note = dialog.getByRole('textbox', { name: 'Note (optional)' })
    await dialog.getByRole('radio', { name: 'I disagree' }).click()
    await note.fill('x'.repeat(300))
    // 280 characters at most: what is typed beyond is not taken.
    await expect(dialog).toContainText('280 of 280')
    await note.fill('half a sen')
    await expect(dialog).toContainText('10 of 280')
    await station.kill()
    await expect(dialog).toContainText('Firing is off.')
    await expect(dialog.getByRole('button', { name: 'Pass' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await station.restart()
    // It comes back by itself: the longest wait between two tries is 30 s.
    await expect(badge(page, 'LIVE')).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('p')
    await expect(note).toHaveValue('half a sen')
    await expect(dialog.getByRole('radio', { name: 'I disagree' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Pass' }).click()
    await expect(button(page, 'Passed')).toBeDisabled()
    await fireTwice(page)
    await expect(button(page, /^Fired/)).toBeVisible()
  } finally {
    await station.stop()
  }
})

test.describe('in a running market', () => {
  test('[PAGE-125] a window that closes while it is looked at says so, and later how it ended', async ({
    page,
    running,
  }) => {
    await running.call('setFeed', { body: { paused: true } })
    const { market_time } = await running.call('feed', {})
    // Nobody fires: the target stands where each bar reaches it.
    const signal = await running.post({
      expires_at: market_time + 180,
      stop_loss: 1.084,
      take_profit: 1.0852,
    })
    await enter(page, running, { person: await running.admit('Ada'), path: `/mission/${signal.id}` })
    await expect(button(page, 'Fire LONG')).toBeEnabled()
    await running.call('setFeed', { body: { paused: false, speed: 60 } })
    await expect(button(page, /^(Expired|Settled)$/)).toBeDisabled()
    await page.keyboard.press('f')
    await expect(button(page, /^Confirm/)).toBeHidden()
    // 10 pips of stop, 2 pips of target: +0.2 R at 1.0852.
    await expect(part(page, 'Orders')).toContainText('EndedWIN +0.2 R at 1.08520')
    await expect(page.getByText('This signal ended as WIN.')).toBeVisible()
  })

  test('[PAGE-126] a fire is followed to its end: recorded, executed, result in money and R', async ({
    page,
    running,
  }) => {
    await running.call('setFeed', { body: { paused: true } })
    const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
    await enter(page, running, { person: await running.admit('Ada'), path: `/mission/${signal.id}` })
    await fireTwice(page)
    await expect(trade(page)).toContainText(/FIRED \d\d:\d\d:\d\d\.\d\d\d/)
    await expect(trade(page)).toContainText('fill pending')
    await running.call('setFeed', { body: { paused: false, speed: 60 } })
    await expect(trade(page)).toContainText('executed 1.08')
    // 1 % of 10,000.00 at stake: +0.2 R is +20.00.
    await expect(trade(page)).toContainText('WIN+20.00+0.2 R at 1.08520')
    await expect(page.getByRole('button', { name: /undo/i })).toHaveCount(0)
  })
})
