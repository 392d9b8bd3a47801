import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { Cause, Reward } from './reward.ts'

/** What a trader can have a best of. The keys are the seed's; `records.ts` has their meaning here. */
export const RECORD_TYPES = [
  'highest_damage_dealt',
  'longest_win_streak',
  'fastest_victory',
  'most_bits_earned_day',
  'most_battles_day',
  'highest_combo',
  'most_perfect_blocks',
  'longest_survival_time',
] as const
export type RecordType = (typeof RECORD_TYPES)[number]

/** What is counted between records: a day's work, and what has held since the last break. */
export interface Tally {
  /** The trader's own day of the two counts that follow. */
  readonly day: Day
  /** Briefings decided. */
  readonly decisions: number
  /** Reviewed passes on signals that ended in a loss. */
  readonly blocks: number
  /** Trades closed at their target in a row. */
  readonly winRun: number
  /** Decisions in a row whose briefing was opened first. */
  readonly combo: number
}

/** The tally after something counted. Journals of before schema 11 have it; today the activity itself says it. */
export interface TallyMoved {
  readonly kind: 'tally_moved'
  readonly userId: UserId
  readonly tally: Tally
}

/** A personal record, the first of its type included. */
export interface RecordSet {
  readonly kind: 'record_set'
  readonly userId: UserId
  readonly type: RecordType
  /** Points, counts, whole market minutes, or thousandths of the risk: see `RECORD_TABLE`. */
  readonly value: number
  /** The value it beat; null for the first. */
  readonly previous: number | null
  readonly day: Day
  /** The signal it was set on; null for records of a day. */
  readonly setOn: SignalId | null
  /** Empty for the first, for a record of the same day that is beaten again, and for the last word on a day. */
  readonly rewards: readonly Reward[]
  readonly cause: Cause
}

export type RecordEvent = TallyMoved | RecordSet
