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

/** The one stream an event belongs to. */
export function streamOf(event: DomainEvent): StreamName {
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
    case 'run_opened':
    case 'run_advanced':
    case 'source_changed':
    case 'source_paused':
    case 'signal_offered':
    case 'routing_changed':
    case 'candidates_vetoed':
    case 'campaign_set':
    case 'period_closed':
    case 'token_created':
    case 'token_revoked':
    case 'device_paired':
    case 'device_changed':
    case 'device_ended':
    case 'user_role_changed':
    case 'recovery_set':
    case 'user_erased':
    case 'details_dropped':
    case 'metric_set':
    case 'experiment_set':
    case 'achievement_defined':
    case 'hook_set':
    case 'lan_set':
      return DESK_STREAM
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
