import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import { BODY_BYTES_MAX } from '#contracts/http.ts'
import type { Config } from '#station/config.ts'
import type { Log } from '#station/log.ts'
import type { Station } from '#station/station.ts'
import { type BareParts, endWithProblem, sendBareProblem } from './bare-answers.ts'
import { type Border, openBorder } from './border.ts'
import { openDoors, PortInUse, type Within } from './doors.ts'
import { answerError, type Corridor, openRoutes } from './http.ts'
import { openRecentKeys } from './idempotency.ts'
import { type Live, openLive, SOCKET_PATH } from './live.ts'
import { watchLoopDelay } from './loop-delay.ts'
import { openIds } from './new-ids.ts'
import { openPages } from './pages.ts'
import { openPrincipals } from './principals.ts'
import type { Problem } from './problems.ts'
import { openRateLimiter } from './rate-limit.ts'
import { checkDeclared, type Desk, declaredEndpoints, endpointsOf, watchRoutes } from './registry.ts'
import { allRoutes } from './routes/all.ts'

export { PortInUse }

export interface RunningServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  readonly port: number
  /** What the signed-in sockets call themselves in their headers, one each. */
  userAgents(): readonly string[]
  close(): Promise<void>
}

/** HTTP connections beside the sockets: browsers open up to six each, load generators more. */
const HTTP_CONNECTIONS_MAX = 1_024

/**
 * Serves a station over HTTP and Socket.IO on loopback.
 *
 * @throws PortInUse where the port cannot be had; Undeclared where a route or socket event has no role, ownership
 * or handler
 */
export async function startServer(
  station: Station,
  config: Config,
  log: Log,
  removeDemo: Desk['removeDemo'] = () => undefined,
): Promise<RunningServer> {
  const httpLog = log.child({ component: 'http' }, { level: config.logLevels.http ?? config.logLevel })
  const liveLog = log.child({ component: 'live' }, { level: config.logLevels.live ?? config.logLevel })
  const connectionsMax = config.limits.sockets + HTTP_CONNECTIONS_MAX
  const nextId = correlationIds()
  const bare: BareParts = { nextId, now: station.now, log: httpLog }
  const doors = await openDoors({ ...bare, port: config.port, connectionsMax })
  const border = openBorder(doors.port, config.hosts)
  const principals = openPrincipals(station)
  const loopDelay = watchLoopDelay()
  const live = openLive({ station, principals, log: liveLog, nextId })
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    genReqId: nextId,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply, corridor),
  })
  const corridor: Corridor = {
    border,
    principals,
    decisions: openRateLimiter({
      perSecond: config.limits.decisionsPerSecond,
      burst: config.limits.decisionBurst,
    }),
    requests: openRateLimiter({
      perSecond: config.limits.requestsPerSecond,
      burst: config.limits.requestBurst,
    }),
    recentKeys: openRecentKeys(),
    log: httpLog,
    now: station.now,
  }
  const desk: Desk = {
    station,
    config,
    principals,
    version: readVersion(),
    newId: openIds(),
    clients: live.clients,
    loopDelayMs: loopDelay.p99Ms,
    announceFeed: live.announceFeed,
    removeDemo,
  }

  async function close(): Promise<void> {
    loopDelay.stop()
    await live.close()
    await doors.close()
    await app.close()
  }

  try {
    await furnish(app, desk, corridor, live)
  } catch (error) {
    await close()
    throw error
  }
  doors.open(within({ app, live, border, bare, socketsMax: config.limits.sockets }))
  return { url: `http://127.0.0.1:${doors.port}`, port: doors.port, userAgents: live.userAgents, close }
}

/** Hangs routes and pages in, and refuses what nobody has declared. */
async function furnish(app: FastifyInstance, desk: Desk, corridor: Corridor, live: Live): Promise<void> {
  const open = watchRoutes(app)
  const endpoints = endpointsOf(desk.config)
  const handlers = allRoutes(desk)
  openRoutes(app, endpoints, handlers, corridor)
  const pages = openPages(app, desk.station.queries, corridor)
  await app.ready()
  checkDeclared([...declaredEndpoints(endpoints, handlers), ...pages.declared, ...live.declared], open)
}

interface House {
  readonly app: FastifyInstance
  readonly live: Live
  readonly border: Border
  readonly bare: BareParts
  readonly socketsMax: number
}

/** Whoever comes in shows first to which name he was sent, and of which origin the page is that asks. */
function within({ app, live, border, bare, socketsMax }: House): Within {
  const socketProblem = (request: IncomingMessage): Problem | null => {
    const foreign = border.page(request)
    if (foreign !== null) return foreign
    return isNewSocket(request.url) && live.clients() >= socketsMax
      ? { code: 'overloaded', retryAfterS: 1 }
      : null
  }
  return {
    request(request, response) {
      const forSockets = request.url?.startsWith(SOCKET_PATH) === true
      const problem = border.host(request) ?? (forSockets ? socketProblem(request) : border.origin(request))
      if (problem !== null) sendBareProblem(response, problem, bare)
      else if (forSockets) live.request(request, response)
      else app.routing(request, response)
    },
    upgrade(request, socket, head) {
      const forSockets = request.url?.startsWith(SOCKET_PATH) === true
      const problem =
        border.host(request) ?? (forSockets ? socketProblem(request) : { code: 'not_found' as const })
      if (problem === null) live.upgrade(request, socket, head)
      else endWithProblem(socket, problem, bare)
    },
  }
}

/** Read as the sockets' own server reads it: a session in another word's clothes is none. */
function isNewSocket(url = ''): boolean {
  return !new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('sid').at(-1)
}

/** Ids that name a request in the log and in its answer: unique in this run of the station, cheap to make. */
function correlationIds(): () => string {
  const run = Date.now().toString(36)
  let count = 0
  return () => {
    count += 1
    return `${run}-${count.toString(36)}`
  }
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
