// Stands in for `electron` while the built main bundle runs under Node. Pages are opened by the test in a real
// Chromium; this side keeps Electron's rules. What it does not know throws: nothing passes by accident.
import { EventEmitter } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:http'
import { join } from 'node:path'
import { event, known, onAsked, prevented, seen, strict } from './electron-double-parts.ts'
import { BrowserWindow, sessions, WebContents } from './electron-double-window.ts'
import type { Served } from './electron-words.ts'

export { BrowserWindow }

const HERE = new URL('../..', import.meta.url).pathname
// A packed program is started by its own name, without the path of a script.
if (process.env.FUSION_DOUBLE_PACKED === '1') process.argv.splice(1, 1)
const DATA = process.env.FUSION_DOUBLE_DATA ?? ''

class App extends EventEmitter {
  readonly isPackaged = process.env.FUSION_DOUBLE_PACKED === '1'
  readonly paths = new Map([['appData', join(DATA, 'app-data')]])
  ready = false
  getName = () => 'fusion-desk'
  getVersion = () => JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8')).version as string
  getPath = (name: string) => this.paths.get(name) ?? known('app path', name)
  setPath = (name: string, path: string) => void this.paths.set(name, path)
  isReady = () => this.ready
  whenReady = () => (this.ready ? Promise.resolve() : new Promise<void>((done) => this.once('ready', done)))
  showAboutPanel = () => seen('app.showAboutPanel')
  setAsDefaultProtocolClient = (...scheme: unknown[]) => seen('app.setAsDefaultProtocolClient', scheme)
  setBadgeCount = (count: number) => seen('app.setBadgeCount', count)
  /** Only macOS has one. */
  readonly dock = undefined
  login = { openAtLogin: false }
  getLoginItemSettings = () => this.login
  setLoginItemSettings = (login: { openAtLogin: boolean }) => void Object.assign(this.login, login)

  /** One for each profile; whoever is second is heard by the first. */
  requestSingleInstanceLock(): boolean {
    if (this.ready) throw new Error('electron double: the lock is asked for before ready')
    const path = join(this.getPath('userData'), 'double.lock')
    const owner = ownerOf(path)
    if (owner !== null) {
      writeFileSync(`${path}.argv`, JSON.stringify(process.argv))
      process.kill(owner, 'SIGUSR2')
      return false
    }
    writeFileSync(path, String(process.pid))
    process.on('SIGUSR2', () => {
      const argv = JSON.parse(readFileSync(`${path}.argv`, 'utf8')) as readonly string[]
      this.emit('second-instance', event(), argv, process.cwd(), null)
    })
    process.on('exit', () => rmSync(path, { force: true }))
    return true
  }

  quit(): void {
    setImmediate(() => {
      if (prevented(this, 'before-quit')) return
      for (const window of BrowserWindow.getAllWindows()) window.close()
      if (BrowserWindow.getAllWindows().length > 0 || prevented(this, 'will-quit')) return
      this.exit(0)
    })
  }

  exit(code = 0): void {
    this.emit('quit', event(), code)
    process.exit(code)
  }
}

function ownerOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

export const app = strict('app', new App())
WebContents.made = (contents) => app.emit('web-contents-created', event(), contents)
BrowserWindow.mayBeMade = () => app.isReady()
BrowserWindow.allClosed = () => {
  if (!app.emit('window-all-closed')) app.quit()
}

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, (event: object, ...args: unknown[]) => unknown>()
  handle(channel: string, handler: (event: object, ...args: unknown[]) => unknown): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }
}
const ipc = new IpcMain()
export const ipcMain = strict('ipcMain', ipc)

interface Item {
  readonly label?: string
  readonly role?: string
  readonly click?: () => void
  readonly submenu?: readonly Item[]
}
export class Menu {
  static current: Menu | null = null
  readonly items: readonly object[]
  constructor(template: readonly Item[]) {
    this.items = template.map((item) => ({
      ...item,
      submenu: item.submenu === undefined ? undefined : new Menu(item.submenu),
    }))
  }
  static buildFromTemplate = (template: readonly Item[]) => new Menu(template)
  static setApplicationMenu(menu: Menu | null): void {
    Menu.current = menu
  }
  static getApplicationMenu = () => Menu.current
}

export class Tray extends EventEmitter {
  static readonly all: Tray[] = []
  image: unknown
  words = ''
  menu: Menu | null = null
  constructor(image: unknown) {
    super()
    this.image = image
    Tray.all.push(this)
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled has to throw
    return strict('Tray', this)
  }
  setImage(image: unknown): void {
    this.image = image
  }
  setToolTip(words: string): void {
    this.words = words
  }
  setContextMenu(menu: Menu): void {
    this.menu = menu
  }
}

