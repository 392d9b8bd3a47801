import { join } from 'node:path'
import { app, clipboard, dialog, powerMonitor, shell } from 'electron'
import { type BootReport, type PageTask, SHELL_SCHEME, TOLD } from '#contracts/bridge.ts'
import { EXIT, type Serving } from '#server/serving.ts'
import { openLogFile } from '#station/log.ts'
import { openAlerts } from './alerts.ts'
import { answerBoot } from './boot-page.ts'
import { answerBridge } from './bridge-host.ts'
import { placeOfLink } from './deep-link.ts'
import { DeskWindows } from './desk-windows.ts'
import { diagnosticsText } from './diagnostics.ts'
import { guard } from './guard.ts'
import { openHandover } from './handover.ts'
import { Keeper } from './keeper.ts'
import { systemKeychain } from './keychain.ts'
import { openLanguage, type SpokenLanguage } from './language.ts'
import { type LogTail, noteIn, openLogTail } from './log-tail.ts'
import { switchMarket } from './market-switch.ts'
import { openPagesSession } from './pages-session.ts'
import { mayQuit } from './quit-question.ts'
import { openSurface, type Surface } from './surface.ts'
import { openUpdates } from './updater.ts'
import type { Updates } from './updates.ts'

/** What is known before Electron is ready. */
export interface ShellPlan {
  /** The flags, as words. */
  readonly words: readonly string[]
  /** Null where the settings could not be read. */
  readonly dataFolder: string | null
  readonly profile: string
  readonly devTools: boolean
  /** Where to look for a newer program; null for nowhere. */
  readonly updateUrl: string | null
}

/** How often the tray looks at the market. */
const LOOK_MS = 2_000
/** How Electron's pages call themselves; whoever does not is somebody else. */
const OWN_USER_AGENT = /\bElectron\//
const BUILT = join(import.meta.dirname, '..')

/** The program around the station: windows, tray, menu, and an end in order. */
export class Shell {
  readonly #plan: ShellPlan
  readonly #log: LogTail
  readonly #keeper: Keeper
  readonly #windows: DeskWindows
  readonly #surface: Surface
  readonly #language: SpokenLanguage
  readonly #updates: Updates
  readonly #tokenFor = openHandover()
  readonly #alerts = openAlerts((place) => this.#openPlace(place))
  /** Of a link that came before the station. */
  #waitingPlace: string | null = null
  /** Chosen outside the window; the next page that asks takes it. */
  #task: PageTask | null = null
  #unread = 0
  #told = false
  #leaving: Promise<void> | null = null
  /** Somebody ends the program who does not wait for it. */
  #hurried = false

