import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Bench, Values } from './figures.ts'
import { openBrowser, openPage } from './support/browser.ts'
import { type DeskOfTraders, fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { percentile } from './support/statistics.ts'

const FIRES = 60
const WARM_FIRES = 5
const FIRE_EVERY_MS = 150
const PAINT_MS_MAX = 5_000

/**
 * From the POST of a fire in one browser to its count on the screen of another.
 *
 * Both ends read the machine's one wall clock; the second after the frame that shows the count.
 */
export async function measurePostToPaint({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'))
  const browser = await openBrowser()
  try {
    const desk = await fillDesk(product.operator, { traders: FIRES + WARM_FIRES + 2, signals: 1 })
    const [firing, watching, ...others] = desk.tokens
    const path = `/mission/${desk.signalIds[0]}`
    const { url } = product.station
    const one = await openPage(browser, { url, token: firing ?? '' })
    const other = await openPage(browser, { url, token: watching ?? '', path })
    await watchCount(other.page)
    const delays: number[] = []
    for (const [index, token] of others.entries()) {
      const sentAt = await fire(one.page, desk, token)
      delays.push((await paintedAt(other.page, index + 1)) - sentAt)
      await wait(FIRE_EVERY_MS)
    }
    const counted = delays.slice(WARM_FIRES)
    note(`${counted.length} fires, median ${percentile(counted, 0.5).toFixed(0)} ms`)
    return { post_to_paint: percentile(counted, 0.95) }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

/** Posts a fire in the page, as a page does. @returns the wall clock when it was sent */
async function fire(page: Page, { signalIds }: DeskOfTraders, token: string): Promise<number> {
  const { status, sentAt } = await page.evaluate(
    async ({ signalId, bearer }) => {
      const began = Date.now()
      const answer = await fetch('/api/fire', {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ signal_id: signalId }),
      })
      return { status: answer.status, sentAt: began }
    },
    { signalId: signalIds[0], bearer: token },
  )
  if (status !== 200) throw new Error(`a fire was answered with ${status}`)
  return sentAt
}

/** Notes in the page when each count of fires was first on the screen. */
async function watchCount(page: Page): Promise<void> {
  await page.getByText('0 fired', { exact: true }).waitFor()
  await page.evaluate(() => {
    const painted = new Map<number, number>()
    Object.assign(window, { painted })
    const read = () => {
      const count = /(\d+) fired/.exec(document.querySelector('main')?.innerText ?? '')?.[1]
      if (count === undefined || painted.has(Number(count))) return
      // A frame is on the screen when the task after its drawing runs.
      painted.set(Number(count), Number.POSITIVE_INFINITY)
      requestAnimationFrame(() => setTimeout(() => painted.set(Number(count), Date.now())))
    }
    new MutationObserver(read).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

async function paintedAt(page: Page, count: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const { painted } = window as unknown as { readonly painted: ReadonlyMap<number, number> }
      const at = painted.get(wanted)
      return at !== undefined && Number.isFinite(at) ? at : null
    },
    count,
    { timeout: PAINT_MS_MAX },
  )
  return Number(await handle.jsonValue())
}
