// Makes an application as an installer carries it, around a runtime folder that holds no Electron.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './borders.ts'
import { runProgram } from './program.ts'

const BUILDER = 'packaging/node_modules/electron-builder/cli.js'
const ASAR = 'packaging/node_modules/@electron/asar/bin/asar.js'

/** Marks the fuses in Electron's binary; a version, their number, and one sign each follow. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'fileProtocolExtraPrivileges',
] as const

/** A packed application. */
export interface Packed {
  /** The program out of its archive. */
  readonly root: string
  /** Every file in the archive, from its root. */
  readonly files: readonly string[]
  readonly fuses: Readonly<Record<string, boolean>>
}

/** Packs the project as it is built, and takes the archive apart again. */
export async function pack(folder: string): Promise<Packed> {
  const runtime = makeRuntime(join(folder, 'runtime'))
  const output = join(folder, 'release')
  const words = [`-c.electronDist=${runtime}`, `-c.directories.output=${output}`]
  await must(BUILDER, ['--linux', '--dir', '--projectDir', ROOT, '--publish', 'never', ...words])
  const unpacked = join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
  const archive = join(unpacked, 'resources', 'app.asar')
  const root = join(folder, 'app')
  await must(ASAR, ['extract', archive, root])
  const files = await must(ASAR, ['list', archive])
  return {
    root,
    files: files.split('\n').filter((file) => file !== ''),
    fuses: readFuses(join(unpacked, 'fusion-desk')),
  }
}

async function must(program: string, words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, words)
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stdout}${stderr}`)
  return stdout
}

/** What the builder wants to find of Electron; the program itself is a text with fuses in it, all as Electron ships them. */
function makeRuntime(folder: string): string {
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of [
    'version',
    'LICENSE',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'chrome_crashpad_handler',
  ])
    writeFileSync(join(folder, name), name === 'version' ? '45.4.1' : '')
  const wire = Buffer.from([1, FUSES.length, ...Buffer.from('10110001')])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(`no Electron ${SENTINEL}`), wire]))
  chmodSync(join(folder, 'electron'), 0o755)
  return folder
}

function readFuses(path: string): Readonly<Record<string, boolean>> {
  const binary = readFileSync(path)
  const first = binary.indexOf(SENTINEL) + SENTINEL.length + 2
  return Object.fromEntries(FUSES.map((name, at) => [name, binary[first + at] === '1'.charCodeAt(0)]))
}
