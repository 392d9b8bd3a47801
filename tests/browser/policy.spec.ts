import type { Page } from '@playwright/test'
import { enter, expect, fireTwice } from './support/desk.ts'
import { enterNetwork, join, openLan, shownLink } from './support/lan.ts'
import { test } from './support/phones.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** What the browser refused under the page's policy, from the first byte on. */
async function watchViolations(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seenViolations: seen })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      seen.push(`${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  return () => page.evaluate(() => (window as unknown as { seenViolations: string[] }).seenViolations)
}

test('[DOOR-23] no page breaks its own policy, whatever is done on it', async ({ page, station }) => {
  const violations = await watchViolations(page)
  const signal = await station.post()
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada })
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
  expect(await violations()).toEqual([])
  for (const path of [
    `/mission/${signal.id}`,
    `/signals/${signal.id}`,
    '/leaderboards',
    '/fusion',
    '/no/such/page',
  ]) {
    await page.goto(`${station.url}${path}`)
    await expect(page.locator('main').first()).toBeVisible()
    await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined)
    expect([path, await violations()]).toEqual([path, []])
  }
  await page.goto(`${station.url}/mission/${signal.id}`)
  await fireTwice(page)
  await page.keyboard.press('Control+k')
  expect(await violations()).toEqual([])
})

test('[DOOR-23] nor do the pages that bring a device in, over TLS', async ({ page: operator, phones }) => {
  const station = await RunningStation.start(STANDING)
  try {
    await openLan(station)
    const phone = await phones.open(station)
    const [here, there] = [await watchViolations(operator), await watchViolations(phone)]
    await enterNetwork(operator, station)
    await join(operator, phone, { link: await shownLink(operator, station), name: 'Phone', user: 'ada' })
    await expect(operator.getByRole('row', { name: /Phone/ })).toContainText('online')
    expect([await here(), await there()]).toEqual([[], []])
  } finally {
    await station.stop()
  }
})

test('[DOOR-24] a script that got into the page is refused, in its text and by its code', async ({
  page,
  station,
}) => {
  await watchViolations(page)
  await page.route(`${station.url}/`, async (route) => {
    const response = await route.fetch()
    const html = (await response.text()).replace(
      '</body>',
      '<script>window.injected = 1</script><img src="x" onerror="window.injected = 2"></body>',
    )
    await route.fulfill({ response, body: html })
  })
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(page.getByTestId('chart-EURUSD')).toBeVisible()
  const outcome = await page.evaluate(() => {
    const tries: Record<string, () => void> = {
      html: () => {
        document.body.innerHTML = '<img src=x onerror="window.injected = 3">'
      },
      script: () => {
        const script = document.createElement('script')
        script.text = 'window.injected = 4'
        document.body.append(script)
      },
      source: () => {
        const script = document.createElement('script')
        script.src = 'data:text/javascript,window.injected=5'
        document.body.append(script)
      },
      policy: () => {
        const { trustedTypes } = window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): void }
        }
        trustedTypes.createPolicy('own', { createHTML: (text: string) => text })
      },
      again: () => {
        const { trustedTypes } = window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): void }
        }
        trustedTypes.createPolicy('fusion-desk-files', { createScriptURL: (text: string) => text })
      },
    }
    return Object.entries(tries).map(([name, attempt]) => {
      try {
        attempt()
        return `${name} went through`
      } catch (error) {
        return `${name}: ${(error as Error).name}`
      }
    })
  })
  expect(outcome).toEqual([
    'html: TypeError',
    'script: TypeError',
    'source: TypeError',
    'policy: TypeError',
    'again: TypeError',
  ])
  expect(await page.evaluate(() => (window as unknown as { injected?: number }).injected)).toBeUndefined()
  const seen = await page.evaluate(() => (window as unknown as { seenViolations: string[] }).seenViolations)
  // The script and the attribute of the page's text are two of them.
  expect(seen.filter((line) => line.startsWith('script-src')).length).toBeGreaterThanOrEqual(2)
})
