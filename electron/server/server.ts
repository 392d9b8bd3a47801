import type { IncomingMessage } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import { BODY_BYTES_MAX } from '#contracts/http.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { Config } from '#station/config.ts'
import type { Log } from '#station/log.ts'
import { type LogRing, openLogRing } from '#station/log-ring.ts'
import type { Station } from '#station/station.ts'
import { ACCESS_CODES, openRefusals, type Refusals } from './audit-refusals.ts'
import { placeOf } from './auth.ts'
import { type BareParts, endWithProblem, sendBareProblem } from './bare-answers.ts'
import { type Border, openBorder } from './border.ts'
import { openConnections } from './connections.ts'
import { openDoors, PortInUse, type Within } from './doors.ts'
import { openHookDoor } from './hook-door.ts'
import { openHookKeeping } from './hook-keeping.ts'
import { answerError, type Corridor, openRoutes } from './http.ts'
import { openInstallKey, openRecentKeys, openTokenSecrets } from './idempotency.ts'
import { openLan } from './lan/keeper.ts'
import { bareSurroundings, type Lan, type Surroundings } from './lan/lan.ts'
import { type Live, openLive, SOCKET_PATH } from './live.ts'
import { type LoopDelay, watchLoopDelay } from './loop-delay.ts'
import { openIds } from './new-ids.ts'
import { openDocument } from './openapi.ts'
import { ownVersion } from './own-version.ts'
import { openPages } from './pages.ts'
import { openPrincipals } from './principals.ts'
import type { Problem } from './problems.ts'
import { openRates } from './rates.ts'
import { checkDeclared, type Desk, declaredEndpoints, endpointsOf, watchRoutes } from './registry.ts'
import { openRequestCounts } from './request-counts.ts'
import { allRoutes } from './routes/all.ts'
import { LOOP_DELAY_MS_MAX, SHED_RETRY_S } from './shedding.ts'
import { openWatch } from './watch.ts'

export { PortInUse }

export interface RunningServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  readonly port: number
  /** What the signed-in sockets call themselves in their headers, one each. */
  userAgents(): readonly string[]
  /** The doors to other machines. */
  readonly lan: Pick<Lan, 'face' | 'look' | 'onChange' | 'reach'>
  close(): Promise<void>
}

/** What a server is given from around it, and does without. */
export interface Around {
  /** What says how late the event loop is; measured where none is given. */
  readonly loopDelay?: LoopDelay
  readonly surroundings?: Surroundings
  readonly removeDemo?: Desk['removeDemo']
  /** The newest lines of the log; none are told of where it is not given. */
  readonly keptLog?: LogRing
}

/** A harness keeps the machine busy by itself, and asks how the station answers, not whether it was sent away. */
const NEVER_LATE = () => 0

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
  around: Around = {},
): Promise<RunningServer> {
  const { loopDelay = watchLoopDelay(), surroundings = bareSurroundings(config) } = around
  const { removeDemo = () => undefined, keptLog = openLogRing() } = around
  const lateMs = around.loopDelay || config.profile !== 'testing' ? loopDelay.lastingMs : NEVER_LATE
  const logOf = (component: string): Log =>
    log.child({ component }, { level: config.logLevels[component] ?? config.logLevel })
  const httpLog = logOf('http')
  const connections = openConnections(config.limits)
  const nextId = correlationIds()
  const requests = openRequestCounts()
  const bare: BareParts = { nextId, now: station.now, log: httpLog, counts: requests }
  const doors = await openDoors({ ...bare, port: config.port, connections })
  const border = openBorder(doors.port, config.hosts)
  const principals = openPrincipals(station)
  const refusals = openRefusals(station)
  const { limits } = config
  const sockets = { station, principals, connections, limits, refusals, nextId, log: logOf('live') }
  const live = openLive({ ...sockets, lan: () => lan.face() })
  const app = openApp(nextId, () => corridor)
  const corridor: Corridor = {
    border,
    principals,
    rates: openRates(limits),
    connections,
    lateMs,
    recentKeys: openRecentKeys(),
    refusals,
    askedBy: station.askedBy,
    log: httpLog,
    counts: requests,
    now: station.now,
  }
  const guests = within({ app, live, border, bare, refusals, lateMs })
  const lan = openLan({
    station,
    config,
    log: logOf('lan'),
    home: doors,
    door: { ...bare, connections },
    within: guests,
    border,
    surroundings,
  })
  lan.onChange(live.announceLan)
  const url = `http://127.0.0.1:${doors.port}`
  const parts = { station, config, principals, live, lan, loopDelay, requests, url, removeDemo }
  const desk = deskOf({ ...parts, log: keptLog })

  async function close(): Promise<void> {
    desk.watch.stop()
    loopDelay.stop()
    await lan.stop()
    await live.close()
    await doors.close()
    await app.close()
    await refusals.close()
  }

  try {
    await furnish(app, desk, corridor, live)
    doors.open(guests)
    await lan.start()
  } catch (error) {
    await close()
    throw error
  }
  return { url, port: doors.port, userAgents: live.userAgents, lan, close }
}

