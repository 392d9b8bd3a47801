import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ROOT } from './borders.ts'

/** A program that ended. `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A program that runs. */
export interface Program {
  readonly child: ChildProcess
  /** What it has written so far. */
  said(): { readonly stdout: string; readonly stderr: string }
  /** Resolves when standard output matches; rejects when the program ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  readonly ended: Promise<Ended>
}

/** The built programs, as they are shipped. They start in half the time their sources take. */
export const STATION = 'dist/main/headless.js'
export const COMMAND_LINE = 'dist/main/cli.js'

/** Starts a program of the project by its path from the root, on the Node that runs the tests. */
export function startProgram(
  path: string,
  args: readonly string[],
  { node = process.execPath, ...options }: SpawnOptions & { readonly node?: string } = {},
): Program {
  const child = spawn(node, [resolve(ROOT, path), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  let stdout = ''
  let stderr = ''
  const heard = new Set<() => void>()
  child.stdout?.on('data', (part) => {
    stdout += part
    for (const listener of heard) listener()
  })
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed)
    child.once('close', (code, signal) => done({ code, signal, stdout, stderr }))
  })
  return {
    child,
    said: () => ({ stdout, stderr }),
    until: (pattern) =>
      new Promise((done, failed) => {
        const look = () => {
          const found = pattern.exec(stdout)
          if (found === null) return
          heard.delete(look)
          done(found)
        }
        heard.add(look)
        look()
        ended.then(({ code, stderr }) => failed(new Error(`ended with ${code} before ${pattern}: ${stderr}`)))
      }),
    ended,
  }
}

/** Runs a program to its end. */
export function runProgram(
  path: string,
  args: readonly string[],
  options: Parameters<typeof startProgram>[2] = {},
): Promise<Ended> {
  return startProgram(path, args, options).ended
}

/** A station that has said it is ready. */
export interface StationProgram extends Program {
  readonly url: string
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts the station without a window on a free port, and waits until it is ready. */
export async function startStationProgram(
  dataFolder: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<StationProgram> {
  const words = ['--headless', '--data', dataFolder, '--port', '0', '--sim', 'tests', ...args]
  const program = startProgram(STATION, words, options)
  const ready = await program.until(/^ready (http:\/\/127\.0\.0\.1:\d+) source=(\S+) data=(.*)\n/m)
  return {
    ...program,
    url: ready[1] ?? '',
    stop(signal = 'SIGTERM') {
      program.child.kill(signal)
      return program.ended
    },
  }
}

/** The script of the npm on this machine. */
export function npmProgram(): string {
  const own = process.env.npm_execpath
  if (own !== undefined && /npm-cli\.c?js$/.test(own)) return own
  return execFileSync('sh', ['-c', 'readlink -f "$(command -v npm)"'], { encoding: 'utf8' }).trim()
}

/** A folder of its own for one test. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'fusion-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
