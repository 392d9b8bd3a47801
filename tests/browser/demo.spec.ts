import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openClient } from '#contracts/client.ts'
import { type Program, STATION, startProgram, temporaryFolder } from '../support/program.ts'
import { badge, button, expect, expectAccessible, test } from './support/desk.ts'

/** What is wider inside than it is: of all that holds a table only a region with a name may scroll sideways. */
function tooWide(): readonly string[] {
  const found: string[] = []
  for (const table of document.querySelectorAll('main table')) {
    const region = table.closest('section[aria-label][tabindex="0"]')
    for (let box = (region ?? table).parentElement; box !== null; box = box.parentElement)
      if (box.scrollWidth > box.clientWidth + 1)
        found.push(`${table.querySelector('caption')?.textContent}: ${box.scrollWidth} in ${box.clientWidth}`)
  }
  return [...new Set(found)]
}

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

  test('[DEMO-7] it wears its badge on paper, too', async ({ page }) => {
    const client = openClient({ baseUrl: url, token: () => token })
    const body = { user_id: 'amber', role: 'trader', label: 'browser' } as const
    const made = await client.call('createToken', { body })
    if (!made.ok) throw new Error(made.problem.message)
    await page.goto(`${url}/report#token=${made.value.token}`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    await page.emulateMedia({ media: 'print' })
    await expect(badge(page, 'LIVE')).toBeHidden()
    for (const name of ['SIM', 'DEMO']) await expect(badge(page, name)).toBeVisible()
  })

  test('[DEMO-8] its reader finds alerts of its past, and what he deletes stays deleted', async ({
    page,
  }) => {
    const kept = await keepRealAlert(page)
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
    // The operator of the desk at the same address is the same name: what he was told there is his.
    expect(await page.evaluate(() => localStorage.getItem('fusion-desk.alerts.operator'))).toBe(kept)
  })

  test('[DEMO-8] the names of its alerts are in the language of the page', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'de-DE' })
    const page = await context.newPage()
    await page.goto(`${url}/alerts#token=${token}`)
    const told = page.getByText(/^Erfolg erreicht: /)
    await expect(told.first()).toBeVisible()
    const answer = await fetch(`${url}/api/users/operator/achievements/unlocks?limit=20`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { unlocks } = (await answer.json()) as { readonly unlocks: readonly { readonly name: string }[] }
    const lines = await told.allTextContents()
    expect(unlocks.length).toBeGreaterThan(0)
    expect(lines.filter((line) => unlocks.some(({ name }) => line.includes(name)))).toEqual([])
  })

  test('[WALL-3] a price on the wall has an age, which a moving market keeps young', async ({ page }) => {
    await page.goto(`${url}/#token=${token}`)
    await expect(badge(page, 'LIVE')).toBeVisible()
    await page.goto(`${url}/wall`)
    const price = page.getByRole('listitem').filter({ hasText: 'EURUSD' })
    await expect(price).toContainText(/Age \d s/)
  })

  for (const [locale, width] of [
    ['en-GB', 390],
    ['de-DE', 360],
  ] as const)
    test(`[FRAME-61] on a phone no table makes its page wider, ${locale}`, async ({ browser }) => {
      const context = await browser.newContext({ locale, viewport: { width, height: 740 } })
      const page = await context.newPage()
      await page.goto(`${url}/#token=${token}`)
      await expect(page.locator('main:not(.skeleton)')).toBeVisible()
      for (const path of ['u/operator', 'fusion', 'report', 'rewards', 'campaigns', 'ops']) {
        await page.goto(`${url}/${path}`)
        await expect(page.locator('main:not(.skeleton) table').first()).toBeAttached()
        await expect(page.locator('main .skeleton')).toHaveCount(0)
        expect.soft([path, await page.evaluate(tooWide)]).toEqual([path, []])
      }
    })

  // Last: there is no station after it.
  test('[DEMO-8] removing it takes its alerts from the device, and leaves those of the desk', async ({
    page,
  }) => {
    const kept = await keepRealAlert(page)
    await page.goto(`${url}/alerts#token=${token}`)
    await expect(page.getByRole('region', { name: 'Alerts, newest first' })).toBeVisible()
    const inbox = (key: string) => page.evaluate((name) => localStorage.getItem(name), key)
    await expect.poll(() => inbox('fusion-desk.alerts-of-demo.operator')).not.toBeNull()
    await button(page, 'DEMO').click()
    await button(page, 'Remove the demo').click()
    await expect(
      page.getByText('The demo is removed and its station has stopped.', { exact: false }),
    ).toBeVisible()
    expect(await inbox('fusion-desk.alerts-of-demo.operator')).toBeNull()
    expect(await inbox('fusion-desk.alerts.operator')).toBe(kept)
  })

  /** Leaves an alert of a real desk on the device, as its page would; returns it. */
  async function keepRealAlert(page: Page): Promise<string> {
    const notice = {
      rank: 'P2',
      topic: 'fire',
      words: 'Of the desk',
      error: false,
      signalId: null,
      symbol: null,
    }
    const text = JSON.stringify([{ ...notice, id: 'real', at: Date.UTC(2026, 0, 5), read: false }])
    await page.goto(url)
    await page.evaluate((value) => localStorage.setItem('fusion-desk.alerts.operator', value), text)
    return text
  }
})
