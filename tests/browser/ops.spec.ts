import { readFileSync } from 'node:fs'
import { expectAccessible, enter, expect, part, test } from './support/desk.ts'
import type { RunningStation } from './support/running-station.ts'

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

test('[OPS-12] the log is followed until the reader scrolls, is narrowed by what he chooses, and saved', async ({
  page,
  station,
}) => {
  // A station of tests writes errors alone; one that is asked for what is not there writes none.
  await enter(page, station, { person: operatorOf(station), path: '/ops?tab=logs' })
  await expect(page.getByText('Nothing was written yet at this level.')).toBeVisible()
  await page.getByLabel('Level').selectOption('error')
  await expect(page).toHaveURL(/level=error/)
  await expect(page.getByText('No line that is kept is like that.')).toBeVisible()
  await page.getByRole('button', { name: 'Show every line' }).click()
  await expect(page).not.toHaveURL(/level/)
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
  await expect(row).toContainText('receipts 0')
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
  const { RunningStation, STANDING } = await import('./support/running-station.ts')
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
