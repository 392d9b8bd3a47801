import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { Bench, Values } from './figures.ts'
import { openBrowser, openPage } from './support/browser.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const ARRIVALS = 7
const SWITCHES = 9

/**
 * How long somebody waits who comes to the dashboard with an empty cache: until something is painted, and until the page
 * is live and the decision can be pressed. Then how long a change of the theme takes.
 *
 * All times are the page's own: from the beginning of its navigation, and from the press to the first frame in the other
 * colours with the picture drawn anew.
 */
export async function measureArrival({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'))
  const browser = await openBrowser()
  try {
    const desk = await fillDesk(product.operator, { traders: 1, signals: 20 })
    const address = { url: product.station.url, token: desk.tokens[0] ?? '' }
    const arrivals: Arrival[] = []
    for (let round = 1; round <= ARRIVALS; round++) {
      const { paintMs, readyMs } = await arrive(browser, address)
      arrivals.push({ paintMs, readyMs })
      note(`arrival ${round}: painted after ${paintMs.toFixed(0)} ms, ready after ${readyMs.toFixed(0)} ms`)
    }
    const switches = await switchThemes(browser, address)
    note(`changes of the theme: ${switches.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    return {
      first_paint: median(arrivals.map(({ paintMs }) => paintMs)),
      interactive: median(arrivals.map(({ readyMs }) => readyMs)),
      theme_switch: median(switches),
    }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

interface Arrival {
  readonly paintMs: number
  readonly readyMs: number
}

interface Address {
  readonly url: string
  readonly token: string
}

async function arrive(browser: Browser, address: Address): Promise<Arrival> {
  const { page } = await openPage(browser, address, async (opened) => {
    await opened.addInitScript(watchArrival)
  })
  await page.waitForFunction(() => (window as unknown as Arriving).readyAt !== undefined)
  const arrival = await page.evaluate(() => ({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    readyMs: (window as unknown as Arriving).readyAt ?? Number.NaN,
  }))
  await page.context().close()
  return arrival
}

interface Arriving {
  readyAt?: number
}

/** Runs in the page before anything of the page does: looks at each frame whether the decision can be pressed. */
function watchArrival(): void {
  const look = (): void => {
    const live = document.querySelector('[role=status][aria-label=LIVE]') !== null
    const fire = [...document.querySelectorAll('button')].find((button) =>
      button.textContent?.startsWith('Fire '),
    )
    const pressable = fire !== undefined && !fire.disabled && fire.getAttribute('aria-disabled') !== 'true'
    if (live && pressable) (window as unknown as Arriving).readyAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

async function switchThemes(browser: Browser, address: Address): Promise<readonly number[]> {
  const { page } = await openPage(browser, address)
  await page.getByTestId(/^chart-/).waitFor()
  const taken: number[] = []
  while (taken.length < SWITCHES) {
    const ms = await switchTheme(page)
    if (ms !== null) taken.push(ms)
  }
  await page.context().close()
  return taken
}

/** Presses the button of the theme; null where the other choice looks the same, as that of the system may. */
function switchTheme(page: Page): Promise<number | null> {
  return page.evaluate(
    () =>
      new Promise<number | null>((resolve) => {
        const colour = () => getComputedStyle(document.body).backgroundColor
        const before = colour()
        const button = document.querySelector<HTMLButtonElement>('header button[aria-label^="Theme"]')
        if (button === null) throw new Error('there is no button for the theme')
        const pressed = performance.now()
        button.click()
        let frames = 0
        const look = (): void => {
          frames += 1
          // The frame after the one that has the colours: the picture has been drawn by then.
          if (colour() !== before) requestAnimationFrame(() => resolve(performance.now() - pressed))
          else if (frames > 30) resolve(null)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
}
