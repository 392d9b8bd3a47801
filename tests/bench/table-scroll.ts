import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeDataFolder } from '#tests/prove/support/station-child.ts'
import type { Bench, Values } from './figures.ts'
import { longestTask, openBrowser, openPage, type Watched } from './support/browser.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'
import { scrolled, turnWheel } from './support/wheel.ts'

/** Two entries of the audit log each: somebody was added, and given a token. */
const TRADERS = 5_000
const ENTRIES = 2 * TRADERS
const ROUNDS = 3
const WARM_MS = 3_000
/** Far more than it takes. */
const TURNS_MAX = 5_000

/**
 * The longest task of the page while the audit log is scrolled from its newest entry to its ten thousandth, which
 * fetches fifty pages, and back to the top.
 */
export async function measureTableScroll({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(makeDataFolder(join(folder, 'data')))
  const browser = await openBrowser()
  try {
    const { operator, station } = product
    await fillDesk(operator, { traders: TRADERS, signals: 0 })
    const watched = await openPage(browser, { url: station.url, token: operator.token, path: '/audit' })
    const table = watched.page.getByRole('table', { name: 'Audit log, newest first' })
    await table.waitFor()
    await wait(WARM_MS)
    await table.hover()
    const longest: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      longest.push(await scroll(watched))
      note(`round ${round}: longest task ${longest.at(-1)?.toFixed(0)} ms`)
    }
    return { table_scroll: median(longest) }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

async function scroll(watched: Watched): Promise<number> {
  const { page, seen } = watched
  const { now: from } = await seen()
  await turnWheel(watched, 'down', async (turn) => turn > TURNS_MAX || (await lastRow(page)) >= ENTRIES)
  const reached = await lastRow(page)
  if (reached < ENTRIES) throw new Error(`the log ended at row ${reached}`)
  await turnWheel(watched, 'up', async () => (await scrolled(page)) === 0)
  const after = await seen()
  return longestTask(after, from, after.now)
}

/** The number of the last row that is drawn; the head counts as one. */
function lastRow(page: Watched['page']): Promise<number> {
  return page.evaluate(() => {
    const rows = document.querySelectorAll('table[aria-rowcount] tr[aria-rowindex]')
    return Number(rows.item(rows.length - 1)?.getAttribute('aria-rowindex') ?? 0)
  })
}
