import { isCatchingUp, type Link, mayDecide } from '../link/machine.ts'
import { sayIn } from '../words/words.ts'
import { type Countdown, confirmedNow, countdown } from './clock.ts'
import { age } from './format.ts'
import type { ClockView, Decision, ProblemView, Role, SignalView, TradeView } from './model.ts'
import { outcomeName } from './names.ts'
import { riskRange } from './plan.ts'
import type { LiveView } from './reduce.ts'
import type { Times } from './times.ts'

const sayFrame = sayIn('frame')

const say = sayIn('decide')

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
  /** Percent of the balance; null where what was typed is no risk that may be taken. */
  readonly riskPct: number | null
  /** The reader's finger is the pointer: no key is spoken of. */
  readonly touch: boolean
  /** A press that is held fires too. */
  readonly holds: boolean
  readonly times: Times
  /** The page's monotonic clock. */
  readonly now: number
  /** Of a live feed only. */
  readonly live?: LiveView | null
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
export const fireName = (signal: SignalView): string => say('fire_side', { side: signal.side })

/**
 * The face of the fire button.
 *
 * Every reason for which a fire would not count is a state of the button in words. A fire that already counts
 * outranks everything, then who is asking, then the window, then the connection, then the one limit: the risk.
 */
export function fireFace(view: FireView): FireFace {
  return settledFace(view) ?? linkFace(view) ?? feedFace(view) ?? riskFace(view) ?? decisionFace(view)
}

const off = (label: string, note: string): FireFace => ({ state: 'off', label, note })

