import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { randomStream } from '#core/kernel/random.ts'
import type { Answer, Question } from '#core/signals/fusion/engine/evidence.ts'
import { logit, sigmoid } from '#core/signals/fusion/engine/scale.ts'
import { type Contest, type Entry, openContest } from '#core/signals/fusion/evaluation/contest.ts'
import { openMarketContest } from '#core/signals/fusion/evaluation/market-contest.ts'
import { logLoss, noiseFloor, scoresOf } from '#core/signals/fusion/evaluation/scores.ts'
import { readBarFolder } from '../../electron/eval/bar-files.ts'

const RECORDED = resolve(import.meta.dirname, '../../../shared/data/market')
const there = existsSync(join(RECORDED, 'EURUSD_h1.csv'))
if (!there) process.stderr.write(`skipped: no recorded prices in ${RECORDED}\n`)

const PATIENCE_MS = 240_000
const EXITS = { targetAtr: 1.5, stopAtr: 1 }
const BREAKEVEN = 0.4
const AWAKE = 0.6

type Told = { readonly ask: Question } | { readonly tell: Answer }

/** Candidates and outcomes of the recorded prices in the order in which a book hears of them. */
function recorded(): readonly Told[] {
  const folder = readBarFolder(RECORDED)
  const market = openMarketContest([EXITS], { cooldownBars: 3, horizonBars: 24 })
  const { contest } = market.contests[0]!
  const told: Told[] = []
  let asked = 0
  const open = new Map<string, Entry>()
  for (const bars of folder.instants()) {
    market.close(bars)
    for (const [id, { won, r }] of open)
      if (won !== null) {
        told.push({ tell: { id, at: bars[0]!.closeAt, won, r } })
        open.delete(id)
      }
    for (; asked < contest.entries.length; asked++) {
      const entry = contest.entries[asked]!
      told.push({ ask: entry.question })
      open.set(entry.question.id, entry)
    }
  }
  return told
}

/** The same stream with one source more, which is right so often where it speaks. */
function withInsider(told: readonly Told[], right: number): Contest {
  const wins = new Map(
    told.flatMap((each) => ('tell' in each ? [[each.tell.id, each.tell.won] as const] : [])),
  )
  const chance = randomStream(`insider ${right}`)
  const contest = openContest(BREAKEVEN, () => 'technical')
  for (const each of told) {
    if ('tell' in each) {
      contest.tell(each.tell)
      continue
    }
    const won = wins.get(each.ask.id)
    const agreement = chance.next() < right === (won === 1) ? 1 : -1
    const spoken = { source: 'insider', agreement, claim: 0.6 + 0.3 * chance.next() } as const
    const awake = chance.next() < AWAKE && won !== undefined
    contest.ask(awake ? { ...each.ask, votes: [...each.ask.votes, spoken] } : each.ask)
  }
  return contest
}

/** What the engine gained on the base rate, what there was to gain, and how calibrated it is. */
function gains({ entries }: Contest, right: number) {
  const ended = entries.filter(({ won }) => won !== null).slice(500)
  const outcomes = Uint8Array.from(ended, ({ won }) => won!)
  const rate = outcomes.reduce((sum, won) => sum + won, 0) / outcomes.length
  const of = (method: 'base' | 'fused') => Float64Array.from(ended, ({ said }) => said[method])
  const fused = scoresOf({ probabilities: of('fused'), outcomes })
  const there = ended.reduce((sum, { question, won }) => {
    const word = question.votes.find(({ source }) => source === 'insider')
    const known = sigmoid(logit(rate) + (word === undefined ? 0 : word.agreement * logit(right)))
    return sum + logLoss(rate, won!) - logLoss(known, won!)
  }, 0)
  return {
    gained: scoresOf({ probabilities: of('base'), outcomes }).logLoss - fused.logLoss,
    there: there / ended.length,
    ece: fused.ece,
    noise: noiseFloor(of('fused'), 'insider').median,
  }
}

describe.skipIf(!there)('an insider among the sources, on recorded prices', () => {
  const told = there ? recorded() : []

  test(
    '[EVAL-20] who is right on 58 of 100 is found, and four fifths of what he knows are used',
    () => {
      const { gained, there: known, ece, noise } = gains(withInsider(told, 0.58), 0.58)
      expect(gained / known).toBeGreaterThan(0.8)
      expect(ece).toBeLessThanOrEqual(Math.max(0.015, 1.6 * noise))
    },
    PATIENCE_MS,
  )

  test(
    '[EVAL-20] nothing is invented of one who knows nothing',
    () => {
      expect(gains(withInsider(told, 0.5), 0.5).gained).toBeGreaterThan(-0.0002)
    },
    PATIENCE_MS,
  )
})
