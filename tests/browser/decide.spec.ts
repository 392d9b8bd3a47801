import { badge, button, crowd, enter, expect, fireTwice, part, row, stopClock, test } from './support/desk.ts'

test('[PAGE-64] two people on one mission see each other decide', async ({ desk, station }) => {
  const signal = await station.post()
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const [first, second] = [
    await desk.enter(ada, `/mission/${signal.id}`),
    await desk.enter(bob, `/mission/${signal.id}`),
  ]
  await expect(crowd(first)).toContainText('0 fired')
  await fireTwice(second)
  await expect(crowd(first)).toContainText('1 fired')
  await expect(crowd(first)).toContainText('Bob')
  await fireTwice(first)
  await expect(crowd(first)).toContainText('2 fired')
  await expect(crowd(second)).toContainText('2 fired')
  await expect(crowd(second)).toContainText('Ada')
})

test('[PAGE-65] F arms and F again fires', async ({ page, station }) => {
  const signal = await station.post({ direction: 'SELL', stop_loss: 1.09, take_profit: 1.075 })
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(button(page, 'Fire SHORT')).toBeEnabled()
  await page.keyboard.press('f')
  await expect(button(page, 'Confirm: Fire SHORT')).toBeVisible()
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
  await page.keyboard.press('f')
  await expect(button(page, /^Fired \d\d:\d\d:\d\d$/)).toBeDisabled()
  await expect(page.getByRole('region', { name: 'Your trade' })).toContainText('risk 1.0 %')
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(1)
})

test('[PAGE-66] a press held for 600 ms fires, a shorter one only arms', async ({ page, station }) => {
  const signal = await station.post()
  await page.clock.install()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await stopClock(page)
  const fire = button(page, 'Fire LONG')
  await fire.hover()
  await page.mouse.down()
  await expect(fire).toHaveClass(/fire-held/)
  await page.mouse.up()
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.mouse.down()
  await expect(fire).toHaveClass(/fire-held/)
  await page.clock.fastForward(600)
  await page.mouse.up()
  await expect(button(page, /^Fired/)).toBeVisible()
})

test('[PAGE-67] Esc and three seconds disarm', async ({ page, station }) => {
  const signal = await station.post()
  await page.clock.install()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await stopClock(page)
  const armed = button(page, 'Confirm: Fire LONG')
  await button(page, 'Fire LONG').click()
  await expect(armed).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(armed).toBeHidden()
  await page.keyboard.press('f')
  await expect(armed).toBeVisible()
  await page.clock.fastForward(3_000)
  await expect(armed).toBeHidden()
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
})

test('[PAGE-68] a pass takes a reason, and a fire can follow it', async ({ page, station }) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
  await button(page, 'Pass').click()
  const dialog = page.getByRole('dialog', { name: 'Pass on EURUSD LONG' })
  await expect(dialog.getByRole('button', { name: 'Pass' })).toBeDisabled()
  await dialog.getByRole('radio', { name: 'News is near' }).click()
  await dialog.getByRole('textbox', { name: 'Note (optional)' }).fill('rate decision at eight')
  await dialog.getByRole('button', { name: 'Pass' }).click()
  await expect(button(page, 'Passed')).toBeDisabled()
  await expect(crowd(page)).toContainText('1 passed')
  await page.keyboard.press('f')
  await page.keyboard.press('f')
  await expect(button(page, /^Fired/)).toBeVisible()
  await expect(crowd(page)).toContainText('1 fired')
})

test('[PAGE-69] what another tab fired is shown, and a late press changes nothing', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  const [one, other] = [
    await desk.enter(ada, `/mission/${signal.id}`),
    await desk.enter(ada, `/mission/${signal.id}`),
  ]
  await expect(button(other, 'Fire LONG')).toBeEnabled()
  // The other tab hears nothing of the first one's fire until it has pressed itself.
  await other.route('**/api/missions/**', (route) => route.abort())
  await other.route('**/api/users/**', (route) => route.abort())
  await one.keyboard.press('f')
  await one.keyboard.press('f')
  await expect(button(one, /^Fired/)).toBeVisible()
  await other.keyboard.press('f')
  await other.keyboard.press('f')
  await expect(button(other, /^Already fired \d\d:\d\d:\d\d$/)).toBeDisabled()
  await other.unrouteAll()
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(1)
})

test('[PAGE-70] a fire in one tab closes the button of the other by itself', async ({ desk, station }) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  const [one, other] = [
    await desk.enter(ada, `/mission/${signal.id}`),
    await desk.enter(ada, `/mission/${signal.id}`),
  ]
  await one.keyboard.press('f')
  await one.keyboard.press('f')
  await expect(button(other, /^Fired/)).toBeDisabled()
})

test('[PAGE-71] a viewer sees everything and decides nothing', async ({ page, station }) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Vera', 'viewer'), path: `/mission/${signal.id}` })
  await expect(button(page, 'Fire LONG')).toBeDisabled()
  await expect(page.getByText('Your token can look but not decide.')).toBeVisible()
  await page.keyboard.press('f')
  await expect(button(page, 'Confirm: Fire LONG')).toBeHidden()
})

