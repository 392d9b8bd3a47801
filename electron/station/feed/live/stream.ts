import type { Log } from '../../log.ts'
import { type Backoff, openBackoff } from './backoff.ts'
import { type Connection, type ConnectionParts, type Ending, openConnection } from './connection.ts'
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

export interface Stream {
  /** Whether a connection stands. */
  readonly up: () => boolean
  readonly counts: () => StreamCounts
  readonly close: () => void
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
export function openStream(parts: StreamParts): Stream {
  const { clock, log } = parts
  const backoff: Backoff = openBackoff(parts.random)
  const counts = { connections: 0, cuts: 0, oversized: 0, floods: 0 }
  const timers = new Set<() => void>()
  let active: Line | null = null
  let next: Line | null = null
  let closed = false

  const later = (callback: () => void, ms: number): void => {
    const cancel = clock.setTimer(() => {
      timers.delete(cancel)
      callback()
    }, ms)
    timers.add(cancel)
  }
  const isUp = (): boolean => active?.up === true

  function open(): Line {
    const line: Line = { connection: null, up: false, upAt: 0 }
    line.connection = openConnection({
      ...parts,
      onFrame: (frame) => frameOf(line, frame),
      onUp: () => stands(line),
      onDown: (ending) => ended(line, ending),
    })
    return line
  }

  function frameOf(line: Line, frame: Frame): void {
    if (line !== active) return
    if (frame.kind === 'leaving') prepareNext(line)
    else parts.onFrame(frame)
  }

  function stands(line: Line): void {
    line.up = true
    line.upAt = clock.monotonicMs()
    counts.connections += 1
    if (line === next) {
      active?.connection?.close()
      active = line
      next = null
    }
    log.info({ connections: counts.connections }, 'stream_stands')
    later(() => prepareNext(line), LIFE_MS_MAX)
    parts.onUp()
  }

  /** Opens the connection after this one, while this one still speaks. */
  function prepareNext(line: Line): void {
    if (!closed && line === active && next === null) next = open()
  }

  function ended(line: Line, ending: Ending): void {
    count(ending)
    log.warn({ ending }, 'stream_ended')
    const steady = line.up && clock.monotonicMs() - line.upAt >= STEADY_MS_MIN
    if (steady) backoff.reset()
    if (line === next) {
      next = null
      const before = active
      if (before !== null) later(() => prepareNext(before), backoff.next())
      return
    }
    // One that is about to stand goes on in its place.
    active = next
    next = null
    parts.onDown(ending)
    if (active === null) later(reopen, backoff.next())
  }

  function reopen(): void {
    if (!closed && active === null) active = open()
  }

  function count(ending: Ending): void {
    counts.cuts += 1
    if (ending === 'oversized') counts.oversized += 1
    if (ending === 'flood') counts.floods += 1
  }

  active = open()
  return {
    up: isUp,
    counts: () => ({ ...counts }),
    close() {
      closed = true
      for (const cancel of timers) cancel()
      active?.connection?.close()
      next?.connection?.close()
    },
  }
}
