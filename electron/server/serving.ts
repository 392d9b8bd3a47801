import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigRefused } from '#station/config.ts'
import { hasDemo, removeDemo } from '#station/demo/demo-mark.ts'
import { FeedRefused } from '#station/feed/refusal.ts'
import { offerFirstRun } from '#station/first-run.ts'
import { readKeyFile } from '#station/key-file.ts'
import type { OpenLog } from '#station/log.ts'
import { DataFolderInUse, openStation, SchemaTooNew } from '#station/open.ts'
import type { Market } from '#station/station.ts'
import { DATABASE_FILE } from '#station/storage.ts'
import { ensureOperatorToken } from './auth.ts'
import { bareSurroundings, type Lan, type Surroundings } from './lan/lan.ts'
import { get } from './node-http.ts'
import { ownVersion } from './own-version.ts'
import { type FirstCode, prepareRecoveryCode } from './recovery-file.ts'
import { noteRelease } from './release.ts'
import { PortInUse, startServer } from './server.ts'

/** Why a program that hosts a station ended. */
export const EXIT = { stopped: 0, broken: 1, refused: 2, dataFolderInUse: 3, portInUse: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** An orderly stop that takes longer is cut short: what was answered is on disk anyway. */
export const STOP_MS_MAX = 4_500

/** A station that answers, as whoever hosts it sees it. */
export interface Serving {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  readonly dataFolder: string
  readonly market: Pick<Market, 'source' | 'paused' | 'ended'>
  /** What the open sockets call themselves, one each. */
  userAgents(): readonly string[]
  /** The doors to other machines. */
  readonly lan: Pick<Lan, 'face'>
  stop(): Promise<void>
  /** Settles when an operator had the demo taken away: the station is stopped and its folder is gone. */
  readonly removed: Promise<void>
}

/** What the host of a station has of its own. */
export interface Host {
  readonly keychain?: Surroundings['keychain']
  /** Where the code that lets the operator back in goes, once. A host that can show none makes none. */
  readonly firstCode?: FirstCode | null
}

/**
 * Opens station and server over a data folder, and resolves when `/health` answers 200, `operator.token` is there and
 * `station.json` says where. After a failure nothing of it is left open.
 *
 * @throws what `exitCodeOf` knows, each with one sentence for a person, and anything else where a promise was broken
 */
export async function openServing(
  config: Config,
  opened: OpenLog,
  { keychain = null, firstCode = null }: Host = {},
): Promise<Serving> {
  const startedAt = Date.now()
  mkdirSync(config.dataFolder, { recursive: true })
  // Refused at the start, and not when the first certificate is made.
  if (config.keyFile !== null) readKeyFile(config.keyFile, config.dataFolder)
  const wasThere = existsSync(join(config.dataFolder, DATABASE_FILE))
  await openDemo(config, opened, startedAt)
  const station = await openStation(config, opened)
  const stationFile = join(config.dataFolder, 'station.json')
  let closeServer = async () => undefined as unknown
  let stopped: Promise<void> | null = null
  const stop = () => {
    stopped ??= closeServer().then(() => {
      rmSync(stationFile, { force: true })
      return station.close()
    })
    return stopped
  }
  try {
    const isNew = await ensureOperatorToken(station, config.dataFolder)
    noteRelease(config.dataFolder, ownVersion(), !wasThere)
    const keepRecoveryCode = prepareRecoveryCode(station, opened.log, config.demo ? null : firstCode)
    // A demo is set up already.
    if (isNew && !config.demo) offerFirstRun(config.dataFolder)
    const removal = Promise.withResolvers<void>()
    const remove = () =>
      void setImmediate(() =>
        stop()
          .then(() => void removeDemo(config.dataFolder))
          .then(removal.resolve, removal.reject),
      )
    const server = await startServer(station, config, opened.log, {
      surroundings: { ...bareSurroundings(config), keychain },
      removeDemo: remove,
      keptLog: opened.kept,
    })
    closeServer = server.close
    await requireHealth(server.url)
    await keepRecoveryCode()
    writeStationFile(stationFile, { pid: process.pid, url: server.url, started_at: startedAt / 1_000 })
    opened.log.info(
      { url: server.url, source: config.feed.kind, startMs: Date.now() - startedAt },
      'station_ready',
    )
    const { url, userAgents, lan } = server
    return {
      url,
      dataFolder: config.dataFolder,
      market: station.market,
      userAgents,
      lan,
      stop,
      removed: removal.promise,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Makes the demo that was asked for, where it is not there yet. */
async function openDemo(config: Config, opened: OpenLog, now: number): Promise<void> {
  if (!config.demo || hasDemo(config.dataFolder)) return
  // Loaded only where one is made: every other start does without.
  const { makeDemo } = await import('#station/demo/make-demo.ts')
  await makeDemo(config, opened, now)
  opened.log.info({ tookMs: Date.now() - now }, 'demo_made')
}

/** The exit code that says what went wrong. */
export function exitCodeOf(error: unknown): ExitCode {
  for (const Refused of [ConfigRefused, FeedRefused, SchemaTooNew])
    if (error instanceof Refused) return EXIT.refused
  if (error instanceof DataFolderInUse) return EXIT.dataFolderInUse
  if (error instanceof PortInUse) return EXIT.portInUse
  return EXIT.broken
}

/** `ready` is a promise that the station answers; so it is asked. */
async function requireHealth(url: string): Promise<void> {
  // Not fetch: loading it takes longer than the rest of the start.
  const status = await new Promise((answered, failed) => {
    get(`${url}/health`, { agent: false }, (response) => answered(response.resume().statusCode)).once(
      'error',
      failed,
    )
  })
  if (status !== 200) throw new Error(`the station answers /health with ${status}`)
}

function writeStationFile(path: string, running: { pid: number; url: string; started_at: number }): void {
  // A file left by a station that was killed keeps its mode, so it is made anew.
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(running)}\n`, { mode: 0o600 })
}
