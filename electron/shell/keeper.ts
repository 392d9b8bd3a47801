import type { Keychain } from '#server/lan/key-places.ts'
import { EXIT, type ExitCode, openServing, type Serving, STOP_MS_MAX } from '#server/serving.ts'
import { type Config, readConfig } from '#station/config.ts'
import { readFlags } from '#station/flags.ts'
import { type LogSink, type OpenLog, openLog } from '#station/log.ts'
import { type Failure, failureOfRunning, failureToStart, mayExchangeAfter } from './failure.ts'

/** How the window stands to its station. */
export type StationState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly serving: Serving }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'stopped' }

export interface KeeperParts {
  /** The flags, as words. */
  readonly words: readonly string[]
  readonly logBeside: LogSink
  /** A line for the person at the terminal. */
  readonly tell: (line: string) => void
  /** The demo was taken away by an operator: there is nothing left to show. */
  readonly onRemoved: () => void
  /** The station answers. */
  readonly onReady: (config: Config) => void
  readonly onChange: () => void
  readonly keychain: Keychain
}

/**
 * Starts, watches and stops the one station of this program.
 *
 * A failed start leaves nothing open, so the next try is as good as the first; each reads the settings anew, because
 * they may be what was mended.
 */
export class Keeper {
  readonly #parts: KeeperParts
  #state: StationState = { kind: 'stopped' }
  #opened: OpenLog | null = null
  #under: Promise<unknown> = Promise.resolve()

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  get state(): StationState {
    return this.#state
  }

  /** What the program ends with when it ends now. */
  get exitCode(): ExitCode {
    return this.#state.kind === 'failed' ? this.#state.failure.exitCode : EXIT.stopped
  }

  /** Whether the program may be exchanged for a newer one when it ends now. */
  get mayExchange(): boolean {
    return this.#state.kind !== 'failed' || mayExchangeAfter(this.#state.failure)
  }

  /** Starts the station unless it runs or is about to. Never rejects: what failed is the state. */
  start(more: readonly string[] = []): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.kind === 'running') return
      this.#become({ kind: 'starting' })
      try {
        const config = readSettings([...this.#parts.words, ...more])
        this.#opened = openLog(config, process.stderr.isTTY, this.#parts.logBeside)
        const { keychain } = this.#parts
        const serving = await openServing(config, this.#opened, { keychain })
        this.#become({ kind: 'running', serving })
        serving.removed.then(this.#parts.onRemoved, (error) => void this.broken(error))
        this.#parts.onReady(config)
      } catch (error) {
        this.#fail(failureToStart(error), error)
      }
    })
  }

  /** Something threw that nobody awaited: the station is stopped as far as it can be. */
  broken(error: unknown): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stopServing()
      this.#fail(failureOfRunning(error), error)
    })
  }

  /** Stops the station in order. False when that took too long and was given up. */
  stop(): Promise<boolean> {
    return this.#inTurn(async () => {
      const inTime = await this.#stopServing()
      if (this.#state.kind !== 'failed') this.#become({ kind: 'stopped' })
      this.#opened?.flush()
      return inTime
    })
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#under.then(work)
    this.#under = done.catch(() => undefined)
    return done
  }

  async #stopServing(): Promise<boolean> {
    if (this.#state.kind !== 'running') return true
    const { serving } = this.#state
    this.#opened?.log.info('station_stopping')
    let limit: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<boolean>((done) => {
      limit = setTimeout(() => done(false), STOP_MS_MAX)
    })
    const stopped = serving.stop().then(
      () => true,
      () => false,
    )
    const inTime = await Promise.race([stopped, late])
    clearTimeout(limit)
    return inTime
  }

  #fail(failure: Failure, error: unknown): void {
    if (failure.exitCode === EXIT.broken) this.#opened?.log.fatal({ err: error }, 'station_broken')
    else this.#parts.tell(failure.message)
    this.#opened?.flush()
    this.#become({ kind: 'failed', failure })
  }

  #become(state: StationState): void {
    this.#state = state
    this.#parts.onChange()
  }
}

/** The settings as they stand at this moment. Throws `ConfigRefused`. */
export function readSettings(words: readonly string[]): Config {
  return readConfig({ flags: readFlags(words), environment: process.env, workFolder: process.cwd() })
}
