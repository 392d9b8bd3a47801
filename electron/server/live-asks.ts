import type { z } from 'zod'
import { CLIENT_MESSAGES, type ClientMessageName, type JoinReply } from '#contracts/live.ts'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import type { Role } from '#core/command.ts'
import type { Scope } from '#core/devices/command.ts'
import { signalId } from '#core/kernel/ids.ts'
import { missionStream } from '#core/streams.ts'
import type { Station } from '#station/station.ts'
import { ACCESS_CODES, type Refusals } from './audit-refusals.ts'
import { placeOf } from './auth.ts'
import type { LiveParts } from './live.ts'
import type { Resumes } from './live-resume.ts'
import { type LiveSocket, ROOM, ROOMS_PER_SOCKET_MAX } from './live-rooms.ts'
import { cut, isUnread } from './live-slow.ts'
import type { Principals } from './principals.ts'
import { badField, badFields, type Said } from './problems.ts'
import type { RateLimiter } from './rate-limit.ts'
import { wireClocks, wireProblem, wireSignal } from './wire.ts'

type Answer = Said<{ readonly ok: true }>

/** What is said to those who ask too much. */
const TOO_MUCH: ReadonlySet<ProblemCode> = new Set(['rate_limited', 'overloaded'])

/** One event a client may send. Without role and ownership the station does not start. */
interface SocketEvent<Name extends ClientMessageName> {
  readonly roles: readonly Role[]
  readonly ownership: 'any' | 'self'
  /** What a service's token must be made for. */
  readonly scope: Scope
  readonly answer: (ask: {
    readonly socket: LiveSocket
    readonly message: z.output<(typeof CLIENT_MESSAGES)[Name]>
    readonly station: Station
    readonly principals: Principals
    readonly resumes: Resumes
  }) => Answer | Promise<Answer>
}

const EVERYBODY = ['operator', 'trader', 'viewer', 'service'] as const

/** The socket side of the registry. `self`: streams of users only by those who may act for them. */
export const SOCKET_EVENTS: { readonly [Name in ClientMessageName]: SocketEvent<Name> } = {
  join_mission: { roles: EVERYBODY, ownership: 'any', scope: 'read', answer: joinMission },
  leave_mission: { roles: EVERYBODY, ownership: 'any', scope: 'read', answer: leaveMission },
  renew: { roles: EVERYBODY, ownership: 'self', scope: 'read', answer: renew },
  resume: {
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    answer: ({ socket, message, resumes }) => resumes.ask(socket, message.cursors),
  },
}

/**
 * Answers whatever a socket sends: every packet that asks for an answer gets one, and none brings the station down. Who
 * asks too much and reads nothing gets none, and who goes on asking much too much is cut off.
 */
export function openAsks(
  { station, principals, log, nextId, refusals }: LiveParts,
  { patience, ...asking }: Pick<AskParts, 'limiter' | 'resumes'> & { readonly patience: RateLimiter },
): (socket: LiveSocket, name: unknown, args: readonly unknown[]) => void {
  return (socket, name, args) => {
    if (!socket.connected) return
    if (patience.take(socket.id).waitS > 0) {
      log.warn({ user: socket.data.principal.userId }, 'flooding_socket_dropped')
      cut(socket)
      return
    }
    const acknowledge = args.at(-1)
    const answer = typeof acknowledge === 'function' ? acknowledge : null
    const correlationId = nextId()
    const say = (said: Answer): void => {
      if (said.ok) {
        answer?.(said)
        return
      }
      log.debug({ correlationId, code: said.code }, 'socket_event_refused')
      noteRefusal(refusals, socket, { name, code: said.code, correlationId })
      // Who asks on and on and reads nothing would pile up what he is told.
      if (TOO_MUCH.has(said.code) && isUnread(socket)) return
      answer?.({ ok: false, ...wireProblem(said, correlationId, station.now()) })
    }
    const failed = (error: unknown): void => {
      log.error({ err: error, correlationId }, 'socket_event_failed')
      say({ code: 'internal' })
    }
    try {
      const asked = answer === null ? args : args.slice(0, -1)
      const said = ask(socket, name, asked, { station, principals, ...asking })
      // What can be answered at once is: what is said meanwhile comes after it.
      if (said instanceof Promise) said.then(say).catch(failed)
      else say(said)
    } catch (error) {
      failed(error)
    }
  }
}

