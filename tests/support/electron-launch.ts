// The test's side of the stand-in for Electron: windows become pages of a real Chromium.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { BrowserContext, Page, Route } from '@playwright/test'
import { ROOT } from './borders.ts'
import type { Desktop, Launch } from './electron-desk.ts'
import { hostPreload } from './electron-preload-host.ts'
import {
  BOOT_STAND_IN,
  type Reply,
  type Served,
  type ToProgram,
  type ToTest,
  toChromium,
  toElectron,
} from './electron-words.ts'

const HOOK = new URL('./electron-hook.ts', import.meta.url).href
/** How Electron's Chromium calls itself, as far as the product looks. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Electron/45.4.1 Safari/537.36'
/** A program that does not end when it is told to is ended. */
const END_MS_MAX = 10_000

/** Flags of every start: the data folder, and a port nobody else has. */
export function flagsOf({ data, words = [] }: Pick<Launch, 'data' | 'words'>): string[] {
  const port = words.includes('--port') ? [] : ['--port', '0']
  return ['--data', data, ...port, ...words]
}

/** Starts the program with the stand-in for Electron. */
export async function launchDouble(launch: Launch): Promise<Desktop> {
  const child = start(launch)
  const line = openLine(child)
  const context = await launch.browser.newContext({
    userAgent: USER_AGENT,
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const stage = new Stage(context, line)
  line.onAsked((question) => stage.do(question))
  line.exited.then(() => stage.ended())
  return {
    kind: 'double',
    data: launch.data,
    firstWindow: () => stage.first,
    windows: () => stage.windows(),
    evaluate: (see, argument) =>
      line.ask({ op: 'evaluate', source: see.toString(), argument }) as Promise<never>,
    said: line.said,
    kill: (signal) => void child.kill(signal),
    exited: line.exited,
    async close() {
      const late = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
      if (child.exitCode === null) child.kill('SIGTERM')
      await line.exited
      clearTimeout(late)
      await context.close()
    },
  }
}

function start(launch: Launch): ChildProcess {
  const { root = ROOT, folder, mutation, environment = {} } = launch
  return fork(join(root, 'dist/main/main.js'), flagsOf(launch), {
    cwd: root,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--import', HOOK],
    env: {
      ...process.env,
      FUSION_DOUBLE_DATA: folder,
      FUSION_DOUBLE_MUTATION: JSON.stringify(mutation ?? null),
      FUSION_LOG_LEVEL: 'warn',
      ...environment,
    },
  })
}

interface Line {
  ask(question: ToProgram): Promise<unknown>
  onAsked(answer: (question: ToTest) => Promise<void>): void
  said(): { readonly stdout: string; readonly stderr: string }
  readonly exited: Promise<number | null>
}

function openLine(child: ChildProcess): Line {
  let count = 0
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (part) => {
    stdout += part
  })
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const waiting = new Map<number, (reply: Omit<Reply, 'answer'>) => void>()
  const exited = new Promise<number | null>((done) => {
    // `close`, not `exit`: by then everything it wrote has been read.
    child.once('close', (code) => {
      for (const settle of waiting.values()) settle({ error: `the program ended with ${code}: ${stderr}` })
      done(code)
    })
  })
  return {
    said: () => ({ stdout, stderr }),
    exited,
    ask: (question) =>
      new Promise((done, failed) => {
        count += 1
        waiting.set(count, ({ value, error }) =>
          error === undefined ? done(value) : failed(new Error(error)),
        )
        if (child.connected) child.send({ id: count, ...question }, () => undefined)
        else waiting.get(count)?.({ error: `the program has ended: ${stderr}` })
      }),
    onAsked(answer) {
      child.on('message', (message: Reply | (ToTest & { readonly id: number })) => {
        if ('answer' in message) {
          waiting.get(message.answer)?.(message)
          waiting.delete(message.answer)
          return
        }
        answer(message).then(
          () => tell(child, { answer: message.id }),
          (error: Error) => tell(child, { answer: message.id, error: error.message }),
        )
      })
    },
  }
}

/** What Electron sends to a page that is about to go is lost with it, as is what comes before a page can hear. */
function lostOnTheWay(error: Error): void {
  if (!error.message.includes('because of a navigation')) throw error
}

function tell(child: ChildProcess, reply: Reply): void {
  if (child.connected) child.send(reply, () => undefined)
}

/** The pages that stand for the windows of one program. */
class Stage {
  readonly first: Promise<Page>
  readonly #context: BrowserContext
  readonly #line: Line
  readonly #pages = new Map<number, Page>()
  readonly #loading = new Set<Page>()
  #opened: (page: Page) => void = () => undefined
  #lost: (error: Error) => void = () => undefined

  constructor(context: BrowserContext, line: Line) {
    this.#context = context
    this.#line = line
    void context.route('**/*', (route) => this.#routePopup(route))
    this.first = new Promise((done, failed) => {
      this.#opened = done
      this.#lost = failed
    })
    this.first.catch(() => undefined)
    line.exited.then((code) =>
      this.#lost(new Error(`the program ended with ${code} before it had a window: ${line.said().stderr}`)),
    )
  }

  windows = () => [...this.#pages.values()]

  async ended(): Promise<void> {
    for (const page of this.#pages.values()) await page.close().catch(() => undefined)
  }

  async do(question: ToTest): Promise<void> {
    const page = this.#pages.get(question.window)
    switch (question.op) {
      case 'load':
        return this.#load(question)
      case 'close':
        return page?.close()
      case 'reload':
        await page?.reload()
        return
      case 'tell':
        await page
          ?.evaluate(
            ([channel, args]) =>
              (
                window as unknown as { fromElectron?: (name: string, args: readonly unknown[]) => void }
              ).fromElectron?.(channel, args),
            [question.channel, question.args] as const,
          )
          .catch(lostOnTheWay)
    }
  }

  async #load(load: ToTest & { readonly op: 'load' }): Promise<void> {
    const page = this.#pages.get(load.window) ?? (await this.#open(load))
    this.#loading.add(page)
    try {
      await page.goto(toChromium(load.address))
    } finally {
      this.#loading.delete(page)
    }
    this.#opened(page)
  }

  /** A page that nobody here opened is a popup: it gets an empty document, so that it shows where it wants to go. */
  async #routePopup(route: Route): Promise<void> {
    const [opener] = this.#pages.values()
    if (opener === undefined || this.#owns(route)) return route.fallback()
    return route.fulfill({ status: 200, contentType: 'text/html', body: '' })
  }

  #owns(route: Route): boolean {
    try {
      return this.windows().includes(route.request().frame().page())
    } catch {
      // The request came before its page was known.
      return false
    }
  }

  async #open({ window, size, preload, isolated }: ToTest & { readonly op: 'load' }): Promise<Page> {
    const page = await this.#context.newPage()
    this.#pages.set(window, page)
    await page.setViewportSize({ width: size[0], height: size[1] })
    await page.exposeBinding('toElectron', ({ frame }, question: { readonly op: 'invoke' | 'permission' }) =>
      this.#line.ask({
        ...question,
        window,
        ...(question.op === 'invoke' && {
          address: toElectron(frame.url()),
          top: frame.parentFrame() === null,
        }),
      } as ToProgram),
    )
    const content = `(${hostPreload})(${isolated}, function (require, module, exports) {\n${preload}\n})`
    await page.addInitScript({ content })
    await page.route('**/*', (route) => this.#route(page, window, route))
    page.on('popup', (popup) => void this.#popup(window, popup))
    page.on('close', () => {
      this.#pages.delete(window)
      this.#line.ask({ op: 'closed', window }).catch(() => undefined)
    })
    return page
  }

  async #route(page: Page, window: number, route: Route): Promise<void> {
    const request = route.request()
    const address = request.url()
    if (request.isNavigationRequest() && !this.#loading.has(page)) {
      const top = request.frame().parentFrame() === null
      const may = await this.#line.ask({ op: 'navigate', window, address: toElectron(address), top })
      // A navigation that is not allowed leaves the page as it is.
      if (may !== true) return route.fulfill({ status: 204 })
    }
    if (!address.startsWith(BOOT_STAND_IN)) return route.fallback()
    const served = (await this.#line.ask({ op: 'serve', address: toElectron(address) })) as Served
    return route.fulfill({ ...served, body: Buffer.from(served.body, 'base64') })
  }

  async #popup(window: number, popup: Page): Promise<void> {
    const action = await this.#line.ask({ op: 'open', window, address: toElectron(popup.url()) })
    if (action !== 'allow') await popup.close()
  }
}
