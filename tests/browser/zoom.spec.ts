import type { Locator, Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, test } from './support/desk.ts'
import { RunningStation } from './support/running-station.ts'

const chart = (page: Page): Locator => page.getByTestId('chart-EURUSD')
const candles = (page: Page): Locator => page.getByRole('region', { name: /^EURUSD candles: / })
const text = (page: Page): Locator =>
  candles(page)
    .getByRole('paragraph')
    .filter({ hasText: /^\d+ candles, / })

interface InSight {
  readonly count: number
  readonly from: string
  readonly to: string
}

/** What the line below the picture says; instants as it writes them, which sort as they are. */
async function inSight(page: Page): Promise<InSight> {
  const [, count = '', from = '', to = ''] =
    /^(\d+) candles, (.+) to (.+)$/.exec((await text(page).innerText()).trim()) ?? []
  return { count: Number(count), from, to }
}

/** Waits until the line says what is wanted of it. */
async function sees(page: Page, wanted: (sight: InSight) => boolean): Promise<InSight> {
  await expect.poll(async () => wanted(await inSight(page))).toBe(true)
  return inSight(page)
}

/** A signal in a market that stands still. */
async function open(page: Page, still: RunningStation): Promise<InSight> {
  const ada = await still.admit('Ada')
  const signal = await still.post()
  await enter(page, still, { person: ada, path: `/signals/${signal.id}` })
  await expect(text(page)).toBeVisible()
  return inSight(page)
}

async function middle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await chart(page).boundingBox()
  if (box === null) throw new Error('no picture')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test.describe('a market that stands still', () => {
  let still: RunningStation
  test.beforeAll(async () => {
    still = await RunningStation.start({ speed: 'max', bars: 1_000 })
  })
  test.afterAll(() => still.stop())

  test('[CHART-14] buttons zoom and move, and say where there is nothing more', async ({ page }) => {
    const first = await open(page, still)
    await expect(button(page, 'Newer candles')).toHaveAttribute('aria-disabled', 'true')
    await expect(button(page, 'Reset the view')).toHaveAttribute('aria-disabled', 'true')
    await button(page, 'Zoom in').click()
    // At the edge of now the newest stays.
    const near = await sees(page, ({ count, to }) => count < first.count && to === first.to)
    await button(page, 'Older candles').click()
    const older = await sees(page, ({ count, to }) => count === near.count && to < near.to)
    await button(page, 'Newer candles').click()
    await sees(page, ({ to }) => to > older.to)
    await button(page, 'Zoom out').click()
    await button(page, 'Zoom out').click()
    await sees(page, ({ count, from }) => count > first.count && from < first.from)
    await button(page, 'Reset the view').click()
    await sees(page, (sight) => sight.count === first.count && sight.to === first.to)
    await expectAccessible(page)
  })

  test('[CHART-14] keys do the same, and lead past what was fetched first', async ({ page }) => {
    const first = await open(page, still)
    await candles(page).focus()
    await page.keyboard.press('+')
    const near = await sees(page, ({ count }) => count < first.count)
    await page.keyboard.press('-')
    await sees(page, ({ count }) => count > near.count)
    await page.keyboard.press('ArrowLeft')
    await sees(page, ({ to }) => to < first.to)
    await page.keyboard.press('Home')
    const oldest = await sees(page, ({ from }) => from < first.from)
    // 300 candles came with the picture; there are 1,000, the first of them at midnight.
    const begin = await sees(page, ({ from }) => from.endsWith('00:00'))
    expect(begin.from < oldest.from || oldest.from === begin.from).toBe(true)
    await expect(button(page, 'Older candles')).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('End')
    await sees(page, ({ to }) => to === first.to)
    await page.keyboard.press('0')
    await sees(page, (sight) => sight.count === first.count && sight.to === first.to)
    await page.keyboard.press('?')
    const keys = page
      .getByRole('dialog')
      .getByRole('region', { name: 'With the focus on the chart of EURUSD' })
    await expect(keys.getByRole('term')).toHaveCount(7)
    await expect(keys).toContainText('Zoom in')
  })

  test('[CHART-14] a drag takes the candles along, the wheel zooms them, and the page still scrolls', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 600 })
    const first = await open(page, still)
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    // Nobody has touched the picture: the page is scrolled.
    await page.mouse.wheel(0, 120)
    await expect.poll(async () => (await middle(page)).y).toBeLessThan(y)
    expect(await inSight(page)).toEqual(first)
    await page.mouse.wheel(0, -120)
    await expect.poll(async () => (await middle(page)).y).toBe(y)
    await page.mouse.down()
    await page.mouse.move(x + 150, y, { steps: 5 })
    await page.mouse.up()
    const dragged = await sees(page, ({ to }) => to < first.to)
    // 150 pixels of some 800 are about a fifth of the candles, on which the picture stays.
    expect(dragged.count).toBe(first.count)
    await page.mouse.wheel(0, -120)
    const near = await sees(page, ({ count }) => count < first.count)
    expect(near.from > dragged.from && near.to < dragged.to).toBe(true)
    await page.mouse.wheel(-120, 0)
    await sees(page, ({ count, to }) => count === near.count && to < near.to)
    await page.mouse.dblclick(x, y)
    await sees(page, (sight) => sight.count === first.count && sight.to === first.to)
  })

  test('[CHART-14] the table and what is read aloud are of the candles in sight', async ({ page }) => {
    const first = await open(page, still)
    await button(page, 'Zoom in').click()
    const near = await sees(page, ({ count }) => count < first.count)
    const words = `${near.count} candles, ${near.from} to ${near.to}`
    await expect(candles(page).locator('[aria-live]')).toHaveText(words)
    await expect(page.getByRole('img', { name: new RegExp(`EURUSD: ${near.count} candles`) })).toBeVisible()
    await page.getByRole('button', { name: 'View as table', exact: true }).click()
    const table = page.getByRole('table', { name: 'EURUSD candles, newest first' })
    await expect(table.getByRole('row')).toHaveCount(near.count + 1)
    await button(page, 'Older candles').click()
    await sees(page, ({ to }) => to < near.to)
    await page.getByRole('button', { name: 'View as table', exact: true }).click()
    expect((await inSight(page)).count).toBe(near.count)
  })

  test('[CHART-13] a screen wider than what was fetched gets more', async ({ page }) => {
    await page.setViewportSize({ width: 3_840, height: 1_000 })
    await enter(page, still, { person: await still.admit('Ada'), path: '/panel/chart' })
    await expect(text(page)).toBeVisible()
    await sees(page, ({ count }) => count > 400)
    await expect(button(page, 'Older candles')).toHaveAttribute('aria-disabled', 'false')
  })

  test('[CHART-14] candles in a window of their own are looked at in detail too', async ({ page }) => {
    await enter(page, still, { person: await still.admit('Ada'), path: '/panel/chart' })
    await expect(text(page)).toBeVisible()
    const first = await inSight(page)
    await button(page, 'Zoom in').click()
    await sees(page, ({ count }) => count < first.count)
  })

  test('[CHART-14] two fingers zoom on a phone', async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
    const page = await context.newPage()
    const first = await open(page, still)
    await chart(page).scrollIntoViewIfNeeded()
    const { x, y } = await middle(page)
    const hand = await context.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: readonly number[]) =>
      hand.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((at, id) => ({ x: at, y, id })) })
    await touch('touchStart', x - 40, x + 40)
    for (const apart of [60, 80, 100]) await touch('touchMove', x - apart, x + apart)
    await touch('touchEnd')
    // Fingers two and a half times as far apart: a good third of the candles, and at least ten.
    await sees(page, ({ count }) => count < first.count / 2)
  })
})

