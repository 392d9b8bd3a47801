import { join } from 'node:path'
import { randomStream } from '#core/kernel/random.ts'
import type { Bench, Values } from './figures.ts'
import type { LoadJob, LoadResult } from './programs/load.ts'
import { type Child, startChild } from './support/child.ts'
import { type DeskOfTraders, fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const CONNECTIONS = 64
const TRADERS = 2_000
/** Enough for every round: each trader fires at most once on each. */
const SIGNALS = 250
const ROUNDS = 11
const ROUND_MS = 1_500
const WARM_MS = 1_500

/**
 * A durable fire against the bare framework.
 *
 * The same client sends the same bytes to both, turn about; each fire is of another user or on another signal and is
 * answered only when it is on disk. Throws when one of them was refused.
 */
export async function measureFire({ folder, note }: Bench): Promise<Values> {
  const dataFolder = join(folder, 'data')
  const product = await startProduct(dataFolder)
  const echo = await startChild('echo')
  const client = await startChild('load')
  try {
    const desk = await fillDesk(product.operator, { traders: TRADERS, signals: SIGNALS })
    note(`${TRADERS} traders, ${SIGNALS} signals`)
    const tokens = inNoOrder(desk.tokens)
    const echoPort = (echo.ready as { readonly port: number }).port
    return await ratios({ client, desk: { ...desk, tokens }, productPort: product.port, echoPort }, note)
  } finally {
    await client.stop()
    await echo.stop()
    await product.station.stop()
  }
}

/** People do not fire in the order in which they joined, which would be kinder to the database. */
function inNoOrder(tokens: readonly string[]): readonly string[] {
  const chance = randomStream('bench')
  return tokens
    .map((token) => ({ token, place: chance.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ token }) => token)
}

interface Sides {
  readonly client: Child
  readonly desk: DeskOfTraders
  readonly productPort: number
  readonly echoPort: number
}

async function ratios({ client, desk, productPort, echoPort }: Sides, note: Bench['note']): Promise<Values> {
  const { tokens } = desk
  let signalIds = desk.signalIds
  const echoOnce = (ms: number): Promise<LoadResult> =>
    load(client, { port: echoPort, connections: CONNECTIONS, ms, tokens, signalIds: desk.signalIds })
  const fireOnce = async (ms: number): Promise<LoadResult> => {
    const result = await load(client, { port: productPort, connections: CONNECTIONS, ms, tokens, signalIds })
    signalIds = signalIds.slice(result.signalsUsed)
    return result
  }
  await echoOnce(WARM_MS)
  await fireOnce(WARM_MS)
  const rates: number[] = []
  const delays: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const echoed = await echoOnce(ROUND_MS)
    const fired = await fireOnce(ROUND_MS)
    rates.push(fired.perSecond / echoed.perSecond)
    delays.push(fired.p99Ms / echoed.p99Ms)
    note(`round ${round}: ${pair('echo', echoed)}, ${pair('fire', fired)}, ratio ${rates.at(-1)?.toFixed(3)}`)
  }
  return { fire: median(rates), fire_p99: median(delays) }
}

async function load(client: Child, job: LoadJob): Promise<LoadResult> {
  const result = await client.ask<LoadResult>(job)
  const refused = Object.entries(result.refused).map(([status, count]) => `${count} times ${status}`)
  if (refused.length > 0) throw new Error(`refused: ${refused.join(', ')}`)
  return result
}

function pair(name: string, { perSecond, p99Ms }: LoadResult): string {
  return `${name} ${Math.round(perSecond)}/s p99 ${p99Ms.toFixed(2)} ms`
}
