// The load client: so many keep-alive connections, each sending its next request when the last was answered.
import { serveJobs } from '../support/child.ts'
import { fireBody, fireHead } from '../support/fire-request.ts'
import { openHttpLine } from '../support/http-line.ts'
import { percentile } from '../support/statistics.ts'

export interface LoadJob {
  readonly port: number
  readonly connections: number
  readonly ms: number
  /** Each sends his own fires. */
  readonly tokens: readonly string[]
  /** All users fire on one, then all on the next: so nobody fires twice within a few thousand requests. */
  readonly signalIds: readonly string[]
}

export interface LoadResult {
  readonly perSecond: number
  readonly p99Ms: number
  /** Answers other than 200, by status. */
  readonly refused: Readonly<Record<string, number>>
  /** Signals of the list that some user may have fired on. */
  readonly signalsUsed: number
}

async function load({ port, connections, ms, tokens, signalIds }: LoadJob): Promise<LoadResult> {
  const bodies = signalIds.map(fireBody)
  const bodyBytes = bodies[0]?.length ?? 0
  if (bodies.some((body) => body.length !== bodyBytes)) throw new Error('signal ids differ in length')
  const heads = tokens.map((token) => fireHead({ port }, token, bodyBytes))
  const latencies: number[] = []
  const refused: Record<string, number> = {}
  let sent = 0
  let failure: Error | null = null
  const lines = await Promise.all(
    Array.from({ length: connections }, () =>
      openHttpLine(port, (why) => {
        failure = why
      }),
    ),
  )
  const until = performance.now() + ms
  const began = performance.now()
  await Promise.all(
    lines.map(
      (line) =>
        new Promise<void>((resolve) => {
          const next = (): void => {
            const started = performance.now()
            const body = bodies[Math.floor(sent / heads.length)]
            if (started >= until || failure !== null || body === undefined) {
              resolve()
              return
            }
            const request = `${heads[sent % heads.length]}${body}`
            sent += 1
            line.send(request, (status) => {
              latencies.push(performance.now() - started)
              if (status !== 200) refused[status] = (refused[status] ?? 0) + 1
              next()
            })
          }
          next()
        }),
    ),
  )
  const seconds = (performance.now() - began) / 1_000
  for (const line of lines) line.close()
  if (failure !== null) throw failure
  return {
    perSecond: latencies.length / seconds,
    p99Ms: percentile(latencies, 0.99),
    refused,
    signalsUsed: Math.ceil(sent / heads.length),
  }
}

serveJobs('ready', load)
