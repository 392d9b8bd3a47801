import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { type Desktop, type LaunchPlan, expect as patient, type Start } from '../../support/electron-desk.ts'

/** How long is waited for what ought to happen; a mutant is given up sooner. */
type Expect = typeof patient

/** One promise of the window. `launch` starts the program whose promise it is, built well or mutated. */
export interface Check {
  readonly title: string
  readonly run: (launch: Start, expect: Expect) => Promise<void>
}

/** The signed-in page of a program that has started. */
export async function signedIn(desk: Desktop): Promise<Page> {
  const page = await desk.firstWindow()
  await patient(page.getByRole('status', { name: 'LIVE', exact: true })).toBeVisible()
  return page
}

/** What would have been seen or heard outside the program, by its name. */
export function seen(desk: Desktop, what: string): Promise<readonly unknown[]> {
  return desk.evaluate(
    ({ double }, name) => double.seen.filter((each) => each.what === name).map(({ detail }) => detail),
    what,
  )
}

export function visibility(desk: Desktop): Promise<readonly boolean[]> {
  return desk.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  )
}

/** A browser of somebody else on the same machine. */
function newBrowser(page: Page): Promise<BrowserContext> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the pages of the stand-in are a browser’s')
  return browser.newContext()
}

/** A program whose window can be seen. One that does not come up breaks no promise of a check, and proves no mutant. */
async function start(launch: Start, plan: LaunchPlan = {}) {
  const desk = await launch(plan)
  const page = await desk.firstWindow()
  await standing(patient.poll(() => visibility(desk)).toEqual([true]))
  return { desk, page }
}

/** A program whose page is live. */
async function startLive(launch: Start) {
  const desk = await launch()
  return { desk, page: await standing(signedIn(desk)) }
}

async function standing<Value>(coming: Promise<Value>): Promise<Value> {
  try {
    return await coming
  } catch (cause) {
    throw new Error('the program did not come up', { cause })
  }
}

/** The items of Electron's security checklist that are options of a window. */
const CHECKLIST = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: undefined,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: false,
}

/** The options of each window that stand in the checklist. */
async function optionsOf(desk: Desktop): Promise<readonly object[]> {
  const all = await desk.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getLastWebPreferences()),
  )
  const names = Object.keys(CHECKLIST)
  return all.map((each) =>
    Object.fromEntries(names.map((name) => [name, (each as Record<string, unknown>)[name]])),
  )
}

/** Tells a page's guard of something, as Electron would, and gives whether it was prevented. */
function prevents(desk: Desktop, name: string, detail: object): Promise<boolean> {
  return desk.evaluate(
    ({ BrowserWindow }, [event, more]) => {
      let prevented = false
      const preventDefault = () => {
        prevented = true
      }
      const told = { ...more, preventDefault }
      BrowserWindow.getAllWindows()[0]?.webContents.emit(event, told)
      return prevented
    },
    [name, detail] as const,
  )
}

/** Whether the guard prevented a navigation that the page itself began. */
async function preventedWhenGoing(
  { desk, page, address }: { readonly desk: Desktop; readonly page: Page; readonly address: string },
  expect: Expect,
): Promise<unknown> {
  await desk.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const kept = globalThis as unknown as { gone: unknown[] }
    kept.gone = []
    // Told after the guard, which was there first.
    contents?.on('will-navigate', (event) => kept.gone.push([event.url, event.defaultPrevented]))
  })
  await page.evaluate((to) => {
    location.href = to
  }, address)
  const gone = () => desk.evaluate(() => (globalThis as unknown as { gone: unknown[] }).gone)
  await expect.poll(gone).toHaveLength(1)
  return (await gone())[0]
}

