import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'vite'
import { HEADLESS, ROOT } from '#tests/prove/support/station-child.ts'
import type { Bench, Values } from './figures.ts'
import { startChild } from './support/child.ts'
import { startProduct } from './support/product.ts'
import { median } from './support/statistics.ts'

const TRADERS = 1_000
const SIGNALS = 100
const ROUNDS = 9
/** Time in which the fires of a filled database get their prices. */
const SETTLE_MS = 4_000
/** Memory is looked at this long after the first answer. */
const MEMORY_AFTER_MS = 3_000
const ANSWER_MS_MAX = 30_000
const RETRY_MS = 1
const KIB = 1_024
const MB = 1_000_000

interface Start {
  readonly ms: number
  /** Null where the system does not tell. */
  readonly residentMb: number | null
}

/**
 * From spawning the station on a database with 100,000 fires to its first answer, against the same libraries
 * bundled, cached and started in the same way with nothing to do.
 */
export async function measureStart({ folder, note }: Bench): Promise<Values> {
  const dataFolder = join(folder, 'data')
  await makeDatabase(dataFolder)
  const bareProgram = await bundleBareStack()
  const startBare = (port: number): readonly string[] => [process.execPath, bareProgram, String(port)]
  const startStation = (port: number): readonly string[] => [
    ...HEADLESS,
    '--data',
    dataFolder,
    '--sim',
    'bench',
    '--port',
    String(port),
  ]
  await timeStart(startBare, 0)
  await timeStart(startStation, 0)
  const ratios: number[] = []
  const residentMb: number[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const bare = await timeStart(startBare, 0)
    const station = await timeStart(startStation, MEMORY_AFTER_MS)
    ratios.push(station.ms / bare.ms)
    if (station.residentMb !== null) residentMb.push(station.residentMb)
    const memory = station.residentMb === null ? '' : `, ${station.residentMb.toFixed(0)} MB`
    note(`round ${round}: bare ${bare.ms.toFixed(0)} ms, station ${station.ms.toFixed(0)} ms${memory}`)
  }
  return {
    start_100k: median(ratios),
    ...(residentMb.length > 0 ? { rss_start: median(residentMb) } : {}),
  }
}

/** A station's folder with 100,000 fires that have got their prices. */
async function makeDatabase(dataFolder: string): Promise<void> {
  const first = await startProduct(dataFolder)
  await first.station.stop()
  const program = await startChild('fill-database')
  await program.ask({ dataFolder, traders: TRADERS, signals: SIGNALS })
  await program.stop()
  const second = await startProduct(dataFolder)
  await wait(SETTLE_MS)
  await second.station.stop()
}

/** Bundles the bare stack as the station is bundled; returns the program. */
async function bundleBareStack(): Promise<string> {
  // Inside the project, where the native module is found.
  const outDir = join(ROOT, '.cache', 'bench')
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(import.meta.dirname, 'programs', 'bare-stack.ts'),
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: '[name].js' } },
    },
  })
  return join(outDir, 'bare-stack.js')
}

/** Starts a program on a free port, waits for its first good answer, and ends it. */
async function timeStart(
  command: (port: number) => readonly string[],
  memoryAfterMs: number,
): Promise<Start> {
  const port = await freePort()
  const [program = '', ...args] = command(port)
  const began = performance.now()
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'ignore'] })
  try {
    await firstAnswer(port, child)
    const ms = performance.now() - began
    if (memoryAfterMs > 0) await wait(memoryAfterMs)
    return { ms, residentMb: residentOf(child.pid) }
  } finally {
    await stopped(child)
  }
}

async function firstAnswer(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + ANSWER_MS_MAX
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`a start ended with ${child.exitCode}`)
    if (performance.now() > until) throw new Error('a start was not answered in time')
    await wait(RETRY_MS)
  }
}

/** Whether `GET /health` is answered with 200. A bare connection: it costs the program under test the least. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /health HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`)
    })
    const answer = (good: boolean): void => {
      socket.destroy()
      resolve(good)
    }
    socket.once('data', (chunk) => answer(chunk.toString('latin1').startsWith('HTTP/1.1 200')))
    socket.once('error', () => answer(false))
    socket.once('close', () => answer(false))
  })
}

/** Resident memory in MB, as Linux tells it; null elsewhere. */
function residentOf(pid: number | undefined): number | null {
  const path = `/proc/${pid}/status`
  if (pid === undefined || !existsSync(path)) return null
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1]
  return kib === undefined ? null : (Number(kib) * KIB) / MB
}

async function stopped(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS_MAX)
  await gone
  clearTimeout(late)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
