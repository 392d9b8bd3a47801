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
  report: 'boot:report',
  retry: 'boot:retry',
  safe: 'boot:safe',
  logs: 'boot:logs',
  diagnostics: 'boot:diagnostics',
  quit: 'boot:quit',
} as const

/** What the shell tells a page without being asked. */
export const TOLD = { woke: 'desk:woke', open: 'desk:open', task: 'desk:task-waits' } as const

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
  takeTask(): Promise<'briefing' | 'mute' | null>
  /** Station: told when there is such a thing to take; gives the way to be told no more. */
  onTask(listener: () => void): () => void
  /** Station: shows a notification of the system; false where it was not shown. */
  alert(alert: ShellAlert): Promise<boolean>
  /** Station: how many alerts wait unread. */
  showCount(count: number): Promise<void>
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
