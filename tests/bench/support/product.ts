import { join } from 'node:path'
import { operatorOf } from '#tests/prove/support/desk.ts'
import type { Caller } from '#tests/prove/support/http.ts'
import { HEADLESS, type StationChild, startStation } from '#tests/prove/support/station-child.ts'

/** The station as a user gets it: built, default profile, limits on. */
export interface Product {
  readonly station: StationChild
  readonly operator: Caller
  readonly port: number
}

/** Starts the built station on a data folder and waits until it is ready. */
export async function startProduct(
  dataFolder: string,
  flags: readonly string[] = ['--sim', 'bench'],
  port = 0,
): Promise<Product> {
  const logFile = join(dataFolder, '..', 'station.log')
  const station = await startStation({ dataFolder, flags, port, logFile, program: HEADLESS })
  return {
    station,
    operator: operatorOf(station.url, dataFolder),
    port: Number(new URL(station.url).port),
  }
}
