// One book of the fusion engine, sixteen sources on every candidate, outcomes 24 candidates late.
import { randomStream } from '#core/kernel/random.ts'
import { assess } from '#core/signals/fusion/engine/assess.ts'
import { openBook } from '#core/signals/fusion/engine/book.ts'
import { type Question, SLOTS } from '#core/signals/fusion/engine/evidence.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { snapshotOf } from '#core/signals/fusion/engine/snapshot.ts'
import { serveJobs } from '../support/child.ts'

export interface FusionJob {
  readonly events: number
}

export interface FusionResult {
  /** Answers and outcomes. */
  readonly operations: number
  /** Of processor time, so that a busy machine measures the same. */
  readonly seconds: number
  readonly stateBytes: number
}

const LATE = 24
const SYMBOLS = 8
const HOUR_MS = 3_600_000
const TERMS = { breakeven: 0.4, costR: 0 }

function makeQuestions(events: number): readonly Question[] {
  const chance = randomStream('fusion-ops')
  return Array.from({ length: events }, (_, index) => ({
    id: `${index}`,
    symbol: `S${index % SYMBOLS}`,
    direction: chance.next() < 0.5 ? 1 : -1,
    at: index * HOUR_MS,
    votes: Array.from({ length: SLOTS }, (_, source) => ({
      source: `source ${source}`,
      agreement: chance.next() < 0.6 ? 1 : -1,
      claim: 0.6 + 0.3 * chance.next(),
    })),
    regime: { trend: chance.next() < 0.5 ? 1 : -1, vol: 0 },
  }))
}

async function run({ events }: FusionJob): Promise<FusionResult> {
  const questions = makeQuestions(events)
  const book = openBook(TERMS.breakeven)
  const began = process.cpuUsage()
  for (const [index, question] of questions.entries()) {
    const ended = questions[index - LATE]
    if (ended !== undefined)
      learnOutcome(book, { id: ended.id, at: question.at, won: index % 5 < 2 ? 1 : 0, r: null })
    assess(book, question, TERMS)
  }
  const { user, system } = process.cpuUsage(began)
  const seconds = (user + system) / 1_000_000
  const stateBytes = JSON.stringify(snapshotOf(book)).length
  return { operations: 2 * events - LATE, seconds, stateBytes }
}

serveJobs('ready', run)
