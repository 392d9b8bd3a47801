import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type BareParts, endWithProblem, sendBareProblem } from './bare-answers.ts'
import { openBrokenRequests } from './broken-requests.ts'
import type { Connections } from './connections.ts'
import { createServer } from './node-http.ts'
import { badField, type Problem } from './problems.ts'

/** The port cannot be had. One sentence for the person who started the station. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse'
}

export interface DoorPlan extends BareParts {
  /** 0 lets the system pick one. */
  readonly port: number
  /** Who is connected, over all addresses. */
  readonly connections: Connections
}

/** What happens to those who come in. */
export interface Within {
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** The open port, on both loopback addresses. */
export interface Doors {
  readonly port: number
  /** Lets people in; until then requests wait. */
  open(within: Within): void
  /** Stops listening, gives requests under way a moment, then cuts what is left. */
  close(): Promise<void>
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
/** How long answers under way may take once the station stops. */
const CLOSING_GRACE_MS = 500

const NOT_READY: Problem = { code: 'not_ready', retryAfterS: 1 }
const EXPECTS = badField('Expect', '100-continue is the only expectation that is met')

/**
 * Listens on 127.0.0.1, and on ::1 where this machine has it: `localhost` may mean either.
 *
 * @throws PortInUse
 */
export async function openDoors(plan: DoorPlan): Promise<Doors> {
  const inside: { within: Within | null } = { within: null }
  const make = () => makeServer(inside, plan)

  const first = make()
  const taken = await listen(first, plan.port, '127.0.0.1')
  const servers = [first]
  const second = make()
  try {
    await listen(second, taken, '::1')
    servers.push(second)
  } catch (error) {
    plan.log.info({ code: (error as NodeJS.ErrnoException).code, address: '::1' }, 'address_not_bound')
  }
  return {
    port: taken,
    open(within) {
      inside.within = within
    },
    close: () => closeAll(servers, plan.connections),
  }
}

function makeServer(inside: { readonly within: Within | null }, plan: DoorPlan): Server {
  const { connections } = plan
  const broken = openBrokenRequests(plan)
  const server = createServer({
    headersTimeout: HEADERS_MS_MAX,
    requestTimeout: REQUEST_MS_MAX,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: HEADER_BYTES_MAX,
    // Asked for behind the door, where a refusal has its shape.
    requireHostHeader: false,
  })
  server.setTimeout(STALLED_MS_MAX, (socket) => {
    if (connections.waitsForUs(socket)) socket.setTimeout(STALLED_MS_MAX)
    else socket.destroy()
  })
  server.on('connection', (socket) => void connections.enter(socket))
  server.on('request', (request, response) => {
    broken.underWay(request.socket, response)
    connections.answering(request.socket, response)
    if (inside.within === null) sendBareProblem(response, NOT_READY, plan)
    else inside.within.request(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    // An upgraded socket has no error listener of its own until somebody takes it.
    socket.on('error', () => socket.destroy())
    if (inside.within === null) endWithProblem(socket, NOT_READY, plan)
    else inside.within.upgrade(request, socket, head)
  })
  server.on('checkExpectation', ({ socket }, response) => {
    broken.underWay(socket, response)
    sendBareProblem(response, EXPECTS, plan)
  })
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy())
    endWithProblem(socket, { code: 'not_found' }, plan)
  })
  server.on('clientError', broken.answer)
  return server
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, port)))
    server.listen({ port, host, ipv6Only: true }, () => resolve((server.address() as AddressInfo).port))
  })
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PortInUse(`Port ${port} is in use: stop what listens there, or choose another with --port.`)
  if (error.code === 'EACCES')
    return new PortInUse(
      `Port ${port} needs rights that this user does not have: choose another with --port.`,
    )
  return error
}

async function closeAll(servers: readonly Server[], connections: Connections): Promise<void> {
  const closed = Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  for (const server of servers) server.closeIdleConnections()
  const cut = setTimeout(() => {
    for (const socket of connections.all()) socket.destroy()
  }, CLOSING_GRACE_MS)
  await closed
  clearTimeout(cut)
}
