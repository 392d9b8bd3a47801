import { mkdirSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import type { Bench, Values } from './figures.ts'
import type { DoorJob, DoorReady } from './programs/door.ts'
import type { LoadJob, LoadResult } from './programs/load.ts'
import { startChild } from './support/child.ts'
import { fillDesk } from './support/desk-of-traders.ts'
import { median } from './support/statistics.ts'

const CONNECTIONS = 64
const TRADERS = 2_000
const SIGNALS = 150
const ROUNDS = 9
const ROUND_MS = 1_500
const WARM_MS = 1_500

/**
 * A fire through the station's door against the same command behind a bare route of the framework: what host, origin,
 * token, limits, contract and log cost. One station, one process, the same client and the same bytes, turn about.
 */
export async function measureDoor({ folder, note }: Bench): Promise<Values> {
  const dataFolder = join(folder, 'data')
  mkdirSync(dataFolder, { recursive: true })
  const station = await startChild('door', [dataFolder])
  const client = await startChild('load')
  try {
    const { port, barePort, url, operator: token } = station.ready as DoorReady
    const agent = new Agent({ keepAlive: true, maxSockets: 8 })
    const desk = await fillDesk({ url, token, agent }, { traders: TRADERS, signals: SIGNALS })
    agent.destroy()
    const job: DoorJob = { users: desk.tokens.map((each, index) => [each, `trader-${index}`]) }
    await station.ask(job)
    let { signalIds } = desk
    const fireAt = async (at: number, ms: number): Promise<Fired> => {
      const { tokens } = desk
      const load: LoadJob = { port: at, connections: CONNECTIONS, ms, tokens, signalIds }
      const before = await station.ask<number>({} satisfies DoorJob)
      const { perSecond, refused, signalsUsed } = await client.ask<LoadResult>(load)
      if (Object.keys(refused).length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
      signalIds = signalIds.slice(signalsUsed)
      const took = (await station.ask<number>({} satisfies DoorJob)) - before
      return { perSecond, processorUs: took / Math.max(1, (perSecond * ms) / 1_000) }
    }
    await fireAt(barePort, WARM_MS)
    await fireAt(port, WARM_MS)
    const ratios: number[] = []
    const shares: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const bare = await fireAt(barePort, ROUND_MS)
      const whole = await fireAt(port, ROUND_MS)
      ratios.push(whole.perSecond / bare.perSecond)
      shares.push(bare.processorUs / whole.processorUs)
      note(
        `round ${round}: bare ${told(bare)}, door ${told(whole)}, ratio ${ratios.at(-1)?.toFixed(3)}, of the processor ${shares.at(-1)?.toFixed(3)}`,
      )
    }
    return { door: median(ratios), door_processor: median(shares) }
  } finally {
    await client.stop()
    await station.stop()
  }
}

/** One round of fires. */
interface Fired {
  readonly perSecond: number
  /** Processor time of the station's process for each, microseconds: other work on the machine changes it little. */
  readonly processorUs: number
}

function told({ perSecond, processorUs }: Fired): string {
  return `${Math.round(perSecond)}/s at ${processorUs.toFixed(0)} us`
}
