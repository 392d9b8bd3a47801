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
  readonly closed: undefined
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
  // A page that stays open goes on drawing, and takes its time from every test that follows.
  closed: [
    async ({ browser }, use) => {
      await use(undefined)
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
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

/** Arms, sees it armed, and confirms; again where a slow machine let it disarm between the two. */
export async function fireTwice(page: Page): Promise<void> {
  let asked = false
  page.on('request', (request) => {
    asked ||= request.url().endsWith('/api/fire')
  })
  await expect(async () => {
    await page.keyboard.press('f')
    await expect(button(page, /^(Confirm|Fired|Sending)/)).toBeVisible({ timeout: 1_000 })
    await page.keyboard.press('f')
    // Another device may have been first.
    const done = async () => asked || (await button(page, /^Fired/).isVisible())
    await expect.poll(done, { timeout: 1_000 }).toBe(true)
  }).toPass()
}

/**
 * From here on time passes on a page when the test says so: no machine is too slow to press or to let go in time. Its
 * clock has to be installed before it is opened.
 */
export async function stopClock(page: Page): Promise<void> {
  // A little ahead: further, and the station would count as silent. Where the call took longer it is made again.
  await expect(() => page.clock.pauseAt(Date.now() + 2_000)).toPass()
}

/** The part of the page under a heading. */
export function part(page: Page, heading: string): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: heading, level: 2 }) })
}

/** Everybody's totals on the signal that is looked at. */
export function crowd(page: Page): Locator {
  return part(page, 'Everybody on this signal')
}

const BOARD_HEIGHT = 6_000

/**
 * Looks at the whole board at once: the reader's own row sticks to the edge it would leave by, and covers a part of
 * another one there, of which no target is large enough then.
 */
export async function seeWholeBoard(page: Page): Promise<void> {
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height: BOARD_HEIGHT })
}

/** No violation of WCAG 2.2 AA that a machine can find. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // No page has frames, and so none needs a page beside it to gather what each found.
    .setLegacyMode()
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}
