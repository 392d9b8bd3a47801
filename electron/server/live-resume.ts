import {
  type Cursor,
  RESUME_EVENTS_MAX,
  type ResumedMessage,
  type ResumeReply,
  type Snapshot,
} from '#contracts/live.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { dayIn } from '#core/kernel/time.ts'
import { missionStream, progressStream, userStream } from '#core/streams.ts'
import type { Station } from '#station/station.ts'
import { isMission, openPages, PAGE_EVENTS, type Pages } from './live-pages.ts'
import { type LiveSocket, ROOMS_PER_SOCKET_MAX } from './live-rooms.ts'
import { isUnread } from './live-slow.ts'
import { mayActFor } from './ownership.ts'
import { badField, type Problem, type Said } from './problems.ts'
import type { RateLimiter } from './rate-limit.ts'
import { openTurns, type Work } from './turns.ts'
import { money, wireClocks, wireSignal, wireUserStats } from './wire.ts'
import { wirePoints } from './wire-progress.ts'

/** A resume of no more is answered at once: a page that missed little, or only asks for a sign of life. */
export const RESUME_AT_ONCE_MAX = 32
const WAITS_S = 1

/** Gives clients that were away what they missed. */
export interface Resumes {
  ask(socket: LiveSocket, cursors: readonly Cursor[]): Said<ResumeReply> | Promise<Said<ResumeReply>>
  close(): void
}

/**
 * Answers `resume` with what was missed, or with the state of things where that is too much or of another history.
 *
 * The last reading and entering the rooms happen in one turn, so nothing falls between the answer and the first live
 * message. What takes longer than a turn waits in one line for all, and leaves the event loop to others in between:
 * whoever asks for much waits longer himself. Who has not read what he asked for before, or waits for an answer, gets
 * no more: each answer may be a megabyte.
 *
 * @param limiter  of events, by token: a socket that comes anew brings no new bucket
 */
export function openResumes(station: Station, limiter: RateLimiter): Resumes {
  const turns = openTurns()
  const pages = openPages(station)
  const waiting = new Set<string>()

  function ask(socket: LiveSocket, cursors: readonly Cursor[]): ReturnType<Resumes['ask']> {
    if (isUnread(socket) || waiting.has(socket.id)) return { code: 'overloaded', retryAfterS: WAITS_S }
    const refused = judge(socket, cursors)
    if (refused !== null) return refused
    const { cost, work } = workOf(socket, cursors, { station, pages })
    const { waitS } = limiter.take(socket.data.principal.tokenId, cost)
    if (waitS > 0) return { code: 'rate_limited', retryAfterS: Math.ceil(waitS) }
    if (cost <= RESUME_AT_ONCE_MAX) return finish(work)
    waiting.add(socket.id)
    return turns.take(work).finally(() => waiting.delete(socket.id))
  }

  return { ask, close: turns.close }
}

interface Parts {
  readonly station: Station
  readonly pages: Pages
}

/** Why a socket may not have these streams; null where it may. */
function judge(socket: LiveSocket, cursors: readonly Cursor[]): Problem | null {
  const streams = new Set(cursors.map(({ stream }) => stream))
  if (streams.size < cursors.length) return badField('cursors', 'one cursor per stream')
  const { principal } = socket.data
  if (!cursors.every(({ stream }) => isMission(stream) || mayActFor(principal, userOf(stream))))
    return { code: 'forbidden' }
  return isFull(socket, cursors) ? FULL : null
}

/** What is to be done, and for how many events it counts. Nothing of it is done yet. */
function workOf(socket: LiveSocket, cursors: readonly Cursor[], parts: Parts) {
  const missed = missedOf(cursors, parts.station)
  return missed === null
    ? { cost: cursors.length, work: snapshot(socket, cursors, parts.station) }
    : { cost: 1 + missed, work: replay(socket, cursors, parts) }
}

/** Events missed in all; null where they are too many or the cursors are of another history. */
function missedOf(cursors: readonly Cursor[], { queries, epoch }: Station): number | null {
  let missed = 0
  for (const cursor of cursors) {
    const behind = queries.head(cursor.stream) - cursor.seq
    if (cursor.epoch !== epoch || behind < 0) return null
    missed += behind
  }
  return missed <= RESUME_EVENTS_MAX ? missed : null
}

function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const FULL = badField('cursors', `${ROOMS_PER_SOCKET_MAX} missions are open on this socket: leave some first`)

function isFull({ rooms }: LiveSocket, cursors: readonly Cursor[]): boolean {
  const further = cursors.filter(({ stream }) => !rooms.has(stream)).length
  return rooms.size + further > ROOMS_PER_SOCKET_MAX
}

/** Enters the rooms; of streams that have a beginning only. */
function enterRooms(socket: LiveSocket, cursors: readonly Cursor[], { queries }: Station): void {
  if (socket.connected)
    socket.join(cursors.map(({ stream }) => stream).filter((stream) => queries.head(stream) > 0))
}

/** Reads turn by turn until so little is left that the last turn takes it, with what came meanwhile. */
function* replay(
  socket: LiveSocket,
  cursors: readonly Cursor[],
  { station, pages }: Parts,
): Work<Said<ResumeReply>> {
  const { head } = station.queries
  const events: ResumedMessage[] = []
  const readTo = new Map(cursors.map(({ stream, seq }) => [stream, seq]))
  const left = () => [...readTo].reduce((sum, [stream, seq]) => sum + head(stream) - seq, 0)
  const readOn = (): boolean => {
    for (const [stream, seq] of readTo) {
      if (head(stream) === seq) continue
      const some = pages.after(stream, seq)
      events.push(...some.messages)
      readTo.set(stream, some.seq)
      return some.isRead
    }
    return false
  }
  while (socket.connected && left() > PAGE_EVENTS) if (readOn()) yield
  if (isFull(socket, cursors)) return FULL
  while (socket.connected && left() > 0) readOn()
  enterRooms(socket, cursors, station)
  return { ok: true, events }
}

// biome-ignore lint/correctness/useYield: one turn is enough for it.
function* snapshot(
  socket: LiveSocket,
  cursors: readonly Cursor[],
  station: Station,
): Work<Said<ResumeReply>> {
  if (isFull(socket, cursors)) return FULL
  enterRooms(socket, cursors, station)
  return { ok: true, snapshot: snapshotOf(cursors, station) }
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

function isUser(stream: string): boolean {
  return stream.startsWith(USER_PREFIX)
}

function missionOf(stream: string): SignalId {
  return stream.slice(MISSION_PREFIX.length) as SignalId
}

function userOf(stream: string): UserId {
  return stream.slice(isUser(stream) ? USER_PREFIX.length : PROGRESS_PREFIX.length) as UserId
}
