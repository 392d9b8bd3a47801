import type { Role } from '#core/command.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'

/** From where something was asked: the station itself, its command line, this machine, or another one. */
export const AUDIT_PLACES = ['station', 'command_line', 'loopback', 'lan'] as const
export type AuditPlace = (typeof AUDIT_PLACES)[number]

/** Who asks. Ids only: a name in a chain that nothing is taken from could never be erased. */
export interface Asker {
  readonly place: AuditPlace
  readonly userId: UserId | null
  readonly tokenId: TokenId | null
  readonly role: Role | null
  readonly correlationId: string | null
}

/** What falls due, and what the station does of itself. */
export const STATION_ASKS: Asker = {
  place: 'station',
  userId: null,
  tokenId: null,
  role: null,
  correlationId: null,
}

/** Everything an entry can tell of. A closed list: a filter and a reader know all of it. */
export const AUDIT_ACTIONS = [
  'audit_opened',
  'access_refused',
  'user_added',
  'zone_changed',
  'user_erased',
  'user_exported',
  'token_created',
  'token_revoked',
  'points_given',
  'points_taken',
  'abuse_reset',
  'vip_changed',
  'achievement_defined',
  'achievement_given',
  'campaign_set',
  'routing_changed',
  'source_paused',
  'metric_set',
  'experiment_set',
  'run_opened',
  'device_paired',
  'device_changed',
  'device_ended',
  'device_disconnected',
  'pairing_opened',
  'pairing_approved',
  'pairing_refused',
  'user_role_changed',
  'recovery_set',
  'hook_set',
  'lan_set',
  'feed_moved',
  'settings_read',
  'maintained',
  'job_run',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Figures and words of closed lists; never a sentence, a name or anything a person wrote. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>

/** What happened, before it has a place in the chain. */
export interface AuditNote {
  readonly what: AuditAction
  /** What or whom it concerns, such as `user:ada`; null where there is no such thing. */
  readonly about: string | null
  /** `done`, or the code of the refusal. */
  readonly outcome: string
  /** How often it happened; above one where a burst became one entry. */
  readonly times: number
  readonly facts: AuditFacts
}

/** Something that was done once. */
export function done(what: AuditAction, about: string | null, facts: AuditFacts = {}): AuditNote {
  return { what, about, outcome: 'done', times: 1, facts }
}

/** An entry of the chain. */
export interface AuditEntry extends AuditNote {
  /** From 1, without a gap. */
  readonly number: number
  readonly at: number
  readonly asker: Asker
  /** The event it tells of; null where it tells of none. */
  readonly journalNo: number | null
  /** Hash of the entry before; 64 noughts before the first. */
  readonly prev: string
  readonly hash: string
}

/** Puts something on record that is no event: a refusal, an export, the pace of the feed. */
export interface NoteAudit {
  readonly kind: 'note_audit'
  readonly note: AuditNote
}
