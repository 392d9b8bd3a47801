import type { DomainEvent } from './event.ts'
import type { SignalId, UserId } from './kernel/ids.ts'

/**
 * `mission:<signal id>`, `user:<user id>`, `progress:<user id>`, `provider:<name>` or `desk`; each has a gapless `seq` of
 * its own.
 */
export type StreamName = string
export const DESK_STREAM: StreamName = 'desk'

export function missionStream(signalId: SignalId): StreamName {
  return `mission:${signalId}`
}

export function userStream(userId: UserId): StreamName {
  return `user:${userId}`
}

export function providerStream(provider: string): StreamName {
  return `provider:${provider}`
}

export function progressStream(userId: UserId): StreamName {
  return `progress:${userId}`
}

/** Kinds of event that concern the desk as a whole. */
const DESK_KINDS = [
  'run_opened',
  'run_advanced',
  'source_changed',
  'source_paused',
  'signal_offered',
  'routing_changed',
  'candidates_vetoed',
  'campaign_set',
  'period_closed',
  'token_created',
  'token_revoked',
  'device_paired',
  'device_changed',
  'device_ended',
  'user_role_changed',
  'recovery_set',
  'user_erased',
  'details_dropped',
  'metric_set',
  'experiment_set',
  'achievement_defined',
  'hook_set',
  'lan_set',
] as const satisfies readonly DomainEvent['kind'][]

export type DeskEvent = Extract<DomainEvent, { readonly kind: (typeof DESK_KINDS)[number] }>

const OF_DESK: ReadonlySet<string> = new Set(DESK_KINDS)

/** Whether an event concerns the desk as a whole, and nobody's mission or progress. */
export function isOfDesk(event: DomainEvent): event is DeskEvent {
  return OF_DESK.has(event.kind)
}

/** The one stream an event belongs to. */
export function streamOf(event: DomainEvent): StreamName {
  if (isOfDesk(event)) return DESK_STREAM
  switch (event.kind) {
    case 'signal_opened':
      return missionStream(event.signal.signalId)
    case 'signal_expiring':
    case 'signal_expired':
    case 'window_extended':
    case 'signal_settled':
    case 'signal_fired':
    case 'signal_passed':
    case 'signal_executed':
      return missionStream(event.signalId)
    case 'signal_routed':
      return userStream(event.userId)
    case 'past_signal_recorded':
      return providerStream(event.past.provider)
    case 'user_added':
    case 'trader_decided':
    case 'trade_closed':
    case 'trade_reported':
      return userStream(event.userId)
    default:
      // What is left is of a trader's progress.
      return progressStream(event.userId)
  }
}