interface AskParts {
  readonly station: Station
  readonly principals: Principals
  readonly limiter: RateLimiter
  readonly resumes: Resumes
}

function ask(
  socket: LiveSocket,
  name: unknown,
  args: readonly unknown[],
  { limiter, ...parts }: AskParts,
): Answer | Promise<Answer> {
  const { waitS } = limiter.take(socket.id)
  if (waitS > 0) return { code: 'rate_limited', retryAfterS: Math.ceil(waitS) }
  if (!isEvent(name)) return { code: 'not_found' }
  const event = SOCKET_EVENTS[name]
  const { role, scopes } = socket.data.principal
  if (!event.roles.includes(role) || scopes?.has(event.scope) === false) return { code: 'forbidden' }
  if (args.length !== 1) return badField('', 'one object, and a function that takes the answer')
  const parsed = CLIENT_MESSAGES[name].safeParse(args[0])
  if (!parsed.success) return badFields(parsed.error.issues)
  return event.answer({ socket, message: parsed.data as never, ...parts })
}

function isEvent(name: unknown): name is ClientMessageName {
  return typeof name === 'string' && Object.hasOwn(SOCKET_EVENTS, name)
}

/** Puts on record what was refused about access. */
function noteRefusal(
  refusals: Refusals,
  { data, handshake }: LiveSocket,
  {
    name,
    code,
    correlationId,
  }: { readonly name: unknown; readonly code: ProblemCode; readonly correlationId: string },
): void {
  if (!ACCESS_CODES.has(code)) return
  const { userId, tokenId, role } = data.principal
  const asker = { place: placeOf(handshake.address), userId, tokenId, role, correlationId }
  refusals.note({ asker, code, route: isEvent(name) ? `socket ${name}` : 'socket', tokenId: null })
}

interface MissionAsk {
  readonly socket: LiveSocket
  readonly message: { readonly signal_id: string }
  readonly station: Station
}

function joinMission({ socket, message, station }: MissionAsk): Said<JoinReply> {
  const id = signalId(message.signal_id)
  const sheet = id === null ? null : station.queries.signal(id)
  if (id === null || sheet === null) return { code: 'signal_not_found' }
  if (socket.rooms.size >= ROOMS_PER_SOCKET_MAX && !socket.rooms.has(ROOM.mission(id)))
    return badField('signal_id', `${ROOMS_PER_SOCKET_MAX} missions are open on this socket: leave one first`)
  socket.join(ROOM.mission(id))
  const stream = missionStream(id)
  return {
    ok: true,
    signal_id: id,
    cursor: { epoch: station.epoch, stream, seq: station.queries.head(stream) },
    signal: wireSignal(sheet, clocksOf(station)),
    executed_count: sheet.totals.executedCount,
  }
}

function leaveMission({ socket, message }: MissionAsk): { readonly ok: true } {
  const id = signalId(message.signal_id)
  if (id !== null) socket.leave(ROOM.mission(id))
  return { ok: true }
}

interface RenewAsk {
  readonly socket: LiveSocket
  readonly message: { readonly token: string }
  readonly principals: Principals
}

/** A device goes on with a newer access token: the socket lives as long as that one, in the same name. */
function renew({ socket, message, principals }: RenewAsk): Said<{ readonly ok: true }> {
  const { principal } = socket.data
  const newer = principals.find(message.token)
  if (newer === null) return { code: 'unauthenticated' }
  if (newer.deviceId === null || newer.deviceId !== principal.deviceId) return { code: 'forbidden' }
  socket.leave(ROOM.token(principal.tokenId))
  socket.join(ROOM.token(newer.tokenId))
  socket.data.principal = newer
  return { ok: true }
}

function clocksOf({ market, now }: Station) {
  return wireClocks(market.clock(), now())
}
