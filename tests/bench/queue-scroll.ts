import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeDataFolder } from '#tests/prove/support/station-child.ts'
import type { Bench, Values } from './figures.ts'
import { longestTask, openBrowser, openPage, type Watched } from './support/browser.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'
import { turnWheel } from './support/wheel.ts'

const SIGNALS = 1_000
const ROUNDS = 3
const WARM_MS = 3_000
const TURNS = 70

/** The longest task of the page while a queue of a thousand signals is scrolled from end to end and back. */
export async function measureQueueScroll({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(makeDataFolder(join(folder, 'data')))
  const browser = await openBrowser()
  try {
    const desk = await fillDesk(product.operator, { traders: 1, signals: SIGNALS })
    const watched = await openPage(browser, { url: product.station.url, token: desk.tokens[0] ?? '' })
    // None of a provider's signals was brought to this trader.
    await watched.page.getByRole('button', { name: 'Show all' }).click()
    const table = watched.page.getByRole('table', { name: /^Open signals/ })
    await table.waitFor()
    await untilListed(watched)
    await wait(WARM_MS)
    await table.hover()
    const longest: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      longest.push(await scroll(watched))
      note(`round ${round}: longest task ${longest.at(-1)?.toFixed(0)} ms`)
    }
    return { queue_scroll: median(longest) }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

/** Waits until the page lists them all; their rows count the head as one. */
async function untilListed({ page }: Watched): Promise<void> {
  await page.waitForFunction(
    (rows) => Number(document.querySelector('table[aria-rowcount]')?.getAttribute('aria-rowcount')) > rows,
    SIGNALS,
  )
}

async function scroll(watched: Watched): Promise<number> {
  const { now: from } = await watched.seen()
  for (const way of ['down', 'up'] as const) await turnWheel(watched, way, (turn) => turn === TURNS)
  const after = await watched.seen()
  return longestTask(after, from, after.now)
}
