// Finds or installs the Chromium that the browser tests drive, and notes its path in .cache/chromium.path.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runChild } from './child.mjs'

// First the shell without a window of its own: the same engine for little more than half the work.
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
/** What Debian offers; its kin may have only the second. */
const DEBIAN_PACKAGES = ['chromium-headless-shell', 'chromium']
/** Writes the store of certificates from which a Chromium on Linux believes a desk's own authority. */
const CERTUTIL = { name: 'certutil', debianPackage: 'libnss3-tools' }
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const LINUX_PATHS = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/snap/bin/chromium']
const WINDOWS_FOLDERS = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
const WINDOWS_PATHS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']

/**
 * Notes a Chromium for the tests: the one named by FUSION_CHROMIUM, the system's, Playwright's own, and where there
 * is none, one installed by apt-get (root on Debian and its kin) or by Playwright.
 */
export async function provideChromium({ root, node, say }) {
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  const path = find(root, node) ?? (await installed({ root, node, say, cache }))
  if (path === undefined)
    throw new Error(
      'The browser tests need a Chromium: install Chromium or Chrome, or set FUSION_CHROMIUM to the path of one.',
    )
  writeFileSync(join(cache, 'chromium.path'), path)
  await provideCertutil({ root, say, cache })
}

/** Without it the tests of devices let pass what comes with the authority's key, and say so. */
async function provideCertutil({ root, say, cache }) {
  if (process.platform !== 'linux' || onPath([CERTUTIL.name]) || !mayUseApt()) return
  const log = join(cache, 'certutil-install.log')
  say(`no certutil found: installing it with apt-get (${log})`)
  const apt = aptGet({ cwd: root, stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')] })
  await apt('update', '-qq')
  await apt('install', '-y', '-qq', '--no-install-recommends', CERTUTIL.debianPackage)
}

function find(root, node) {
  const named = process.env.FUSION_CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Error(
      `FUSION_CHROMIUM names a file that is not there: set it to the path of a Chromium (now ${named}).`,
    )
  }
  return onPath(NAMES) ?? known().find((path) => existsSync(path)) ?? playwrightsOwn(root, node)
}

function onPath(names) {
  const extension = process.platform === 'win32' ? '.exe' : ''
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name + extension)
      if (folder !== '' && existsSync(path)) return path
    }
  return undefined
}

function known() {
  if (process.platform === 'darwin') return MAC_PATHS
  if (process.platform !== 'win32') return LINUX_PATHS
  return WINDOWS_FOLDERS.flatMap((variable) => {
    const folder = process.env[variable]
    return folder === undefined ? [] : WINDOWS_PATHS.map((path) => join(folder, path))
  })
}

function playwrightsOwn(root, node) {
  const asked = spawnSync(node, ['-p', "require('playwright-core').chromium.executablePath()"], {
    cwd: root,
    encoding: 'utf8',
  })
  const path = asked.stdout?.trim()
  return path && existsSync(path) ? path : undefined
}

function mayUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && onPath(['apt-get']) !== undefined
}

function aptGet(settings) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (...words) => runChild('apt-get', words, { ...settings, env })
}

async function installed({ root, node, say, cache }) {
  // Both installers talk a lot; what they said stays readable.
  const log = join(cache, 'chromium-install.log')
  const settings = { cwd: root, stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')] }
  if (mayUseApt()) {
    say(`no Chromium found: installing it with apt-get (${log})`)
    const apt = aptGet(settings)
    await apt('update', '-qq')
    for (const name of DEBIAN_PACKAGES) {
      await apt('install', '-y', '-qq', '--no-install-recommends', name)
      const path = find(root, node)
      if (path !== undefined) return path
    }
  }
  say(`no Chromium found: asking Playwright to install one (${log})`)
  await runChild(
    node,
    [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'],
    settings,
  )
  return find(root, node)
}
