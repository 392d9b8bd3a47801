/** No heartbeat for this long and what is shown is no longer live. */
export const STALE_AFTER_MS = 5_000
/** No heartbeat for this long and the connection is taken for dead, whatever the socket says. */
export const DEAD_AFTER_MS = 10_000
/** A connection that has not been heard after this long has failed. */
export const OPENING_MS_MAX = 10_000
/** An answer to "are you there?" has to come within this. */
export const CHECK_MS_MAX = 2_000
export const POLL_EVERY_MS = 5_000
export const TRIES_BEFORE_POLLING = 3
export const RETRY_BASE_MS = 1_000
export const RETRY_MS_MAX = 30_000

export type Phase = 'CONNECTING' | 'LIVE' | 'STALE' | 'RECONNECTING' | 'POLLING' | 'OFFLINE'

/** The connection as the page shows it. All times are of the page's monotonic clock. */
export interface Link {
  readonly phase: Phase
  readonly socket: 'none' | 'opening' | 'open'
  /** When the socket began to open. */
  readonly openingAt: number | null
  /** Last sign of life over the socket. */
  readonly beatAt: number | null
  /** Tries that failed since the station was last heard. */
  readonly failures: number
  /** When the next try is due. */
  readonly retryAt: number | null
  /** When the next poll is due; null while one is under way. */
  readonly pollAt: number | null
  /** An answer is due by then. */
  readonly checkBy: number | null
  /** Something was missed that the station does not give yet: what is shown is not how things stand. */
  readonly behind: boolean
}

export type LinkEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'beat' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'polled'; readonly ok: boolean }
  | { readonly kind: 'retry_now' }
  /** What was missed has to be waited for. */
  | { readonly kind: 'fell_behind' }
  /** Nothing that is known to be missing is missing any more. */
  | { readonly kind: 'caught_up' }
  /** The network came back, or the page was looked at again. */
  | { readonly kind: 'woke' }
  | { readonly kind: 'time' }

/** What the driver has to do: open or close the socket, ask by REST, ask the open socket for a sign of life. */
export type LinkEffect = 'open' | 'close' | 'poll' | 'check'

/** The instant and a number in [0,1) for the jitter: the machine has no clock and no chance of its own. */
export interface Instant {
  readonly now: number
  readonly random: number
}

export interface Step {
  readonly link: Link
  readonly effects: readonly LinkEffect[]
}

export const CLOSED_LINK: Link = {
  phase: 'CONNECTING',
  socket: 'none',
  openingAt: null,
  beatAt: null,
  failures: 0,
  retryAt: null,
  pollAt: null,
  checkBy: null,
  behind: false,
}

/**
 * Moves the connection on by one event.
 *
 * CONNECTING -> LIVE -> STALE -> RECONNECTING -> POLLING -> OFFLINE and back. A sign of life makes it LIVE from
 * anywhere, or STALE while what was missed is waited for; nothing else does.
 */
export function step(link: Link, event: LinkEvent, instant: Instant): Step {
  switch (event.kind) {
    case 'start':
      return open(CLOSED_LINK, instant)
    case 'opened':
      return still({ ...link, socket: 'open' })
    case 'beat':
      return link.socket === 'none' ? still(link) : still(alive(link, instant.now))
    case 'closed':
      return link.socket === 'none' ? still(link) : lost(link, instant)
    case 'polled':
      return polled(link, event.ok, instant)
    case 'retry_now':
      return link.socket === 'none' ? open(link, instant) : still(link)
    case 'fell_behind':
      return still({ ...link, behind: true, phase: link.phase === 'LIVE' ? 'STALE' : link.phase })
    case 'caught_up':
      return still(caughtUp(link, instant.now))
    case 'woke':
      return woken(link, instant)
    case 'time':
      return timePassed(link, instant)
  }
}

