import { type Link, mayDecide } from '../link/machine.ts'
import { type Countdown, confirmedNow, countdown } from './clock.ts'
import { age, counted, utcTime } from './format.ts'
import type { ClockView, Decision, Role, SignalView, TradeView } from './model.ts'

/** An armed fire is confirmed within this or disarms. */
export const ARMED_MS = 3_000
/** A press held this long confirms. */
export const HOLD_MS = 600

/** Everything the fire button depends on. */
export interface FireView {
  readonly signal: SignalView
  readonly trade: TradeView | null
  readonly decision: Decision | null
  readonly role: Role
  readonly link: Link
  readonly clock: ClockView | null
  /** The page's monotonic clock. */
  readonly now: number
}

/** How the fire button looks and what it says. */
export interface FireFace {
  readonly state: 'ready' | 'armed' | 'sending' | 'unanswered' | 'off'
  /** What the button says. */
  readonly label: string
  /** What stands under it: how to use it, or why it is off. */
  readonly note: string
}

/** `Fire LONG`: what the button does, and its name. */
export const fireName = (signal: SignalView): string => `Fire ${signal.side}`

/**
 * The face of the fire button.
 *
 * Every reason for which a fire would not count is a state of the button in words. A fire that already counts
 * outranks everything, then who is asking, then the window, then the connection.
 */
export function fireFace(view: FireView): FireFace {
  return settledFace(view) ?? linkFace(view) ?? decisionFace(view)
}

const off = (label: string, note: string): FireFace => ({ state: 'off', label, note })

function settledFace(view: FireView): FireFace | null {
  const { signal, trade, decision, role } = view
  if (trade !== null) return off(`Fired ${utcTime(trade.firedAt)}`, 'One fire a signal: yours is recorded.')
  if (decision?.kind === 'sending' && decision.what === 'fire')
    return { state: 'sending', label: 'Sending', note: 'Waiting for the station to write it down.' }
  const refusal = decision?.kind === 'refused' && decision.what === 'fire' ? decision.problem : null
  if (refusal?.code === 'already_fired') {
    const when = refusal.firedAt === null ? '' : ` ${utcTime(refusal.firedAt)}`
    return off(`Already fired${when}`, 'Your first fire counts; this one changed nothing.')
  }
  if (role === 'viewer') return off(fireName(signal), 'Your token can look but not decide.')
  if (refusal?.code === 'signal_expired' || isOver(view)) return overFace(signal)
  return null
}

/** The window has closed: by the station's word, or because the countdown ran out. */
export function isOver(view: Pick<FireView, 'signal' | 'link' | 'clock' | 'now'>): boolean {
  return view.signal.status !== 'active' || windowOf(view)?.kind === 'over'
}

/** How long the window stays open as far as the station was heard; null before it was. */
export function windowOf(view: Pick<FireView, 'signal' | 'link' | 'clock' | 'now'>): Countdown | null {
  const { signal, link, clock, now } = view
  if (clock === null) return null
  return countdown(signal.expiresAt, clock, confirmedNow(mayDecide(link.phase), clock, now))
}

function overFace(signal: SignalView): FireFace {
  if (signal.outcome !== null) return off('Settled', `This signal ended as ${signal.outcome}.`)
  return off('Expired', `The fire window closed at ${utcTime(signal.expiresAt)} market time.`)
}

/** Why nothing may be sent over this connection, in words; null when it may. */
export function offReason(link: Link, clock: ClockView | null, now: number): string | null {
  const heard = clock === null ? '' : ` Last confirmed ${utcTime(clock.serverAt)}.`
  switch (link.phase) {
    case 'LIVE':
    case 'POLLING':
      return null
    case 'CONNECTING':
      return 'Connecting. Firing is off until the station is heard.'
    case 'STALE':
      return `Nothing heard for ${age(now - (link.beatAt ?? now))}. Firing is off until prices are live again.`
    case 'RECONNECTING':
      return `Reconnecting.${heard} Firing is off.`
    case 'OFFLINE':
      return `Not connected.${heard} Firing is off.`
  }
}

function linkFace({ signal, link, clock, decision, now }: FireView): FireFace | null {
  const reason = offReason(link, clock, now)
  if (reason === null) return null
  if (decision?.kind === 'unanswered') return off('No answer yet', `${reason} It may have counted or not.`)
  return off(fireName(signal), reason)
}

function decisionFace({ signal, decision, now }: FireView): FireFace {
  const name = fireName(signal)
  const how = { state: 'ready', label: name, note: 'Press twice or hold to fire. Key F.' } as const
  if (decision === null) return how
  switch (decision.kind) {
    case 'armed': {
      if (now >= decision.until) return how
      const left = counted(Math.ceil(Math.min(ARMED_MS, decision.until - now) / 1_000), 'second')
      return { state: 'armed', label: `Confirm: ${name}`, note: `Press again within ${left}. Esc disarms.` }
    }
    case 'unanswered':
      return decision.what === 'fire'
        ? {
            state: 'unanswered',
            label: 'Ask again',
            note: 'No answer: it may have counted. Asking again is safe.',
          }
        : how
    case 'refused':
      return decision.what === 'fire' ? refusedFace(how, decision, now) : how
    case 'sending':
      return off(name, 'Your pass is on its way.')
  }
}

function refusedFace(how: FireFace, decision: Extract<Decision, { kind: 'refused' }>, now: number): FireFace {
  const { problem, at } = decision
  const wait = problem.retryAfterMs === null ? 0 : at + problem.retryAfterMs - now
  if (wait > 0) return off(`Too fast, ${Math.ceil(wait / 1_000)} s`, problem.message)
  return how
}

/** What a press does to a fire: nothing, arm it, or send it. */
export function pressed(face: FireFace): 'arm' | 'send' | null {
  switch (face.state) {
    case 'ready':
      return 'arm'
    case 'armed':
    case 'unanswered':
      return 'send'
    case 'sending':
    case 'off':
      return null
  }
}

/** Why a pass cannot be sent, in words; null when it can. */
export function passOff(view: FireView, passed: boolean): string | null {
  if (view.trade !== null) return 'You fired on this signal; a fire cannot be passed.'
  if (passed) return 'You passed on this signal; a fire is still possible until it expires.'
  if (view.role === 'viewer') return 'Your token can look but not decide.'
  if (isOver(view)) return 'The window has closed.'
  return mayDecide(view.link.phase) ? null : offReason(view.link, view.clock, view.now)
}
