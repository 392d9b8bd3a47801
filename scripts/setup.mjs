// Makes a bare clone runnable. Plain JavaScript without dependencies: it runs on Node 20 before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './child.mjs'
import { provideChromium } from './chromium.mjs'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const CACHE = join(ROOT, '.cache')
const LOCK = join(CACHE, 'setup.lock')
/** What makes installers: apart, because it would double what every start installs. */
const PACKAGING = join(ROOT, 'packaging')
const BUILD_STAMP = join(ROOT, 'dist', '.stamp')
const SOURCES = ['contracts', 'core', 'db', 'electron', 'renderer', 'vite.config.ts', 'package.json']
const NODE_MIN = [22, 18]
const BOOTSTRAP_NODE_MIN = 20
const LOCK_WAIT_S_MAX = 900
const LOCK_POLL_MS = 250

/** A set-up that cannot go on. The message says in one sentence what to do. */
export class SetUpFailed extends Error {}

/**
 * Installs, builds and finds what is missing or stale, and resolves to the Node that runs the product.
 *
 * Does nothing but compare two stamps when nothing changed. Everything it says goes to standard error.
 *
 * @param wants  `browser`: find or install a Chromium for the browser tests; `packaging`: install what makes installers
 */
export async function setUp({ browser = false, packaging = false } = {}) {
  if (major(process.versions.node) < BOOTSTRAP_NODE_MIN)
    throw new SetUpFailed(
      `Node ${BOOTSTRAP_NODE_MIN} or later is needed to set up; this is ${process.version}.`,
    )
  const needs = () => ({
    install: !installed(ROOT),
    build: !built(),
    packaging: packaging && !installed(PACKAGING),
    browser: browser && !chromiumKnown(),
  })
  if (Object.values(needs()).some(Boolean)) {
    const release = await takeLock()
    try {
      await provide(needs)
    } finally {
      release()
    }
  }
  return productNode()
}

// Asked again at each step: another set-up may have done the work while we waited for the lock.
async function provide(needs) {
  if (needs().install) await installProject()
  productNode()
  if (needs().build) await build()
  if (needs().packaging) await install(PACKAGING, 'the builder of installers')
  if (needs().browser) await provideChromium({ root: ROOT, node: productNode(), say })
}

export function say(message) {
  process.stderr.write(`[set-up] ${message}\n`)
}

function major(version) {
  return Number(version.split('.')[0])
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** One set-up at a time: a folder is made atomically, and a dead owner's lock is taken over. */
async function takeLock() {
  mkdirSync(CACHE, { recursive: true })
  const deadline = Date.now() + LOCK_WAIT_S_MAX * 1_000
  let told = false
  while (!tryLock()) {
    if (ownerIsGone()) {
      rmSync(LOCK, { recursive: true, force: true })
      continue
    }
    if (!told) say('waiting for another set-up to end')
    told = true
    if (Date.now() > deadline)
      throw new SetUpFailed(`Another set-up holds ${LOCK}: end it or remove that folder.`)
    await new Promise((done) => setTimeout(done, LOCK_POLL_MS))
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true })
  process.once('exit', release)
  return () => {
    process.off('exit', release)
    release()
  }
}

function tryLock() {
  try {
    mkdirSync(LOCK)
  } catch {
    return false
  }
  writeFileSync(join(LOCK, 'pid'), String(process.pid))
  return true
}

// The pid is written a moment after the folder is made, so a young lock without one has an owner.
function ownerIsGone() {
  const owner = Number(textOf(join(LOCK, 'pid')))
  if (owner === 0) {
    try {
      return Date.now() - statSync(LOCK).mtimeMs > 5_000
    } catch {
      return false
    }
  }
  try {
    process.kill(owner, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

function stampOf(folder) {
  return join(folder, 'node_modules', '.fusion-desk-stamp')
}

function installDigest(folder) {
  const { dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(
    textOf(join(folder, 'package.json')),
  )
  const wanted = JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides])
  return digest([wanted, textOf(join(folder, 'package-lock.json')), process.platform, process.arch])
}

function installed(folder) {
  return textOf(stampOf(folder)).split('\n')[0] === installDigest(folder)
}

async function installProject() {
  await install(ROOT, 'dependencies', () => {
    const pinned = pinnedNode()
    const runs = existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0
    return runs ? 'pinned' : 'own'
  })
}

/** Installs what the lock file of a folder says. `note` gives what is to be remembered beside the stamp. */
async function install(folder, what, note = () => '') {
  const began = Date.now()
  const before = existsSync(join(folder, 'node_modules'))
  say(before ? `${what} changed: installing` : `installing ${what}`)
  rmSync(stampOf(folder), { force: true })
  // No dependency needs its install script; without the flag npm would try to compile better-sqlite3, which carries
  // its binaries.
  const code = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  if (code !== 0)
    throw new SetUpFailed(
      'npm ci failed (see above): it needs the package registry once; run this again when it can be reached.',
    )
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  writeFileSync(stampOf(folder), `${installDigest(folder)}\n${note()}\n`)
  say(`${what} ready in ${secondsSince(began)}`)
}

function npm(args, cwd) {
  const settings = { cwd, stdio: ['ignore', 2, 2] }
  const script = process.env.npm_execpath
  if (script !== undefined && /npm-cli\.c?js$/.test(script))
    return runChild(process.execPath, [script, ...args], settings)
  if (process.platform === 'win32') return runChild('npm.cmd', args, { ...settings, shell: true })
  return runChild('npm', args, settings).catch(() => {
    throw new SetUpFailed('npm was not found: install it with Node and run this again.')
  })
}

function pinnedNode() {
  return join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
}

/** The Node that came with the dependencies where there is one and it runs here, else the one running now. */
function productNode() {
  if (textOf(stampOf(ROOT)).split('\n')[1] === 'pinned') return pinnedNode()
  const [own, minor] = process.versions.node.split('.').map(Number)
  if (own < NODE_MIN[0] || (own === NODE_MIN[0] && minor < NODE_MIN[1]))
    throw new SetUpFailed(
      `Node ${NODE_MIN.join('.')} or later is needed on ${process.platform}-${process.arch}, and this is ${process.version}: install a newer Node and run this again.`,
    )
  return process.execPath
}

function buildDigest() {
  const parts = [textOf(stampOf(ROOT))]
  for (const source of SOURCES) collect(join(ROOT, source), parts)
  return digest(parts)
}

function collect(path, parts) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) {
    parts.push(`${relative(ROOT, path)} ${found.size} ${found.mtimeMs}`)
    return
  }
  for (const name of readdirSync(path).sort()) collect(join(path, name), parts)
}

function built() {
  return textOf(BUILD_STAMP) === buildDigest()
}

async function build() {
  const began = Date.now()
  const wanted = buildDigest()
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await runChild(productNode(), [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    // A runner of tests names another one, and with it libraries come in their versions for developers.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0)
    throw new SetUpFailed('The build failed (see above): correct the sources and run this again.')
  mkdirSync(dirname(BUILD_STAMP), { recursive: true })
  writeFileSync(BUILD_STAMP, wanted)
  say(`built in ${secondsSince(began)}`)
}

function chromiumKnown() {
  const path = process.env.FUSION_CHROMIUM || textOf(join(CACHE, 'chromium.path'))
  return path !== '' && existsSync(path) && path === textOf(join(CACHE, 'chromium.path'))
}

function secondsSince(began) {
  return `${((Date.now() - began) / 1_000).toFixed(1)} s`
}