/** When `time` has to be told next; null when nothing is due. */
export function nextDueAt(link: Link): number | null {
  const due = [link.retryAt, link.pollAt, link.checkBy, openingDue(link), beatDue(link)]
  const known = due.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Wait before try `n` (1 is the first): doubling, capped, the upper half of it by chance. */
export function retryDelayMs(n: number, random: number): number {
  const full = Math.min(RETRY_MS_MAX, RETRY_BASE_MS * 2 ** (n - 1))
  return Math.round(full * (0.5 + random / 2))
}

/** True while a decision may be sent: the station was heard a moment ago, or answers when asked. */
export function mayDecide(phase: Phase): boolean {
  return phase === 'LIVE' || phase === 'POLLING'
}

/** True while the station is heard and only what was missed is waited for. */
export function isCatchingUp({ phase, behind, beatAt }: Link, now: number): boolean {
  return phase === 'STALE' && behind && beatAt !== null && now < beatAt + STALE_AFTER_MS
}

const still = (link: Link): Step => ({ link, effects: [] })

function openingDue(link: Link): number | null {
  return link.openingAt === null ? null : link.openingAt + OPENING_MS_MAX
}

function beatDue(link: Link): number | null {
  if (link.socket !== 'open' || link.beatAt === null) return null
  return link.beatAt + (link.phase === 'LIVE' ? STALE_AFTER_MS : DEAD_AFTER_MS)
}

/** A new connection is measured by what it says itself, not by the last word of the one before. */
function open(link: Link, { now }: Instant): Step {
  return {
    link: { ...link, socket: 'opening', openingAt: now, beatAt: null, retryAt: null },
    effects: ['open'],
  }
}

function alive(link: Link, now: number): Link {
  const { behind } = link
  const socket = link.socket === 'none' ? 'none' : 'open'
  return { ...CLOSED_LINK, phase: behind ? 'STALE' : 'LIVE', socket, beatAt: now, behind }
}

/** Live again where the station was heard a moment ago; a silent one has to be heard first. */
function caughtUp(link: Link, now: number): Link {
  const { phase, socket, beatAt } = link
  const heard = socket === 'open' && beatAt !== null && now < beatAt + STALE_AFTER_MS
  return { ...link, behind: false, phase: phase === 'STALE' && heard ? 'LIVE' : phase }
}

/** The socket is gone: a connection that was heard is tried again first; a try that failed counts. */
function lost(link: Link, { now, random }: Instant): Step {
  const heard = link.phase === 'LIVE' || link.phase === 'STALE'
  const failures = heard ? 0 : link.failures + 1
  const base: Link = {
    ...link,
    socket: 'none',
    openingAt: null,
    checkBy: null,
    failures,
    retryAt: now + retryDelayMs(failures + 1, random),
  }
  if (link.phase === 'POLLING' || link.phase === 'OFFLINE') return still(base)
  if (failures < TRIES_BEFORE_POLLING) return still({ ...base, phase: 'RECONNECTING' })
  return { link: { ...base, phase: 'POLLING', pollAt: null }, effects: ['poll'] }
}

function polled(link: Link, ok: boolean, instant: Instant): Step {
  if (link.phase !== 'POLLING' && link.phase !== 'OFFLINE') return still(link)
  const back = ok && link.phase === 'OFFLINE' && link.socket === 'none'
  const next: Link = {
    ...link,
    phase: ok ? 'POLLING' : 'OFFLINE',
    pollAt: instant.now + POLL_EVERY_MS,
  }
  return back ? open(next, instant) : still(next)
}

function woken(link: Link, instant: Instant): Step {
  if (link.socket === 'none') return open(link, instant)
  if (link.socket === 'opening' || link.checkBy !== null) return still(link)
  return { link: { ...link, checkBy: instant.now + CHECK_MS_MAX }, effects: ['check'] }
}

function timePassed(link: Link, instant: Instant): Step {
  const { now } = instant
  if (isDead(link, now)) {
    const { link: dropped, effects } = lost(link, instant)
    const heard = link.phase === 'LIVE' || link.phase === 'STALE'
    return { link: heard ? { ...dropped, retryAt: now } : dropped, effects: ['close', ...effects] }
  }
  if (link.phase === 'LIVE' && isDue(beatDue(link), now)) return still({ ...link, phase: 'STALE' })
  if (isDue(link.retryAt, now)) return open(link, instant)
  if (isDue(link.pollAt, now)) return { link: { ...link, pollAt: null }, effects: ['poll'] }
  return still(link)
}

const isDue = (at: number | null, now: number): boolean => at !== null && now >= at

function isDead(link: Link, now: number): boolean {
  if (isDue(openingDue(link), now) || isDue(link.checkBy, now)) return true
  return link.socket === 'open' && link.beatAt !== null && now >= link.beatAt + DEAD_AFTER_MS
}
