import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STATION, startProgram, temporaryFolder } from '../support/program.ts'
import { badge, button, expect, expectAccessible, test } from './support/desk.ts'

test('[DEMO-7] a demo wears its badge on every page, and where others look on it is nothing to press', async ({
  page,
}) => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'demo')
  const program = startProgram(STATION, ['--headless', '--demo', '--port', '0', '--data', data])
  try {
    const url = (await program.until(/^ready (http:\S+) source=sim /m))[1] ?? ''
    const token = readFileSync(join(data, 'operator.token'), 'utf8').trim()
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
  } finally {
    program.child.kill('SIGKILL')
    folder.remove()
  }
})
