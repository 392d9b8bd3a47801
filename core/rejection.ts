import type { TradeId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { FieldTrouble } from '#core/progress/achievement-criteria.ts'
import type { Violation } from '#core/progress/points-event.ts'
import type { FreezeReason } from '#core/progress/streak-freeze.ts'
import type { PolicyFault } from '#core/signals/routing/policy.ts'

/** Every reason for which a rule refuses a command. The server has one sentence and status for each. */
export type Rejection =
  | { readonly code: 'signal_not_found' }
  | { readonly code: 'user_not_found' }
  | { readonly code: 'token_not_found' }
  | { readonly code: 'user_exists' }
  /** `waitMs` is how long the present zone stays. */
  | { readonly code: 'zone_changed_recently'; readonly waitMs: number }
  /** `waitMs` is how long the same person cannot be asked again. */
  | { readonly code: 'friend_asked_recently'; readonly waitMs: number }
  | { readonly code: 'challenge_proposed_recently'; readonly waitMs: number }
  | { readonly code: 'device_not_found' }
  | { readonly code: 'too_many_devices' }
  /** Signed out, revoked, too long unused, or older than a session may be. */
  | { readonly code: 'session_ended' }
  /** The token before this one was answered twice already, a moment ago and on this very device. */
  | { readonly code: 'refresh_repeated' }
  | { readonly code: 'recovery_refused' }
  /** The person behind the id is gone: it takes nothing more, and nobody gets it anew. */
  | { readonly code: 'user_erased' }
  | { readonly code: 'metric_not_found' }
  | { readonly code: 'metric_exists' }
  | { readonly code: 'too_many_metrics'; readonly which: 'active' | 'all' }
  /** It is switched off and counts nothing. */
  | { readonly code: 'metric_off' }
  | { readonly code: 'experiment_not_found' }
  | { readonly code: 'experiment_exists' }
  | { readonly code: 'experiment_running'; readonly name: string }
  | { readonly code: 'experiment_over' }
  | { readonly code: 'too_many_experiments' }
  /** The station itself needs this user. */
  | { readonly code: 'user_needed' }
  | { readonly code: 'already_fired'; readonly firedAt: TimestampMs; readonly tradeId: TradeId }
  | { readonly code: 'already_passed' }
  | { readonly code: 'signal_expired' }
  | { readonly code: 'clock_skew' }
  | { readonly code: 'trade_not_found' }
  | { readonly code: 'already_closed' }
  /** It has no price yet or never got one, or the market has settled it. */
  | { readonly code: 'trade_not_open' }
  | { readonly code: 'bad_close_time' }
  | { readonly code: 'bad_close_price' }
  | { readonly code: 'hook_not_found' }
  | { readonly code: 'hook_revoked' }
  | { readonly code: 'too_many_hooks' }
  | { readonly code: 'bad_levels' }
  | { readonly code: 'bad_window'; readonly message: string }
  | { readonly code: 'bad_zone' }
  | { readonly code: 'too_many_providers' }
  | { readonly code: 'source_not_found' }
  | { readonly code: 'achievement_not_found' }
  | { readonly code: 'achievement_exists' }
  | { readonly code: 'already_unlocked' }
  | { readonly code: 'too_many_achievements' }
  | { readonly code: 'invalid_configuration'; readonly fields: readonly FieldTrouble[] }
  | { readonly code: 'not_settled' }
  | { readonly code: 'progress_off' }
  | { readonly code: 'insufficient_points'; readonly balance: number }
  | {
      readonly code: 'anti_abuse'
      readonly violation: Violation
      readonly retryAt: TimestampMs
      readonly waitMs: number
    }
  | { readonly code: 'freeze_unavailable'; readonly reason: FreezeReason }
  /** It was vetoed: a candidate that is kept for learning, and no signal. */
  | { readonly code: 'signal_vetoed' }
  | { readonly code: 'bad_routing'; readonly faults: readonly PolicyFault[] }
  /** Somebody changed the policy since the version that was changed here. */
  | { readonly code: 'routing_conflict' }
  | { readonly code: 'mission_not_found' }
  | { readonly code: 'mission_not_complete' }
  | { readonly code: 'mission_expired' }
  | { readonly code: 'already_claimed' }
  | { readonly code: 'box_not_found' }
  | { readonly code: 'already_opened' }
  | { readonly code: 'campaign_not_found' }
  | { readonly code: 'campaign_overlap'; readonly name: string }
  | { readonly code: 'campaign_begun' }
  | { readonly code: 'campaign_active' }
  | { readonly code: 'campaign_not_active' }
  | { readonly code: 'campaign_archived' }
  | { readonly code: 'too_many_campaigns' }
  | { readonly code: 'bad_campaign'; readonly message: string }
  | { readonly code: 'friend_oneself' }
  /** Who was at the desk first was brought by nobody who came after him. */
  | { readonly code: 'here_before' }
  | { readonly code: 'already_friends' }
  | { readonly code: 'already_asked' }
  | { readonly code: 'not_friends' }
  | { readonly code: 'friend_request_not_found' }
  /** Whose list is full: that of the one who commands, or the other's. */
  | { readonly code: 'too_many_friends'; readonly whose: 'own' | 'other' }
  | { readonly code: 'too_many_friend_requests'; readonly whose: 'own' | 'other' }
  | { readonly code: 'challenge_not_found' }
  | { readonly code: 'challenge_open' }
  | { readonly code: 'challenge_not_open' }
  | { readonly code: 'challenge_not_yours' }
  | { readonly code: 'too_many_challenges' }
  /** No station listens for others on such an address. */
  | { readonly code: 'address_wildcard'; readonly address: string }
  | { readonly code: 'address_link_local'; readonly address: string }
  | { readonly code: 'address_not_private'; readonly address: string }
  /** It would have ended before it began. */
  | { readonly code: 'lan_over' }
  | { readonly code: 'idempotency_key_reused' }
  /** The step was taken before, or another run is open: nothing to do. */
  | { readonly code: 'out_of_step' }
