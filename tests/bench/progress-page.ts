import { join } from 'node:path'
import { post } from '#tests/prove/support/http.ts'
import type { Bench, Values } from './figures.ts'
import type { ReadJob } from './programs/read-load.ts'
import { startChild } from './support/child.ts'
import type { LoopResult } from './support/closed-loop.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const CONNECTIONS = 64
const TRADERS = 2_000
/** What each trader fired on before: so that there are missions, records, achievements and a streak to show. */
const FIRES = 3
const AT_ONCE = 64
const ROUNDS = 7
const ROUND_MS = 1_500

/** All of a user's progress in one request, 64 connections that never pause, each answer of another of 2,000 users. */
export async function measureProgressPage({ folder, note }: Bench): Promise<Values> {
  const client = await startChild('read-load')
  const product = await startProduct(join(folder, 'data'))
  try {
    const { tokens, signalIds } = await fillDesk(product.operator, { traders: TRADERS, signals: FIRES })
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, first) => {
        for (let index = first; index < tokens.length; index += AT_ONCE) {
          const caller = { ...product.operator, token: tokens[index] as string }
          for (const signal_id of signalIds) await post(caller, '/api/fire', { signal_id })
        }
      }),
    )
    const readers = tokens.map((token, index) => ({ token, path: `/api/users/trader-${index}/progress` }))
    const job: ReadJob = { port: product.port, connections: CONNECTIONS, ms: ROUND_MS, readers }
    const delays: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const { perSecond, p99Ms, refused } = await client.ask<LoopResult>(job)
      if (Object.keys(refused).length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
      note(`round ${round}: ${Math.round(perSecond)}/s, p99 ${p99Ms.toFixed(2)} ms`)
      // The first round only warms up.
      if (round > 0) delays.push(p99Ms)
    }
    return { progress_page: median(delays) }
  } finally {
    await client.stop()
    await product.station.stop()
  }
}