interface DeskParts
  extends Pick<Desk, 'station' | 'config' | 'principals' | 'requests' | 'url' | 'removeDemo' | 'log'> {
  readonly live: Live
  readonly lan: Lan
  readonly loopDelay: LoopDelay
}

/** What the routes stand on. */
function deskOf({ live, lan, loopDelay, ...parts }: DeskParts): Desk {
  const { station, config, requests } = parts
  const { clients } = live
  const { p99Ms: loopDelayMs, lastingMs } = loopDelay
  const socketsMax = config.limits.sockets
  return {
    ...parts,
    version: ownVersion(),
    newId: openIds(),
    clients,
    loopDelayMs,
    watch: openWatch({
      station,
      clients,
      socketsMax,
      loopDelayMs,
      lastingMs,
      requests,
      lan: () => lan.face(),
    }),
    lan,
    reach: () => lan.reach(),
    announceFeed: live.announceFeed,
    hooks: openHookKeeping(openTokenSecrets(openInstallKey(station.dataFolder)), station.now() / SECOND_MS),
    deviceLinks: live.deviceLinks,
  }
}

/** The framework, without anything of its own that we do not ask for. */
function openApp(nextId: () => string, corridor: () => Corridor): FastifyInstance {
  return Fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    genReqId: nextId,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply, corridor()),
  })
}

/** Hangs routes and pages in, and refuses what nobody has declared. */
async function furnish(app: FastifyInstance, desk: Desk, corridor: Corridor, live: Live): Promise<void> {
  const open = watchRoutes(app)
  const endpoints = endpointsOf(desk.config)
  const handlers = allRoutes(desk)
  openRoutes(app, endpoints, handlers, corridor)
  const hooks = desk.config.features.provider_signals
    ? openHookDoor(app, { ...corridor, desk, keeping: desk.hooks })
    : []
  const document = openDocument(app, desk.version)
  const pages = openPages(app, desk.station.queries, corridor)
  await app.ready()
  checkDeclared(
    [...declaredEndpoints(endpoints, handlers), ...hooks, ...document, ...pages.declared, ...live.declared],
    open,
  )
}

/** Before there is a route nobody is known. */
const NOBODY_YET = { userId: null, tokenId: null, role: null, correlationId: null } as const

interface House {
  readonly app: FastifyInstance
  readonly live: Live
  readonly border: Border
  readonly bare: BareParts
  readonly refusals: Refusals
  readonly lateMs: () => number
}

/** Whoever comes in shows first to which name he was sent, and of which origin the page is that asks. */
function within({ app, live, border, bare, refusals, lateMs }: House): Within {
  const socketProblem = (request: IncomingMessage): Problem | null => {
    const foreign = border.page(request)
    if (foreign !== null) return foreign
    if (!isNewSocket(request.url)) return null
    // A socket that comes a moment later has missed nothing: it asks for what it missed.
    const noRoom = lateMs() > LOOP_DELAY_MS_MAX || !live.hasRoomFor(request)
    return noRoom ? { code: 'overloaded', retryAfterS: SHED_RETRY_S } : null
  }
  const turnedAway = ({ socket }: IncomingMessage, { code }: Problem): void => {
    if (!ACCESS_CODES.has(code)) return
    const asker = { ...NOBODY_YET, place: placeOf(socket.remoteAddress) }
    refusals.note({ asker, code, route: 'any', tokenId: null })
  }
  return {
    request(request, response) {
      const forSockets = request.url?.startsWith(SOCKET_PATH) === true
      const problem = border.host(request) ?? (forSockets ? socketProblem(request) : border.origin(request))
      if (problem !== null) {
        sendBareProblem(response, problem, bare)
        turnedAway(request, problem)
      } else if (forSockets) live.request(request, response)
      else app.routing(request, response)
    },
    upgrade(request, socket, head) {
      const forSockets = request.url?.startsWith(SOCKET_PATH) === true
      const problem =
        border.host(request) ?? (forSockets ? socketProblem(request) : { code: 'not_found' as const })
      if (problem === null) live.upgrade(request, socket, head)
      else {
        endWithProblem(socket, problem, bare)
        turnedAway(request, problem)
      }
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
