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

export interface Connection {
  /** Ends it at once. */
  close(): void
}

/** One connection to a stream: opens, subscribes, watches over its silence and its size, and ends for good. */
export function openConnection(parts: ConnectionParts): Connection {
  const { exchange, subscription, clock } = parts
  const socket = new WebSocket(exchange.streamUrl(parts.url, subscription), {
    maxPayload: FRAME_BYTES_MAX,
    // What is small when packed may be anything unpacked.
    perMessageDeflate: false,
    followRedirects: false,
  })
  const awaited = exchange.acceptances(subscription)
  const watch = openWatch(clock)
  let accepted = 0
  let told = false
  let up = false
  let over = false

  const end = (ending: Ending | null): void => {
    if (over) return
    over = true
    cancel()
    socket.terminate()
    if (ending !== null) parts.onDown(ending)
  }
  const look = (): void => {
    const ending = up ? watch.silence() : openingFailure()
    if (ending !== null) return end(ending)
    socket.ping(() => undefined)
    cancel = clock.setTimer(look, LOOK_EVERY_MS)
  }
  const openingFailure = (): Ending | null => {
    if (watch.ageMs() < OPENING_MS_MAX) return null
    return socket.readyState === WebSocket.OPEN ? 'not_accepted' : 'not_opened'
  }
  const take = (frame: Frame): void => {
    if (frame.kind === 'accepted') accepted += 1
    if (frame.kind === 'bar' || frame.kind === 'quote') told = true
    if (told || frame.kind === 'alive') watch.data()
    parts.onFrame(frame)
    if (up || over || !told || accepted < awaited) return
    up = true
    parts.onUp()
  }
  let cancel = clock.setTimer(look, LOOK_EVERY_MS)

  socket.on('open', () => {
    watch.heard()
    for (const words of exchange.hello(subscription)) socket.send(words)
  })
  socket.on('pong', watch.heard)
  socket.on('ping', watch.heard)
  socket.on('message', (data, binary) => {
    if (over) return
    watch.heard()
    if (watch.flooded()) return end('flood')
    const frames = binary ? BINARY : exchange.read(String(data), parts.listened)
    for (const frame of frames) if (!over) take(frame)
  })
  socket.on('error', (failure) => end(endingOf(failure, up)))
  socket.on('close', () => end(up ? 'closed' : 'not_opened'))
  return { close: () => end(null) }
}

const BINARY: readonly Frame[] = [{ kind: 'bad', reason: 'text' }]

function endingOf(failure: Error, up: boolean): Ending {
  if ('code' in failure && failure.code === TOO_LARGE) return 'oversized'
  return up ? 'closed' : 'not_opened'
}

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
