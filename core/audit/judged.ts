import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type AuditNote, done } from './entry.ts'

/** Kinds of event that may be a person's decision about access, money or configuration. */
export const AUDITED_KINDS = [
  'user_added',
  'zone_changed',
  'user_erased',
  'token_created',
  'token_revoked',
  'points_awarded',
  'points_deducted',
  'abuse_reset',
  'vip_changed',
  'achievement_defined',
  'achievement_unlocked',
  'campaign_set',
  'routing_changed',
  'source_paused',
  'metric_set',
  'experiment_set',
  'run_opened',
  'device_paired',
  'device_changed',
  'device_ended',
  'user_role_changed',
  'recovery_set',
  'hook_set',
  'lan_set',
] as const

/** Kinds that are nobody's decision about any of it: what rules, the market and traders bring about. */
export const UNAUDITED_KINDS = [
  'signal_opened',
  'signal_expiring',
  'signal_expired',
  'window_extended',
  'signal_settled',
  'signal_fired',
  'signal_passed',
  'signal_executed',
  'trader_decided',
  'trade_closed',
  'trade_reported',
  'signal_routed',
  'signal_offered',
  'candidates_vetoed',
  'past_signal_recorded',
  'run_advanced',
  'source_changed',
  'details_dropped',
  'activity_recorded',
  'points_withheld',
  'daily_bonus_claimed',
  'streak_updated',
  'streak_milestone_reached',
  'streak_frozen',
  'feats_counted',
  'record_set',
  'tally_moved',
  'missions_drawn',
  'mission_progressed',
  'mission_claimed',
  'missions_expired',
  'box_granted',
  'box_opened',
  'reward_claimed',
  'campaign_progressed',
  'campaign_milestone_reached',
  'board_result',
  'rank_moved',
  'board_display_changed',
  'period_closed',
  'friendship_changed',
  'challenge_changed',
  'challenge_ended',
] as const

type Audited = Extract<DomainEvent, { readonly kind: (typeof AUDITED_KINDS)[number] }>
type Judged = (typeof AUDITED_KINDS)[number] | (typeof UNAUDITED_KINDS)[number]

/** What is put on record of an event; null where it is nobody's decision. */
export function judge(event: DomainEvent): AuditNote | null {
  return isAudited(event) ? noteOf(event) : null
}

/** What was put on record of an event before its entry said more; null where it always said the same. */
export function judgedBefore(event: DomainEvent): AuditNote | null {
  if (event.kind !== 'device_paired') return null
  const { deviceId, userId, role, endsAt } = event
  return done(event.kind, `device:${deviceId}`, { userId, role, endsAt })
}

const AUDITED: ReadonlySet<string> = new Set(AUDITED_KINDS)

function isAudited(event: DomainEvent): event is Audited {
  // An event that is new does not compile here before somebody has judged it.
  const kind: Judged = event.kind
  return AUDITED.has(kind)
}

const user = (id: UserId): string => `user:${id}`

function noteOf(event: Audited): AuditNote | null {
  switch (event.kind) {
    case 'user_added':
      return done(event.kind, user(event.userId), { memberTier: event.memberTier })
    case 'zone_changed':
      return done(event.kind, user(event.userId), { zone: event.zone, previous: event.previous })
    case 'user_erased':
      return done(event.kind, user(event.userId), { reason: event.reason })
    case 'token_created':
    case 'token_revoked':
      return tokenNote(event)
    case 'points_awarded':
    case 'points_deducted':
      return pointsNote(event)
    case 'abuse_reset':
      return done(event.kind, user(event.userId))
    case 'vip_changed':
      return event.by === null ? null : done(event.kind, user(event.userId), { vip: event.vip })
    case 'achievement_unlocked': {
      const { userId, achievementId, by } = event
      return by === null ? null : done('achievement_given', user(userId), { achievementId })
    }
    case 'device_paired':
    case 'device_changed':
    case 'device_ended':
    case 'user_role_changed':
    case 'recovery_set':
    case 'hook_set':
    case 'lan_set':
      return accessNote(event)
    default:
      return configurationNote(event)
  }
}

