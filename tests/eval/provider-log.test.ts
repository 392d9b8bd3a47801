import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openContest } from '#core/signals/fusion/evaluation/contest.ts'
import { scoresOf } from '#core/signals/fusion/evaluation/scores.ts'

const RECORDED = resolve(import.meta.dirname, '../../../shared/data/market/hydrax_truth_log.csv')
const there = existsSync(RECORDED)
if (!there) process.stderr.write(`skipped: no log of a provider at ${RECORDED}\n`)

/** Outcomes before this many only teach. */
const WARM_UP = 200
const BREAKEVEN = 0.4

/** The log in its order, each outcome told before the next question. */
function contestOfLog() {
  const contest = openContest(BREAKEVEN, () => 'technical')
  const [, ...lines] = readFileSync(RECORDED, 'utf8').trim().split(/\r?\n/)
  for (const [index, line] of lines.entries()) {
    const [time, , symbol = '', , , direction, confidence, ratio, won] = line.split(',')
    const id = `${index}`
    const at = Number(time)
    contest.ask({
      id,
      symbol,
      direction: direction === 'BUY' ? 1 : -1,
      at,
      votes: [{ source: 'hydrax', agreement: 1, claim: Math.min(0.99, Number(confidence) / 100) }],
      regime: { trend: 1, vol: 0 },
    })
    contest.tell({ id, at, won: won === '1' ? 1 : 0, r: won === '1' ? Number(ratio) : -1 })
  }
  return contest.entries
}

test.skipIf(!there)('[EVAL-21] of a log that claims 78 % and wins 39 %, the engine says what is true', () => {
  const entries = contestOfLog()
  expect(entries).toHaveLength(2_000)
  const scored = entries.slice(WARM_UP)
  const outcomes = Uint8Array.from(scored, ({ won }) => won ?? 0)
  const scoresBy = (method: 'base' | 'fused' | 'average') =>
    scoresOf({ probabilities: Float64Array.from(scored, ({ said }) => said[method]), outcomes })
  const fused = scoresBy('fused')
  expect(fused.ece).toBeLessThanOrEqual(0.06)
  expect(fused.logLoss).toBeLessThanOrEqual(scoresBy('base').logLoss + 0.003)
  // The claim as it stands: if this looks honest, the measure is broken.
  const claimed = scoresBy('average')
  expect(claimed.ece).toBeGreaterThan(0.3)
  expect(claimed.logLoss).toBeGreaterThan(fused.logLoss + 0.2)
})