export class Notification extends EventEmitter {
  static readonly all: Notification[] = []
  static isSupported = () => true
  readonly options: object
  constructor(options: object) {
    super()
    this.options = options
  }
  show(): void {
    Notification.all.push(this)
    seen('Notification.show', this.options)
  }
}

const schemes: string[] = []
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list: readonly { readonly scheme: string; readonly privileges: object }[]) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    schemes.push(...list.map(({ scheme }) => scheme))
    seen('protocol.registerSchemesAsPrivileged', list)
  },
})

export const session = strict('session', {
  fromPartition: (name: string, options: object) => sessions.open(name, options, schemes),
})
export const clipboard = strict('clipboard', {
  writeText: (text: string) => seen('clipboard.writeText', text),
})
export const shell = strict('shell', {
  openExternal: async (address: string) => seen('shell.openExternal', address),
  openPath: async (path: string) => {
    seen('shell.openPath', path)
    return ''
  },
})
export const dialog = strict('dialog', {
  showMessageBox: async (...args: unknown[]) => {
    const options = args.at(-1) as { readonly message: string; readonly cancelId: number }
    seen('dialog.showMessageBox', options)
    return { response: options.cancelId, checkboxChecked: false }
  },
  showErrorBox: (title: string, content: string) => seen('dialog.showErrorBox', { title, content }),
})
export const nativeTheme = strict(
  'nativeTheme',
  Object.assign(new EventEmitter(), { shouldUseDarkColors: true }),
)
export const powerMonitor = strict('powerMonitor', new EventEmitter())
export const nativeImage = strict('nativeImage', {
  createFromBitmap: (
    buffer: Buffer,
    { width, height }: { readonly width: number; readonly height: number },
  ) => {
    if (buffer.length !== width * height * 4)
      throw new Error('electron double: a bitmap has four bytes a pixel')
    const representations = [{ buffer, width, height }]
    return strict('NativeImage', {
      representations,
      addRepresentation: (more: { buffer: Buffer; width: number; height: number }) =>
        void representations.push(more),
      setTemplateImage: () => undefined,
    })
  },
})
/** Requests of Node in the place of Chromium's: alike as far as nobody is sent elsewhere. In plain HTTP, for tests are. */
export const net = strict('net', {
  request({ session: asking, ...options }: RequestOptions & { readonly session: unknown }) {
    if (![...sessions.all.values()].includes(asking as never)) known('session of', String(options.hostname))
    return request(options)
  },
})
const areas: readonly object[] = JSON.parse(
  process.env.FUSION_DOUBLE_SCREENS ?? '[{"x":0,"y":0,"width":1920,"height":1040}]',
)
/** A keeper of secrets that turns them round: what lies on disk is not what was given. */
export const safeStorage = strict('safeStorage', {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from([...text].reverse().join('')),
  decryptStringAsync: async (sealed: Buffer) => ({
    result: [...sealed.toString()].reverse().join(''),
    shouldReEncrypt: false,
  }),
})
export const screen = strict('screen', {
  getPrimaryDisplay: () => ({ workArea: areas[0] }),
  getAllDisplays: () => areas.map((workArea) => ({ workArea })),
})

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  /** Only here: everything that would have been seen or heard outside the program. */
  double: { seen: seen.all, sessions: sessions.all },
}

onAsked(async (asked) => {
  switch (asked.op) {
    case 'evaluate':
      // biome-ignore lint/security/noGlobalEval: the function comes from the test, as with a real Electron
      return globalThis.eval(`(${asked.source})`)(electron, asked.argument)
    case 'invoke': {
      const { window, address, top, channel, args } = asked
      const handler = ipc.handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      const sender = BrowserWindow.fromId(window)?.webContents
      const senderFrame = { url: address, parent: top ? null : {} }
      return structuredClone(await handler({ ...event(), sender, senderFrame }, ...args))
    }
    case 'navigate':
      return BrowserWindow.fromId(asked.window)?.webContents.mayGo(asked.address, asked.top) ?? false
    case 'open':
      return BrowserWindow.fromId(asked.window)?.webContents.mayOpen(asked.address) ?? 'deny'
    case 'permission':
      return BrowserWindow.fromId(asked.window)?.webContents.mayHave(asked.address) ?? false
    case 'serve':
      return served(await sessions.serve(asked.address))
    case 'closed':
      BrowserWindow.fromId(asked.window)?.destroy()
      return undefined
  }
})

async function served(response: Response): Promise<Served> {
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  return { status: response.status, headers: Object.fromEntries(response.headers), body }
}

setImmediate(() => {
  app.ready = true
  app.emit('ready', event())
})
