import type { DeviceId } from '#core/kernel/ids.ts'
import type { LiveServer, LiveSocket } from './live-rooms.ts'

/** What is going on at a device with at least one open socket. */
export interface DeviceLink {
  /** From a ping to its answer, of the socket that answered last; null before the first. */
  readonly latencyMs: number | null
  /** Messages sent to it, all its sockets together, over the last ten seconds. */
  readonly eventsPerSecond: number
  readonly address: string
  readonly browser: string
}

/** How one socket is doing. */
export interface SocketGauge {
  readonly latencyMs: () => number | null
  readonly eventsPerSecond: () => number
  /** Messages went out past the engine, which counts its own. */
  readonly sentStraight: (messages: number) => void
}

/** Looks at the sockets of devices. */
export interface DeviceLinks {
  watch(socket: LiveSocket): void
  read(): ReadonlyMap<DeviceId, DeviceLink>
}

/** What of an engine's connection is looked at here. */
interface Wire {
  on(name: 'packetCreate' | 'packet', listener: (packet: { readonly type: string }) => void): void
}

const RATE_SECONDS = 10

export function openDeviceLinks(io: LiveServer, nowMs: () => number = () => performance.now()): DeviceLinks {
  return {
    watch(socket) {
      // Programs that paste a token are no devices, and nobody looks at them.
      if (socket.data.principal.deviceId !== null) socket.data.link = gauge(socket.conn, nowMs)
    },
    read() {
      const links = new Map<DeviceId, DeviceLink>()
      for (const { data, handshake } of io.sockets.sockets.values()) {
        const { deviceId } = data.principal
        if (deviceId === null || data.link === undefined) continue
        const before = links.get(deviceId)
        links.set(deviceId, {
          latencyMs: data.link.latencyMs() ?? before?.latencyMs ?? null,
          eventsPerSecond: data.link.eventsPerSecond() + (before?.eventsPerSecond ?? 0),
          address: handshake.address,
          browser: handshake.headers['user-agent'] ?? '',
        })
      }
      return links
    },
  }
}

/** Counts what goes out, and times the pings that the sockets send anyway. */
export function gauge(wire: Wire, nowMs: () => number): SocketGauge {
  const sent = openTally(nowMs)
  let pingedAt: number | null = null
  let latencyMs: number | null = null
  wire.on('packetCreate', ({ type }) => {
    if (type === 'ping') pingedAt = nowMs()
    if (type === 'message') sent.add(1)
  })
  wire.on('packet', ({ type }) => {
    if (type !== 'pong' || pingedAt === null) return
    latencyMs = nowMs() - pingedAt
    pingedAt = null
  })
  return {
    latencyMs: () => latencyMs,
    eventsPerSecond: () => sent.count() / RATE_SECONDS,
    sentStraight: sent.add,
  }
}

/** Counts what happened in the last ten seconds, the one that runs among them: ten numbers, however much it was. */
function openTally(nowMs: () => number) {
  const counts = new Array<number>(RATE_SECONDS).fill(0)
  let newest = secondOf(nowMs())
  /** Empties the slots of the seconds since it was last looked at. */
  const turn = (): number => {
    const second = secondOf(nowMs())
    const first = Math.max(newest + 1, second - RATE_SECONDS + 1)
    for (let passed = first; passed <= second; passed++) counts[passed % RATE_SECONDS] = 0
    newest = second
    return second % RATE_SECONDS
  }
  return {
    add(messages: number) {
      const slot = turn()
      counts[slot] = (counts[slot] ?? 0) + messages
    },
    count() {
      turn()
      return counts.reduce((sum, count) => sum + count, 0)
    },
  }
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1_000)
}
