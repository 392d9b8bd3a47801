import type { SourceType } from '../source.ts'
import { METHODS, type Method, openContest } from './contest.ts'
import { WARM_UP } from './findings.ts'
import type { Planted } from './planted.ts'
import { logLoss } from './scores.ts'

const TYPES: readonly SourceType[] = ['technical', 'fundamental', 'sentiment', 'ai_bot']
const EVEN = 0.5

/** Mean nats above the oracle for each event after the first 500, by method. */
export interface Regret {
  readonly stream: string
  readonly n: number
  readonly regret: Readonly<Record<Method, number>>
}

/**
 * Plays one planted stream and measures how far everybody stays behind who knows the truth.
 *
 * Outcomes that come at once are told before the next candidate; late ones before the candidate at whose time they
 * come.
 */
export function regretOn({ name, delay, candidates }: Planted): Regret {
  const contest = openContest(EVEN, (source) => TYPES[Number(source.at(-1)) % TYPES.length] ?? 'technical')
  for (let index = 0; index < candidates.length + delay; index++) {
    // Late by so many events: what opened that long ago is told before this one is asked for.
    if (delay > 0) tell(index - delay, index)
    const asked = candidates[index]
    if (asked !== undefined) contest.ask(asked.question)
    if (delay === 0) tell(index, index)
  }
  function tell(index: number, now: number): void {
    const ended = candidates[index]
    if (ended === undefined) return
    const at = candidates[now]?.question.at ?? ended.question.at
    contest.tell({ id: ended.question.id, at, won: ended.won, r: null })
  }
  const scored = contest.entries.slice(WARM_UP)
  const regretOf = (method: Method): number =>
    scored.reduce((sum, { said, won }, index) => {
      const oracle = candidates[index + WARM_UP]?.oracle ?? EVEN
      return sum + logLoss(said[method], won ?? 0) - logLoss(oracle, won ?? 0)
    }, 0) / scored.length
  const regret = Object.fromEntries(METHODS.map((method) => [method, regretOf(method)])) as Record<
    Method,
    number
  >
  return { stream: name, n: scored.length, regret }
}
