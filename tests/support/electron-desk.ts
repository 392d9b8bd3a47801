// Starts the built program of the window for a test: under Node with the stand-in for Electron, or in Electron itself
// where it can run. Both look the same to a test: Playwright's interface of an Electron application.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Browser, test as base, type Page } from '@playwright/test'
import { electronPath, electronWords, whyNoWindow } from '../../scripts/desktop.mjs'
import { ROOT } from './borders.ts'
import type * as double from './electron-double.ts'
import type { Mutation } from './electron-hook.ts'
import { flagsOf, launchDouble } from './electron-launch.ts'

export { expect } from '@playwright/test'

/** What a function sees that is evaluated in the program: Electron, or what stands in for it. */
export type Electron = typeof double & {
  readonly double: {
    readonly seen: readonly { readonly what: string; readonly detail: unknown }[]
    readonly sessions: ReadonlyMap<string, ReturnType<typeof double.session.fromPartition>>
  }
}

/** A running program with its windows. */
export interface Desktop {
  readonly kind: 'electron' | 'double'
  /** The data folder of its station. */
  readonly data: string
  firstWindow(): Promise<Page>
  windows(): Page[]
  evaluate<Value, Argument>(
    see: (electron: Electron, argument: Argument) => Value | Promise<Value>,
    argument?: Argument,
  ): Promise<Value>
  /** Everything it wrote so far. */
  said(): { readonly stdout: string; readonly stderr: string }
  kill(signal: NodeJS.Signals): void
  readonly exited: Promise<number | null>
  close(): Promise<void>
}

export interface LaunchPlan {
  /** Flags beside the data folder. */
  readonly words?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** A part of the main bundle that is exchanged; only the stand-in can do so. */
  readonly mutation?: Mutation
  /** Where the built program lies; the project's own folder where none is given. */
  readonly root?: string
}

/** What starting takes, as the stand-in gets it. */
export interface Launch extends LaunchPlan {
  readonly browser: Browser
  readonly folder: string
  readonly data: string
}

/** Why real Electron cannot run here; null where it can. */
export const noElectron: string | null = whyNoWindow(ROOT)

/** Starts the program on the data folder of the test; it is ended after the test. */
export type Start = (plan?: LaunchPlan) => Promise<Desktop>

interface Fixtures {
  /** With the stand-in. */
  readonly launch: Start
  /** In Electron itself. */
  readonly launchElectron: Start
  /** A folder of the test; the data folder lies in it. */
  readonly folder: string
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-window-'))
    // A desk that is set up: the first run has tests of its own.
    mkdirSync(join(folder, 'data'), { mode: 0o700 })
    const setUp = { opened: true, finished: true, steps: {} }
    writeFileSync(join(folder, 'data', 'welcome.json'), JSON.stringify(setUp))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  launch: async ({ browser, folder }, use) => {
    const all: Desktop[] = []
    await use((plan = {}) =>
      remembered(all, launchDouble({ ...plan, browser, folder, data: join(folder, 'data') })),
    )
    for (const desktop of all) await desktop.close()
  },
  launchElectron: async ({ browser, folder }, use) => {
    const all: Desktop[] = []
    await use((plan = {}) =>
      remembered(all, launchReal({ ...plan, browser, folder, data: join(folder, 'data') })),
    )
    for (const desktop of all) await desktop.close()
  },
})

async function remembered(all: Desktop[], starting: Promise<Desktop>): Promise<Desktop> {
  const desktop = await starting
  all.push(desktop)
  return desktop
}

async function launchReal(launch: Launch): Promise<Desktop> {
  const { folder, data, environment = {} } = launch
  const own = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const app = await _electron.launch({
    executablePath: electronPath(ROOT),
    cwd: ROOT,
    args: [...electronWords(ROOT), ...flagsOf(launch)],
    env: {
      ...Object.fromEntries(own),
      XDG_CONFIG_HOME: join(folder, 'config'),
      FUSION_LOG_LEVEL: 'warn',
      ...environment,
    },
  })
  const child = app.process()
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (part) => {
    stdout += part
  })
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  return {
    kind: 'electron',
    data,
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    evaluate: (see, argument) => app.evaluate(see as never, argument as never),
    said: () => ({ stdout, stderr }),
    kill: (signal) => void child.kill(signal),
    exited,
    async close() {
      child.kill('SIGTERM')
      await exited
    },
  }
}
