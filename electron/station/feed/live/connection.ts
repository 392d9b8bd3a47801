import { WebSocket } from 'ws'
import type { Exchange, Listened, Subscription } from './exchange.ts'
import type { LiveClock } from './exchange-clock.ts'
import type { Frame } from './frame.ts'

/** Larger messages end the connection: the candles of one pair have 150 kB at its beginning. */
export const FRAME_BYTES_MAX = 1_048_576
/** More messages within a second end the connection; the busiest pairs send a thousand. */
export const FRAMES_PER_SECOND_MAX = 20_000
/** From opening to standing, the acceptance of every subscription included. */
export const OPENING_MS_MAX = 10_000
/** Without any sign of life, pongs included, a connection is given up after so long. */
export const SILENCE_MS_MAX = 30_000
/** Without a word about prices it is given up too, however well it answers pings. */
export const DATA_SILENCE_MS_MAX = 60_000
const LOOK_EVERY_MS = 5_000
const SECOND_MS = 1_000
const TOO_LARGE = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'

/** Why a connection ended. */
export type Ending = 'closed' | 'not_opened' | 'not_accepted' | 'silent' | 'no_data' | 'oversized' | 'flood'

export interface ConnectionParts {
  readonly exchange: Exchange
  readonly url: string
  readonly subscription: Subscription
  readonly listened: Listened
  readonly clock: LiveClock
  readonly onFrame: (frame: Frame) => void
  /** Subscriptions stand and the first price was told: once. */
  readonly onUp: () => void
  /** Nothing comes after this: once, and not after `close`. */
  readonly onDown: (ending: Ending) => void
}

/** One connection to a stream: opens, subscribes, watches over its silence and its size, and ends for good. */
export class Connection {
  readonly #parts: ConnectionParts
  readonly #socket: WebSocket
  readonly #awaited: number
  readonly #watch: Watch
  #cancel: () => void
  #accepted = 0
  #told = false
  #up = false
  #over = false

  constructor(parts: ConnectionParts) {
    const { exchange, subscription, clock } = parts
    this.#parts = parts
    this.#awaited = exchange.acceptances(subscription)
    this.#watch = openWatch(clock)
    this.#socket = new WebSocket(exchange.streamUrl(parts.url, subscription), {
      maxPayload: FRAME_BYTES_MAX,
      // What is small when packed may be anything unpacked.
      perMessageDeflate: false,
      followRedirects: false,
    })
    this.#cancel = clock.setTimer(() => this.#look(), LOOK_EVERY_MS)
    this.#listen()
  }

  /** Ends it at once. */
  close(): void {
    this.#end(null)
  }

  #listen(): void {
    const { exchange, subscription } = this.#parts
    const socket = this.#socket
    socket.on('open', () => {
      this.#watch.heard()
      for (const words of exchange.hello(subscription)) socket.send(words)
    })
    socket.on('pong', this.#watch.heard)
    socket.on('ping', this.#watch.heard)
    socket.on('message', (data, binary) => this.#read(binary ? null : String(data)))
    socket.on('error', (failure) => this.#end(endingOf(failure, this.#up)))
    socket.on('close', () => this.#end(this.#up ? 'closed' : 'not_opened'))
  }

  /** @param text  null for what is no text */
  #read(text: string | null): void {
    if (this.#over) return
    this.#watch.heard()
    if (this.#watch.flooded()) this.#end('flood')
    const { exchange, listened } = this.#parts
    if (this.#over) return
    const frames = text === null ? BINARY : exchange.read(text, listened)
    for (const frame of frames) if (!this.#over) this.#take(frame)
  }

  #take(frame: Frame): void {
    const price = frame.kind === 'bar' || frame.kind === 'quote'
    this.#told ||= price
    if (frame.kind === 'accepted') this.#accepted += 1
    if (price || frame.kind === 'alive') this.#watch.data()
    this.#parts.onFrame(frame)
    if (this.#up || this.#over || !this.#told || this.#accepted < this.#awaited) return
    this.#up = true
    this.#parts.onUp()
  }

  #look(): void {
    const ending = this.#up ? this.#watch.silence() : this.#openingFailure()
    if (ending !== null) this.#end(ending)
    if (this.#over) return
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping()
    this.#cancel = this.#parts.clock.setTimer(() => this.#look(), LOOK_EVERY_MS)
  }

  #openingFailure(): Ending | null {
    if (this.#watch.ageMs() < OPENING_MS_MAX) return null
    return this.#socket.readyState === WebSocket.OPEN ? 'not_accepted' : 'not_opened'
  }

  #end(ending: Ending | null): void {
    if (this.#over) return
    this.#over = true
    this.#cancel()
    this.#socket.terminate()
    if (ending !== null) this.#parts.onDown(ending)
  }
}

const BINARY: readonly Frame[] = [{ kind: 'bad', reason: 'text' }]

function endingOf(failure: Error, up: boolean): Ending {
  if ('code' in failure && failure.code === TOO_LARGE) return 'oversized'
  return up ? 'closed' : 'not_opened'
}

type Watch = ReturnType<typeof openWatch>

/** Counts silence and messages on the monotonic clock. */
function openWatch({ monotonicMs }: LiveClock) {
  const openedAt = monotonicMs()
  let heardAt = openedAt
  let dataAt = openedAt
  let secondFrom = openedAt
  let inSecond = 0
  return {
    heard: () => {
      heardAt = monotonicMs()
    },
    data: () => {
      dataAt = monotonicMs()
    },
    ageMs: () => monotonicMs() - openedAt,
    silence(): Ending | null {
      if (monotonicMs() - heardAt >= SILENCE_MS_MAX) return 'silent'
      return monotonicMs() - dataAt >= DATA_SILENCE_MS_MAX ? 'no_data' : null
    },
    flooded(): boolean {
      if (monotonicMs() - secondFrom >= SECOND_MS) {
        secondFrom = monotonicMs()
        inSecond = 0
      }
      inSecond += 1
      return inSecond > FRAMES_PER_SECOND_MAX
    },
  }
}
