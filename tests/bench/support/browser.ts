import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { chromiumPath } from '#tests/support/chromium-path.ts'

const VIEWPORT = { width: 1440, height: 900 }
const LIVE_MS_MAX = 30_000
const MB = 1_000_000

/** What the page's own probe has seen so far; times are the page's monotonic clock. */
export interface Seen {
  readonly now: number
  /** Longest tasks only, as the browser counts them: from 50 ms on. */
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[]
  /** Changes of the price in the head of the picture. */
  readonly pricePaints: readonly number[]
  /** Drawings of the whole picture. */
  readonly chartUpdates: readonly number[]
}

/** A page of the product in a real browser, with a probe that watches from inside. */
export interface Watched {
  readonly page: Page
  seen(): Promise<Seen>
  /** Bytes in use after a collection, in MB. */
  heapMb(): Promise<number>
}

/** Opens the browser the tests use. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  return chromium.launch(executablePath === undefined ? {} : { executablePath })
}

/**
 * Signs in on a page of its own, and waits until it is live.
 *
 * @param before  is told the page before it goes anywhere
 */
export async function openPage(
  browser: Browser,
  { url, token, path = '/' }: { readonly url: string; readonly token: string; readonly path?: string },
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<Watched> {
  const context: BrowserContext = await browser.newContext({ viewport: VIEWPORT, timezoneId: 'UTC' })
  const page = await context.newPage()
  await page.addInitScript(probe)
  await before(page)
  await page.goto(`${url}${path}#token=${token}`)
  await page.getByRole('status', { name: 'LIVE', exact: true }).waitFor({ timeout: LIVE_MS_MAX })
  const cdp = await context.newCDPSession(page)
  return { page, seen: () => page.evaluate(readProbe), heapMb: () => heapMb(cdp) }
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / MB
}

interface Probe {
  readonly longTasks: { at: number; ms: number }[]
  readonly pricePaints: number[]
  readonly chartUpdates: number[]
}

/** Runs in the page before anything of the page does. */
function probe(): void {
  const seen: Probe = { longTasks: [], pricePaints: [], chartUpdates: [] }
  Object.assign(window, { probe: seen })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      seen.longTasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  new MutationObserver((changes) => {
    const painted = changes.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement
      return element?.closest('[data-testid^="price-"]') !== null
    })
    if (painted) seen.pricePaints.push(performance.now())
  }).observe(document, { subtree: true, childList: true, characterData: true })
  const clear = CanvasRenderingContext2D.prototype.clearRect
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.dataset.testid?.startsWith('chart-') === true) seen.chartUpdates.push(performance.now())
    clear.apply(this, box)
  }
}

function readProbe(): Seen {
  const { probe: seen } = window as unknown as { readonly probe: Probe }
  return { now: performance.now(), ...seen }
}

/** The longest task that began between two moments; 0 where none took long enough to be told. */
export function longestTask({ longTasks }: Seen, from: number, to: number): number {
  return Math.max(0, ...longTasks.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms))
}
