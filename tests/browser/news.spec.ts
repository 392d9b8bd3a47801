import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROOT } from '../support/borders.ts'
import { test as base, button, enter, expect, expectAccessible } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const VERSION = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version as string
const PHONE = { width: 360, height: 740 }

/** A station that was updated from 0.0.9 before it started. */
const test = base.extend<{ readonly updated: RunningStation }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
  updated: async ({}, use) => {
    const station = await RunningStation.start(STANDING)
    const kept = { version: VERSION, since: '0.0.9', seen: [] }
    writeFileSync(join(station.folder, 'data', 'release.json'), JSON.stringify(kept))
    await use(station)
    await station.stop()
  },
})
const line = (page: Page) => page.getByText(`This desk was updated to version ${VERSION}.`)
const dialog = (page: Page) => page.getByRole('dialog', { name: 'What is new' })

test('[NEWS-4] after an update a line leads to what is new; who has looked is told no more, whoever has not still is', async ({
  page,
  browser,
  updated,
}) => {
  const [ada, ben] = [await updated.admit('Ada'), await updated.admit('Ben')]
  await enter(page, updated, { person: ada })
  await expect(line(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await button(page, 'What is new').click()
  // The first entry of this changelog, and its first release.
  const written = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')
  // Of the first entry, the words of its first line as they are read.
  const first = (/^- (.*)$/m.exec(written)?.[1] ?? '').replaceAll(/[*`]/g, '')
  expect(first).not.toBe('')
  await expect(dialog(page).getByRole('listitem').first()).toContainText(first)
  await expect(dialog(page).getByRole('region', { name: `In version ${VERSION}` })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(line(page)).toHaveCount(0)

  // On another device of the same person it is not told again.
  const elsewhere = await (await browser.newContext()).newPage()
  const banner = elsewhere.waitForResponse('**/assets/news-banners-*.js')
  await enter(elsewhere, updated, { person: ada })
  await banner
  await expect(line(elsewhere)).toHaveCount(0)
  const other = await (await browser.newContext({ viewport: PHONE })).newPage()
  await enter(other, updated, { person: ben })
  await expect(line(other)).toBeVisible()
  const width = () =>
    other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await width()).toBe(0)
  await button(other, 'Do not show again').click()
  await expect(line(other)).toHaveCount(0)
  await other.reload()
  await other.waitForResponse('**/assets/news-banners-*.js')
  await expect(line(other)).toHaveCount(0)
})

test('[NEWS-4] it is found again in the palette and in the settings, and says in which language it is', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada') })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
  await page.keyboard.type('what is new')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeVisible()
  await expect(dialog(page).getByText(`Version ${VERSION} runs here.`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(line(page)).toHaveCount(0)
  await page.goto(`${station.url}/settings?section=advanced`)
  await button(page, 'What is new').click()
  await expect(dialog(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${station.url}/settings?section=appearance`)
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await page.goto(`${station.url}/settings?section=advanced`)
  await button(page, 'Was ist neu').click()
  const german = page.getByRole('dialog', { name: 'Was ist neu' })
  await expect(german.getByText('Diese Hinweise gibt es nur auf Englisch.')).toBeVisible()
  expect(
    await german.getByRole('listitem').first().locator('xpath=ancestor::*[@lang][1]').getAttribute('lang'),
  ).toBe('en')
})

test('[UPD-9] a browser has no section of updates, and none in the palette', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings' })
  await expect(page.getByRole('heading', { name: 'Advanced' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Updates' })).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('settings')
  await expect(page.getByRole('option').filter({ hasText: 'Advanced' })).toBeVisible()
  await expect(page.getByRole('option').filter({ hasText: 'Updates' })).toHaveCount(0)
})
