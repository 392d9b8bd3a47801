import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Program, STATION, startProgram, temporaryFolder } from '../support/program.ts'
import { badge, button, expect, expectAccessible, test } from './support/desk.ts'

test.describe('a demo', () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'demo')
  let program: Program
  let url = ''
  let token = ''
  test.beforeAll(async () => {
    program = startProgram(STATION, ['--headless', '--demo', '--port', '0', '--data', data])
    url = (await program.until(/^ready (http:\S+) source=sim /m))[1] ?? ''
    token = readFileSync(join(data, 'operator.token'), 'utf8').trim()
  })
  test.afterAll(() => {
    program.child.kill('SIGKILL')
    folder.remove()
  })

  test('[DEMO-7] it wears its badge on every page, and where others look on it is nothing to press', async ({
    page,
  }) => {
    await page.goto(`${url}/#token=${token}`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    await expect(button(page, 'DEMO')).toBeVisible()
    await page.goto(`${url}/leaderboards`)
    await expect(button(page, 'DEMO')).toBeVisible()
    for (const path of ['/wall', '/panel/queue']) {
      await page.goto(url + path)
      await expect(badge(page, 'LIVE')).toBeVisible()
      await expect(badge(page, 'DEMO')).toBeVisible()
      await expect(button(page, 'DEMO')).toHaveCount(0)
      // A page is a piece of its own and may come after the badges.
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
      await expectAccessible(page)
      await page.setViewportSize({ width: 360, height: 740 })
      await expect(badge(page, 'DEMO')).toBeInViewport()
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(360)
      await page.setViewportSize({ width: 1280, height: 800 })
    }
  })

  test('[DEMO-8] its reader finds alerts of its past, and what he deletes stays deleted', async ({
    page,
  }) => {
    await page.goto(`${url}/alerts#token=${token}`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    const list = page.getByRole('region', { name: 'Alerts, newest first' }).getByRole('listitem')
    // His last twenty trades and unlocks: some trades may be open still.
    await expect.poll(() => list.count()).toBeGreaterThan(20)
    await page.getByRole('button', { name: 'Delete all shown' }).click()
    await expect.poll(() => list.count()).toBeLessThan(10)
    await page.reload()
    await expect(badge(page, 'LIVE')).toBeVisible()
    await expect(button(page, 'DEMO')).toBeVisible()
    expect(await list.count()).toBeLessThan(10)
  })

  test('[WALL-3] a price on the wall has an age, which a moving market keeps young', async ({ page }) => {
    await page.goto(`${url}/#token=${token}`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    await page.goto(`${url}/wall`)
    const price = page.getByRole('listitem').filter({ hasText: 'EURUSD' })
    await expect(price).toContainText(/Age \d s/)
  })
})