type Configured = Extract<
  Audited,
  {
    readonly kind:
      | 'achievement_defined'
      | 'campaign_set'
      | 'routing_changed'
      | 'source_paused'
      | 'metric_set'
      | 'experiment_set'
      | 'run_opened'
  }
>

function configurationNote(event: Configured): AuditNote {
  switch (event.kind) {
    case 'achievement_defined': {
      const { id, version } = event.definition
      return done(event.kind, `achievement:${id}`, { version })
    }
    case 'campaign_set': {
      const { campaignId, startsAt, endsAt } = event.campaign
      return done(event.kind, `campaign:${campaignId}`, { change: event.change, startsAt, endsAt })
    }
    case 'routing_changed':
      return done(event.kind, null, { version: event.version })
    case 'source_paused':
      return done(event.kind, `source:${event.source}`, { paused: event.paused })
    case 'metric_set':
      return done(event.kind, `metric:${event.metric.metricId}`, { active: event.metric.active })
    case 'experiment_set': {
      const { experimentId, startsAt, endsAt } = event.experiment
      return done(event.kind, `experiment:${experimentId}`, { startsAt, endsAt })
    }
    case 'run_opened':
      return done(event.kind, `run:${event.runId}`, { source: event.source, fingerprint: event.fingerprint })
  }
}

type Admitting = Extract<
  Audited,
  {
    readonly kind:
      | 'device_paired'
      | 'device_changed'
      | 'device_ended'
      | 'user_role_changed'
      | 'recovery_set'
      | 'hook_set'
      | 'lan_set'
  }
>

/** Who may come in, from where, and as what. */
function accessNote(event: Admitting): AuditNote {
  switch (event.kind) {
    case 'device_paired': {
      const { deviceId, userId, role, endsAt, by } = event
      // The device asks for its session itself and is nobody yet: who let it in stands in the facts alone.
      return done(event.kind, `device:${deviceId}`, { userId, role, endsAt, by })
    }
    case 'device_changed':
      return done(event.kind, `device:${event.deviceId}`, { role: event.role })
    case 'device_ended':
      return done(event.kind, `device:${event.deviceId}`, { reason: event.reason })
    case 'user_role_changed':
      return done(event.kind, user(event.userId), { role: event.role })
    case 'recovery_set':
      return done(event.kind, null)
    case 'hook_set': {
      const { hookId, version, revoked } = event.hook
      return done(event.kind, `hook:${hookId}`, { version, revoked })
    }
    case 'lan_set': {
      const { on, plain, until, port, addresses } = event.lan
      return done(event.kind, null, {
        on,
        plain,
        until,
        port,
        addresses: addresses.join(' '),
        cause: event.cause,
      })
    }
  }
}

function tokenNote(event: Extract<Audited, { readonly kind: 'token_created' | 'token_revoked' }>): AuditNote {
  const about = `token:${event.tokenId}`
  if (event.kind === 'token_revoked') return done(event.kind, about)
  const { userId, role, expiresAt } = event
  // Whom a service may act for can be a long list; that it is everybody is what matters most.
  const mayActFor = event.mayActFor.includes('*') ? '*' : event.mayActFor.length
  return done(event.kind, about, { userId, role, expiresAt, mayActFor })
}

/** What an activity or a reward paid follows from rules; what a person gave or took does not. */
function pointsNote(
  event: Extract<Audited, { readonly kind: 'points_awarded' | 'points_deducted' }>,
): AuditNote | null {
  if (event.by === null) return null
  const { userId, amount, type, totals } = event
  const what = event.kind === 'points_awarded' ? 'points_given' : 'points_taken'
  return done(what, user(userId), { amount, type, balance: totals.balance })
}