  /** Electron has to be ready. */
  constructor(plan: ShellPlan) {
    this.#plan = plan
    this.#log = openLogTail(openLogFile(join(plan.profile, 'logs', 'station.log')))
    this.#keeper = new Keeper({
      words: plan.words,
      logBeside: this.#log,
      tell: (line) => process.stderr.write(`${line}\n`),
      onReady: (config) => this.#ready(config.feed.kind),
      onRemoved: () => void this.quit(),
      onChange: () => this.#show(),
      keychain: systemKeychain,
    })
    this.#language = openLanguage(plan.profile, {
      onChange: () => this.#surface.speak(),
      note: (event, more) => noteIn(this.#log, event, more),
    })
    this.#updates = openUpdates({
      version: app.getVersion(),
      packed: app.isPackaged,
      url: plan.updateUrl,
      profile: plan.profile,
      log: this.#log,
      onChange: () => this.#windows.tellAll(TOLD.updates),
    })
    const session = openPagesSession()
    session.protocol.handle(SHELL_SCHEME, ({ url }) => answerBoot(join(BUILT, 'boot'), url))
    this.#windows = new DeskWindows({
      session,
      preload: join(BUILT, 'preload', 'preload.cjs'),
      devTools: plan.devTools,
      profile: plan.profile,
      staysInTray: () => this.#serving() !== null,
      quit: () => void this.quit(),
      say: (key, values) => this.#language.say(key, values),
    })
    this.#surface = this.#openSurface()
    app.on('web-contents-created', (_event, contents) =>
      guard(contents, { own: () => this.#origin(), openOwn: (url) => this.#windows.openAnother(url) }),
    )
    powerMonitor.on('resume', () => this.#windows.tellAll(TOLD.woke))
    this.#answerPages()
    setInterval(() => this.#surface.show(), LOOK_MS).unref()
  }

  /** A program that cannot start its station looks for a newer one too: that may be what it needs. */
  async start(): Promise<void> {
    await this.#keeper.start()
    this.#updates.start()
  }

  bringToFront(): void {
    this.#windows.bringToFront()
  }

  /** Opens what a link means, at once or when there is a station; a link that means nothing only brings the window. */
  openLink(link: string): void {
    const place = placeOfLink(link)
    if (place === null) this.bringToFront()
    else this.#openPlace(place)
  }

  /** Brings the window, and lets its page do what was chosen outside of it. */
  runTask(task: PageTask): void {
    this.#task = task
    this.#windows.tellTask()
    this.bringToFront()
  }

  #openPlace(place: string): void {
    const origin = this.#origin()
    if (origin === null) this.#waitingPlace = place
    else this.#windows.openPlace(origin, place)
  }

  /** Nobody awaited what threw: the station is stopped, and the window says so. */
  broken(error: unknown): void {
    void this.#keeper.broken(error)
  }

  /** Ends the program because a person wants it, after asking where others would lose their connection. */
  async quit(): Promise<void> {
    if (this.#leaving !== null) return
    const others =
      this.#serving()
        ?.userAgents()
        .filter((name) => !OWN_USER_AGENT.test(name)).length ?? 0
    if (others === 0 || (await mayQuit(others, this.#windows.front(), this.#language.say)))
      await this.#leave()
  }

  /** Ends the program at once, because the system or whoever started it wants it. */
  leave(): Promise<void> {
    this.#hurried = true
    return this.#leave()
  }

  /** Once is enough, however often it is asked for. */
  #leave(): Promise<void> {
    this.#leaving ??= this.#end()
    return this.#leaving
  }

  async #end(): Promise<void> {
    const { exitCode, mayExchange } = this.#keeper
    this.#windows.leave()
    const inTime = await this.#keeper.stop()
    // Never under a station that still writes; nor where a kill may come between the old program and the new one.
    if (inTime && mayExchange && !this.#hurried) this.#updates.putInPlace()
    this.#log.flush()
    app.exit(inTime ? exitCode : EXIT.broken)
  }

  #serving(): Serving | null {
    const { state } = this.#keeper
    return state.kind === 'running' ? state.serving : null
  }

  #origin(): string | null {
    return this.#serving()?.url ?? null
  }

  /** Whoever started the program hears once that the station answers. */
  #ready(source: string): void {
    const serving = this.#serving()
    if (this.#told || serving === null) return
    this.#told = true
    process.stdout.write(`ready ${serving.url} source=${source} data=${serving.dataFolder}\n`)
  }

  #show(): void {
    const { state } = this.#keeper
    this.#surface.show()
    if (this.#leaving !== null) return
    if (state.kind === 'running') {
      this.#windows.showInMain(`${state.serving.url}${this.#waitingPlace ?? '/'}`)
      this.#waitingPlace = null
    }
    if (state.kind === 'failed') this.#windows.showBoot()
  }

  #openSurface(): Surface {
    const { words, devTools } = this.#plan
    return openSurface({
      language: this.#language,
      state: () => this.#keeper.state,
      unread: () => this.#unread,
      devTools,
      desk: { program: process.execPath, words },
      mark: (marks) => this.#windows.mark(marks),
      runTask: (task) => this.runTask(task),
      actions: {
        open: () => this.bringToFront(),
        newWindow: () => this.#openAnother(),
        market: (wish) => void this.#switchMarket(wish),
        openLogs: () => this.#openLogs(),
        copyDiagnostics: () => this.#copyDiagnostics(),
        news: () => this.runTask('news'),
        about: () => app.showAboutPanel(),
        quit: () => void this.quit(),
      },
    })
  }

  #openAnother(): void {
    const origin = this.#origin()
    if (origin !== null) this.#windows.openAnother(`${origin}/`)
  }

  async #switchMarket(wish: 'pause' | 'resume'): Promise<void> {
    const serving = this.#serving()
    if (serving === null) return
    const refused = await switchMarket(serving, wish)
    const failed = wish === 'pause' ? 'not_paused' : 'not_resumed'
    if (refused !== null) dialog.showErrorBox(this.#language.say(failed), refused)
    this.#surface.show()
  }

  #answerPages(): void {
    answerBridge({
      stationOrigin: () => this.#origin(),
      token: ({ id }) => {
        const serving = this.#serving()
        return serving === null ? null : this.#tokenFor(id, serving)
      },
      task: () => {
        const task = this.#task
        this.#task = null
        return task
      },
      alert: (alert) => this.#alerts.show(alert),
      count: (count) => {
        this.#unread = this.#alerts.count(count)
        this.#surface.show()
      },
      language: (language) => this.#language.hear(language),
      updates: () => this.#updates.report(),
      look: () => this.#updates.look(),
      report: () => this.#report(),
      retry: () => this.#keeper.start(),
      startSafely: () => this.#keeper.start(['--safe']),
      openLogs: () => this.#openLogs(),
      copyDiagnostics: () => this.#copyDiagnostics(),
      quit: () => void this.quit(),
    })
  }

  #report(): BootReport {
    const { state } = this.#keeper
    if (state.kind !== 'failed') throw new Error('there is nothing to report while the station runs')
    const { kind, message } = state.failure
    const { dataFolder } = this.#plan
    return { kind, message, dataFolder, logLines: this.#log.lines(), version: app.getVersion() }
  }

  #openLogs(): void {
    this.#log.flush()
    void shell.openPath(join(this.#plan.profile, 'logs'))
  }

  #copyDiagnostics(): void {
    const { state } = this.#keeper
    const text = diagnosticsText({
      version: app.getVersion(),
      versions: process.versions,
      platform: `${process.platform} ${process.arch}`,
      dataFolder: this.#plan.dataFolder,
      state: state.kind === 'failed' ? `${state.failure.kind}: ${state.failure.message}` : state.kind,
      logLines: this.#log.lines(),
    })
    clipboard.writeText(text)
  }
}
