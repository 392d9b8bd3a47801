import { join } from 'node:path'
import type { Bench, Values } from './figures.ts'
import type { FusionJob, FusionResult } from './programs/fusion-ops.ts'
import type { ReplayJob, ReplayResult } from './programs/fusion-replay.ts'
import { writeBars } from './support/bars.ts'
import { startChild } from './support/child.ts'
import { median } from './support/statistics.ts'

const PASSES = 5
const EVENTS = 50_000
/** Six symbols: as many bars as the recorded prices the method was chosen on, 127,812 for 127,811. */
const BARS_PER_SYMBOL = 21_302

/** Answers and outcomes per second of processor time, of one book that hears sixteen sources on every candidate. */
export async function measureFusionOps({ note }: Bench): Promise<Values> {
  const program = await startChild('fusion-ops')
  const job: FusionJob = { events: EVENTS }
  const rates: number[] = []
  for (let pass = 0; pass <= PASSES; pass++) {
    const { operations, seconds, stateBytes } = await program.ask<FusionResult>(job)
    // The first pass only warms up.
    if (pass > 0) rates.push(operations / seconds)
    note(`${operations} operations in ${seconds.toFixed(2)} s, state ${stateBytes} bytes`)
  }
  await program.stop()
  return { fusion_ops: median(rates) }
}

/** Seconds from files of bars through sources, candidates, barriers and three books, everybody else competing. */
export async function measureFusionReplay({ folder, note }: Bench): Promise<Values> {
  const path = join(folder, 'bars')
  const bars = writeBars(path, BARS_PER_SYMBOL)
  const program = await startChild('fusion-replay')
  const job: ReplayJob = { path }
  const times: number[] = []
  for (let pass = 0; pass < PASSES; pass++) {
    const { bars: played, candidates, seconds } = await program.ask<ReplayResult>(job)
    if (played !== bars) throw new Error(`${played} of ${bars} bars were played`)
    times.push(seconds)
    note(`${played} bars, ${candidates} candidates in ${seconds.toFixed(2)} s`)
  }
  await program.stop()
  return { fusion_replay: median(times) }
}
