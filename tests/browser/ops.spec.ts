import { readFileSync } from 'node:fs'
import { enter, expect, expectAccessible, part, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const OPERATOR = { userId: 'operator', name: 'Operator' }
const operatorOf = (station: RunningStation) => ({ ...OPERATOR, token: station.operatorToken })

test('[OPS-10] operators find operations in the rail, the palette and by g o; nobody else does', async ({
  page,
  desk,
  station,
}) => {
  const ada = await station.admit('Ada')
  const other = await desk.enter(ada, '/ops')
  await expect(other.getByText('Operations are for operators.')).toBeVisible()
  await expect(other.getByRole('link', { name: 'Operations' })).toHaveCount(0)

  await enter(page, station, { person: operatorOf(station) })
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page).toHaveURL(/\/ops\?tab=health|\/ops$/)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/settings/)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
  await page.keyboard.type('operations')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ops/)
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Operations', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
})

test('[OPS-10] the tabs are links with keys, and each is without a barrier in both themes', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: operatorOf(station), path: '/ops' })
  const heads = { '2': 'Log of the station', '3': 'Jobs', '4': 'Size', '1': 'Checks' }
  for (const [key, head] of Object.entries(heads)) {
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { name: head, level: 2, exact: true })).toBeVisible()
    await expect(page.getByRole('main').locator('.skeleton')).toHaveCount(0)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
    }
  }
})

test('[OPS-11] health shows each check with what was measured, its limit and since when', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: operatorOf(station), path: '/ops' })
  const row = page.getByRole('row', { name: /The station records/ })
  await expect(row).toContainText('holds')
  const queue = page.getByRole('row', { name: /Commands that wait for the writer/ })
  await expect(queue.getByRole('cell')).toHaveText([/holds|over/, '0', '64', /^\d{4}-\d\d-\d\d /])
  await expect(part(page, 'Since the start')).toContainText('replay')
  await expect(page.getByRole('status').filter({ hasText: /checks? (hold|do)/ })).toBeVisible()
})

test('[OPS-12] the log is followed until the reader scrolls away, and again when he comes back', async ({
  browser,
  page,
}) => {
  const station = await RunningStation.start({ ...STANDING, logLevel: 'info' })
  const refusedFires = async (from: number, count: number) => {
    const client = station.client(station.operatorToken)
    for (let n = from; n < from + count; n++) await client.call('fire', { body: { signal_id: `none-${n}` } })
  }
  await refusedFires(0, 60)
  await enter(page, station, { person: operatorOf(station), path: '/ops?tab=logs&component=http' })
  const table = page.getByRole('table', { name: 'Log, newest last' })
  const status = page.getByRole('status').filter({ hasText: /ollowing/ })
  await expect(status).toHaveText('Following the newest line')
  await expect(table.getByRole('button').last()).toBeInViewport()
  // Only the rows in sight are drawn.
  expect(await table.getByRole('row').count()).toBeLessThan(60)

  const box = page.getByRole('region', { name: 'Log, scrollable' })
  await box.focus()
  await page.keyboard.press('Home')
  await expect(status).toHaveText('Not following')
  await refusedFires(60, 3)
  await expect(status).toContainText('3 new lines')
  await expect(table.getByRole('button').first()).toBeInViewport()
  await page.keyboard.press('f')
  await expect(status).toHaveText('Following the newest line')
  await expect(table.getByRole('button').last()).toBeInViewport()
  await expectAccessible(page)

  // A line says everything in its dialog, and leads to what belongs to it.
  await table
    .getByRole('button', { name: /request_answered/ })
    .last()
    .click()
  const dialog = page.getByRole('dialog', { name: 'request_answered' })
  await expect(dialog).toContainText('signal_not_found')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Only this correlation id' }).click()
  await expect(page).toHaveURL(/correlation=/)
  await expect(table.getByRole('button')).toHaveCount(1)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'request_answered', code: 'signal_not_found' })

  // Under a finger rows are higher, and the newest is followed all the same.
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true })
  const small = await phone.newPage()
  await enter(small, station, { person: operatorOf(station), path: '/ops?tab=logs' })
  await expect(small.getByText('Following the newest line')).toBeVisible()
  await refusedFires(63, 2)
  const last = small.getByRole('table', { name: 'Log, newest last' }).getByRole('button').last()
  const newest = (await station.call('stationLog', { query: { limit: '1' } })).lines[0]?.number
  await expect(last).toHaveAccessibleName(new RegExp(`^Line ${newest}:`))
  await small.getByRole('region', { name: 'Log, scrollable' }).scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport()
  await expect(small.getByText('Following the newest line')).toBeVisible()
  await phone.close()
  await station.stop()
})

