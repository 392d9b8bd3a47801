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
    const backlog = backlogOf(socket)
    const { packets, bytes } = backlog
    const over = isOver(backlog)
    if (over && socket.data.over === true) {
      log.warn({ user: socket.data.principal.userId, packets, bytes }, 'slow_consumer_dropped')
      cut(socket)
      return
    }
    socket.data.over = over
    const behind = socket.data.behind === true
    if (packets > BEHIND_PACKETS || bytes > BEHIND_BYTES) {
      if (!behind) fallBehind(socket, backlog)
    } else if (behind && packets === 0) keepUp(socket)
  }

  function fallBehind(socket: LiveSocket, backlog: Backlog): void {
    log.info({ user: socket.data.principal.userId, ...backlog }, 'slow_consumer_behind')
    socket.data.behind = true
    socket.join(ROOM.behind)
  }

  function keepUp(socket: LiveSocket): void {
    log.info({ user: socket.data.principal.userId }, 'slow_consumer_caught_up')
    socket.data.behind = false
    socket.leave(ROOM.behind)
    catchUp(socket)
  }

  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) look(socket)
  }, LOOK_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

/** Whether so much waits for a reader that he gets no large answer on top of it. */
export function isOverloaded(socket: LiveSocket): boolean {
  return isOver(backlogOf(socket))
}

function isOver({ packets, bytes }: Backlog): boolean {
  return packets > BACKLOG_PACKETS_MAX || bytes > BACKLOG_BYTES_MAX
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