function settledFace(view: FireView): FireFace | null {
  const { signal, trade, decision, role } = view
  if (trade !== null) return off(say('fired_at', { time: view.times.second(trade.firedAt) }), say('one_fire'))
  if (decision?.kind === 'sending' && decision.what === 'fire')
    return { state: 'sending', label: say('sending'), note: say('waiting_written') }
  const refusal = decision?.kind === 'refused' && decision.what === 'fire' ? decision.problem : null
  if (refusal?.code === 'already_fired') {
    const when = refusal.firedAt === null ? '' : ` ${view.times.second(refusal.firedAt)}`
    return off(say('already_fired', { when }), say('duplicate'))
  }
  if (role === 'viewer') return off(fireName(signal), say('look_only'))
  if (refusal?.code === 'signal_expired' || isOver(view)) return overFace(view)
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

function overFace({ signal, times }: FireView): FireFace {
  if (signal.outcome !== null)
    return off(say('settled'), say('ended_as', { outcome: outcomeName(signal.outcome) }))
  return off(
    say('expired'),
    say('window_closed_at', { time: times.second(signal.expiresAt), place: times.place }),
  )
}

export type OffView = Pick<FireView, 'link' | 'clock' | 'now' | 'times'>

/** Why nothing may be sent over this connection, in words; null when it may. */
export function offReason({ link, clock, now, times }: OffView): string | null {
  const heard = clock === null ? '' : sayFrame('last_confirmed', { time: times.second(clock.serverAt) })
  switch (link.phase) {
    case 'LIVE':
    case 'POLLING':
      return null
    case 'CONNECTING':
      return sayFrame('connecting')
    case 'STALE':
      if (isCatchingUp(link, now)) return sayFrame('missed_first')
      return sayFrame('nothing_heard', { time: age(now - (link.beatAt ?? now)) })
    case 'RECONNECTING':
      return sayFrame('reconnecting', { heard })
    case 'OFFLINE':
      return sayFrame('not_connected', { heard })
  }
}

function linkFace(view: FireView): FireFace | null {
  const { signal, decision } = view
  const reason = offReason(view)
  if (reason === null) return null
  if (decision?.kind === 'unanswered') return off(say('no_answer_yet'), say('may_have_counted', { reason }))
  return off(fireName(signal), reason)
}

/** Prices of a while ago are nothing to fire on; a fire whose answer is open may be asked for again. */
function feedFace({ signal, decision, live }: FireView): FireFace | null {
  if (live == null || live.fresh || decision?.kind === 'unanswered') return null
  return off(fireName(signal), say('no_live_price', { exchange: live.exchange }))
}

/** A question that is still open is asked with the risk it was first asked with, so what is typed now is no matter. */
function riskFace({ signal, decision, riskPct }: FireView): FireFace | null {
  if (riskPct !== null || (decision?.kind === 'unanswered' && decision.what === 'fire')) return null
  return off(fireName(signal), say('risk_first', { range: riskRange() }))
}

function readyFace({ signal, touch, holds }: FireView, before = ''): FireFace {
  const how = HOW[touch ? 'touch' : 'press'][holds ? 'either' : 'twice']
  return { state: 'ready', label: fireName(signal), note: before === '' ? how : `${before} ${how}` }
}

/** How a fire is made, where the reader lets a hold count and where he does not. */
const HOW = {
  touch: {
    get either() {
      return say('how_touch_either')
    },
    get twice() {
      return say('how_touch_twice')
    },
  },
  press: {
    get either() {
      return say('how_press_either')
    },
    get twice() {
      return say('how_press_twice')
    },
  },
} as const

function decisionFace(view: FireView): FireFace {
  const { signal, decision, now } = view
  switch (decision?.kind) {
    case undefined:
      return readyFace(view)
    case 'armed':
      return now < decision.until ? armedFace(view, decision.until) : readyFace(view)
    case 'unanswered':
      return decision.what === 'fire' ? UNANSWERED : readyFace(view)
    case 'refused':
      return decision.what === 'fire' ? refusedFace(view, decision) : readyFace(view)
    case 'sending':
      return off(fireName(signal), say('pass_on_way'))
  }
}

function armedFace({ signal, touch, now }: FireView, until: number): FireFace {
  const count = Math.ceil(Math.min(ARMED_MS, until - now) / 1_000)
  const note = touch ? say('tap_again', { count }) : say('press_again', { count })
  return { state: 'armed', label: say('confirm', { what: fireName(signal) }), note }
}

const UNANSWERED: FireFace = {
  state: 'unanswered',
  get label() {
    return say('ask_again')
  },
  get note() {
    return say('no_answer_safe')
  },
}

type Refused = Extract<Decision, { kind: 'refused' }>

function refusedFace(view: FireView, { problem, at }: Refused): FireFace {
  const wait = problem.retryAfterMs === null ? 0 : at + problem.retryAfterMs - view.now
  if (wait > 0) return off(say('rate_limited', { n: Math.ceil(wait / 1_000) }), problem.message)
  return readyFace(view, REFUSED_WORDS[problem.code] ?? say('rejected'))
}

/** Refusals that a sentence of the button says better than their own. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  rate_limited: '',
  get storage_full() {
    return say('storage_full')
  },
  get clock_skew() {
    return say('too_late')
  },
}

/** What the button does not say of a refused fire: its own sentence with its code; null where it says it all. */
export function refusalOf({ decision, trade }: Pick<FireView, 'decision' | 'trade'>): ProblemView | null {
  if (trade !== null || decision?.kind !== 'refused' || decision.what !== 'fire') return null
  return SAID_BY_BUTTON.has(decision.problem.code) ? null : decision.problem
}

const SAID_BY_BUTTON: ReadonlySet<string> = new Set([
  'already_fired',
  'signal_expired',
  'rate_limited',
  'clock_skew',
])

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
  if (view.trade !== null) return say('fired_no_pass')
  if (passed) return say('passed_can_fire')
  if (view.role === 'viewer') return say('look_only')
  if (isOver(view)) return say('window_closed')
  return mayDecide(view.link.phase) ? null : offReason(view)
}

/** What a fire comes to on a symbol without a price; null where there is one. */
export function priceMissing(
  symbol: string,
  { heard, played }: { readonly heard: boolean; readonly played: boolean },
): string | null {
  if (heard) return null
  if (!played) return say('not_played', { symbol })
  return say('no_price_yet', { symbol })
}
