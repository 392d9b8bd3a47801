import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { DiskEvent } from './disk-event.ts'
import { readShimLog } from './shim-log.ts'
import { straceReader, TRACED } from './strace-log.ts'

export type RecorderKind = 'strace' | 'shim'

/** What is recorded: a program and the folder whose files it may touch. */
export interface Recording {
  readonly folder: string
  readonly program: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
  /** For the recorder's own files. */
  readonly workFolder: string
}

const WRITE_BYTES_MAX = 16_777_216
/** Descriptor of the recorder's pipe; 0 to 2 belong to the recorded program. */
const PIPE = 3

/**
 * The recorder this machine allows: strace, else the preloaded shim.
 *
 * `PROVE_RECORDER` forces one. Throws with what to install when neither works: power cuts are never skipped.
 */
export function chooseRecorder(): RecorderKind {
  const forced = process.env.PROVE_RECORDER
  if (forced === 'strace' || forced === 'shim') return forced
  if (straceWorks()) return 'strace'
  if (installStrace() && straceWorks()) return 'strace'
  if (spawnSync('cc', ['--version']).status === 0) return 'shim'
  throw new Error(
    'recording writes needs strace with the right to trace, or a C compiler named cc: install one',
  )
}

function straceWorks(): boolean {
  return spawnSync('strace', ['-f', '-y', '--seccomp-bpf', '-o', '/dev/null', 'true']).status === 0
}

function installStrace(): boolean {
  if (process.getuid?.() !== 0 || spawnSync('strace', ['-V']).status === 0) return false
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env: environment })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'strace'], { env: environment })
  return true
}

/** Runs a program to its end and returns everything it did to the files of the folder, in order. */
export async function record(kind: RecorderKind, recording: Recording): Promise<readonly DiskEvent[]> {
  return kind === 'strace' ? recordByStrace(recording) : recordByShim(recording)
}

async function recordByStrace({ folder, program, environment }: Recording): Promise<readonly DiskEvent[]> {
  const options = [
    '-f',
    '-y',
    '-xx',
    '--seccomp-bpf',
    '-s',
    `${WRITE_BYTES_MAX}`,
    '-e',
    `trace=${TRACED.join(',')}`,
  ]
  const child = spawn('strace', [...options, '-o', `|cat >&${PIPE}`, ...program], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const events: DiskEvent[] = []
  const read = straceReader(folder)
  const ended = end(child)
  for await (const line of createInterface({ input: child.stdio[PIPE] as Readable })) {
    const event = read(line)
    if (event) events.push(event)
  }
  await ended
  return events
}

async function recordByShim({
  folder,
  program,
  environment,
  workFolder,
}: Recording): Promise<readonly DiskEvent[]> {
  const library = join(workFolder, 'recorder-shim.so')
  const log = join(workFolder, 'record')
  const source = join(import.meta.dirname, 'recorder-shim.c')
  const built = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`the recorder could not be compiled: ${built.stderr}`)
  rmSync(log, { force: true })
  const [command, ...args] = program
  const child = spawn(command, args, {
    env: { ...process.env, ...environment, LD_PRELOAD: library, PROVE_FOLDER: folder, PROVE_RECORD: log },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await end(child)
  return readShimLog(readFileSync(log))
}

/** Settles when the program ended as it should; throws with its last words otherwise. */
function end(child: ChildProcess): Promise<void> {
  const words: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else
        reject(
          new Error(
            `the recorded program ended with ${code}: ${Buffer.concat(words).toString().slice(-2_000)}`,
          ),
        )
    })
  })
}
