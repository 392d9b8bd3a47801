import type { SignalState, Tier } from '#core/signals/signal.ts'
import { assess } from '../engine/assess.ts'
import { type Book, openBook } from '../engine/book.ts'
import type { Answer, Question } from '../engine/evidence.ts'
import type { HealthFact } from '../engine/health.ts'
import { learnOutcome } from '../engine/learn-outcome.ts'
import type { SourceType } from '../source.ts'
import { openHydrax } from './hydrax.ts'
import { averageClaim, logitMeanClaim, openPlatt } from './pools.ts'
import { openRunningBase } from './running-base.ts'

/** Who competes, in the order of the tables. */
export const METHODS = ['base', 'hydrax', 'average', 'logitMean', 'platt', 'fused'] as const
export type Method = (typeof METHODS)[number]

/** One candidate, what everybody said of it, and how it ended. */
export interface Entry {
  readonly question: Question
  readonly said: Readonly<Record<Method, number>>
  /** By source: what its own record said, where it was heard. */
  readonly earned: Readonly<Record<string, number>>
  readonly low: number
  readonly state: SignalState
  readonly tier: Tier
  /** Null until the outcome comes. */
  won: 0 | 1 | null
  r: number | null
}

/** All methods on one stream. Each hears of an outcome when it is told, and of nothing before. */
export interface Contest {
  readonly book: Book
  readonly entries: readonly Entry[]
  readonly facts: readonly HealthFact[]
  readonly ask: (question: Question) => void
  readonly tell: (answer: Answer) => void
}

/**
 * Opens a contest of one exit geometry, everybody cold.
 *
 * @param breakeven  of the exits alone, 0 to 1
 */
export function openContest(breakeven: number, typeOf: (source: string) => SourceType): Contest {
  const book = openBook(breakeven)
  const base = openRunningBase(breakeven)
  const hydrax = openHydrax(typeOf)
  const platt = openPlatt()
  const entries: Entry[] = []
  const open = new Map<string, Entry>()
  const facts: HealthFact[] = []
  return {
    book,
    entries,
    facts,
    ask(question) {
      const answer = assess(book, question, { breakeven, costR: 0 })
      if (!answer.ok) return
      const { assessment, earned } = answer.value
      const { votes } = question
      const claimed = hydrax.claim(votes)
      const entry: Entry = {
        question,
        said: {
          base: base.probability(),
          hydrax: claimed,
          average: averageClaim(votes),
          logitMean: logitMeanClaim(votes),
          platt: platt.probability(claimed),
          fused: assessment.probability,
        },
        earned,
        low: assessment.intervalLow,
        state: assessment.state,
        tier: assessment.tier,
        won: null,
        r: null,
      }
      facts.push(...answer.value.facts)
      entries.push(entry)
      open.set(question.id, entry)
    },
    tell(answer) {
      const entry = open.get(answer.id)
      const learned = learnOutcome(book, answer)
      if (entry === undefined || learned === null) return
      open.delete(answer.id)
      facts.push(...learned)
      entry.won = answer.won
      entry.r = answer.r
      base.count(answer.won)
      hydrax.count(entry.question.votes, answer.won)
      platt.learn(entry.said.hydrax, answer.won)
    },
  }
}
