import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserWindow, dialog, Notification, screen } from 'electron'
import { BOOT_ADDRESS, TOLD } from '#contracts/bridge.ts'
import { originOf } from './destination.ts'
import { type KeptWindow, place, readKept } from './placement.ts'
import type { ShellSay } from './shell-words.ts'
import { Titles } from './titles.ts'
import { bringToFront, makeWindow, type WindowParts } from './window.ts'

/** What the windows need of the program around them. */
export interface DeskWindowsParts extends WindowParts {
  /** Where the program keeps what is this user's and this desk's. */
  readonly profile: string
  /** Whether closing the main window leaves the station running. */
  readonly staysInTray: () => boolean
  readonly quit: () => void
  /** In the language of the pages, as it is when it is asked for. */
  readonly say: ShellSay
}

/** The windows of the desk: a main one that stays, and as many more as somebody opens. */
export class DeskWindows {
  readonly #parts: DeskWindowsParts
  readonly #file: string
  readonly #all = new Set<BrowserWindow>()
  readonly #titles = new Titles()
  #main: BrowserWindow | null = null
  #kept: KeptWindow
  #leaving = false

  constructor(parts: DeskWindowsParts) {
    this.#parts = parts
    this.#file = join(parts.profile, 'window.json')
    this.#kept = readKept(textOf(this.#file))
  }

  /** Shows an address in the main window, which is made when there is none. */
  showInMain(address: string): void {
    if (this.#main === null) this.#main = this.#makeMain()
    load(this.#main, address)
  }

  /** Shows why there is no station; pages of the station elsewhere are closed, for they would wait for ever. */
  showBoot(): void {
    for (const window of this.#all) if (window !== this.#main) window.destroy()
    const at = this.#main?.webContents.getURL() ?? ''
    // The page that is there reads the new report itself, and keeps the place of whoever works with it.
    if (originOf(at) !== originOf(BOOT_ADDRESS)) this.showInMain(BOOT_ADDRESS)
    if (this.#main !== null) bringToFront(this.#main)
  }

  /** Opens one more window. */
  openAnother(address: string): void {
    const window = this.#add(makeWindow(this.#parts, { width: 1100, height: 800 }))
    load(window, address)
  }

  /** Opens a place of the page in the main window; a page that is there goes there itself and keeps what it holds. */
  openPlace(origin: string, place: string): void {
    const at = this.#main?.webContents.getURL() ?? ''
    if (this.#main !== null && originOf(at) === origin) this.#main.webContents.send(TOLD.open, place)
    else this.showInMain(`${origin}${place}`)
    this.bringToFront()
  }

  /** Tells the main window that something waits to be taken. */
  tellTask(): void {
    this.#main?.webContents.send(TOLD.task)
  }

  bringToFront(): void {
    if (this.#main !== null) bringToFront(this.#main)
  }

  /** Writes behind the title of every window what everybody at the screen has to know. */
  mark(words: string): void {
    this.#titles.mark(words)
  }

  /** Tells every page that something is so now; what exactly, it asks. */
  tellAll(what: typeof TOLD.woke | typeof TOLD.updates): void {
    for (const window of this.#all) window.webContents.send(what)
  }

  /** The window a question is asked over; none where all are hidden. */
  front(): BrowserWindow | null {
    return [...this.#all].find((window) => window.isVisible()) ?? null
  }

  /** Keeps where the main window is, and lets every window close from now on. */
  leave(): void {
    this.#leaving = true
    this.#keepPlace()
  }

  #makeMain(): BrowserWindow {
    const [main, ...others] = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()]
    const screens = [main, ...others].map(({ workArea }) => workArea)
    const window = this.#add(makeWindow(this.#parts, place(this.#kept.bounds, screens)))
    if (this.#kept.maximized) window.once('ready-to-show', () => window.maximize())
    window.on('close', (event) => {
      if (this.#leaving) return
      event.preventDefault()
      this.#keepPlace()
      if (this.#parts.staysInTray()) this.#hide(window)
      else this.#parts.quit()
    })
    return window
  }

  #add(window: BrowserWindow): BrowserWindow {
    this.#all.add(window)
    this.#titles.follow(window)
    window.on('closed', () => this.#all.delete(window))
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !this.#leaving) void this.#offerReload(window, reason)
    })
    return window
  }

  #hide(window: BrowserWindow): void {
    window.hide()
    if (this.#kept.toldOfTray) return
    this.#keep({ ...this.#kept, toldOfTray: true })
    if (!Notification.isSupported()) return
    const { say } = this.#parts
    new Notification({ title: say('in_tray_title'), body: say('in_tray') }).show()
  }

  /** The page is gone, the station is not. */
  async #offerReload(window: BrowserWindow, reason: string): Promise<void> {
    const { say } = this.#parts
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: say('page_stopped'),
      detail: say('page_stopped_about', { reason }),
      buttons: [say('reload'), say('quit')],
      defaultId: 0,
      cancelId: 0,
    })
    if (response === 1) this.#parts.quit()
    else if (!window.isDestroyed()) window.webContents.reload()
  }

  #keepPlace(): void {
    const window = this.#main
    if (window === null || window.isDestroyed()) return
    this.#keep({ ...this.#kept, bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  }

  #keep(kept: KeptWindow): void {
    this.#kept = kept
    writeFileSync(this.#file, JSON.stringify(kept), { mode: 0o600 })
  }
}

/** A load that is cut short by the next one is no failure. */
function load(window: BrowserWindow, address: string): void {
  window.loadURL(address).catch(() => undefined)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
