import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContextOptions, test as base, expect, type Locator, type Page } from '@playwright/test'
import { type Person, RunningStation, STANDING } from './running-station.ts'

export { expect } from '@playwright/test'

/** People in front of the page, as a test speaks of them. */
export interface Desk {
  /** Opens the page for somebody in a browser of his own. */
  enter(person: Person, path?: string, options?: BrowserContextOptions): Promise<Page>
}

interface Fixtures {
  readonly desk: Desk
}

interface WorkerFixtures {
  /** A station whose market stands still. */
  readonly station: RunningStation
  /** A station whose market runs: one bar a second. */
  readonly running: RunningStation
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  station: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
    async ({}, use) => {
      const station = await RunningStation.start(STANDING)
      await use(station)
      await station.stop()
    },
    { scope: 'worker' },
  ],
  running: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
    async ({}, use) => {
      const station = await RunningStation.start({ speed: 60, bars: 20_000 })
      await use(station)
      await station.stop()
    },
    { scope: 'worker' },
  ],
  desk: async ({ browser, station }, use) => {
    await use({
      async enter(person, path = '/', options = {}) {
        const context = await browser.newContext({ baseURL: station.url, ...options })
        const page = await context.newPage()
        await enter(page, station, { person, path })
        return page
      },
    })
  },
})

/** Goes to a page of a station with a token, and waits until it is live and shown. */
export async function enter(
  page: Page,
  station: RunningStation,
  { person, path = '/' }: { readonly person: Person; readonly path?: string },
): Promise<void> {
  await page.goto(`${station.url}${path}#token=${person.token}`)
  await expect(badge(page, 'LIVE')).toBeVisible()
  // A page is a piece of its own and may come after the badge.
  await expect(page.locator('main:not(.skeleton)')).toBeVisible()
}

export function badge(page: Page, word: string): Locator {
  return page.getByRole('status', { name: word, exact: true })
}

export function queue(page: Page): Locator {
  return page.getByRole('table', { name: 'Open signals, best rank first' })
}

/** The row of a signal in the queue. */
export function row(page: Page, signalId: string): Locator {
  return queue(page).locator(`tr[data-signal="${signalId}"]`)
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

/** The part of the page under a heading. */
export function part(page: Page, heading: string): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: heading, level: 2 }) })
}

/** Everybody's totals on the signal that is looked at. */
export function crowd(page: Page): Locator {
  return part(page, 'Everybody on this signal')
}

/** No violation of WCAG 2.2 AA that a machine can find. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}
