import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { PictureDesk } from './desk.ts'
import { LOOKS, type PictureOf, SHOTS, type Shot } from './plan.ts'

const SHOWN_MS_MAX = 30_000

/** Takes every picture of the plan into a folder; gives the names of the files. */
export async function takePictures(
  browser: Browser,
  desk: PictureDesk,
  folder: string,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  for (const look of LOOKS) {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...look.context })
    const page = await context.newPage()
    page.setDefaultTimeout(SHOWN_MS_MAX)
    await page.goto(`${desk.url}/#token=${encodeURIComponent(desk.reader.token)}`)
    for (const shot of SHOTS.filter((each) => each.look === look))
      await take(page, desk.url, { shot, folder })
    await context.close()
  }
  return SHOTS.map(({ file }) => file)
}

interface Taking {
  readonly shot: Shot
  readonly folder: string
}

async function take(page: Page, url: string, { shot, folder }: Taking): Promise<void> {
  await SHOW[shot.page](page, url)
  await page.getByRole('status', { name: 'LIVE', exact: true }).waitFor()
  await page.getByRole('status', { name: 'SIM', exact: true }).waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(folder, shot.file), animations: 'disabled', caret: 'hide' })
}

const SHOW: Readonly<Record<PictureOf, (page: Page, url: string) => Promise<void>>> = {
  async dashboard(page, url) {
    // The whole desk: what was brought to one reader is a few of its signals.
    await page.goto(new URL('/?show=all', url).href)
    await page.locator('tr[data-signal][aria-current="true"]').waitFor()
    // A signal of the station's own shows more of where its probability comes from than a provider's.
    const own = page.locator('tr[data-signal]', { hasText: 'no edge' }).first()
    if (await own.isVisible()) await own.click()
    await chartDrawn(page)
  },
  async briefing(page) {
    const id = await page.locator('tr[data-signal][aria-current="true"]').getAttribute('data-signal')
    await page.goto(new URL(`/mission/${id}`, page.url()).href)
    await page.getByRole('button', { name: /^Fire (LONG|SHORT)/ }).waitFor()
    await chartDrawn(page)
  },
  async leaderboards(page) {
    await page.goto(new URL('/leaderboards', page.url()).href)
    await page
      .getByRole('table', { name: /^Week.*, best first$/ })
      .getByRole('row')
      .nth(1)
      .waitFor()
  },
}

/** A canvas is there before it is painted: waits for the first pixel in its middle rows. */
async function chartDrawn(page: Page): Promise<void> {
  await page
    .getByTestId(/^chart-/)
    .first()
    .waitFor()
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-testid^="chart-"]')
    if (canvas === null || canvas.width === 0) return false
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return data.some((value) => value !== 0)
  })
}
