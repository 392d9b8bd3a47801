import { openHttpLine } from './http-line.ts'
import { percentile } from './statistics.ts'

/** Where requests go, over how many keep-alive connections, and for how long. */
export interface LoopTerms {
  readonly port: number
  readonly connections: number
  readonly ms: number
}

export interface LoopResult {
  readonly perSecond: number
  readonly p99Ms: number
  /** Answers other than 200, by status. */
  readonly refused: Readonly<Record<string, number>>
  readonly sent: number
}

/**
 * Keeps every connection busy: each sends its next request when the last was answered.
 *
 * `request` gives the bytes of the request with a number, from 0 on; null where there are no more. Throws when a
 * connection breaks.
 */
export async function closedLoop(
  { port, connections, ms }: LoopTerms,
  request: (number: number) => string | null,
): Promise<LoopResult> {
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
            const bytes = request(sent)
            if (started >= until || failure !== null || bytes === null) {
              resolve()
              return
            }
            sent += 1
            line.send(bytes, (status) => {
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
  return { perSecond: latencies.length / seconds, p99Ms: percentile(latencies, 0.99), refused, sent }
}
