import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Client, openClient } from '#contracts/client.ts'
import { schemaVersion } from '#db/migrate.ts'
import { openReadable } from '#db/open.ts'
import type { Config } from '#station/config.ts'
import type { Desk } from './commands.ts'

/** A check of a large database takes its time. */
const CALL_TIMEOUT_MS = 600_000
/** A station that does not say who it is within this time does not answer. */
const PROBE_TIMEOUT_MS = 5_000

/** The operator's token leaves this machine for no file's sake. */
const StationFile = z.object({ url: z.string().regex(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}$/) })

/** The running station of a data folder, or null where none answers to the operator's token. */
export async function findRunningDesk({ dataFolder, deskZone }: Config): Promise<Desk | null> {
  const url = stationUrl(dataFolder)
  const token = textOf(join(dataFolder, 'operator.token'))?.trim()
  if (url === null || !token) return null
  const clientOf = (timeoutMs: number) => openClient({ baseUrl: url, token: () => token, timeoutMs })
  // Another station may have taken the port of one that was killed; it does not know this token.
  const session = await clientOf(PROBE_TIMEOUT_MS).call('session', {})
  if (!session.ok) return null
  return runningDesk(clientOf(CALL_TIMEOUT_MS), { dataFolder, deskZone })
}

/** The running station of a data folder as somebody without a token sees it, or null where none answers. */
export async function findOpenDesk({ dataFolder, deskZone }: Config): Promise<Desk | null> {
  const url = stationUrl(dataFolder)
  if (url === null) return null
  const clientOf = (timeoutMs: number) => openClient({ baseUrl: url, token: () => null, timeoutMs })
  const health = await clientOf(PROBE_TIMEOUT_MS).call('health', {})
  return health.ok ? runningDesk(clientOf(CALL_TIMEOUT_MS), { dataFolder, deskZone }) : null
}

function runningDesk(
  { call }: Client,
  { dataFolder, deskZone }: Pick<Config, 'dataFolder' | 'deskZone'>,
): Desk {
  return { call, schema: { version: readSchema(dataFolder), applied: [] }, running: true, zone: deskZone }
}

function stationUrl(dataFolder: string): string | null {
  const text = textOf(join(dataFolder, 'station.json'))
  if (text === null) return null
  try {
    return StationFile.parse(JSON.parse(text)).url
  } catch {
    return null
  }
}

function readSchema(dataFolder: string): number {
  const db = openReadable(join(dataFolder, 'desk.db'))
  try {
    return schemaVersion(db)
  } finally {
    db.close()
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
