import { join } from 'node:path'
import type { Bench, Values } from './figures.ts'
import type { AudienceJob, AudienceResult } from './programs/audience.ts'
import { startChild } from './support/child.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const ROUNDS = 7
const ROUND_MS = 2_500
const WARM_MS = 1_000
const CLIENTS = 1_000
const SIGNALS = 6

const FEW_CLIENTS = 100
const FIRES_PER_SECOND = 20
const PACED_MS = 20_000

/**
 * Fires told to a room of a thousand against a bare Socket.IO broadcast.
 *
 * The same client joins both, turn about, and posts the next fire when the last one was answered. Counted are the
 * messages of the room; what the product tells beside them (prices, open signals, the heartbeat) is its own cost.
 */
export async function measureFanout({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'))
  const bare = await startChild('room')
  const audience = await startChild('audience')
  try {
    const desk = await fillDesk(product.operator, { traders: CLIENTS, signals: SIGNALS })
    let firesBefore = 0
    const perform = async (port: number, ms: number): Promise<AudienceResult> => {
      const job: AudienceJob = { port, clients: CLIENTS, ...desk, firesBefore, pace: 'closed', ms }
      return audience.ask<AudienceResult>(job)
    }
    const barePort = (bare.ready as { readonly port: number }).port
    const both = async (ms: number): Promise<number> => {
      const broadcast = await perform(barePort, ms)
      const told = await perform(product.port, ms)
      firesBefore += told.fires
      const ratio = told.deliveriesPerSecond / broadcast.deliveriesPerSecond
      note(`${perSecond('broadcast', broadcast)}, ${perSecond('fires', told)}, ratio ${ratio.toFixed(3)}`)
      return ratio
    }
    await both(WARM_MS)
    const ratios: number[] = []
    for (let round = 1; round <= ROUNDS; round++) ratios.push(await both(ROUND_MS))
    return { fanout_1000: median(ratios) }
  } finally {
    await audience.stop()
    await bare.stop()
    await product.station.stop()
  }
}

/** The time from posting a fire to the last of a hundred clients, at a steady pace. */
export async function measureFanoutDelay({ folder, note }: Bench): Promise<Values> {
  const product = await startProduct(join(folder, 'data'))
  const audience = await startChild('audience')
  try {
    const desk = await fillDesk(product.operator, { traders: 1_000, signals: 1 })
    const job: AudienceJob = {
      port: product.port,
      clients: FEW_CLIENTS,
      ...desk,
      firesBefore: 0,
      pace: FIRES_PER_SECOND,
      ms: PACED_MS,
    }
    const { fires, lastClientP99Ms } = await audience.ask<AudienceResult>(job)
    note(`${fires} fires`)
    return lastClientP99Ms === null ? {} : { fanout_100_p99: lastClientP99Ms }
  } finally {
    await audience.stop()
    await product.station.stop()
  }
}

function perSecond(name: string, { firesPerSecond, deliveriesPerSecond }: AudienceResult): string {
  return `${name} ${firesPerSecond.toFixed(0)}/s, delivered ${Math.round(deliveriesPerSecond)}/s`
}