test('[CHART-12] the newest are followed until one moves away', async ({ page, running }) => {
  const ada = await running.admit('Ada')
  const signal = await running.post()
  await enter(page, running, { person: ada, path: `/signals/${signal.id}` })
  await expect(text(page)).toBeVisible()
  const { count } = await inSight(page)
  await button(page, 'Zoom in').click()
  const first = await sees(page, (sight) => sight.count < count)
  await sees(page, ({ to }) => to > first.to)
  await button(page, 'Older candles').click()
  const still = await sees(page, ({ to }) => to < first.to)
  // A bar closes each second; three are over when the last price has its time.
  const before = (await running.call('candles', { params: { symbol: 'EURUSD' } })).candles.at(-1)?.[0] ?? 0
  await expect
    .poll(async () => (await running.call('candles', { params: { symbol: 'EURUSD' } })).candles.at(-1)?.[0])
    .toBeGreaterThanOrEqual(before + 180)
  expect(await inSight(page)).toEqual(still)
})

test('[CHART-12] a signal that is over is in its picture, also among short candles', async ({
  page,
  running,
}) => {
  const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
  await enter(page, running, { person: await running.admit('Ada'), path: `/signals/${signal.id}` })
  await expect(page.getByRole('heading', { name: 'EURUSD around the signal' })).toBeVisible()
  await expect(text(page)).toBeVisible()
  const created = new Date(signal.created_at * 1_000).toISOString().slice(0, 16).replace('T', ' ')
  await sees(page, ({ from, to }) => from < created && created <= to)
  await candles(page).focus()
  await page.keyboard.press('Home')
  await sees(page, ({ to }) => to < created)
  // What became of the market since is fetched, as far as it has come.
  const { candles: newest } = await running.call('candles', { params: { symbol: 'EURUSD' } })
  const now = new Date((newest.at(-1)?.[0] ?? 0) * 1_000).toISOString().slice(0, 16).replace('T', ' ')
  // A candle may have closed since the page asked last: then the newest it knows is one before.
  await expect(async () => {
    await page.keyboard.press('End')
    expect((await inSight(page)).to >= now).toBe(true)
  }).toPass()
})

test('[CHART-12] the candles one chose stay chosen when the signal settles', async ({ page, running }) => {
  await running.call('setFeed', { body: { paused: true } })
  const signal = await running.post({ stop_loss: 1.084, take_profit: 1.0852 })
  await enter(page, running, { person: await running.admit('Ada'), path: `/signals/${signal.id}` })
  await button(page, /^m5$/).click()
  await running.call('setFeed', { body: { paused: false } })
  await expect(page.getByRole('heading', { name: 'EURUSD around the signal' })).toBeVisible()
  await expect(button(page, /^m5$/)).toHaveAttribute('aria-pressed', 'true')
})
