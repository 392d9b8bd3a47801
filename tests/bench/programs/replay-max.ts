// Recorded bars through sources and candidates, with nothing behind them.
import pino from 'pino'
import { DEFAULT_POLICY } from '#core/context.ts'
import { openPipeline } from '#core/signals/fusion/pipeline.ts'
import { openFeed } from '#station/feed/feed.ts'
import { serveJobs } from '../support/child.ts'

export interface ReplayJob {
  /** A folder of CSV files. */
  readonly path: string
}

export interface ReplayResult {
  readonly bars: number
  readonly candidates: number
  readonly seconds: number
}

async function replay({ path }: ReplayJob): Promise<ReplayResult> {
  const began = performance.now()
  const feed = await openFeed(
    { kind: 'replay', path, timeframe: null, from: null, to: null, restart: false },
    { log: pino({ level: 'silent' }), goesOnAt: () => 0, startsAt: () => 0 },
  )
  const pipelines = new Map(feed.symbols.map((symbol) => [symbol, openPipeline(DEFAULT_POLICY)]))
  let bars = 0
  let candidates = 0
  for (;;) {
    const closing = feed.take()
    for (const bar of closing) {
      bars += 1
      if (pipelines.get(bar.symbol)?.push(bar)) candidates += 1
    }
    if (closing.length === 0 && !(await feed.refill())) break
  }
  await feed.close()
  return { bars, candidates, seconds: (performance.now() - began) / 1_000 }
}

serveJobs('ready', replay)
