import type { Log } from '../../log.ts'
import { type Backoff, openBackoff } from './backoff.ts'
import { Connection, type ConnectionParts, type Ending } from './connection.ts'
import type { Frame } from './frame.ts'

/** An exchange cuts a connection after 24 hours: another one takes its place an hour before. */
export const LIFE_MS_MAX = 23 * 3_600_000
/** A connection that stood so long was a good one: after it the waits begin anew. */
export const STEADY_MS_MIN = 10_000

export interface StreamParts extends Omit<ConnectionParts, 'onUp' | 'onDown'> {
  readonly log: Log
  /** Evenly in [0, 1). */
  readonly random: () => number
  /** Another connection speaks from now on: what came before may have a hole after it. */
  readonly onUp: () => void
  readonly onDown: (ending: Ending) => void
}

/** What a stream counted. */
export interface StreamCounts {
  /** Connections that stood, the first included. */
  readonly connections: number
  readonly cuts: number
  readonly oversized: number
  readonly floods: number
}

interface Line {
  connection: Connection | null
  up: boolean
  upAt: number
}

/**
 * Keeps one connection to an exchange standing: after a failure with growing waits, and before its end by opening the
 * next one first. Only one speaks at a time; the next one is heard once it stands.
 */
export class Stream {
  readonly #parts: StreamParts
  readonly #backoff: Backoff
  readonly #counts = { connections: 0, cuts: 0, oversized: 0, floods: 0 }
  readonly #timers = new Set<() => void>()
  #active: Line | null
  #next: Line | null = null
  #closed = false

  constructor(parts: StreamParts) {
    this.#parts = parts
    this.#backoff = openBackoff(parts.random)
    this.#active = this.#open()
  }

  /** Whether a connection stands. */
  get up(): boolean {
    return this.#active?.up === true
  }

  counts(): StreamCounts {
    return { ...this.#counts }
  }

  close(): void {
    this.#closed = true
    for (const cancel of this.#timers) cancel()
    this.#active?.connection?.close()
    this.#next?.connection?.close()
  }

  #open(): Line {
    const line: Line = { connection: null, up: false, upAt: 0 }
    line.connection = new Connection({
      ...this.#parts,
      onFrame: (frame) => this.#frameOf(line, frame),
      onUp: () => this.#stands(line),
      onDown: (ending) => this.#ended(line, ending),
    })
    return line
  }

  #frameOf(line: Line, frame: Frame): void {
    if (line !== this.#active) return
    if (frame.kind === 'leaving') this.#prepareNext(line)
    else this.#parts.onFrame(frame)
  }

  #stands(line: Line): void {
    line.up = true
    line.upAt = this.#parts.clock.monotonicMs()
    this.#counts.connections += 1
    if (line === this.#next) {
      this.#active?.connection?.close()
      this.#active = line
      this.#next = null
    }
    this.#parts.log.info({ connections: this.#counts.connections }, 'stream_stands')
    this.#later(() => this.#prepareNext(line), LIFE_MS_MAX)
    this.#parts.onUp()
  }

  /** Opens the connection after this one, while this one still speaks. */
  #prepareNext(line: Line): void {
    if (!this.#closed && line === this.#active && this.#next === null) this.#next = this.#open()
  }

  #ended(line: Line, ending: Ending): void {
    this.#count(ending)
    this.#parts.log.warn({ ending }, 'stream_ended')
    const stoodMs = this.#parts.clock.monotonicMs() - line.upAt
    if (line.up && stoodMs >= STEADY_MS_MIN) this.#backoff.reset()
    if (line === this.#next) this.#tryNextLater()
    else this.#goOnWithNext(ending)
  }

  /** One that is about to stand goes on in the place of the one that ended. */
  #goOnWithNext(ending: Ending): void {
    this.#active = this.#next
    this.#next = null
    this.#parts.onDown(ending)
    if (this.#active === null) this.#later(() => this.#reopen(), this.#backoff.next())
  }

  #tryNextLater(): void {
    const before = this.#active
    this.#next = null
    if (before !== null) this.#later(() => this.#prepareNext(before), this.#backoff.next())
  }

  #reopen(): void {
    if (!this.#closed && this.#active === null) this.#active = this.#open()
  }

  #count(ending: Ending): void {
    this.#counts.cuts += 1
    if (ending === 'oversized') this.#counts.oversized += 1
    if (ending === 'flood') this.#counts.floods += 1
  }

  #later(callback: () => void, ms: number): void {
    const cancel = this.#parts.clock.setTimer(() => {
      this.#timers.delete(cancel)
      callback()
    }, ms)
    this.#timers.add(cancel)
  }
}
