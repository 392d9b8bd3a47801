import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server } from 'socket.io'
import {
  type ClientMessageName,
  type Closing,
  SOCKET_PACKET_BYTES_MAX,
  TOKEN_LENGTH_MAX,
} from '#contracts/live.ts'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { DeviceId, TokenId } from '#core/kernel/ids.ts'
import type { Limits } from '#station/config.ts'
import type { Log } from '#station/log.ts'
import type { Station } from '#station/station.ts'
import type { Refusals } from './audit-refusals.ts'
import { placeOf, tokenIdOf } from './auth.ts'
import type { Connections } from './connections.ts'
import { type DeviceLink, openDeviceLinks } from './device-links.ts'
import type { LanFace } from './lan/lan.ts'
import { StraightAdapter } from './live-adapter.ts'
import { openAsks, SOCKET_EVENTS } from './live-asks.ts'
import { openNewcomers } from './live-newcomers.ts'
import { openPace } from './live-pace.ts'
import { openResumes } from './live-resume.ts'
import { type LiveServer, type LiveSocket, ROOM } from './live-rooms.ts'
import { watchBacklogs } from './live-slow.ts'
import { HttpServer } from './node-http.ts'
import type { Dismissal, Principal, Principals } from './principals.ts'
import { openRateLimiter, type Rate } from './rate-limit.ts'
import { perMinute } from './rates.ts'
import type { Declared } from './registry.ts'
import { wireLanFace } from './wire-lan.ts'
import { gather, isStatus } from './wire-live.ts'

export const SOCKET_PATH = '/socket.io/'
const SIGN_IN_MS_MAX = 5_000
const PING_EVERY_MS = 10_000
const PONG_MS_MAX = 8_000
const HEARTBEAT_MS = 2_000

/** What the live side stands on. */
export interface LiveParts {
  readonly station: Station
  readonly principals: Principals
  readonly log: Log
  /** Makes a correlation id. */
  readonly nextId: () => string
  readonly connections: Pick<Connections, 'becomesSocket'>
  readonly limits: Limits
  readonly refusals: Refusals
  /** How other machines can reach the station at this moment. */
  readonly lan: () => LanFace
}

/** Everything that reaches a browser without being asked for. */
export interface Live {
  readonly declared: readonly Declared[]
  /** Open sockets, those still signing in included. */
  clients(): number
  /** What the signed-in sockets call themselves in their headers, one each. */
  userAgents(): readonly string[]
  /** Whether one more socket may come from where a request comes from. */
  hasRoomFor(request: IncomingMessage): boolean
  /** What is going on at each device that has a socket open. */
  deviceLinks(): ReadonlyMap<DeviceId, DeviceLink>
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends the heartbeat now: the feed was paused, resumed or sped. */
  announceFeed(): void
  /** Tells operators how other machines can reach the station now. */
  announceLan(): void
  close(): Promise<void>
}

/** Opens the sockets. They hear of a change only after the commit that made it. */
export function openLive(parts: LiveParts): Live {
  const { station, principals, limits } = parts
  // Never listens: the station's doors pass on what is for the sockets, past the same border as the rest.
  const hub = new HttpServer()
  const io: LiveServer = new Server(hub, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize: SOCKET_PACKET_BYTES_MAX,
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: SIGN_IN_MS_MAX,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PONG_MS_MAX,
    destroyUpgrade: false,
    adapter: StraightAdapter,
  })
  const pace = openPace(io, station)
  const slow = watchBacklogs(io, { catchUp: pace.catchUp, log: parts.log })
  const newcomers = openNewcomers(io, limits)
  admit(io, parts)
  const links = openDeviceLinks(io)
  const resumes = openResumes(station, openRateLimiter(perMinute(limits.resumedEventsPerMinute)))
  const answer = openAsks(parts, {
    limiter: openRateLimiter(messageRate(limits, MESSAGE_BURST_S)),
    patience: openRateLimiter(messageRate(limits, PATIENCE_S)),
    resumes,
  })
  io.on('connection', (socket) => {
    newcomers.signedIn(socket)
    parts.connections.becomesSocket(socket.conn.request.socket)
    const { tokenId, userId, role } = socket.data.principal
    socket.join([ROOM.desk, ROOM.user(userId), ROOM.progress(userId), ROOM.token(tokenId)])
    socket.onAny((name: unknown, ...args: unknown[]) => answer(socket, name, args))
    links.watch(socket)
    if (role === 'operator') {
      socket.join(ROOM.operators)
      socket.emit('lan_status', wireLanFace(parts.lan()))
    }
    pace.welcome(socket)
  })

  const forget = station.onCommit((recorded) => tell(io, recorded, station))
  principals.onDismissed((tokenId, why) => dismiss(io, tokenId, why))
  const heartbeat = setInterval(() => {
    dismissExpired(io, station.now())
    pace.beat()
  }, HEARTBEAT_MS)

  return {
    declared: socketEvents(),
    clients: () => io.engine.clientsCount,
    userAgents: () =>
      [...io.sockets.sockets.values()].map(({ handshake }) => handshake.headers['user-agent'] ?? ''),
    hasRoomFor: (request) => io.engine.clientsCount < limits.sockets && newcomers.hasRoomFor(request),
    deviceLinks: links.read,
    request: (request, response) => void hub.emit('request', request, response),
    upgrade: (request, socket, head) => void hub.emit('upgrade', request, socket, head),
    announceFeed: pace.beat,
    announceLan: () => void io.to(ROOM.operators).emit('lan_status', wireLanFace(parts.lan())),
    async close() {
      clearInterval(heartbeat)
      forget()
      pace.stop()
      slow.stop()
      resumes.close()
      io.emit('closing', closing({ code: 'not_ready' }))
      io.disconnectSockets(true)
      await io.close()
    },
  }
}

