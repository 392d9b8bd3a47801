import type { Log } from '#station/log.ts'
import { type LiveServer, type LiveSocket, ROOM } from './live-rooms.ts'

/** What may wait for one reader before he is cut off. */
export const BACKLOG_PACKETS_MAX = 2_000
export const BACKLOG_BYTES_MAX = 1_048_576
/** From here on he gets no prices and no fusion until he has caught up. */
const BEHIND_PACKETS = 64
const BEHIND_BYTES = 131_072
/** From here on he has not read what he was given last, and gets nothing that he missed. */
const UNREAD_BYTES = 16_384
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
    const over = isOver(backlog)
    if (over && socket.data.over === true) {
      log.warn({ user: socket.data.principal.userId, ...backlog }, 'slow_consumer_dropped')
      cut(socket)
      return
    }
    socket.data.over = over
    const behind = socket.data.behind === true
    if (backlog.packets > BEHIND_PACKETS || backlog.bytes > BEHIND_BYTES) {
      if (!behind) fallBehind(socket, backlog)
    } else if (behind && backlog.packets === 0) keepUp(socket)
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

/**
 * Whether a reader has still to read what he was given: he gets no large answer on top of it.
 *
 * What the system below has not taken tells it: what was said in this same turn waits for no reader.
 */
export function isUnread({ conn }: LiveSocket): boolean {
  const { writeBuffer = [], transport } = conn as unknown as Engine
  return (transport?.socket?.bufferedAmount ?? bytesOf(writeBuffer)) > UNREAD_BYTES
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
  const bytes = (transport?.socket?.bufferedAmount ?? 0) + bytesOf(writeBuffer)
  return { packets: writeBuffer.length, bytes }
}

function bytesOf(packets: NonNullable<Engine['writeBuffer']>): number {
  let bytes = 0
  for (const { data } of packets) {
    if (typeof data === 'string' || data instanceof Uint8Array) bytes += data.length
  }
  return bytes
}

/** Ends a connection without waiting for what he has not read: an orderly end would wait for exactly that. */
export function cut({ conn }: LiveSocket): void {
  const engine = conn as unknown as Engine
  const socket = engine.transport?.socket
  engine.close(true)
  socket?.terminate?.()
}
