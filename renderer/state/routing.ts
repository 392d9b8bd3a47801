import { sayIn } from '../words/words.ts'
import type { Place, Role } from './model.ts'

const say = sayIn('frame')

/** Whether a signal was brought to the reader, and why not. */
export interface RoutedView {
  /** `earlier`: it was open before the reader joined. */
  readonly state: 'delivered' | 'withheld' | 'pending' | 'earlier'
  /** Why it was not, as a sentence. */
  readonly message: string | null
}

/** What the reader was brought on his own day. */
export interface QuotaView {
  readonly delivered: number
  readonly limit: number
}

/** What the page knows of what was brought to its reader. */
export interface ReaderRouting {
  /** By signal; one that is not named has not been asked for yet. */
  readonly signals: Readonly<Record<string, RoutedView>>
  /** Null before it was told. */
  readonly quota: QuotaView | null
}

export const NOTHING_ROUTED: ReaderRouting = { signals: {}, quota: null }

/** A signal was brought to the reader. */
export interface RoutedMessage {
  readonly kind: 'routed'
  readonly place: Place
  readonly signalId: string
  readonly quota: QuotaView
}

/** What became of signals for the reader, as asked for. */
export interface RoutingMessage {
  readonly kind: 'routing'
  readonly signals: Readonly<Record<string, RoutedView>>
  /** Null where only signals were asked for. */
  readonly quota: QuotaView | null
}

const DELIVERED: RoutedView = { state: 'delivered', message: null }
/** Signals remembered; those open now are told again with the next answer. */
const SIGNALS_MAX = 6_000

/** After the news of a delivery. */
export function delivered(routing: ReaderRouting, { signalId, quota }: RoutedMessage): ReaderRouting {
  return { signals: { ...routing.signals, [signalId]: DELIVERED }, quota }
}

/** After an answer. What was brought stays brought: the news of it may have overtaken the answer. */
export function answered(routing: ReaderRouting, { signals, quota }: RoutingMessage): ReaderRouting {
  const known = Object.keys(routing.signals).length > SIGNALS_MAX ? {} : routing.signals
  const kept = Object.entries(known).filter(([, { state }]) => state === 'delivered')
  return { signals: { ...known, ...signals, ...Object.fromEntries(kept) }, quota: quota ?? routing.quota }
}

/** Which signals a queue shows: those that were brought to the reader, or all. */
export const SCOPES = ['mine', 'all'] as const
export type Scope = (typeof SCOPES)[number]

/** What a queue shows before its reader chose: traders what was brought to them, those who watch the desk all of it. */
export function defaultScope(role: Role): Scope {
  return role === 'trader' ? 'mine' : 'all'
}

/**
 * Whether a signal is for the reader: it was brought to him, or was open before he joined. Before anything was told of
 * it, each may be.
 */
export function isBrought({ signals, quota }: ReaderRouting, signalId: string): boolean {
  const state = signals[signalId]?.state
  return quota === null || state === 'delivered' || state === 'earlier'
}

/** Whether the page does not know yet what became of a signal for its reader. */
export function isUndecided({ signals }: ReaderRouting, signalId: string): boolean {
  const state = signals[signalId]?.state
  return state === undefined || state === 'pending'
}

/** Why a signal was not brought to the reader; null where it was, or nothing is known yet. */
export function withheldText({ signals }: ReaderRouting, signalId: string): string | null {
  const routed = signals[signalId]
  return routed?.state === 'withheld' || routed?.state === 'earlier'
    ? say('not_brought', { why: routed.message ?? '' }).trim()
    : null
}
