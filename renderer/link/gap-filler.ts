import type { Socket } from 'socket.io-client'
import { CURSORS_MAX, ResumeReply } from '#contracts/live.ts'
import type { LiveOptions } from './live.ts'
import { askAgainInMs } from './refusal.ts'
import * as wire from './wire.ts'

/** An acknowledgement that takes longer counts as none. */
export const ACK_MS_MAX = 5_000
/** A cursor of no history: the station answers with a snapshot. */
const NO_CURSOR = { epoch: 'unknown', seq: 0 } as const

/** What is asked for. */
interface Gap {
  readonly streams: readonly string[]
  /** Nobody need be told that something was missed. */
  readonly quiet: boolean
  readonly onFilled?: (() => void) | undefined
}

/** Who is told how the asking goes. */
export interface GapTold {
  /** Told of each answer: a no is a sign of life too. */
  onHeard(): void
  /** What was missed has to be waited for. */
  onBehind(): void
  /** A gap was filled. */
  onFilled(): void
}

/** Asks the station for what was missed: one question at a time, and again when it said to wait. */
export class GapFiller {
  readonly #options: Pick<LiveOptions, 'apply' | 'state'>
  readonly #told: GapTold
  #socket: Socket | null = null
  #asking = false
  #again: ReturnType<typeof setTimeout> | undefined

  constructor(options: Pick<LiveOptions, 'apply' | 'state'>, told: GapTold) {
    this.#options = options
    this.#told = told
  }

  /** Goes on with another socket, or with none: what was asked of the one before is forgotten. */
  use(socket: Socket | null): void {
    this.#socket = socket
    this.#asking = false
    clearTimeout(this.#again)
    this.#again = undefined
  }

  /** Fills a gap, unless one is being filled or waits for its time: what it misses then is missed still. */
  fill(gap: Gap): void {
    if (this.#again !== undefined) return
    const onFilled = () => {
      gap.onFilled?.()
      this.#told.onFilled()
    }
    this.#ask({ ...gap, onFilled }, (ms) => {
      this.#again = setTimeout(() => this.#retry(gap, ms), ms)
      this.#told.onBehind()
    })
  }

  /** Asks for a sign of life, by a stream in which little is missing. */
  check(stream: string): void {
    this.#ask({ streams: [stream], quiet: true }, () => undefined)
  }

  #retry(gap: Gap, ms: number): void {
    this.#again = undefined
    if (this.#asking) this.#again = setTimeout(() => this.#retry(gap, ms), ms)
    else this.fill(gap)
  }

  #ask({ streams, quiet, onFilled }: Gap, onWait: (ms: number) => void): void {
    const socket = this.#socket
    if (socket === null || this.#asking) return
    this.#asking = true
    const { apply, state } = this.#options
    const asked = streams.slice(0, CURSORS_MAX)
    const known = state().cursors
    const cursors = asked.map((stream) => ({ stream, ...(known[stream] ?? NO_CURSOR) }))
    const sentAt = performance.now()
    socket.timeout(ACK_MS_MAX).emit('resume', { cursors }, (late: Error | null, reply: unknown) => {
      if (this.#socket !== socket) return
      this.#asking = false
      const at = performance.now()
      const read = ResumeReply.safeParse(reply)
      if (late === null) {
        apply({ kind: 'latency', ms: at - sentAt })
        if (read.success) apply(wire.readResume(read.data, { asked, quiet, at }))
        this.#told.onHeard()
      }
      const waitMs = askAgainInMs(late !== null, reply)
      if (read.success) onFilled?.()
      else if (waitMs !== null) onWait(waitMs)
    })
  }
}
