import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The folder of the program under test. */
export const ROOT = join(import.meta.dirname, '..', '..', '..')
const READY_MS_MAX = 60_000
const STOP_MS_MAX = 15_000
const READY = /^ready (http:\/\/\S+) source=(\w+) data=(.*)$/

/** A running station in a process of its own. */
export interface StationChild {
  readonly url: string
  /** The process that holds the data folder; not npm's. */
  readonly pid: number
  /** Ends the station without a word to it, and waits until everything started with it is gone. */
  kill(): Promise<void>
  /** Asks the station to stop, and waits. Returns its exit code. */
  stop(): Promise<number | null>
}

export interface Launch {
  readonly dataFolder: string
  readonly flags: readonly string[]
  /** Default: one the system picks. */
  readonly port?: number
  /** The station's own words: everything it says on standard error is added here. */
  readonly logFile: string
  /** The program to start; default `npm start -- --headless`. */
  readonly program?: readonly [string, ...string[]]
  /** Beside what this process has. */
  readonly environment?: Readonly<Record<string, string>>
}

/** What a user types. */
const NPM_START = ['npm', 'start', '--silent', '--', '--headless'] as const
/** The station without npm and its set-up in front, where only the station itself is on trial. */
export const HEADLESS = [process.execPath, join(ROOT, 'dist', 'main', 'headless.js'), '--headless'] as const

const running = new Set<ChildProcess>()
process.once('exit', endAll)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

function endAll(): void {
  // Whatever they do: where the child is npm, what it started notices that npm is gone, and stops.
  for (const child of running) child.kill('SIGKILL')
}

/** Limits out of the way of a harness, which is one caller and stands for thousands. */
const CONFIG = {
  profile: 'testing',
  limits: {
    decisionsPerSecond: 1_000_000,
    decisionBurst: 1_000_000,
    requestsPerSecond: 1_000_000,
    requestBurst: 1_000_000,
    readsPerMinute: 60_000_000,
    moneyPerMinute: 60_000_000,
    hooksPerMinute: 60_000_000,
    pairingPerMinute: 60_000_000,
    strangersPerMinute: 60_000_000,
    sockets: 2_000,
    socketsPerToken: 2_000,
  },
}

/** Makes a data folder whose station lets a harness through, but for the limits that are on trial. */
export function makeDataFolder(folder: string, limits: Readonly<Record<string, number>> = {}): string {
  mkdirSync(folder, { recursive: true })
  const config = { ...CONFIG, limits: { ...CONFIG.limits, ...limits } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  return folder
}

/** Starts a station and waits for its `ready` line. Throws with its last words when it does not come. */
export async function startStation(launch: Launch): Promise<StationChild> {
  const { dataFolder, flags, logFile, port = 0, program = NPM_START, environment = {} } = launch
  const [command, ...args] = [...program, '--data', dataFolder, '--port', `${port}`, ...flags]
  const child = spawn(command ?? '', args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', openSync(logFile, 'a')],
  })
  running.add(child)
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    }),
  )
  const url = await readyUrl(child, ended, logFile)
  const { pid } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { pid: number }
  return {
    url,
    pid,
    async kill() {
      process.kill(pid, 'SIGKILL')
      await ended
    },
    async stop() {
      process.kill(pid, 'SIGTERM')
      const timer = setTimeout(() => process.kill(pid, 'SIGKILL'), STOP_MS_MAX)
      const code = await ended
      clearTimeout(timer)
      return code
    },
  }
}

async function readyUrl(
  child: ChildProcess,
  ended: Promise<number | null>,
  logFile: string,
): Promise<string> {
  const lines = createInterface({ input: child.stdout as Readable })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready in time; ${lastWords(logFile)}`)),
      READY_MS_MAX,
    )
    lines.on('line', (line) => {
      const url = READY.exec(line)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
    ended.then((code) => {
      clearTimeout(timer)
      reject(new Error(`the station ended with ${code} before it was ready; ${lastWords(logFile)}`))
    })
  })
}

function lastWords(logFile: string): string {
  return `its last words: ${readFileSync(logFile, 'utf8').slice(-1_000)}`
}
