/** What the pages of the desktop window may ask the shell, and the words in which they do. */

/** The scheme of the one page that is not the station's: it shows when there is no station. */
export const SHELL_SCHEME = 'fusion-desk'
export const BOOT_ADDRESS = `${SHELL_SCHEME}://boot/`

/** What a page asks the shell. Each is answered to pages of one origin only, and to their top frame. */
export const ASKED = {
  token: 'desk:token',
  alert: 'desk:alert',
  count: 'desk:count',
  task: 'desk:task',
  language: 'desk:language',
  updates: 'desk:updates',
  look: 'desk:look-for-update',
  report: 'boot:report',
  retry: 'boot:retry',
  safe: 'boot:safe',
  logs: 'boot:logs',
  diagnostics: 'boot:diagnostics',
  quit: 'boot:quit',
} as const

/** What the shell tells a page without being asked. */
export const TOLD = {
  woke: 'desk:woke',
  open: 'desk:open',
  task: 'desk:task-waits',
  updates: 'desk:updates-changed',
} as const

/** The languages that pages speak, and the program around them with them. */
export const PAGE_LANGUAGES = ['en', 'es', 'de'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/**
 * Why the program never looks for a newer one: it runs from its sources, no place to update from is named, it was
 * installed by something that updates it itself, or its user may not write its file.
 */
export type UpdateOff = 'development' | 'no_place' | 'other_package' | 'not_writable'
/**
 * What came of a look that failed: nobody answered, there is no such release, it cannot be read, its file is another one,
 * or this machine takes no file.
 */
export type UpdateFailure = 'unreachable' | 'no_release' | 'unreadable' | 'tampered' | 'not_kept'
export type UpdateState =
  | { readonly kind: 'off'; readonly why: UpdateOff }
  /** Nothing newer is known. */
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  /** `percent` is whole, 0 to 100. */
  | { readonly kind: 'loading'; readonly version: string; readonly percent: number }
  /** It is put in place when the program ends. `notes` are its own words, as text; null where it has none. */
  | { readonly kind: 'ready'; readonly version: string; readonly notes: string | null }
  | { readonly kind: 'failed'; readonly why: UpdateFailure }

/** How the program stands to newer ones. */
export interface UpdateReport {
  /** That runs now. */
  readonly version: string
  /** Unix milliseconds; null before the first look of this start. */
  readonly lookedAt: number | null
  readonly state: UpdateState
}

/** Why there is no station. */
export type FailureKind =
  | 'port_in_use'
  | 'data_folder_in_use'
  | 'settings_refused'
  | 'feed_refused'
  | 'newer_data'
  | 'disk_full'
  | 'not_started'
  | 'broken'

/** What the boot page shows. */
export interface BootReport {
  readonly kind: FailureKind
  /** One sentence: what happened, and what to do where that is known. */
  readonly message: string
  /** The last lines of the log, oldest first, for people. */
  readonly logLines: readonly string[]
  /** Absolute; null where the settings that name it could not be read. */
  readonly dataFolder: string | null
  readonly version: string
}

/** What is chosen outside the window and done by its page. */
export type PageTask = 'briefing' | 'mute' | 'news'

/** Something that people should know while they look elsewhere. */
export interface ShellAlert {
  readonly title: string
  readonly body: string
  /** Where in the page it leads: `/mission/ID`. */
  readonly place: string
}

/** The shell as a page of the desktop window sees it. In a browser there is none. */
export interface ShellBridge {
  /** Station: the operator's token, once for each window and start of the station; null afterwards. */
  takeToken(): Promise<string | null>
  /** Station: told when the machine woke up; gives the way to be told no more. */
  onWake(listener: () => void): () => void
  /** Station: told which place of the page to open; gives the way to be told no more. */
  onOpen(listener: (place: string) => void): () => void
  /** Station: what was chosen outside the window and not done yet, once. */
  takeTask(): Promise<PageTask | null>
  /** Station: told when there is such a thing to take; gives the way to be told no more. */
  onTask(listener: () => void): () => void
  /** Station: shows a notification of the system; false where it was not shown. */
  alert(alert: ShellAlert): Promise<boolean>
  /** Station: how many alerts wait unread. */
  showCount(count: number): Promise<void>
  /** Station: the language that the page speaks, for tray, menu and jump list. */
  tellLanguage(language: PageLanguage): Promise<void>
  /** Station: how the program stands to newer ones. */
  readUpdates(): Promise<UpdateReport>
  /** Station: looks for a newer program now; done when nothing more is known of it. */
  lookForUpdates(): Promise<void>
  /** Station: told when that has changed; gives the way to be told no more. */
  onUpdates(listener: () => void): () => void
  /** Boot page: why there is no station. */
  readReport(): Promise<BootReport>
  /** Boot page: starts the station again; the window goes on to it, or there is a new report. */
  retry(): Promise<void>
  /** Boot page: starts the station without a market. */
  startSafely(): Promise<void>
  /** Boot page: shows the folder of the log. */
  openLogs(): Promise<void>
  /** Boot page: puts versions, places and the failure on the clipboard. */
  copyDiagnostics(): Promise<void>
  /** Boot page: ends the program. */
  quit(): Promise<void>
}

declare global {
  interface Window {
    readonly fusionDesk?: ShellBridge
  }
}
