import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { type BareParts, endWithProblem, sendBareProblem } from './bare-answers.ts'
import { openBrokenRequests } from './broken-requests.ts'
import type { Connections } from './connections.ts'
import { createServer } from './node-http.ts'
import { badField, type Problem } from './problems.ts'

/** What every door is made of. */
export interface DoorParts extends BareParts {
  /** Who is connected, over all doors. */
  readonly connections: Connections
}

/** What happens to those who come in. */
export interface Within {
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** The certificate a door shows, with those that vouch for it, and its key; PEM. */
export interface Credentials {
  readonly cert: string
  readonly key: string
}

/** One address that listens. */
export interface Door {
  readonly address: string
  readonly port: number
  /** Somebody came from another address, let in or not: nothing on the way keeps this one from being reached. */
  readonly visited: boolean
  /** Lets people in; until then requests are told to wait. */
  open(within: Within): void
  /** Shows another certificate to whoever comes from now on. */
  renew(credentials: Credentials): void
  /** Stops listening; settles when every connection has ended. */
  stop(): Promise<unknown>
  /** Ends the connections that are left. */
  cut(): void
}

export interface DoorPlace {
  readonly address: string
  /** 0 lets the system pick one. */
  readonly port: number
  /** Null speaks without TLS. */
  readonly credentials: Credentials | null
}

/** A peer that sends slowly is cut off: the framework would wait for ever. */
const HEADERS_MS_MAX = 4_000
const REQUEST_MS_MAX = 5_000
const CHECK_EVERY_MS = 500
/** Longer than programs keep an idle connection before they use it again (4 to 5 s). */
const KEEP_ALIVE_MS = 10_000
/** A connection on which nothing moves for so long is cut, unless it waits for words of ours. */
const STALLED_MS_MAX = 30_000
const HEADER_BYTES_MAX = 16_384

const LIMITS = {
  headersTimeout: HEADERS_MS_MAX,
  requestTimeout: REQUEST_MS_MAX,
  connectionsCheckingInterval: CHECK_EVERY_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: HEADER_BYTES_MAX,
  // Asked for behind the door, where a refusal has its shape.
  requireHostHeader: false,
} as const

const NOT_READY: Problem = { code: 'not_ready', retryAfterS: 1 }
const EXPECTS = badField('Expect', '100-continue is the only expectation that is met')

/** Listens on one address. Rejects with the system's own error where it cannot. */
export async function openDoor(place: DoorPlace, parts: DoorParts): Promise<Door> {
  const open = new Set<Socket>()
  const inside: { within: Within | null } = { within: null }
  let visited = false
  const server = place.credentials === null ? createServer(LIMITS) : secureServer(place.credentials)
  server.on('connection', (socket: Socket) => {
    visited ||= socket.remoteAddress !== socket.localAddress
    if (!parts.connections.enter(socket)) return
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.setTimeout(STALLED_MS_MAX, (socket: Socket) => {
    if (parts.connections.waitsForUs(socket)) socket.setTimeout(STALLED_MS_MAX)
    else socket.destroy()
  })
  answer(server, inside, parts)
  const port = await listen(server, place)
  return {
    address: place.address,
    port,
    get visited() {
      return visited
    },
    open(within) {
      inside.within = within
    },
    renew(credentials) {
      if ('setSecureContext' in server) server.setSecureContext(secured(credentials))
    },
    stop() {
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      return closed
    },
    cut() {
      for (const socket of open) socket.destroy()
    },
  }
}

function secured(credentials: Credentials) {
  return { ...credentials, minVersion: 'TLSv1.3' as const }
}

// Loaded where somebody is let in from outside: a station at home needs none of it at its start.
function secureServer(credentials: Credentials): SecureServer {
  const { createServer: createSecure } = process.getBuiltinModule('node:https')
  return createSecure({ ...LIMITS, ...secured(credentials), handshakeTimeout: HEADERS_MS_MAX })
}

function answer(
  server: Server | SecureServer,
  inside: { readonly within: Within | null },
  parts: DoorParts,
): void {
  const broken = openBrokenRequests(parts)
  server.on('request', (request, response) => {
    broken.underWay(request.socket, response)
    parts.connections.answering(request.socket, response)
    if (inside.within === null) sendBareProblem(response, NOT_READY, parts)
    else inside.within.request(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    // An upgraded socket has no error listener of its own until somebody takes it.
    socket.on('error', () => socket.destroy())
    if (inside.within === null) endWithProblem(socket, NOT_READY, parts)
    else inside.within.upgrade(request, socket, head)
  })
  server.on('checkExpectation', ({ socket }, response) => {
    broken.underWay(socket, response)
    sendBareProblem(response, EXPECTS, parts)
  })
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy())
    endWithProblem(socket, { code: 'not_found' }, parts)
  })
  if (!('setSecureContext' in server)) {
    server.on('clientError', broken.answer)
    return
  }
  const greeted = new WeakSet<Duplex>()
  const bare = new Map<string, Socket>()
  server.on('connection', (socket: Socket) => {
    const from = placeOf(socket)
    bare.set(from, socket)
    socket.once('close', () => bare.delete(from))
  })
  server.on('secureConnection', (socket) => {
    greeted.add(socket)
    // From here on the caller is who speaks through TLS; what carries it counts no more.
    const carrier = bare.get(placeOf(socket))
    if (carrier !== undefined) parts.connections.becomesSocket(carrier)
    parts.connections.enter(socket)
  })
  server.on('clientError', (error, socket) => {
    // Whoever did not get through the handshake has no language in which he could be told.
    if (greeted.has(socket as TLSSocket)) broken.answer(error, socket)
    else socket.destroy()
  })
}

/** Where a connection comes from: no two that are open have the same. */
function placeOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

function listen(server: Server | SecureServer, { port, address }: DoorPlace): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: address, ipv6Only: true }, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
}
