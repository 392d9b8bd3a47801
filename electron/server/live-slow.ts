import type { Log } from '#station/log.ts'
import { type LiveServer, type LiveSocket, ROOM } from './live-rooms.ts'

/** What may wait for one reader before he is cut off. */
export const BACKLOG_PACKETS_MAX = 2_000
export const BACKLOG_BYTES_MAX = 1_048_576
/** From here on he gets no prices and no fusion until he has caught up. */
const BEHIND_PACKETS = 64
const BEHIND_BYTES = 131_072
const LOOK_EVERY_MS = 250

interface Backlog {
  readonly packets: number
  readonly bytes: number
}

/**
 * Keeps a reader who does not read from filling the station's memory: what is paced is skipped for him first, then
 * he is cut off, and the log says why.
 *
 * He is cut off only when he is over the limit at two looks in a row, so a large answer to a quick reader is none.
 */
export function watchBacklogs(
  io: LiveServer,
  { catchUp, log }: { readonly catchUp: (socket: LiveSocket) => void; readonly log: Log },
): { stop(): void } {
  function look(socket: LiveSocket): void {
    const { packets, bytes } = backlogOf(socket)
    const over = packets > BACKLOG_PACKETS_MAX || bytes > BACKLOG_BYTES_MAX
    if (over && socket.data.over === true) {
      log.warn({ user: socket.data.principal.userId, packets, bytes }, 'slow_consumer_dropped')
      cut(socket)
      return
    }
    socket.data.over = over
    if (packets > BEHIND_PACKETS || bytes > BEHIND_BYTES) fallBehind(socket)
    else if (socket.data.behind === true && packets === 0) keepUp(socket)
  }

  function keepUp(socket: LiveSocket): void {
    socket.data.behind = false
    socket.leave(ROOM.behind)
    catchUp(socket)
  }

  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) look(socket)
  }, LOOK_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

function fallBehind(socket: LiveSocket): void {
  if (socket.data.behind === true) return
  socket.data.behind = true
  socket.join(ROOM.behind)
}

/** The parts of an engine.io socket that say what still waits in it. */
interface Engine {
  readonly writeBuffer?: readonly { readonly data?: unknown }[]
  readonly transport?: {
    readonly socket?: { readonly bufferedAmount?: number; terminate?(): void }
  }
  close(discard?: boolean): void
}

function backlogOf({ conn }: LiveSocket): Backlog {
  const { writeBuffer = [], transport } = conn as unknown as Engine
  let bytes = transport?.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) {
    if (typeof data === 'string' || data instanceof Uint8Array) bytes += data.length
  }
  return { packets: writeBuffer.length, bytes }
}

/** Without waiting for what he has not read: an orderly end would wait for exactly that. */
function cut({ conn }: LiveSocket): void {
  const engine = conn as unknown as Engine
  const socket = engine.transport?.socket
  engine.close(true)
  socket?.terminate?.()
}
