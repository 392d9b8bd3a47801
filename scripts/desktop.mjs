// Decides whether there can be a window: it takes a display and Electron's binary.
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './child.mjs'

/** What is unpacked below `node_modules/electron/dist`, by platform. */
const BINARIES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const RELEASES = 'https://github.com/electron/electron/releases/download/'
/** A server that has not answered by then is out of reach; a start does not wait for it longer. */
const REACH_MS_MAX = 4_000
/** About 120 MB on a slow line. */
const FETCH_MS_MAX = 300_000

/** Where Electron's binary lies once it was fetched, or where the environment says it is. */
export function electronPath(root, environment = process.env) {
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist')
  return join(folder, BINARIES[process.platform] ?? 'electron')
}

/**
 * Why no window can be opened here, in a sentence that says what to do; null where one can.
 *
 * @param electron  whether Electron's binary has to be there already
 */
export function whyNoWindow(root, { environment = process.env, electron = true } = {}) {
  if (process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY)
    return 'There is no display (DISPLAY and WAYLAND_DISPLAY are empty): start it in a desktop session, or below xvfb-run'
  if (electron && !existsSync(electronPath(root, environment)))
    return "Electron's binary is not installed: fetch it with npx install-electron"
  return null
}

/** What Electron itself has to be told before our own words: as root there is no sandbox, and Chromium insists on it. */
export function electronWords(root) {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox', root] : [root]
}

/**
 * Sees to it that a window can be opened, and resolves to why not; null where one can.
 *
 * The binary is fetched once, by Electron's own installer, when a display is there and the server of the binaries
 * answers. What the installer says is kept in `.cache/electron-install.log`.
 */
export async function provideWindow({ root, node, say, environment = process.env }) {
  const hopeless = whyNoWindow(root, { environment, electron: false })
  if (hopeless !== null) return hopeless
  if (existsSync(electronPath(root, environment))) return null
  const problem = await fetchElectron({ root, node, say, environment })
  if (problem === null && existsSync(electronPath(root, environment))) return null
  return `Electron's binary is not here and could not be fetched (${problem ?? 'it was not unpacked'}): fetch it with npx install-electron`
}

async function fetchElectron({ root, node, say, environment }) {
  const mirror = environment.ELECTRON_MIRROR || environment.npm_config_electron_mirror || RELEASES
  if (!(await answers(mirror))) return `${new URL(mirror).host} does not answer`
  mkdirSync(join(root, '.cache'), { recursive: true })
  const log = join(root, '.cache', 'electron-install.log')
  say(`fetching Electron's binary, once (${log})`)
  const file = openSync(log, 'w')
  const code = await runChild(node, [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    stdio: ['ignore', file, file],
    timeout: FETCH_MS_MAX,
    env: environment,
  })
  return code === 0 ? null : (lastLine(log) ?? `the installer ended with ${code}`)
}

async function answers(address) {
  try {
    await fetch(address, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(REACH_MS_MAX),
    })
    return true
  } catch {
    return false
  }
}

function lastLine(path) {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^\S*Error/.test(line.trim()))
  return lines.at(-1)?.trim().slice(0, 120)
}
