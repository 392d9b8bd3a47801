import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type AuditNote, done } from './entry.ts'

type Kind = DomainEvent['kind']
type Told<Of extends Kind> = Extract<DomainEvent, { readonly kind: Of }>
type Judgement<Of extends Kind> = ((event: Told<Of>) => AuditNote | null) | null

const user = (id: UserId): string => `user:${id}`

/**
 * What is put on record of each kind of event; null for kinds that are nobody's decision about access, money or
 * configuration.
 *
 * Complete by its type: an event that is new does not compile before somebody has judged it.
 */
const JUDGED: { readonly [Of in Kind]: Judgement<Of> } = {
  user_added: ({ userId, memberTier }) => done('user_added', user(userId), { memberTier }),
  zone_changed: ({ userId, zone, previous }) => done('zone_changed', user(userId), { zone, previous }),
  user_erased: ({ userId, reason }) => done('user_erased', user(userId), { reason }),
  token_created: ({ tokenId, userId, role, expiresAt, mayActFor }) =>
    done('token_created', `token:${tokenId}`, {
      userId,
      role,
      expiresAt,
      mayActFor: mayActFor.includes('*') ? '*' : mayActFor.length,
    }),
  token_revoked: ({ tokenId }) => done('token_revoked', `token:${tokenId}`),
  // What an activity or a reward paid follows from rules; what a person gave does not.
  points_awarded: ({ userId, amount, type, totals, by }) =>
    by === null ? null : done('points_given', user(userId), { amount, type, balance: totals.balance }),
  points_deducted: ({ userId, amount, type, totals, by }) =>
    by === null ? null : done('points_taken', user(userId), { amount, type, balance: totals.balance }),
  abuse_reset: ({ userId }) => done('abuse_reset', user(userId)),
  vip_changed: ({ userId, vip, by }) => (by === null ? null : done('vip_changed', user(userId), { vip })),
  achievement_defined: ({ definition }) =>
    done('achievement_defined', `achievement:${definition.id}`, { version: definition.version }),
  achievement_unlocked: ({ userId, achievementId, by }) =>
    by === null ? null : done('achievement_given', user(userId), { achievementId }),
  campaign_set: ({ change, campaign: { campaignId, startsAt, endsAt } }) =>
    done('campaign_set', `campaign:${campaignId}`, { change, startsAt, endsAt }),
  routing_changed: ({ version }) => done('routing_changed', null, { version }),
  source_paused: ({ source, paused }) => done('source_paused', `source:${source}`, { paused }),
  metric_set: ({ metric: { metricId, active } }) => done('metric_set', `metric:${metricId}`, { active }),
  experiment_set: ({ experiment: { experimentId, startsAt, endsAt } }) =>
    done('experiment_set', `experiment:${experimentId}`, { startsAt, endsAt }),
  run_opened: ({ runId, source, fingerprint }) => done('run_opened', `run:${runId}`, { source, fingerprint }),

  signal_opened: null,
  signal_expiring: null,
  signal_expired: null,
  window_extended: null,
  signal_settled: null,
  signal_fired: null,
  signal_passed: null,
  signal_executed: null,
  trader_decided: null,
  trade_closed: null,
  signal_routed: null,
  signal_offered: null,
  candidates_vetoed: null,
  past_signal_recorded: null,
  run_advanced: null,
  source_changed: null,
  details_dropped: null,
  activity_recorded: null,
  points_withheld: null,
  daily_bonus_claimed: null,
  streak_updated: null,
  streak_milestone_reached: null,
  streak_frozen: null,
  feats_counted: null,
  record_set: null,
  tally_moved: null,
  missions_drawn: null,
  mission_progressed: null,
  mission_claimed: null,
  missions_expired: null,
  box_granted: null,
  box_opened: null,
  reward_claimed: null,
  campaign_progressed: null,
  campaign_milestone_reached: null,
  board_result: null,
  rank_moved: null,
  board_display_changed: null,
  period_closed: null,
  friendship_changed: null,
  challenge_changed: null,
  challenge_ended: null,
}

/** The kinds that may be put on record, for whoever reads the journal for them. */
export const AUDITED_KINDS = (Object.keys(JUDGED) as Kind[]).filter((kind) => JUDGED[kind] !== null)

/** What is put on record of an event; null where it is nobody's decision. */
export function judge(event: DomainEvent): AuditNote | null {
  const judgement = JUDGED[event.kind] as Judgement<Kind>
  return judgement === null ? null : judgement(event)
}
