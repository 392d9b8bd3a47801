import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const KB_PER_MB = 1_024

/** What a process holds of the machine's memory, megabytes; null where the system does not say. */
export function residentMb(pid: number): number | null {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / KB_PER_MB
  if (process.platform === 'win32') return null
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / KB_PER_MB
}

/** Looks at the memory of a process again and again. */
export interface MemoryWatch {
  /** Megabytes, one for each look; empty where the system does not say. */
  readonly looks: readonly number[]
  stop(): void
}

export function watchMemory(pid: number, everyMs: number): MemoryWatch {
  const looks: number[] = []
  const look = (): void => {
    const now = residentMb(pid)
    if (now !== null && !Number.isNaN(now)) looks.push(now)
  }
  look()
  const timer = setInterval(look, everyMs)
  return { looks, stop: () => clearInterval(timer) }
}

/** How much more the highest look was than the first; 0 where there was none. */
export function growthMb(looks: readonly number[]): number {
  return looks.length === 0 ? 0 : Math.max(...looks) - (looks[0] ?? 0)
}
