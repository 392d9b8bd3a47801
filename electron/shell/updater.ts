import { accessSync, constants, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { UpdateOff } from '#contracts/bridge.ts'
import type { LogSink } from '#station/log.ts'
import { noteIn } from './log-tail.ts'
import { type Updater, Updates } from './updates.ts'

/** Where what was loaded waits, in the system's folder for what can be fetched again. */
const CACHE_FOLDER = 'fusion-desk-updater'

/** What decides whether this program can be exchanged for a newer one. */
export interface UpdatePlan {
  readonly packed: boolean
  readonly url: string | null
  readonly platform: string
  /** The file of the AppImage that runs, as its runtime names it. */
  readonly appImage: string | undefined
  /** Whether who runs the program may write a file or folder. */
  readonly mayWrite: (path: string) => boolean
}

/**
 * Why the program never looks for a newer one; null where it does.
 *
 * On Linux an AppImage alone can be exchanged by who runs it, where he may write it; a package belongs to the system,
 * which would ask for a password. On macOS a program that is not signed cannot be exchanged.
 */
export function whyNoUpdates(plan: UpdatePlan): UpdateOff | null {
  const { packed, url, platform, appImage, mayWrite } = plan
  if (!packed) return 'development'
  if (url === null) return 'no_place'
  if (platform === 'win32') return null
  if (platform !== 'linux' || !appImage) return 'other_package'
  return mayWrite(appImage) && mayWrite(dirname(appImage)) ? null : 'not_writable'
}

/** Whether who runs this program may write a file or folder that is there. */
export function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What the program knows of itself that updates need. */
export interface OwnFacts {
  readonly version: string
  readonly packed: boolean
  readonly url: string | null
  /** Where the program keeps what is this user's and this desk's. */
  readonly profile: string
  readonly log: LogSink
  readonly onChange: () => void
}

/** The updates of this program, on this machine; nothing is looked for before they are started. */
export function openUpdates({ version, packed, url, profile, log, onChange }: OwnFacts): Updates {
  const { platform, env } = process
  return new Updates({
    version,
    off: whyNoUpdates({ packed, url, platform, appImage: env.APPIMAGE, mayWrite }),
    open: () => openUpdater(url ?? '', profile),
    now: Date.now,
    nowMs: () => performance.now(),
    every: (ms, act) => setInterval(act, ms).unref(),
    onChange,
    note: (event, more) => noteIn(log, event, more),
  })
}

/** Opens electron-updater for a place that serves `latest*.yml` and the files that it names. */
async function openUpdater(url: string, profile: string): Promise<Updater> {
  // Loaded where there is a place to look at alone: a start is not to wait for it.
  const { AppImageUpdater, NsisUpdater } = await import('electron-updater')
  const updater = process.platform === 'win32' ? new NsisUpdater() : new AppImageUpdater()
  updater.updateConfigPath = writePlace(profile, url)
  updater.logger = null
  updater.autoDownload = true
  // The station has to be stopped before; the shell puts it in place itself.
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.allowPrerelease = false
  // It would send a name of its own making with every look, by which a server knows this desk again.
  updater.requestHeaders = { 'x-user-staging-id': 'none' }
  return updater
}

/** electron-updater reads the place from a file in YAML, of which JSON is a part. */
function writePlace(profile: string, url: string): string {
  const path = join(profile, 'update.json')
  const place = { provider: 'generic', url, updaterCacheDirName: CACHE_FOLDER }
  writeFileSync(path, JSON.stringify(place), { mode: 0o600 })
  return path
}
