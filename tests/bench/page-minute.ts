import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { post } from '#tests/prove/support/http.ts'
import type { Bench, Values } from './figures.ts'
import { longestTask, openBrowser, openPage } from './support/browser.ts'
import { type DeskOfTraders, fillDesk } from './support/desk-of-traders.ts'
import { type Product, startProduct } from './support/product.ts'
import { TickLine } from './support/tick-line.ts'

const MINUTE_MS = 60_000
const WARM_MS = 4_000
const FIRES_PER_SECOND = 20
/** Together more pairs than a minute of fires takes. */
const TRADERS = 70
const SIGNALS = 20
const FLAGS = ['--sim', 'bench', '--speed', '10'] as const

/** The dashboard for a minute under 50 price ticks and 20 fires a second, each told to the page. */
export async function measurePageMinute({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'), FLAGS)
  const browser = await openBrowser()
  try {
    const desk = await fillDesk(product.operator, { traders: TRADERS + 1, signals: SIGNALS })
    const [token = '', ...others] = desk.tokens
    const line = new TickLine()
    const watched = await openPage(browser, { url: product.station.url, token }, (page) => line.enter(page))
    await watched.page.getByTestId(/^chart-/).waitFor()
    line.start()
    await wait(WARM_MS)
    const heapBefore = await watched.heapMb()
    const { now: from } = await watched.seen()
    const fired = await fireForAMinute(product, { ...desk, tokens: others })
    const seen = await watched.seen()
    line.stop()
    const heapMb = Math.max(0, (await watched.heapMb()) - heapBefore)
    const longTask = longestTask(seen, from, seen.now)
    note(`${fired} fires, longest task ${longTask.toFixed(0)} ms, heap +${heapMb.toFixed(2)} MB`)
    return { minute_long_task: longTask, minute_heap: heapMb }
  } finally {
    await browser.close()
    await product.station.stop()
  }
}

/** One fire after another on its time, each of a pair of its own. @returns how many were accepted */
async function fireForAMinute(product: Product, { tokens, signalIds }: DeskOfTraders): Promise<number> {
  const everyMs = 1_000 / FIRES_PER_SECOND
  const began = performance.now()
  const answers: Promise<number>[] = []
  for (let n = 0; n * everyMs < MINUTE_MS; n++) {
    await wait(Math.max(0, began + n * everyMs - performance.now()))
    const token = tokens[n % tokens.length] ?? ''
    const signal_id = signalIds[Math.floor(n / tokens.length) % signalIds.length]
    answers.push(
      post({ ...product.operator, token }, '/api/fire', { signal_id }).then(({ status }) => status),
    )
  }
  const statuses = await Promise.all(answers)
  const refused = statuses.filter((status) => status !== 200)
  if (refused.length > 0) throw new Error(`${refused.length} fires were answered with ${refused[0]}`)
  return statuses.length
}