/** The events a client may send, as the start-up check reads them. */
function socketEvents(): readonly Declared[] {
  return (Object.keys(SOCKET_EVENTS) as ClientMessageName[]).map((name) => {
    const { roles, ownership, scope, answer } = SOCKET_EVENTS[name]
    return { name: `socket ${name}`, roles, ownership, scope, handled: answer !== undefined }
  })
}

/** What a socket may say at once, in seconds of its rate: a page that comes back joins all its rooms in one breath. */
const MESSAGE_BURST_S = 5
/** What it may say with what it is refused for, in seconds of its rate, before it is cut off. */
const PATIENCE_S = 30

function messageRate({ messagesPerSecond }: Limits, burstS: number): Rate {
  return { perSecond: messagesPerSecond, burst: burstS * messagesPerSecond }
}

/** Nobody joins without a token that is good at this moment, nor more often under one than it may. */
function admit(io: LiveServer, parts: LiveParts): void {
  const { principals, limits } = parts
  const openOf = ({ tokenId }: Principal) => io.sockets.adapter.rooms.get(ROOM.token(tokenId))?.size ?? 0
  io.use((socket, next) => {
    const token: unknown = socket.handshake.auth.token
    const known = typeof token === 'string' && token.length <= TOKEN_LENGTH_MAX ? token : null
    const principal = known === null ? null : principals.find(known)
    if (principal === null) {
      noteEnded(known, socket, parts)
      next(refused('unauthenticated'))
    } else if (openOf(principal) >= limits.socketsPerToken) next(refused('overloaded'))
    else {
      socket.data.principal = principal
      next()
    }
  })
}

/** Puts on record who comes with a token that opens nothing any more; of one that never did nothing is known. */
function noteEnded(
  token: string | null,
  { handshake }: LiveSocket,
  { principals, refusals, nextId }: LiveParts,
): void {
  const tokenId = principals.ended(tokenIdOf(token))
  if (tokenId === null) return
  const place = placeOf(handshake.address)
  const asker = { place, userId: null, tokenId: null, role: null, correlationId: nextId() }
  refusals.note({ asker, code: 'unauthenticated', route: 'socket', tokenId })
}

function refused(code: ProblemCode): Error {
  return Object.assign(new Error(PROBLEMS[code].message), { data: { code } })
}

/** One commit to those whom it concerns: one message per room, stream and neighbouring kind. */
function tell(io: LiveServer, recorded: Parameters<typeof gather>[0], station: Station): void {
  if (io.sockets.sockets.size === 0) return
  const { rooms } = io.sockets.adapter
  // A stream of which nobody hears costs nothing; a status is for the whole desk.
  const heard = recorded.filter(({ stream, event }) => isStatus(event) || rooms.has(stream))
  if (heard.length === 0) return
  const words = { epoch: station.epoch, signal: station.queries.signal }
  for (const { name, data } of gather(heard, words)) {
    if (name === 'mission_status_update') io.to(ROOM.desk).emit(name, data)
    else if (name === 'fire_count_update') io.to(data.stream).emit(name, data)
    else if (name === 'user_stats_update' || name === 'signal_routed')
      io.to(data.stream).emit(name, data as never)
    // A name and its payload belong together; the compiler cannot follow a union through two arguments.
    else io.to(data.stream).emit(name as 'gamification.progress_changed', data as never)
  }
}

function closing(why: Dismissal | { readonly code: 'not_ready' }): Closing {
  return { ...why, message: PROBLEMS[why.code].message }
}

function dismiss(io: LiveServer, tokenId: TokenId, why: Dismissal): void {
  const sockets = io.in(ROOM.token(tokenId))
  sockets.emit('closing', closing(why))
  sockets.disconnectSockets(true)
}

function dismissExpired(io: LiveServer, now: number): void {
  for (const socket of io.sockets.sockets.values()) {
    const { expiresAt } = socket.data.principal
    if (expiresAt !== null && expiresAt <= now) dismissOne(socket)
  }
}

function dismissOne(socket: LiveSocket): void {
  socket.emit('closing', closing({ code: 'unauthenticated' }))
  socket.disconnect(true)
}
