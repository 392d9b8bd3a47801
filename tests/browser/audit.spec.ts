import { enter, expect, expectAccessible, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** Two entries each: somebody was added, and given a token. So the log is three pages long. */
const PEOPLE = 230
/** What is in sight of a tall screen, and what is drawn beside it. */
const DRAWN_MAX = 80

test('[AUDIT-20] a long log draws the rows in sight alone, and older pages come while its reader goes down', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const op = await station.admit('Op', 'operator')
    for (let n = 0; n < PEOPLE; n += 1) await station.admit('Trader')
    await enter(page, station, { person: op, path: '/audit' })
    const table = page.getByRole('table', { name: 'Audit log, newest first' })
    const box = page.getByRole('region', { name: 'Audit log, scrollable' })
    const rows = table.locator('tr[aria-rowindex]')
    await expect(table).toHaveAttribute('aria-rowcount', '-1')
    expect(await rows.count()).toBeLessThan(DRAWN_MAX)
    const oldest = page.getByRole('button', { name: 'Entry 1', exact: true })
    await expect(async () => {
      await box.evaluate((element) => element.scrollTo(0, element.scrollHeight))
      await expect(oldest).toBeInViewport({ timeout: 500 })
    }).toPass()
    expect(await rows.count()).toBeLessThan(DRAWN_MAX)
    expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(2 * PEOPLE)
    await expectAccessible(page)
    await box.evaluate((element) => element.scrollTo(0, 0))
    // One page is left, which is asked for again from now on: what comes now is seen.
    await expect(table).toHaveAttribute('aria-rowcount', '-1')
    const last = await station.admit('Last')
    await expect(rows.filter({ hasText: last.userId }).first()).toBeInViewport({ timeout: 20_000 })

    // Who turns round while an older page is on its way is at the newest again all the same.
    const arrives = Promise.withResolvers<void>()
    await page.route('**/api/audit?**cursor=**', async (route) => {
      await arrives.promise
      await route.continue()
    })
    const asked = page.waitForRequest(/cursor=/)
    await box.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await asked
    await box.evaluate((element) => element.scrollTo(0, 0))
    const came = page.waitForResponse(/cursor=/)
    arrives.resolve()
    await came
    const later = await station.admit('Later')
    await expect(rows.filter({ hasText: later.userId }).first()).toBeInViewport({ timeout: 20_000 })
  } finally {
    await station.stop()
  }
})
