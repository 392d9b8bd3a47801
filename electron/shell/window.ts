import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, type Session } from 'electron'
import { type Bounds, SIZE_MIN } from './placement.ts'

/** What every window of the program is made of. */
export interface WindowParts {
  readonly session: Session
  /** Absolute path of the preload script. */
  readonly preload: string
  /** For developers; a desk at work has none. */
  readonly devTools: boolean
}

const BACKGROUND = { dark: '#0a0d10', light: '#eef1f4' }

/**
 * Makes a window, hidden until its page can be seen.
 *
 * All of it is written down, also what is Electron's default today: a page is in a sandbox, apart from the preload,
 * without Node, under the rules of the web.
 */
export function makeWindow(parts: WindowParts, where: Partial<Bounds>): BrowserWindow {
  const options: BrowserWindowConstructorOptions = {
    ...where,
    minWidth: SIZE_MIN.width,
    minHeight: SIZE_MIN.height,
    show: false,
    title: 'Fusion Desk',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      session: parts.session,
      preload: parts.preload,
      devTools: parts.devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
  const window = new BrowserWindow(options)
  window.once('ready-to-show', () => window.show())
  return window
}

/** Brings a window before everything else, from wherever it was. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
