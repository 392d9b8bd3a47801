import type { z } from 'zod'
import {
  CLIENT_MESSAGES,
  type ClientMessageName,
  type Cursor,
  type JoinReply,
  RESUME_EVENTS_MAX,
  type ResumedMessage,
  type ResumeReply,
  type Snapshot,
} from '#contracts/live.ts'
import type { ProblemCode } from '#contracts/problems.ts'
import type { Role } from '#core/command.ts'
import type { Scope } from '#core/devices/command.ts'
import { type SignalId, signalId, type UserId } from '#core/kernel/ids.ts'
import { dayIn } from '#core/kernel/time.ts'
import { missionStream, progressStream, userStream } from '#core/streams.ts'
import type { Station } from '#station/station.ts'
import { ACCESS_CODES, type Refusals } from './audit-refusals.ts'
import { placeOf } from './auth.ts'
import type { LiveParts } from './live.ts'
import { type LiveSocket, ROOM } from './live-rooms.ts'
import { isOverloaded } from './live-slow.ts'
import { mayActFor } from './ownership.ts'
import type { Principals } from './principals.ts'
import { badField, badFields, type Problem } from './problems.ts'
import type { RateLimiter } from './rate-limit.ts'
import { money, wireClocks, wireProblem, wireSignal, wireUserStats } from './wire.ts'
import { messageOf } from './wire-live.ts'
import { wirePoints } from './wire-progress.ts'

/** Missions one socket may follow at a time. */
const ROOMS_PER_SOCKET_MAX = 256

type Said<Reply extends { readonly ok: true }> = Reply | (Problem & { readonly ok?: never })

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
  }) => Said<{ readonly ok: true }>
}

const EVERYBODY = ['operator', 'trader', 'viewer', 'service'] as const

/** The socket side of the registry. `self`: streams of users only by those who may act for them. */
export const SOCKET_EVENTS: { readonly [Name in ClientMessageName]: SocketEvent<Name> } = {
  join_mission: { roles: EVERYBODY, ownership: 'any', scope: 'read', answer: joinMission },
  leave_mission: { roles: EVERYBODY, ownership: 'any', scope: 'read', answer: leaveMission },
  renew: { roles: EVERYBODY, ownership: 'self', scope: 'read', answer: renew },
  resume: { roles: EVERYBODY, ownership: 'self', scope: 'read', answer: resume },
}

/** Answers whatever a socket sends: every packet that asks for an answer gets one, and none brings the station down. */
export function openAsks(
  { station, principals, log, nextId, refusals }: LiveParts,
  limiter: RateLimiter,
): (socket: LiveSocket, name: unknown, args: readonly unknown[]) => void {
  return (socket, name, args) => {
    const acknowledge = args.at(-1)
    const answer = typeof acknowledge === 'function' ? acknowledge : null
    const correlationId = nextId()
    let said: Said<{ readonly ok: true }>
    try {
      said = ask(socket, name, answer === null ? args : args.slice(0, -1), {
        station,
        principals,
        limiter,
      })
    } catch (error) {
      log.error({ err: error, correlationId }, 'socket_event_failed')
      said = { code: 'internal' }
    }
    if (said.ok) {
      answer?.(said)
      return
    }
    log.debug({ correlationId, code: said.code }, 'socket_event_refused')
    noteRefusal(refusals, socket, { name, code: said.code, correlationId })
    answer?.({ ok: false, ...wireProblem(said, correlationId, station.now()) })
  }
}

interface AskParts {
  readonly station: Station
  readonly principals: Principals
  readonly limiter: RateLimiter
}

