import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomStream } from '#core/kernel/random.ts'
import type { Bench, Values } from './figures.ts'
import type { LoadJob, LoadResult } from './programs/load.ts'
import { type Child, startChild } from './support/child.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { type Product, startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const CONNECTIONS = 64
const TRADERS = 2_000
/** Enough for every round: each trader fires at most once on each. */
const SIGNALS = 250
const ROUNDS = 11
const ROUND_MS = 1_500
const WARM_MS = 1_500

/**
 * A durable fire against the bare framework, and a fire with all that progress makes of it against a bare one.
 *
 * The same client sends the same bytes to all three, turn about; each fire is of another user or on another signal and
 * is answered only when it is on disk. Throws when one of them was refused.
 */
export async function measureFire({ folder, note }: Bench): Promise<Values> {
  const echo = await startChild('echo')
  const client = await startChild('load')
  const bare = await openDesk(join(folder, 'bare'), { progress: false })
  const whole = await openDesk(join(folder, 'whole'), { progress: true })
  note(`${TRADERS} traders, ${SIGNALS} signals, on a desk without progress and on one with it`)
  try {
    const { port } = echo.ready as { readonly port: number }
    return await ratios({ client, bare, whole, echoPort: port }, note)
  } finally {
    await client.stop()
    await echo.stop()
    await bare.product.station.stop()
    await whole.product.station.stop()
  }
}

interface FiredAt {
  readonly product: Product
  readonly tokens: readonly string[]
  /** Those left that nobody fired on. */
  signalIds: readonly string[]
}

async function openDesk(folder: string, features: { readonly progress: boolean }): Promise<FiredAt> {
  const dataFolder = join(folder, 'data')
  mkdirSync(dataFolder, { recursive: true })
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ features }))
  const product = await startProduct(dataFolder)
  const { tokens, signalIds } = await fillDesk(product.operator, { traders: TRADERS, signals: SIGNALS })
  return { product, tokens: inNoOrder(tokens), signalIds }
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
  readonly bare: FiredAt
  readonly whole: FiredAt
  readonly echoPort: number
}

async function ratios({ client, bare, whole, echoPort }: Sides, note: Bench['note']): Promise<Values> {
  const echoOnce = (ms: number): Promise<LoadResult> => {
    const { tokens, signalIds } = bare
    return load(client, { port: echoPort, connections: CONNECTIONS, ms, tokens, signalIds })
  }
  const fireOnce = async (desk: FiredAt, ms: number): Promise<LoadResult> => {
    const { product, tokens, signalIds } = desk
    const result = await load(client, { port: product.port, connections: CONNECTIONS, ms, tokens, signalIds })
    desk.signalIds = signalIds.slice(result.signalsUsed)
    return result
  }
  await echoOnce(WARM_MS)
  await fireOnce(bare, WARM_MS)
  await fireOnce(whole, WARM_MS)
  const rates: number[] = []
  const delays: number[] = []
  const added: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const echoed = await echoOnce(ROUND_MS)
    const fired = await fireOnce(bare, ROUND_MS)
    const awarded = await fireOnce(whole, ROUND_MS)
    rates.push(fired.perSecond / echoed.perSecond)
    delays.push(fired.p99Ms / echoed.p99Ms)
    added.push(fired.perSecond / awarded.perSecond - 1)
    const sides = [pair('echo', echoed), pair('fire', fired), pair('with progress', awarded)]
    note(
      `round ${round}: ${sides.join(', ')}, ratio ${rates.at(-1)?.toFixed(3)}, adds ${added.at(-1)?.toFixed(2)}`,
    )
  }
  return { fire: median(rates), fire_p99: median(delays), award: median(added) }
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
