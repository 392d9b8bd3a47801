// Windows, their pages and the session of the stand-in for Electron.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { ask, event, known, prevented, seen, strict } from './electron-double-parts.ts'

type Permission = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void

/** A session keeps what it was told; the pages ask it. */
class Session extends EventEmitter {
  readonly name: string
  readonly options: object
  request: Permission | null = null
  check: ((contents: unknown, permission: string) => boolean) | null = null
  spelling = true
  device: (() => boolean) | null = null
  readonly handlers = new Map<string, (request: { url: string }) => Promise<Response>>()
  readonly protocol: {
    handle(scheme: string, handler: (request: { url: string }) => Promise<Response>): void
  }
  constructor(name: string, options: object, schemes: readonly string[]) {
    super()
    this.name = name
    this.options = options
    this.protocol = strict('protocol', {
      handle: (scheme: string, handler: (request: { url: string }) => Promise<Response>) => {
        if (!schemes.includes(scheme)) known('scheme that was not registered,', scheme)
        this.handlers.set(scheme, handler)
      },
    })
  }
  setPermissionRequestHandler(handler: Permission): void {
    this.request = handler
  }
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean): void {
    this.check = handler
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler
  }
  setSpellCheckerEnabled(on: boolean): void {
    this.spelling = on
  }
}

/** All sessions, by partition. */
export const sessions = {
  all: new Map<string, Session>(),
  open(name: string, options: object, schemes: readonly string[]): Session {
    const session = sessions.all.get(name) ?? strict('session', new Session(name, options, schemes))
    sessions.all.set(name, session)
    return session
  },
  serve(address: string): Promise<Response> {
    const { protocol } = new URL(address)
    for (const { handlers } of sessions.all.values()) {
      const handler = handlers.get(protocol.slice(0, -1))
      if (handler !== undefined) return handler({ url: address })
    }
    return known('address', address)
  },
}

/** Electron's own defaults, where a window does not say otherwise. */
const DEFAULTS = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true }

export interface Preferences {
  readonly session?: Session
  readonly preload?: string
  readonly contextIsolation: boolean
  readonly [name: string]: unknown
}

export class WebContents extends EventEmitter {
  static made: (contents: WebContents) => void = () => undefined
  readonly id: number
  readonly preferences: Preferences
  address = ''
  opener: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: 'allow' })
  constructor(id: number, preferences: object) {
    super()
    this.id = id
    this.preferences = { ...DEFAULTS, ...preferences }
  }
  getLastWebPreferences(): object {
    const { session: _, ...preferences } = this.preferences
    return preferences
  }
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: string }): void {
    this.opener = handler
  }
  getURL = () => this.address
  send(channel: string, ...args: unknown[]): void {
    void ask({ op: 'tell', window: this.id, channel, args: structuredClone(args) })
  }
  reload(): void {
    void ask({ op: 'reload', window: this.id })
  }
  /** Whether a page may go where it wants to. */
  mayGo(url: string, isMainFrame: boolean): boolean {
    if (prevented(this, 'will-frame-navigate', { url, isMainFrame })) return false
    return !isMainFrame || !prevented(this, 'will-navigate', { url, isMainFrame })
  }
  mayOpen = (url: string) => this.opener({ url }).action
  /** A permission is granted when its request and its check are. */
  mayHave(permission: string): boolean {
    const { session } = this.preferences
    let granted = session?.request === null || session?.request === undefined
    session?.request?.(this, permission, (answer) => {
      granted = answer
    })
    return granted && (session?.check?.(this, permission) ?? true)
  }
}

interface WindowOptions {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly show?: boolean
  readonly webPreferences?: object
}

export class BrowserWindow extends EventEmitter {
  static readonly all = new Map<number, BrowserWindow>()
  static mayBeMade = () => true
  static allClosed = () => undefined as unknown
  static count = 0
  static getAllWindows = () => [...BrowserWindow.all.values()]
  static fromId = (id: number) => BrowserWindow.all.get(id) ?? null

  readonly id: number
  readonly options: WindowOptions
  readonly webContents: WebContents
  visible: boolean
  maximized = false
  minimized = false
  gone = false
  shownOnce = false
  title = 'Fusion Desk'

  constructor(options: WindowOptions = {}) {
    super()
    if (!BrowserWindow.mayBeMade()) throw new Error('Cannot create BrowserWindow before app is ready')
    BrowserWindow.count += 1
    this.id = BrowserWindow.count
    this.options = options
    this.visible = options.show !== false
    this.webContents = strict('webContents', new WebContents(this.id, options.webPreferences ?? {}))
    const itself = strict('BrowserWindow', this)
    BrowserWindow.all.set(this.id, itself)
    WebContents.made(this.webContents)
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled has to throw
    return itself
  }

  async loadURL(address: string): Promise<void> {
    const { preload = '', contextIsolation } = this.webContents.preferences
    const { width = 800, height = 600 } = this.options
    Reflect.set(this.webContents, 'address', address)
    await ask({
      op: 'load',
      window: this.id,
      address,
      preload: preload === '' ? '' : readFileSync(preload, 'utf8'),
      isolated: contextIsolation,
      size: [width, height],
    })
    if (this.gone) return
    this.#titled('Fusion Desk')
    if (this.shownOnce) return
    this.shownOnce = true
    this.emit('ready-to-show')
  }
  /** A page said what it is called. */
  #titled(title: string): void {
    const told = event()
    this.emit('page-title-updated', told, title)
    if (!told.defaultPrevented) this.title = title
  }
  setTitle(title: string): void {
    this.title = title
  }
  getTitle = () => this.title
  show(): void {
    this.visible = true
  }
  hide(): void {
    this.visible = false
  }
  focus = () => seen('window.focus', this.id)
  restore(): void {
    this.minimized = false
  }
  minimize(): void {
    this.minimized = true
  }
  maximize(): void {
    this.maximized = true
  }
  isMinimized = () => this.minimized
  isMaximized = () => this.maximized
  isVisible = () => this.visible && !this.gone
  isDestroyed = () => this.gone
  getBounds = () => this.getNormalBounds()
  getNormalBounds() {
    const { x = 100, y = 80, width = 800, height = 600 } = this.options
    return { x, y, width, height }
  }
  close(): void {
    if (!this.gone && !prevented(this, 'close')) this.destroy()
  }
  destroy(): void {
    if (this.gone) return
    this.gone = true
    BrowserWindow.all.delete(this.id)
    void ask({ op: 'close', window: this.id })
    this.emit('closed', event())
    if (BrowserWindow.all.size === 0) BrowserWindow.allClosed()
  }
}
