import { fork } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atLeast, type Row } from './harness.ts'
import { HEADLESS, type Launch, type StationChild, startStation } from './station-child.ts'

const BYTES_PER_MB = 1_048_576
const LOOK_EVERY_MS = 20
const TOLD_MS_MAX = 60_000
/** Loaded before a program, it tells on a signal what is held after a collection; Windows has no such signal. */
const TELLING = ['--expose-gc', '--import', new URL('../telling-memory.ts', import.meta.url).href] as const
const TELLS = process.platform !== 'win32'

/** What a process holds right after a collection, megabytes. */
export interface Held {
  /** Objects of the program and what hangs on them: what a leak is made of. */
  readonly live: number
  /** What the runtime's heap does not know of: the caches of the database, its own code, what libraries ask for. */
  readonly outside: number
  /** All of it, with the room that the runtime keeps for young objects. */
  readonly resident: number
}

/** A station that can be asked what it holds; null where the system has no signal for it. */
export interface TellingStation extends StationChild {
  held(): Promise<Held | null>
}

/** Starts the station alone, without npm in front. */
export async function startTelling(launch: Omit<Launch, 'program' | 'environment'>): Promise<TellingStation> {
  const file = join(launch.dataFolder, '..', 'memory.json')
  const [node, ...program] = HEADLESS
  const station = await startStation({
    ...launch,
    program: [node, ...TELLING, ...program],
    environment: { FUSION_MEMORY_FILE: file },
  })
  return { ...station, held: async () => (TELLS ? heldBy(station.pid, file) : null) }
}

/** Asks a program that gives nothing back until it holds so much more; how much that is then, null where there is no signal. */
async function leakedMb(folder: string, wantedMb: number): Promise<Pick<Held, 'live' | 'outside'> | null> {
  if (!TELLS) return null
  const file = join(folder, 'leaking.json')
  const child = fork(new URL('../leaking.ts', import.meta.url), {
    execArgv: [...TELLING],
    env: { ...process.env, FUSION_MEMORY_FILE: file },
  })
  try {
    const first = await toldIn(file)
    const until = performance.now() + TOLD_MS_MAX
    let leaked = { live: 0, outside: 0 }
    while (Math.min(leaked.live, leaked.outside) <= wantedMb && performance.now() < until) {
      const now = await heldBy(child.pid ?? 0, file)
      leaked = { live: now.live - first.live, outside: now.outside - first.outside }
    }
    return leaked
  } finally {
    child.kill()
  }
}

/** Asks a process what it holds. Throws where it does not tell. */
async function heldBy(pid: number, file: string): Promise<Held> {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  return toldIn(file)
}

async function toldIn(file: string): Promise<Held> {
  const until = performance.now() + TOLD_MS_MAX
  while (!existsSync(file)) {
    if (performance.now() > until) throw new Error('the process does not tell what it holds')
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  const { heapUsed, heapTotal, external, rss } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.MemoryUsage
  return {
    live: (heapUsed + external) / BYTES_PER_MB,
    outside: (rss - heapTotal) / BYTES_PER_MB,
    resident: rss / BYTES_PER_MB,
  }
}

/**
 * What is alive at the end beyond what was alive when the station was warm: what could be collected and was not yet, and the
 * room that the runtime keeps for later, say nothing about it.
 */
export function heldRow(harness: string, held: readonly (Held | null)[], megabytesMax: number): Row {
  return grownRow(
    `${harness}: memory that is held at the end beyond that of the warm station`,
    held.map((one) => one?.live ?? null),
    megabytesMax,
  )
}

/** The same for what the heap does not know of, where a native library would leak. */
export function outsideRow(harness: string, held: readonly (Held | null)[], megabytesMax: number): Row {
  return grownRow(
    `${harness}: memory outside of the heap at the end beyond that of the warm station`,
    held.map((one) => one?.outside ?? null),
    megabytesMax,
  )
}

function grownRow(name: string, looks: readonly (number | null)[], megabytesMax: number): Row {
  const [warm, end] = [looks[0] ?? null, looks.at(-1) ?? null]
  const grown = warm === null || end === null ? null : end - warm
  return {
    name,
    result: grown === null ? 'not told by this system' : `${grown.toFixed(1)} MB`,
    goal: `<= ${megabytesMax} MB`,
    ok: grown === null || grown <= megabytesMax,
  }
}

/** The negative control of that: a program that gives nothing back must be seen to grow. */
export async function leakRows(
  harness: string,
  folder: string,
  megabytesMax: number,
): Promise<readonly Row[]> {
  const leaked = await leakedMb(folder, megabytesMax)
  if (leaked === null) return []
  return [
    atLeast(`control ${harness}: memory that is held is noticed, MB`, Math.round(leaked.live), megabytesMax),
    atLeast(`control ${harness}: so is memory outside, MB`, Math.round(leaked.outside), megabytesMax),
  ]
}

export function inWords(held: Held | null): string {
  return held === null
    ? 'not told'
    : `${held.live.toFixed(1)} MB alive and ${held.outside.toFixed(1)} outside of the heap, of ${held.resident.toFixed(1)} resident`
}
