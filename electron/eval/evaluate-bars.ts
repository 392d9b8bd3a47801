import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_POLICY } from '#core/context.ts'
import type { HealthFact } from '#core/signals/fusion/engine/health.ts'
import { type Findings, findingsOf } from '#core/signals/fusion/evaluation/findings.ts'
import { type Exits, GEOMETRIES, openMarketContest } from '#core/signals/fusion/evaluation/market-contest.ts'
import type { Bin } from '#core/signals/fusion/evaluation/scores.ts'
import { cannotRead } from './bad-input.ts'
import { readBarFolder } from './bar-files.ts'
import { barsReport } from './bars-report.ts'
import { nameOf } from './event-run.ts'
import { reliabilityPlot } from './reliability-plot.ts'
import type { Format } from './words.ts'

export interface BarsJob {
  readonly folder: string
  /** The only geometry; null plays all three. */
  readonly geometry: Exits | null
  readonly horizonBars: number | null
  readonly cooldownBars: number | null
  /** Folder for the reliability plots; null draws none. */
  readonly plots: string | null
  readonly format: Format
}

export interface GeometryFindings extends Findings {
  readonly geometry: string
  readonly candidates: number
  /** How often each trouble of each source began. */
  readonly troubles: readonly { readonly source: string; readonly trouble: string; readonly began: number }[]
}

export interface BarsFindings {
  readonly folder: string
  readonly files: readonly string[]
  readonly bars: number
  readonly badRows: number
  readonly cooldownBars: number
  readonly horizonBars: number
  readonly geometries: readonly GeometryFindings[]
  readonly secondsToPlay: number
  readonly secondsInAll: number
}

const PROGRESS_BARS = 50_000

/**
 * Plays a folder of bars through sources, candidates, barriers and engine, and scores everybody.
 *
 * @returns the report as text
 * @throws BadInput  when the folder cannot be played or the plots cannot be written
 */
export async function evaluateBars(job: BarsJob, note: (line: string) => void): Promise<string> {
  const findings = findInBars(job, note)
  if (job.plots !== null) writePlots(job.plots, findings)
  return job.format === 'json' ? `${JSON.stringify(findings)}\n` : barsReport(findings)
}

function findInBars(job: BarsJob, note: (line: string) => void): BarsFindings {
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1_000
  const folder = readBarFolder(job.folder)
  const rules = {
    cooldownBars: job.cooldownBars ?? DEFAULT_POLICY.cooldownBars,
    horizonBars: job.horizonBars ?? DEFAULT_POLICY.horizonBars,
  }
  const market = openMarketContest(job.geometry === null ? GEOMETRIES : [job.geometry], rules)
  let played = 0
  for (const bars of folder.instants()) {
    market.close(bars)
    if (Math.floor(played / PROGRESS_BARS) !== Math.floor((played + bars.length) / PROGRESS_BARS))
      note(`${played + bars.length} of ${folder.bars} bars`)
    played += bars.length
  }
  const secondsToPlay = seconds()
  const geometries = market.contests.map(({ exits, contest }) => ({
    geometry: nameOf(exits),
    candidates: contest.entries.length,
    ...findingsOf(contest.entries, exits, nameOf(exits)),
    troubles: countTroubles(contest.facts),
  }))
  return {
    folder: job.folder,
    files: folder.files,
    bars: folder.bars,
    badRows: folder.badRows,
    ...rules,
    geometries,
    secondsToPlay,
    secondsInAll: seconds(),
  }
}

function countTroubles(facts: readonly HealthFact[]): GeometryFindings['troubles'] {
  const counts = new Map<string, { source: string; trouble: string; began: number }>()
  for (const { source, trouble, began } of facts) {
    const key = `${source} ${trouble}`
    const counted = counts.get(key) ?? { source, trouble, began: 0 }
    if (began) counted.began += 1
    counts.set(key, counted)
  }
  return [...counts.values()].sort((a, b) =>
    `${a.source} ${a.trouble}` < `${b.source} ${b.trouble}` ? -1 : 1,
  )
}

function writePlots(folder: string, { geometries }: BarsFindings): void {
  try {
    mkdirSync(folder, { recursive: true })
    const draw = (name: string, title: string, bins: readonly Bin[]): void =>
      writeFileSync(join(folder, `reliability-${name.replace(':', '-')}.svg`), reliabilityPlot(title, bins))
    for (const { geometry, reliability, hydraxReliability, n } of geometries) {
      draw(geometry, `${geometry}, ${n} signals`, reliability)
      draw(`hydrax-${geometry}`, `HydraX's formula, ${geometry}`, hydraxReliability)
    }
  } catch (failure) {
    throw cannotRead(folder, failure)
  }
}