test('[OPS-12] a log in which nothing stands says so, and how to see more where it was narrowed', async ({
  page,
  station,
}) => {
  // A station of tests writes errors alone, and none happened.
  await enter(page, station, { person: operatorOf(station), path: '/ops?tab=logs' })
  await expect(page.getByText('Nothing was written yet at this level.')).toBeVisible()
  await page.getByLabel('Level').selectOption('error')
  await expect(page).toHaveURL(/level=error/)
  await page.getByRole('button', { name: 'Show every line' }).click()
  await expect(page).not.toHaveURL(/level/)
})

test('[OPS-11] loading keeps the shape of a tab, and a refusal is told with its code and can be tried again', async ({
  page,
  station,
}) => {
  let held: (() => void) | null = null
  let refused = true
  await page.route('**/api/ops/*', async (route) => {
    if (!refused) return route.continue()
    await new Promise<void>((resolve) => {
      held = resolve
    })
    const error = { code: 'internal', message: 'Something broke.', correlation_id: 'c-9', server_time: 1 }
    await route.fulfill({ status: 500, json: { error } })
  })
  for (const [tab, head] of [
    ['health', 'Checks'],
    ['logs', 'Log of the station'],
    ['jobs', 'Jobs'],
    ['database', 'Rows by table'],
  ] as const) {
    held = null
    refused = true
    await enter(page, station, { person: operatorOf(station), path: `/ops?tab=${tab}` })
    await expect(part(page, head).locator('.skeleton')).toBeVisible()
    await expect.poll(() => held !== null).toBe(true)
    ;(held as unknown as () => void)()
    await expect(part(page, head).getByRole('alert')).toContainText('internal')
    refused = false
    await part(page, head).getByRole('button', { name: 'Retry' }).click()
    await expect(part(page, head).getByRole('alert')).toHaveCount(0)
    await expect(part(page, head).locator('.skeleton')).toHaveCount(0)
    await page.goto('about:blank')
  }
})

test('[OPS-13] a job that may be asked for runs by its button, and its row says how it went', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: operatorOf(station), path: '/ops?tab=jobs' })
  const row = page.getByRole('listitem').filter({ hasText: 'Tidy the database' })
  await expect(row).toContainText('not yet since the start')
  await row.getByRole('button', { name: 'Run now: Tidy the database' }).press('Enter')
  await expect(row).toContainText('done')
  await expect(row).toContainText('receipts dropped 0')
  const own = page.getByRole('listitem').filter({ hasText: 'Look at addresses' })
  await expect(own).toContainText('keeps its own time')
  await expect(own.getByRole('button')).toHaveCount(0)
})

test('[OPS-14] the database is told of, and looked at when the operator asks for it', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: operatorOf(station), path: '/ops?tab=database' })
  await expect(part(page, 'Rows by table').getByRole('row', { name: /^journal \d/ })).toBeVisible()
  await expect(page.getByText('No quick check since the start.')).toBeVisible()
  await page.getByRole('button', { name: 'Quick check' }).click()
  await expect(page.getByText(/^Last quick check: /)).toBeVisible()
  await page.getByRole('button', { name: 'Full check' }).click()
  await expect(page.getByText(/\d+ checks, nothing found/)).toBeVisible()
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByText(/^whole up to /)).toBeVisible()
})

test('[OPS-15] operations fit a phone, a station that is away leaves what was known and says why nothing can be done', async ({
  browser,
}) => {
  const station = await RunningStation.start(STANDING)
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true })
  const page = await context.newPage()
  await enter(page, station, { person: operatorOf(station), path: '/ops' })
  for (const tab of ['Health', 'Logs', 'Database', 'Jobs']) {
    await page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: tab }).tap()
    await expect(page.getByRole('main').locator('.skeleton')).toHaveCount(0)
    const sideways = await page.evaluate(
      () => document.scrollingElement !== null && document.scrollingElement.scrollWidth > window.innerWidth,
    )
    expect([tab, sideways]).toEqual([tab, false])
    await expectAccessible(page)
  }
  await station.kill()
  await expect(page.getByText(/nothing can be asked of it now/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Tidy the database' })).toBeVisible()
  await context.close()
  await station.stop()
})
