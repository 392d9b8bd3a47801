// The load client: so many keep-alive connections that fire without a pause.
import { serveJobs } from '../support/child.ts'
import { closedLoop, type LoopResult, type LoopTerms } from '../support/closed-loop.ts'
import { fireBody, fireHead } from '../support/fire-request.ts'

export interface LoadJob extends LoopTerms {
  /** Each sends his own fires. */
  readonly tokens: readonly string[]
  /** All users fire on one, then all on the next: so nobody fires twice within a few thousand requests. */
  readonly signalIds: readonly string[]
}

export interface LoadResult extends LoopResult {
  /** Signals of the list that some user may have fired on. */
  readonly signalsUsed: number
}

async function load(job: LoadJob): Promise<LoadResult> {
  const { port, tokens, signalIds } = job
  const bodies = signalIds.map(fireBody)
  const bodyBytes = bodies[0]?.length ?? 0
  if (bodies.some((body) => body.length !== bodyBytes)) throw new Error('signal ids differ in length')
  const heads = tokens.map((token) => fireHead({ port }, token, bodyBytes))
  const result = await closedLoop(job, (number) => {
    const body = bodies[Math.floor(number / heads.length)]
    return body === undefined ? null : `${heads[number % heads.length]}${body}`
  })
  return { ...result, signalsUsed: Math.ceil(result.sent / heads.length) }
}

serveJobs('ready', load)
