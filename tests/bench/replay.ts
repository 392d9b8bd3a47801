import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench, Values } from './figures.ts'
import type { ReplayJob, ReplayResult } from './programs/replay-max.ts'
import { writeBars } from './support/bars.ts'
import { startChild } from './support/child.ts'
import { healthOf } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const PASSES = 5
const BARS_PER_SYMBOL = 50_000
const JOURNALED_BARS_PER_SYMBOL = 25_000
const LOOK_EVERY_MS = 20

/** Bars per second from the files through feed, sources and candidate rule. The first pass only warms up. */
export async function measureReplayMax({ folder, note }: Bench): Promise<Values> {
  const path = join(folder, 'bars')
  const bars = writeBars(path, BARS_PER_SYMBOL)
  const program = await startChild('replay-max')
  const job: ReplayJob = { path }
  const rates: number[] = []
  for (let pass = 0; pass <= PASSES; pass++) {
    const result = await program.ask<ReplayResult>(job)
    if (result.bars !== bars) throw new Error(`${result.bars} of ${bars} bars were played`)
    if (pass > 0) rates.push(result.bars / result.seconds)
    note(`${result.bars} bars, ${result.candidates} candidates in ${result.seconds.toFixed(2)} s`)
  }
  await program.stop()
  return { replay_max: median(rates) }
}

/**
 * Bars per second of a station that plays at full speed and journals everything: candidates, signals, outcomes and
 * its position. A new data folder each time, its start included.
 */
export async function measureReplayJournaled({ folder, note }: Bench): Promise<Values> {
  const path = join(folder, 'bars')
  const bars = writeBars(path, JOURNALED_BARS_PER_SYMBOL)
  const rates: number[] = []
  for (let pass = 1; pass <= PASSES; pass++) {
    const dataFolder = join(folder, `pass-${pass}`)
    const began = performance.now()
    const product = await startProduct(dataFolder, ['--replay', path, '--speed', 'max'])
    let health = await healthOf(product.operator)
    while (!health.feed.ended) {
      await wait(LOOK_EVERY_MS)
      health = await healthOf(product.operator)
    }
    const seconds = (performance.now() - began) / 1_000
    await product.station.stop()
    if (health.feed.bars !== bars) throw new Error(`${health.feed.bars} of ${bars} bars were played`)
    rates.push(bars / seconds)
    note(`${bars} bars, ${health.db.journal_rows} events in ${seconds.toFixed(2)} s, start included`)
  }
  return { replay_journaled: median(rates) }
}