export const CHECKS = {
  options: {
    title: '[SHELL-10] every option of the security checklist is as it should be',
    async run(launch, expect) {
      const { desk } = await start(launch)
      expect(await optionsOf(desk)).toEqual([CHECKLIST])
    },
  },
  node: {
    title: '[SHELL-11] a page finds nothing of Node or Electron, only the functions of the bridge',
    async run(launch, expect) {
      const { page } = await start(launch)
      const found = await page.evaluate(() => ({
        strangers: ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter(
          (name) => name in window,
        ),
        bridge: Object.entries(window.fusionDesk ?? {}).map(([name, value]) => `${name} ${typeof value}`),
      }))
      const station = ['takeToken', 'onWake', 'onOpen', 'takeTask', 'onTask', 'alert']
      const told = ['showCount', 'tellLanguage', 'readUpdates', 'lookForUpdates', 'onUpdates']
      const boot = ['readReport', 'retry', 'startSafely', 'openLogs', 'copyDiagnostics', 'quit']
      const functions = [...station, ...told, ...boot]
      expect(found).toEqual({ strangers: [], bridge: functions.map((name) => `${name} function`) })
    },
  },
  navigation: {
    title:
      '[SHELL-12] a page goes nowhere but to the station; a link elsewhere opens in the system’s browser',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      const before = page.url()
      const elsewhere = 'http://127.0.0.1:9/elsewhere'
      expect(await preventedWhenGoing({ desk, page, address: elsewhere }, expect)).toEqual([elsewhere, true])
      expect(await seen(desk, 'shell.openExternal')).toEqual([elsewhere])
      expect(page.url()).toBe(before)
    },
  },
  redirects: {
    title: '[SHELL-12] a page is not led elsewhere by a redirect, and nothing is loaded into a frame',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      const own = page.url()
      const facts = {
        elsewhere: await prevents(desk, 'will-redirect', { url: 'https://example.com/' }),
        own: await prevents(desk, 'will-redirect', { url: own }),
        frame: await prevents(desk, 'will-frame-navigate', { url: own, isMainFrame: false }),
      }
      expect(facts).toEqual({ elsewhere: true, own: false, frame: true })
    },
  },
  webviews: {
    title: '[SHELL-13] no page can embed another program’s page',
    async run(launch, expect) {
      const { desk } = await start(launch)
      expect(await prevents(desk, 'will-attach-webview', {})).toBe(true)
    },
  },
  popups: {
    title: '[SHELL-14] a page opens no window of its own making',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      const elsewhere = 'http://127.0.0.1:9/popup'
      await page.evaluate((to) => void window.open(to), elsewhere)
      await expect.poll(() => seen(desk, 'shell.openExternal')).toEqual([elsewhere])
      await expect.poll(() => page.context().pages().length).toBe(1)
    },
  },
  ownPages: {
    title:
      '[SHELL-14] a page of the station that is to open beside gets a window like the first, tied to nothing',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      await page.evaluate(() => void window.open('/leaderboards'))
      await expect.poll(() => desk.windows().length).toBe(2)
      const second = desk.windows()[1] as Page
      await expect(second.getByRole('status', { name: 'LIVE', exact: true })).toBeVisible()
      expect(await second.evaluate(() => window.opener)).toBeNull()
      expect(await optionsOf(desk)).toEqual([CHECKLIST, CHECKLIST])
    },
  },
  schemes: {
    title: '[SHELL-15] the system is given addresses of the web only, and none that carries a password',
    async run(launch, expect) {
      const { desk } = await start(launch)
      await desk.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        const addresses = [
          'file:///etc/passwd',
          'javascript:alert(1)',
          'smb://host/share',
          'vscode://file/etc',
          'fusion-desk://boot/',
          'https://user:secret@example.com/',
          'no address',
          'https://example.com/',
        ]
        for (const address of addresses) contents?.mayOpen(address)
      })
      expect(await seen(desk, 'shell.openExternal')).toEqual(['https://example.com/'])
    },
  },
  permissions: {
    title: '[SHELL-16] a page is granted nothing, whether it asks or only looks',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      const asked = await page.evaluate(async () => {
        const { state } = await navigator.permissions.query({ name: 'geolocation' })
        const code = await new Promise<number>((done) =>
          navigator.geolocation.getCurrentPosition(
            () => done(0),
            (error) => done(error.code),
          ),
        )
        return { state, code }
      })
      expect(asked).toEqual({ state: 'denied', code: 1 })
      const handlers = await desk.evaluate(({ double }) => {
        const pages = double.sessions.get('persist:desk')
        const granted: boolean[] = []
        pages?.request?.({}, 'notifications', (answer) => granted.push(answer))
        return { granted, checked: pages?.check?.({}, 'media'), device: pages?.device?.() }
      })
      expect(handlers).toEqual({ granted: [false], checked: false, device: false })
    },
  },
  session: {
    title: '[SHELL-17] the pages’ session caches nothing on disk and asks no spelling service',
    async run(launch, expect) {
      const { desk } = await start(launch)
      const sessions = await desk.evaluate(({ double }) =>
        [...double.sessions].map(([name, { options, spelling }]) => ({ name, options, spelling })),
      )
      expect(sessions).toEqual([{ name: 'persist:desk', options: { cache: false }, spelling: false }])
    },
  },
  senders: {
    title: '[SHELL-18] the bridge answers only pages of the origin a question is for',
    async run(launch, expect) {
      const { page } = await start(launch)
      const refusal = await page.evaluate(() =>
        window.fusionDesk?.readReport().then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      )
      expect(refusal).toContain('is not for this page')
    },
  },
  frames: {
    title: '[SHELL-18] the bridge answers no frame inside a page, and no page of another origin',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      const own = new URL(page.url()).origin
      const answers = await desk.evaluate(({ ipcMain }, url) => {
        const ask = (senderFrame: object | null) => {
          try {
            return ipcMain.handlers.get('desk:token')?.({ sender: { id: 99 }, senderFrame })
          } catch (error) {
            return String(error)
          }
        }
        return [
          ask(null),
          ask({ url, parent: {} }),
          ask({ url: 'http://127.0.0.1:9/', parent: null }),
          ask({ url: 'about:blank', parent: null }),
        ]
      }, own)
      for (const answer of answers) expect(answer).toBe('Error: desk:token is not for this page')
    },
  },
  token: {
    title: '[SHELL-19] the token is handed over once for each window and start',
    async run(launch, expect) {
      const { page } = await startLive(launch)
      expect(await page.evaluate(() => window.fusionDesk?.takeToken())).toBeNull()
    },
  },
  second: {
    title:
      '[SHELL-20] a second start for the same data folder ends with 3, and the first window comes to the front',
    async run(launch, expect) {
      const { desk } = await start(launch)
      await desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      expect(await visibility(desk)).toEqual([false])
      const second = await launch()
      const windowed = second.firstWindow().then(
        () => 'a window',
        () => second.exited,
      )
      expect(await windowed).toBe(3)
      const { pid } = JSON.parse(readFileSync(join(desk.data, 'station.json'), 'utf8'))
      expect(second.said()).toEqual({
        stdout: '',
        stderr: `${desk.data} is open in a window already (pid ${pid}): it comes to the front.\n`,
      })
      await expect.poll(() => visibility(desk)).toEqual([true])
    },
  },
  closing: {
    title: '[SHELL-21] closing the main window leaves it, and the station, running in the tray',
    async run(launch, expect) {
      const { desk, page } = await start(launch)
      await desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      expect(await visibility(desk)).toEqual([false])
      expect(await page.evaluate(async () => (await fetch('/health')).status)).toBe(200)
    },
  },
  quitting: {
    title: '[SHELL-22] quitting stops the station in order and ends with 0',
    async run(launch, expect) {
      const { desk } = await startLive(launch)
      await desk.evaluate(({ app }) => app.quit())
      expect(await desk.exited).toBe(0)
      expect(existsSync(join(desk.data, 'station.json'))).toBe(false)
    },
  },
  asking: {
    title: '[SHELL-23] quitting asks while somebody else is connected, and stays when told to',
    async run(launch, expect) {
      const { desk, page } = await startLive(launch)
      const other = await newBrowser(page)
      const visitor = await other.newPage()
      const token = readFileSync(join(desk.data, 'operator.token'), 'utf8')
      await visitor.goto(`${page.url()}#token=${token}`)
      await standing(patient(visitor.getByRole('status', { name: 'LIVE', exact: true })).toBeVisible())
      await desk.evaluate(({ app }) => app.quit())
      await expect
        .poll(() => seen(desk, 'dialog.showMessageBox').catch(() => 'the program has ended'))
        .toEqual([
          expect.objectContaining({ message: 'Another page is connected to this desk. Quit nevertheless?' }),
        ])
      expect(await page.evaluate(async () => (await fetch('/health')).status)).toBe(200)
      await other.close()
    },
  },
  bootPolicy: {
    title: '[SHELL-24] the boot page runs its own scripts and nothing else, and can reach nobody',
    async run(launch, expect) {
      const { page } = await start(launch, { words: ['--speed', 'fast'] })
      await expect(page.getByRole('heading', { name: 'A setting was refused' })).toBeVisible()
      const policy = await page
        .evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
        .catch(() => 'connect-src refused')
      expect(policy).toBe('connect-src refused')
      const violated = await page.evaluate(
        () =>
          new Promise((done) => {
            document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective))
            const script = document.createElement('script')
            script.textContent = 'document.title = "taken over"'
            document.body.append(script)
          }),
      )
      expect(violated).toBe('script-src-elem')
    },
  },
} satisfies Record<string, Check>
