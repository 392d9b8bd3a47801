import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, test } from './support/desk.ts'

const card = (page: Page, n: number, all = 5) =>
  page.getByRole('region', { name: `Tour, stop ${n} of ${all}` })

/** Begins the tour from the palette. */
async function begin(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused({ timeout: 2_000 })
  }).toPass()
  await page.keyboard.type('tour')
  await page.keyboard.press('Enter')
  await expect(card(page, 1)).toBeVisible()
}

test('[TOUR-1] the tour points to five real controls, which work meanwhile, and remembers that it was seen', async ({
  page,
  station,
}) => {
  await station.post()
  await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings?section=advanced' })
  await button(page, 'Take the tour').click()
  await expect(page).toHaveURL(/\/$/)
  await expect(card(page, 1).getByRole('heading')).toBeFocused()
  await expect(card(page, 1)).toContainText('says whether the station is heard')
  await expectAccessible(page)
  await button(page, 'Next').click()
  await expect(card(page, 2).getByRole('heading')).toBeFocused()

  // The queue is the real one: J goes on in it while the card stands.
  const chosen = page.locator('tr[data-signal][aria-current="true"]')
  const before = await chosen.getAttribute('data-signal')
  await page.keyboard.press('j')
  await expect.poll(() => chosen.getAttribute('data-signal')).not.toBe(before)
  await button(page, 'Go to it').click()
  await expect(chosen.getByRole('button')).toBeFocused()
  await button(page, 'Next').click()
  await expect(card(page, 3)).toContainText('What the probability of the chosen signal is made of')
  await button(page, 'Next').click()
  await expect(card(page, 4)).toContainText('This tour fires nothing')
  await button(page, 'Go to it').click()
  await expect(button(page, 'Fire LONG')).toBeFocused()
  await button(page, 'Back').click()
  await button(page, 'Next').click()
  await button(page, 'Next').click()
  await expect(card(page, 5)).toContainText('Ctrl K opens it')
  await button(page, 'Done').click()
  await expect(card(page, 5)).toBeHidden()
  await page.goto(`${station.url}/settings?section=advanced`)
  await expect(button(page, 'Take it again')).toBeVisible()
})

test('[TOUR-2] Esc ends the tour at any stop, as does opening something or going elsewhere', async ({
  page,
  station,
}) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: '/alerts' })
  await begin(page)
  await page.keyboard.press('Escape')
  await expect(card(page, 1)).toBeHidden()
  await expect(page).toHaveURL(/\/$/)
  await begin(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(card(page, 1)).toBeHidden()
  await page.keyboard.press('Escape')
  await begin(page)
  // Once more where the page was still busy with the palette that has just gone, as a person would.
  await expect(async () => {
    await page.keyboard.press('b')
    await expect(page).toHaveURL(/\/mission\//, { timeout: 2_000 })
  }).toPass()
  await expect(card(page, 1)).toBeHidden()
})

test('[TOUR-2] the tour is gone through by keyboard alone', async ({ page, station }) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await begin(page)
  for (const n of [1, 2, 3, 4, 5]) {
    await expect(card(page, n).getByRole('heading')).toBeFocused()
    const on = button(page, n === 5 ? 'Done' : 'Next')
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press('Tab')
      if (await on.evaluate((element) => element === document.activeElement)) break
    }
    await expect(on).toBeFocused()
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('region', { name: /^Tour/ })).toBeHidden()
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[TOUR-3] the tour fits a phone and has no violation, ${colorScheme}`, async ({ desk, station }) => {
    await station.post()
    const page = await desk.enter(await station.admit('Ada'), '/settings?section=advanced', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      colorScheme,
    })
    await button(page, 'Take the tour').click()
    // The page that the tour leads to is a piece of its own and may come after the tour.
    await expect(page.getByRole('heading', { level: 1, name: 'Fusion dashboard' })).toBeAttached()
    for (const n of [1, 2, 3, 4, 5]) {
      await expect(card(page, n)).toBeInViewport({ ratio: 1 })
      // To a finger no key is named.
      await expect(card(page, n)).not.toContainText(/Ctrl|Esc|Space/)
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      await button(page, n === 5 ? 'Done' : 'Next').click()
    }
  })
