// Files of bars through sources, candidates, barriers and the fusion engine at three geometries, as evaluated.
import { DEFAULT_POLICY } from '#core/context.ts'
import { GEOMETRIES, openMarketContest } from '#core/signals/fusion/evaluation/market-contest.ts'
import { readBarFolder } from '../../../electron/eval/bar-files.ts'
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
  const folder = readBarFolder(path)
  const market = openMarketContest(GEOMETRIES, DEFAULT_POLICY)
  for (const bars of folder.instants()) market.close(bars)
  const candidates = market.contests.reduce((sum, { contest }) => sum + contest.entries.length, 0)
  return { bars: folder.bars, candidates, seconds: (performance.now() - began) / 1_000 }
}

serveJobs('ready', replay)
