import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#core/context.ts'
import { randomStream } from '#core/kernel/random.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { GEOMETRIES, openMarketContest } from '#core/signals/fusion/evaluation/market-contest.ts'
import { readConfig } from '#station/config.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { logInto } from '#station/log.ts'
import { openStation } from '#station/open.ts'
import type { Station } from '#station/station.ts'
import { readBarFolder } from '../../electron/eval/bar-files.ts'

const BARS = 1_500
const STARTS_AT = Date.UTC(2015, 0, 5)
let folder: string

/** A random walk with bars of every size, the same for the same seed. */
function walk(seed: string): string {
  const random = randomStream(seed)
  let price = 1.1
  const rows = Array.from({ length: BARS }, (_, index) => {
    const open = price
    const size = 0.0005 + 0.002 * random.next()
    price = open + size * (random.next() - 0.5)
    const high = Math.max(open, price) + size * random.next() * 0.5
    const low = Math.min(open, price) - size * random.next() * 0.5
    const numbers = [open, high, low, price].map((value) => value.toFixed(5))
    return [STARTS_AT + index * HOUR_MS, ...numbers, 1 + Math.floor(9 * random.next())].join(',')
  })
  return ['time,open,high,low,close,volume', ...rows, ''].join('\n')
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-equal-'))
  mkdirSync(join(folder, 'bars'))
  for (const symbol of ['AAAUSD', 'BBBUSD'])
    writeFileSync(join(folder, 'bars', `${symbol}_h1.csv`), walk(symbol))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Everything the station made of the bars, oldest first. */
async function played(): Promise<readonly SignalSheet[]> {
  const values = { data: join(folder, 'data'), port: '0', replay: join(folder, 'bars'), speed: 'max' }
  const flags = { ...NO_FLAGS, headless: true, values }
  const config = readConfig({ flags, environment: {}, workFolder: folder })
  const logs = logInto({ ...config, logLevel: 'warn' }, { flushSync: () => undefined }, { write: () => true })
  const station = await openStation(config, logs)
  await ended(station)
  const sheets: SignalSheet[] = []
  for (let cursor: string | null = null; ; ) {
    const page = station.queries.signals({ status: 'all', symbol: null }, 200, cursor)
    sheets.push(...(page?.items ?? []))
    cursor = page?.next ?? null
    if (cursor === null) break
  }
  await station.close()
  return sheets.reverse()
}

function ended(station: Station): Promise<void> {
  return new Promise((resolve) => {
    if (station.market.ended) resolve()
    station.onCommit((recorded) => {
      if (recorded.some(({ event }) => event.kind === 'run_advanced' && event.ended)) resolve()
    })
  })
}

test('[FOLD-6] outcomes and probabilities of the station equal those of the evaluation, one by one', async () => {
  const { cooldownBars, horizonBars } = DEFAULT_POLICY
  const market = openMarketContest(GEOMETRIES.slice(0, 1), { cooldownBars, horizonBars })
  for (const bars of readBarFolder(join(folder, 'bars')).instants()) market.close(bars)
  const entries = market.contests[0]?.contest.entries ?? []
  const sheets = await played()

  expect(sheets.length).toBeGreaterThan(200)
  expect(sheets).toHaveLength(entries.length)
  sheets.forEach(({ signal, outcome }, index) => {
    const entry = entries[index]!
    expect([signal.symbol, signal.createdAt]).toEqual([entry.question.symbol, entry.question.at])
    expect(signal.assessment.probability).toBe(entry.said.fused)
    if (outcome !== null) expect(outcome === 'WIN' ? 1 : 0).toBe(entry.won)
  })
  // Only what the bars left open has no outcome.
  expect(sheets.filter(({ outcome }) => outcome === null).length).toBeLessThan(24 * 2)
})
