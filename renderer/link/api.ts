import { type Answer, type CallOf, openClient, type Refusal } from '#contracts/client.ts'
import type { EndpointName, ReplyOf } from '#contracts/http.ts'
import type { ProblemView } from '../state/model.ts'
import { sayIn, wordsOfCode } from '../words/words.ts'
import type { Access } from './access.ts'

const say = sayIn('frame')

/** A refusal on its way to the panel that asked. */
export class Refused extends Error {
  readonly problem: ProblemView

  constructor(problem: ProblemView) {
    super(problem.message)
    this.name = 'Refused'
    this.problem = problem
  }
}

/** Calls the station with the reader's token. */
export interface Api {
  /** The answer, or the refusal. */
  call<Name extends EndpointName>(name: Name, call: CallOf<Name>): Promise<Answer<ReplyOf<Name>>>
  /** The answer; throws `Refused` otherwise, as queries want it. */
  ask<Name extends EndpointName>(name: Name, call: CallOf<Name>): Promise<ReplyOf<Name>>
}

/**
 * `onUnauthenticated` is told when the station no longer knows the reader. A token that has run out is renewed first, and
 * the call is made again: what was refused at the door has done nothing.
 */
export function openApi(access: Access, onUnauthenticated: (problem: ProblemView) => void): Api {
  const client = openClient({ baseUrl: '', token: access.current })

  async function call<Name extends EndpointName>(
    name: Name,
    parts: CallOf<Name>,
  ): Promise<Answer<ReplyOf<Name>>> {
    if (access.current() === null) await access.renew()
    const answer = await client.call(name, parts)
    if (answer.ok || answer.problem.code !== 'unauthenticated') return answer
    const renewal = await access.renew()
    if (renewal === 'renewed') return client.call(name, parts)
    if (renewal === 'over') onUnauthenticated(readProblem(answer.problem))
    return answer
  }

  return {
    call,
    async ask(name, parts) {
      const answer = await call(name, parts)
      if (answer.ok) return answer.value
      throw new Refused(readProblem(answer.problem))
    },
  }
}

/** A refusal in the page's words. */
export function readProblem({ code, message, status, error }: Refusal): ProblemView {
  return {
    code,
    message: wordsOfCode(error?.reason === undefined ? code : `freeze_${error.reason}`, message),
    status,
    correlationId: error?.correlation_id ?? null,
    ...(error?.fields && { fields: error.fields }),
    ...(error?.free_port !== undefined && { freePort: error.free_port }),
    retryAfterMs: error?.retry_after === undefined ? null : error.retry_after * 1_000,
    firedAt: error?.fired_at === undefined ? null : Math.round(error.fired_at * 1_000),
  }
}

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): ProblemView {
  if (thrown instanceof Refused) return thrown.problem
  const message = say('part_stopped')
  return { code: 'page_error', message, correlationId: null, status: 0, retryAfterMs: null, firedAt: null }
}