function ask(
  socket: LiveSocket,
  name: unknown,
  args: readonly unknown[],
  { station, principals, limiter }: AskParts,
): Said<{ readonly ok: true }> {
  const { waitS } = limiter.take(socket.id)
  if (waitS > 0) return { code: 'rate_limited', retryAfterS: Math.ceil(waitS) }
  if (!isEvent(name)) return { code: 'not_found' }
  const event = SOCKET_EVENTS[name]
  const { role, scopes } = socket.data.principal
  if (!event.roles.includes(role) || scopes?.has(event.scope) === false) return { code: 'forbidden' }
  if (args.length !== 1) return badField('', 'one object, and a function that takes the answer')
  const parsed = CLIENT_MESSAGES[name].safeParse(args[0])
  if (!parsed.success) return badFields(parsed.error.issues)
  return event.answer({ socket, message: parsed.data as never, station, principals })
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

interface ResumeAsk {
  readonly socket: LiveSocket
  readonly message: { readonly cursors: readonly Cursor[] }
  readonly station: Station
}

/**
 * Gives a client that was away what it missed, or the state of things where that is too much or of another history.
 *
 * Reading and entering the rooms happen in one turn, so nothing falls between the answer and the first live message.
 * Who has not read what he asked for before gets no more: each answer may be a megabyte.
 */
function resume({ socket, message, station }: ResumeAsk): Said<ResumeReply> {
  if (isOverloaded(socket)) return { code: 'overloaded', retryAfterS: 1 }
  const { cursors } = message
  const streams = new Set(cursors.map(({ stream }) => stream))
  if (streams.size < cursors.length) return badField('cursors', 'one cursor per stream')
  const { principal } = socket.data
  if (!cursors.every(({ stream }) => isMission(stream) || mayActFor(principal, userOf(stream))))
    return { code: 'forbidden' }
  const { queries, epoch } = station
  const behind = cursors.map(({ stream, seq }) => queries.head(stream) - seq)
  const sameHistory = cursors.every((cursor, index) => cursor.epoch === epoch && (behind[index] ?? -1) >= 0)
  const missed = behind.reduce((sum, count) => sum + count, 0)

  const further = cursors.filter(({ stream }) => !socket.rooms.has(stream)).length
  if (socket.rooms.size + further > ROOMS_PER_SOCKET_MAX)
    return badField('cursors', `${ROOMS_PER_SOCKET_MAX} missions are open on this socket: leave some first`)
  socket.join(cursors.map(({ stream }) => stream).filter((stream) => queries.head(stream) > 0))
  return sameHistory && missed <= RESUME_EVENTS_MAX
    ? { ok: true, events: missedEvents(cursors, station) }
    : { ok: true, snapshot: snapshotOf(cursors, station) }
}

function missedEvents(cursors: readonly Cursor[], { queries, epoch }: Station): ResumedMessage[] {
  const words = { epoch, signal: queries.signal }
  return cursors.flatMap(({ stream, seq }) =>
    queries
      .eventsAfter(stream, seq, RESUME_EVENTS_MAX)
      .map((recorded) => messageOf(recorded, words))
      .filter((message) => message !== null),
  )
}

function snapshotOf(cursors: readonly Cursor[], station: Station): Snapshot {
  const snapshot: Snapshot = { missions: [], users: [], progress: [] }
  for (const { stream } of cursors) {
    const head = { epoch: station.epoch, stream, seq: station.queries.head(stream) }
    if (isMission(stream)) snapshot.missions.push(...missionNow(head, station))
    else if (isUser(stream)) snapshot.users.push(...userNow(head, station))
    else snapshot.progress.push(...progressNow(head, station))
  }
  return snapshot
}

type Head = Pick<Snapshot['missions'][number], 'epoch' | 'stream' | 'seq'>

function missionNow(head: Head, station: Station): Snapshot['missions'] {
  const sheet = station.queries.signal(missionOf(head.stream))
  if (sheet === null) return []
  const { executedCount } = sheet.totals
  return [{ ...head, signal: wireSignal(sheet, clocksOf(station)), executed_count: executedCount }]
}

function userNow(head: Head, { queries }: Station): Snapshot['users'] {
  const trader = queries.trader(userOf(head.stream))
  if (trader === null) return []
  const { userId, totals, last7dPnlCents } = trader
  return [
    {
      ...head,
      user_id: userId,
      stats: wireUserStats(totals, last7dPnlCents),
      balance: money(totals.balanceCents),
    },
  ]
}

function progressNow(head: Head, { queries, now }: Station): Snapshot['progress'] {
  const progress = queries.progress.sheet(userOf(head.stream))
  if (progress === null) return []
  const { userId, zone, points } = progress
  return [{ ...head, user_id: userId, points: wirePoints(points.totals, dayIn(zone, now())) }]
}

function clocksOf({ market, now }: Station) {
  return wireClocks(market.clock(), now())
}

const MISSION_PREFIX = missionStream('' as SignalId)
const USER_PREFIX = userStream('' as UserId)
const PROGRESS_PREFIX = progressStream('' as UserId)

function isMission(stream: string): boolean {
  return stream.startsWith(MISSION_PREFIX)
}

function isUser(stream: string): boolean {
  return stream.startsWith(USER_PREFIX)
}

function missionOf(stream: string): SignalId {
  return stream.slice(MISSION_PREFIX.length) as SignalId
}

function userOf(stream: string): UserId {
  return stream.slice(isUser(stream) ? USER_PREFIX.length : PROGRESS_PREFIX.length) as UserId
}