test('[PAGE-72] the risk that is typed is the risk that is fired', async ({ page, station }) => {
  const signal = await station.post()
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
  const risk = page.getByRole('spinbutton', { name: 'Risk, % of balance' })
  await risk.fill('3')
  await expect(page.getByRole('alert')).toContainText('From 0.1 to 2.0')
  await expect(button(page, 'Fire LONG')).toBeDisabled()
  await risk.fill('0.5')
  // 0.5 % of 10,000.00; the target is twice as far as the stop.
  await expect(part(page, 'Your plan')).toContainText('At risk50.00Reward100.002.0 R')
  await risk.press('Enter')
  await page.keyboard.press('f')
  await page.keyboard.press('f')
  await expect(page.getByRole('region', { name: 'Your trade' })).toContainText('risk 0.5 %')
  const { fires } = await station.call('userFires', { params: { id: ada.userId }, query: {} })
  expect(fires.map(({ risk_pct }) => risk_pct)).toEqual([0.5])
})

test.describe('in a running market', () => {
  test('[PAGE-73] trades settle before the eyes as WIN, LOSS and TIMEOUT', async ({ page, running }) => {
    const ada = await running.admit('Ada')
    await running.call('setFeed', { body: { paused: true } })
    // Each bar reaches 1.0853 and 1.0847: the first wins, the second loses, the third meets neither level.
    const win = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
    const loss = await running.post({ stop_loss: 1.0848, take_profit: 1.09 })
    const timeout = await running.post({ expires_at: undefined })
    await enter(page, running, { person: ada })
    for (const signal of [win, loss, timeout]) await running.fire(signal.id, ada)
    await running.call('setFeed', { body: { paused: false } })
    const trades = page.getByRole('region', { name: 'Your last trades' })
    // Risk 100.00 of 10,000.00. Target 2 pips for 10 pips of stop: +20.00. The stop: -1 R of 1 % of what is there.
    await expect(trades.getByRole('row', { name: /WIN/ })).toContainText('+20.00')
    await expect(trades.getByRole('row', { name: /LOSS/ })).toContainText('\u2212')
    await running.call('setFeed', { body: { speed: 3_600 } })
    await expect(trades.getByRole('row', { name: /TIMEOUT/ })).toContainText('0.00')
    await running.call('setFeed', { body: { speed: 60 } })
    const figures = page.getByRole('region', { name: 'Your statistics' })
    await expect(figures).toContainText('50.0\u202f%')
    await expect(figures).toContainText('n 2, 1 timeout')
  })

  test('[PAGE-74] a fire is filled at the next price, and the page says so', async ({ page, running }) => {
    const signal = await running.post()
    await enter(page, running, { person: await running.admit('Ada'), path: `/mission/${signal.id}` })
    await fireTwice(page)
    await expect(page.getByRole('region', { name: 'Your trade' })).toContainText('executed 1.08')
    await expect(crowd(page)).toContainText('1 executed')
  })

  test('[PAGE-74] in a replay that has ended no fill is promised', async ({ page, station }) => {
    const signal = await station.post()
    await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
    await fireTwice(page)
    await expect(page.getByRole('region', { name: 'Your trade' })).toContainText('no price comes')
  })

  test('[PAGE-75] operators pause and resume the feed, others have no such control', async ({
    browser,
    running,
  }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const operator = { userId: 'operator', name: 'operator', token: running.operatorToken }
    await enter(page, running, { person: operator })
    await button(page, 'Pause feed').click()
    await expect(button(page, 'Resume feed')).toBeVisible()
    expect((await running.call('feed', {})).paused).toBe(true)
    await button(page, 'Resume feed').click()
    await expect(button(page, 'Pause feed')).toBeVisible()
    expect((await running.call('feed', {})).paused).toBe(false)
    await page.getByRole('combobox', { name: 'Feed speed' }).selectOption('10')
    await expect.poll(async () => (await running.call('feed', {})).speed).toBe(10)
    await running.call('setFeed', { body: { speed: 60 } })

    const trader = await context.newPage()
    await enter(trader, running, { person: await running.admit('Ada') })
    await expect(button(trader, 'Pause feed')).toHaveCount(0)
    await context.close()
  })

  test('[PAGE-76] the window of a signal runs out on the page', async ({ page, running }) => {
    // The market waits until the page is there: three of its minutes are as many seconds.
    await running.call('setFeed', { body: { paused: true } })
    const { market_time } = await running.call('feed', {})
    const signal = await running.post({ expires_at: Math.round(market_time) + 180 })
    await enter(page, running, { person: await running.admit('Ada') })
    await row(page, signal.id).click()
    await running.call('setFeed', { body: { paused: false } })
    await expect(button(page, 'Expired')).toBeDisabled()
    await expect(badge(page, 'REPLAY')).toBeVisible()
  })
})
