import type { Locator, Page } from '@playwright/test'
import type { ReplyOf } from '#contracts/http.ts'
import { badge, button, enter, expect, expectAccessible, part, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

type Book = ReplyOf<'books'>['books'][number]
type Source = ReplyOf<'sources'>['sources'][number]

/** Some thousand candidates with their outcomes. */
const WALKED = { speed: 'max', bars: 4_000, walk: 7 } as const

const percent = (share: number | null, decimals = 1): string =>
  share === null ? '\u2014' : `${(share * 100).toFixed(decimals)}\u202f%`
const bounds = (interval: readonly [number, number] | null): string =>
  interval === null ? '\u2014' : `${(interval[0] * 100).toFixed(1)} to ${percent(interval[1])}`
const count = (value: number): string => value.toLocaleString('en-US')

const card = (page: Page, tier: string): Locator => page.locator(`[data-tier="${tier}"]`)
/** The value under a name in a list of figures. */
const figure = (within: Locator, name: string): Locator =>
  within.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following-sibling::dd[1]')
const source = (page: Page, name: string): Locator =>
  part(page, 'Sources')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
const cells = (table: Locator): Promise<string[][]> =>
  table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((line) => [...line.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
    )

test.describe('on a desk with a past', () => {
  let walked: RunningStation
  test.beforeAll(async () => {
    walked = await RunningStation.start(WALKED)
  })
  test.afterAll(() => walked.stop())

  async function stationBook(): Promise<Book> {
    const { books } = await walked.call('books', {})
    return books.find(({ book }) => book === 'station:1.5:1')!
  }

  test('[FVIEW-1] tiers and book show what the station tells', async ({ page }) => {
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    const { tier_performance } = await walked.call('stats', {})
    const { unranked } = tier_performance
    expect(unranked.outcomes).toBeGreaterThan(30)
    const shown = card(page, 'UNRANKED')
    await expect(shown).toContainText(percent(unranked.win_rate))
    await expect(shown).toContainText(unranked.verdict)
    await expect(figure(shown, 'n')).toHaveText(count(unranked.outcomes))
    await expect(figure(shown, '90 % interval')).toHaveText(bounds(unranked.interval))
    await expect(figure(shown, 'predicted')).toHaveText(percent(unranked.mean_predicted))
    await expect(figure(shown, 'open now')).toHaveText(count(unranked.active_signals))

    const told = await stationBook()
    const figures = part(page, 'Book')
    for (const [name, value] of [
      ['Candidates', count(told.candidates)],
      ['Outcomes', count(told.outcomes)],
      ['Open', count(told.open)],
      ['Refused', count(told.refused)],
      ['Base rate, all time', percent(told.rates.all_time)],
      ['Base rate, slow', percent(told.rates.slow)],
      ['Base rate, fast', percent(told.rates.fast)],
      ['Trust in evidence', told.trust.toFixed(2)],
    ] as const)
      await expect(figure(figures, name)).toContainText(value)
    const calls = part(page, 'Calls to act')
    await expect(figure(calls, 'Settled')).toContainText(count(told.calls.settled))
    await expect(figure(calls, 'Mean result')).toContainText(Math.abs(told.calls.mean_r!).toFixed(3))
    await expect(figure(calls, 'Deflated Sharpe')).toContainText(told.calls.dsr!.toFixed(2))
    await expect(calls).toContainText(told.calls.proven ? ': proven' : 'not proven')
  })

  test('[FVIEW-1] the tables behind the pictures hold every figure the station tells', async ({ page }) => {
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    const told = await stationBook()
    for (const title of ['Reliability', 'Realised rate over time', 'Probabilities given']) {
      await expect(part(page, title).locator('figure svg').last()).toBeVisible()
      await part(page, title).getByRole('button', { name: 'View as table' }).press('Enter')
    }
    const bands = told.bands.filter(({ outcomes }) => outcomes > 0)
    expect((await cells(part(page, 'Reliability'))).map((line) => line.slice(1, 5))).toEqual(
      bands.map((band) => [
        count(band.outcomes),
        percent(band.mean_predicted),
        percent(band.win_rate),
        bounds(band.interval),
      ]),
    )
    expect((await cells(part(page, 'Realised rate over time'))).map((line) => line.slice(1, 4))).toEqual(
      [...told.history]
        .reverse()
        .map((point) => [count(point.outcomes), percent(point.mean_predicted), percent(point.win_rate)]),
    )
    expect((await cells(part(page, 'Probabilities given'))).map((line) => line[1])).toEqual(
      told.histogram.filter((n) => n > 0).map(count),
    )
  })

  test('[FVIEW-1] the sources show their votes, claims, records, weights and troubles', async ({ page }) => {
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    const { sources } = await walked.call('sources', {})
    await expect(part(page, 'Sources').locator('tbody tr')).toHaveCount(11)
    const earned = ({ wins, outcomes }: Source['agreed']) =>
      outcomes === 0 ? '\u2014' : `n ${count(Math.round(outcomes))} ${percent(wins / outcomes)}`
    for (const told of sources) {
      const line = source(page, told.name).getByRole('cell')
      await expect(line.nth(1)).toHaveText(count(told.votes))
      await expect(line.nth(2)).toHaveText(percent(told.claimed, 0))
      await expect(line.nth(3)).toHaveText(earned(told.agreed))
      await expect(line.nth(4)).toHaveText(earned(told.disagreed))
      await expect(line.nth(5)).toHaveText(percent(told.weight))
      for (const { trouble } of told.troubles) await expect(line.nth(6)).toContainText(`${trouble} `)
    }
  })

  test('[FVIEW-2] an empty tier is a normal state with its sentence', async ({ page }) => {
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    await expect(card(page, 'SNIPER')).toContainText(
      'No signal earned this tier: at 1.5 to 1 that is what to expect.',
    )
    await expect(card(page, 'SNIPER')).toContainText('unproven')
    await expect(figure(card(page, 'SNIPER'), 'n')).toHaveText('0')
  })

  test('[FVIEW-11] the head of a column sorts by it', async ({ page }) => {
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    const { sources } = await walked.call('sources', {})
    const most = Math.max(...sources.map(({ votes }) => votes))
    await page.getByRole('columnheader', { name: 'Votes' }).getByRole('button').press('Enter')
    await expect(page.getByRole('columnheader', { name: 'Votes' })).toHaveAttribute('aria-sort', 'descending')
    await expect(part(page, 'Sources').locator('tbody tr').first().getByRole('cell').nth(1)).toHaveText(
      count(most),
    )
  })

  test('[FVIEW-3] an operator pauses and resumes a source by keyboard, others see no button', async ({
    page,
    browser,
  }) => {
    const paused = async () => {
      const { sources } = await walked.call('sources', {})
      return sources.filter((told) => told.paused).map(({ name }) => name)
    }
    const operator = await walked.admit('Olga', 'operator')
    await enter(page, walked, { person: operator, path: '/fusion' })
    await expect(page.getByText('A paused source counts as silent in every book')).toBeVisible()
    await button(page, 'Pause rsi_revert').focus()
    await page.keyboard.press('Enter')
    await expect(button(page, 'Resume rsi_revert')).toBeFocused()
    await expect(source(page, 'rsi_revert')).toContainText('paused by an operator')
    expect(await paused()).toEqual(['rsi_revert'])

    const other = await browser.newPage({ baseURL: walked.url })
    await enter(other, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    await expect(source(other, 'rsi_revert')).toContainText('paused by an operator')
    await expect(button(other, /^(Pause|Resume) /)).toHaveCount(0)
    await expect(other.getByText('A paused source counts')).toHaveCount(0)
    await other.close()

    await page.keyboard.press('Space')
    await expect(button(page, 'Pause rsi_revert')).toBeFocused()
    await expect(source(page, 'rsi_revert')).not.toContainText('paused')
    expect(await paused()).toEqual([])
  })

  for (const colorScheme of ['dark', 'light'] as const)
    test(`[FVIEW-7] nothing is out of reach or out of the screen in ${colorScheme}`, async ({ browser }) => {
      const operator = await walked.admit('Olga', 'operator')
      for (const viewport of [
        { width: 1440, height: 900 },
        { width: 360, height: 740 },
      ]) {
        const context = await browser.newContext({ colorScheme, viewport })
        const page = await context.newPage()
        await enter(page, walked, { person: operator, path: '/fusion' })
        await expect(button(page, 'Pause rsi_revert')).toBeVisible()
        await expect(part(page, 'Probabilities given').locator('figure svg rect').first()).toBeVisible()
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
        await part(page, 'Reliability').getByRole('button', { name: 'View as table' }).click()
        await expectAccessible(page)
        await context.close()
      }
    })

  test('[FVIEW-7] the pictures turn with the theme, without being loaded anew', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await enter(page, walked, { person: await walked.admit('Ada'), path: '/fusion' })
    const dot = part(page, 'Realised rate over time').locator('figure circle').last()
    const fill = () => dot.evaluate((mark) => getComputedStyle(mark).fill)
    await expect.poll(fill).toBe('rgb(111, 177, 255)')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(fill).toBe('rgb(11, 92, 196)')
  })
})

test('[FVIEW-5] what settles in a running market comes in by itself', async ({ page }) => {
  const station = await RunningStation.start({ speed: 1, bars: 3_000, walk: 7 })
  try {
    await enter(page, station, { person: await station.admit('Ada'), path: '/fusion' })
    const outcomes = async () => (await station.call('stats', {})).tier_performance.unranked.outcomes
    const before = await outcomes()
    await station.call('setFeed', { body: { speed: 'max' } })
    await expect.poll(async () => (await station.call('feed', {})).ended).toBe(true)
    const after = await outcomes()
    expect(after).toBeGreaterThan(before)
    await expect(figure(card(page, 'UNRANKED'), 'n')).toHaveText(count(after))
    await expect(figure(part(page, 'Book'), 'Outcomes')).toContainText(count(after))
  } finally {
    await station.stop()
  }
})

test('[FVIEW-5] a provider has a book of its own, chosen by name and kept in the address', async ({
  page,
  running,
}) => {
  await running.call('setFeed', { body: { paused: true } })
  await enter(page, running, { person: await running.admit('Ada'), path: '/fusion' })
  // Reward 2 to risk 1; each bar reaches the target.
  for (let n = 0; n < 3; n += 1)
    await running.post({ source: 'Fusion Harbour', stop_loss: 1.0849, take_profit: 1.0852, confidence: 87 })
  const book = 'provider:Fusion Harbour:2'
  await page.getByRole('combobox', { name: 'Book' }).selectOption(book)
  await expect(page).toHaveURL(/book=provider/)
  await expect(figure(part(page, 'Book'), 'Candidates')).toContainText('3')
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Book' })).toHaveValue(book)
  await running.call('setFeed', { body: { paused: false } })
  await expect(figure(part(page, 'Book'), 'Outcomes')).toContainText('3')
  await expect(part(page, 'Reliability')).toContainText('3 outcomes in 1 band of probability.')
})

test('[FVIEW-6] before the first candidate the book is blank and its sources are listed', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada'), path: '/fusion?book=none-of-ours' })
  await expect(part(page, 'Book')).toContainText('This book is blank')
  await expect(part(page, 'Reliability')).toContainText('No outcome yet')
  await expect(part(page, 'Sources').locator('tbody tr')).toHaveCount(11)
  await expect(source(page, 'rsi_revert')).toContainText('not heard yet')
  await expect(card(page, 'UNRANKED')).toContainText('No signal has been told yet.')
  await expectAccessible(page)
})

test('[FVIEW-4] a pause that could not be written says so and can be tried again', async ({ page }) => {
  const station = await RunningStation.start(STANDING)
  try {
    await enter(page, station, { person: await station.admit('Olga', 'operator'), path: '/fusion' })
    await expect(button(page, 'Pause rsi_revert')).toBeVisible()
    station.turnDiskFull()
    await button(page, 'Pause rsi_revert').press('Enter')
    await expect(source(page, 'rsi_revert').getByRole('alert')).toBeVisible()
    station.turnDiskFull()
    await button(page, 'Pause rsi_revert').press('Enter')
    await expect(button(page, 'Resume rsi_revert')).toBeFocused()
    await expect(source(page, 'rsi_revert').getByRole('alert')).toHaveCount(0)
  } finally {
    await station.stop()
  }
})

test('[FVIEW-14] while the station is not heard the figures stay, and pausing waits in words', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    await enter(page, station, { person: await station.admit('Olga', 'operator'), path: '/fusion' })
    await expect(button(page, 'Pause rsi_revert')).toHaveAttribute('aria-disabled', 'false')
    await station.kill()
    await expect(button(page, 'Pause rsi_revert')).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByText('Pausing waits until the station is heard again.')).toBeVisible()
    await expect(part(page, 'Sources').getByText(/^as of /)).toBeVisible()
    await expect(part(page, 'Sources').locator('tbody tr')).toHaveCount(11)
    await station.restart()
    await expect(badge(page, 'LIVE')).toBeVisible()
    await button(page, 'Pause rsi_revert').press('Enter')
    await expect(button(page, 'Resume rsi_revert')).toBeFocused()
  } finally {
    await station.stop()
  }
})

test('[FVIEW-8] G F goes there and fires nothing that is armed, the rail and the palette lead there', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  const home = page.getByRole('heading', { level: 1, name: 'Fusion', exact: true })
  const run = async (words: string) => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
  }
  await enter(page, station, { person: await station.admit('Ada') })
  await row(page, signal.id).click()
  await page.keyboard.press('f')
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(home).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(queue(page)).toBeVisible()
  await expect(button(page, 'Fire LONG')).toBeVisible()
  expect((await station.call('mission', { params: { id: signal.id } })).signal.fire_count).toBe(0)
  await page.getByRole('link', { name: 'Fusion', exact: true }).click()
  await expect(home).toBeVisible()
  await run('dashb')
  await expect(queue(page)).toBeVisible()
  await run('fusion')
  await expect(home).toBeVisible()
})
