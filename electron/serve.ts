import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { SchemaTooNew } from '#db/migrate.ts'
import { ensureOperatorToken } from './server/auth.ts'
import { get } from './server/node-http.ts'
import { PortInUse, startServer } from './server/server.ts'
import { type Config, ConfigRefused, readConfig } from './station/config.ts'
import { FeedRefused } from './station/feed/refusal.ts'
import { type Flags, readFlags } from './station/flags.ts'
import { type OpenLog, openLog } from './station/log.ts'
import { DataFolderInUse, openStation } from './station/open.ts'

export const EXIT = { stopped: 0, broken: 1, refused: 2, dataFolderInUse: 3, portInUse: 4 } as const

/** An orderly stop that takes longer is cut short: what was answered is on disk anyway. */
const STOP_MS_MAX = 4_500

interface Serving {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Runs the station until a signal stops it, and ends this process with the exit code that says why.
 *
 * 0 stopped, 1 a promise of our own broken, 2 a bad flag or file, 3 data folder in use, 4 port in use. What a person
 * has to know is one line on standard error; standard output carries the `ready` line alone.
 */
export async function runStation(words: readonly string[]): Promise<void> {
  const { flags, config } = orRefuse(() => configure(words))
  const opened = openLog(config)
  endOnBrokenPromise(opened)
  if (!flags.headless) tell('The desktop window is not part of this version: serving to browsers.')
  const serving = serve(config, opened)
  endOnSignal(serving, opened)
  try {
    const { url } = await serving
    process.stdout.write(`ready ${url} source=${config.feed.kind} data=${config.dataFolder}\n`)
    // A station that is killed writes nothing at its end, so the compiled code is kept now.
    setImmediate(flushCompileCache)
  } catch (error) {
    endWith(exitCodeOf(error), opened, error)
  }
}

function configure(words: readonly string[]): { readonly flags: Flags; readonly config: Config } {
  const flags = readFlags(words)
  return { flags, config: readConfig({ flags, environment: process.env, workFolder: process.cwd() }) }
}

function orRefuse<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error
    tell(error.message)
    process.exit(EXIT.refused)
  }
}

async function serve(config: Config, opened: OpenLog): Promise<Serving> {
  const startedAt = Date.now()
  mkdirSync(config.dataFolder, { recursive: true })
  const station = await openStation(config, opened)
  const stationFile = join(config.dataFolder, 'station.json')
  try {
    await ensureOperatorToken(station, config.dataFolder)
    const server = await startServer(station, config, opened.log)
    await requireHealth(server.url)
    writeStationFile(stationFile, { pid: process.pid, url: server.url, started_at: startedAt / 1_000 })
    opened.log.info(
      { url: server.url, source: config.feed.kind, startMs: Date.now() - startedAt },
      'station_ready',
    )
    return {
      url: server.url,
      async stop() {
        await server.close()
        rmSync(stationFile, { force: true })
        await station.close()
      },
    }
  } catch (error) {
    await station.close()
    throw error
  }
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

function endOnSignal(serving: Promise<Serving>, opened: OpenLog): void {
  let stopping = false
  const stop = (cause: string) => {
    // A terminal sends its signal to us and to the program that started us, which passes it on: once is enough.
    if (stopping) return
    stopping = true
    opened.log.info({ cause }, 'station_stopping')
    setTimeout(() => endWith(EXIT.broken, opened, new Error('the stop took too long')), STOP_MS_MAX).unref()
    serving
      .then((running) => running.stop())
      .then(
        () => endWith(EXIT.stopped, opened),
        (error) => endWith(exitCodeOf(error), opened, error),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', stop)
  // The program that started us is gone without having been able to send a signal.
  if (process.channel) process.on('disconnect', () => stop('disconnect'))
}

function endOnBrokenPromise(opened: OpenLog): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      opened.log.fatal({ err: error }, 'station_broken')
      opened.flush()
      process.exit(EXIT.broken)
    })
}

function exitCodeOf(error: unknown): number {
  for (const Refused of [ConfigRefused, FeedRefused, SchemaTooNew])
    if (error instanceof Refused) return EXIT.refused
  if (error instanceof DataFolderInUse) return EXIT.dataFolderInUse
  if (error instanceof PortInUse) return EXIT.portInUse
  return EXIT.broken
}

function endWith(code: number, opened: OpenLog, error?: unknown): never {
  if (code === EXIT.broken) opened.log.fatal({ err: error }, 'station_broken')
  else if (error instanceof Error) tell(error.message)
  opened.flush()
  process.exit(code)
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
