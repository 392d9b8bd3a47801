import type { BaseUpdater, UpdateInfo } from 'electron-updater'
import type { UpdateFailure, UpdateOff, UpdateReport, UpdateState } from '#contracts/bridge.ts'
import { type NoteMore, saidBy } from './log-tail.ts'

/** How often a running program looks for a newer one. */
export const LOOK_EVERY_MS = 6 * 3_600_000
/** A look within this of the one before asks nobody: a page that runs wild must not ask a server without end. */
export const LOOK_AGAIN_MS_MIN = 2_000
/** What is shown of the words of a newer program. */
export const NOTES_LENGTH_MAX = 20_000

/** What looks, loads and puts in place. */
export type Updater = Pick<BaseUpdater, 'checkForUpdates' | 'install' | 'on'>

export interface UpdatesParts {
  /** That runs now. */
  readonly version: string
  /** Why it never looks; null where it does. */
  readonly off: UpdateOff | null
  /** Asked for once, at the first look. */
  readonly open: () => Promise<Updater>
  /** Unix milliseconds. */
  readonly now: () => number
  /** Monotonic clock, milliseconds: a step of the wall clock holds no look back. */
  readonly nowMs: () => number
  /** Does something again and again, until the program ends. */
  readonly every: (ms: number, act: () => void) => void
  readonly onChange: () => void
  /** A line of the log. */
  readonly note: (event: string, more: NoteMore) => void
}

/**
 * Looks for a newer program, loads it while the desk works, and puts it in place when the program ends.
 *
 * It asks nobody and shows nothing by itself: pages read the state and say it where they like. What was loaded is checked
 * by electron-updater against the sha512 of the release before it counts; a file that is another one is thrown away.
 */
export class Updates {
  readonly #parts: UpdatesParts
  #state: UpdateState
  /** To be shown; on the wall clock. */
  #lookedAt: number | null = null
  /** The same moment on the monotonic clock. */
  #lookedMs: number | null = null
  #updater: Updater | null = null
  #looking: Promise<void> | null = null

  constructor(parts: UpdatesParts) {
    this.#parts = parts
    this.#state = parts.off === null ? { kind: 'none' } : { kind: 'off', why: parts.off }
  }

  report(): UpdateReport {
    return { version: this.#parts.version, lookedAt: this.#lookedAt, state: this.#state }
  }

  /** Looks now, and from now on every `LOOK_EVERY_MS`. */
  start(): void {
    if (this.#parts.off !== null) return
    void this.look()
    this.#parts.every(LOOK_EVERY_MS, () => void this.look())
  }

  /** Looks now, and loads what it finds. Never rejects: what failed is the state. */
  look(): Promise<void> {
    this.#looking ??= this.#mayLook()
      ? this.#look().finally(() => {
          this.#looking = null
        })
      : null
    return this.#looking ?? Promise.resolve()
  }

  /** Puts a newer program in the place of this one. The last thing before the program ends; it does not start it. */
  putInPlace(): void {
    if (this.#state.kind !== 'ready' || this.#updater === null) return
    const { version } = this.#state
    let said: NoteMore = {}
    // It throws nothing: what failed comes by this event alone.
    this.#updater.on('error', (error) => {
      said = saidBy(error)
    })
    const placed = this.#updater.install(true, false)
    this.#parts.note(placed ? 'update_placed' : 'update_not_placed', { version, ...said })
  }

  /** What is ready waits for the end; a still newer one is found by it, when it runs. */
  #mayLook(): boolean {
    const { off, nowMs } = this.#parts
    const { kind } = this.#state
    return (
      off === null &&
      kind !== 'ready' &&
      (this.#lookedMs === null || nowMs() - this.#lookedMs >= LOOK_AGAIN_MS_MIN)
    )
  }

  async #look(): Promise<void> {
    this.#become({ kind: 'looking' })
    try {
      this.#updater ??= await this.#open()
      const found = await this.#updater.checkForUpdates()
      this.#looked()
      if (found?.isUpdateAvailable !== true) return this.#become({ kind: 'none' })
      const { version, releaseNotes } = found.updateInfo
      this.#become({ kind: 'loading', version, percent: 0 })
      await found.downloadPromise
      this.#become({ kind: 'ready', version, notes: notesOf(releaseNotes) })
    } catch (error) {
      this.#looked()
      const said = saidBy(error)
      this.#parts.note('update_failed', said)
      this.#become({ kind: 'failed', why: failureOf(said.code) })
    }
  }

  async #open(): Promise<Updater> {
    const updater = await this.#parts.open()
    updater.on('download-progress', ({ percent }) => {
      const whole = Math.floor(percent)
      if (this.#state.kind === 'loading' && whole > this.#state.percent)
        this.#become({ ...this.#state, percent: whole })
    })
    return updater
  }

  #looked(): void {
    this.#lookedAt = this.#parts.now()
    this.#lookedMs = this.#parts.nowMs()
  }

  #become(state: UpdateState): void {
    this.#state = state
    this.#parts.onChange()
  }
}

/** The disk is full, or a folder cannot be written. */
const NOT_KEPT = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'])
const UNREADABLE = /^ERR_UPDATER_(INVALID|NO_FILES|NO_CHECKSUM|LATEST_VERSION|UNSUPPORTED)/

/** What an error of electron-updater, or of the disk, comes to by its code. */
function failureOf(code: string): UpdateFailure {
  if (code === 'ERR_CHECKSUM_MISMATCH') return 'tampered'
  if (code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return 'no_release'
  if (NOT_KEPT.has(code)) return 'not_kept'
  return UNREADABLE.test(code) ? 'unreadable' : 'unreachable'
}

function notesOf(notes: UpdateInfo['releaseNotes']): string | null {
  if (notes === null || notes === undefined) return null
  const text = typeof notes === 'string' ? notes : notes.map(({ note }) => note ?? '').join('\n')
  return text.trim() === '' ? null : text.slice(0, NOTES_LENGTH_MAX)
}
