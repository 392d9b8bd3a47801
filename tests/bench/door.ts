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
    const fireAt = async (at: number, ms: number): Promise<number> => {
      const { tokens } = desk
      const load: LoadJob = { port: at, connections: CONNECTIONS, ms, tokens, signalIds }
      const { perSecond, refused, signalsUsed } = await client.ask<LoadResult>(load)
      if (Object.keys(refused).length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
      signalIds = signalIds.slice(signalsUsed)
      return perSecond
    }
    await fireAt(barePort, WARM_MS)
    await fireAt(port, WARM_MS)
    const ratios: number[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const bare = await fireAt(barePort, ROUND_MS)
      const whole = await fireAt(port, ROUND_MS)
      ratios.push(whole / bare)
      note(
        `round ${round}: bare ${Math.round(bare)}/s, door ${Math.round(whole)}/s, ratio ${(whole / bare).toFixed(3)}`,
      )
    }
    return { door: median(ratios) }
  } finally {
    await client.stop()
    await station.stop()
  }
}
