import type { VipTier } from './points-event.ts'
import type { ProgressEvent } from './progress-event.ts'
import type { FreezeAccount, StreakRecord, StreakType } from './streak-event.ts'
import { multiplierHundredths } from './streak-tables.ts'
import { type Moment, phaseOf } from './streak-windows.ts'

/** The streak engine's part of a trader: at most one record a type. */
export interface StreaksPart {
  readonly records: Readonly<Partial<Record<StreakType, StreakRecord>>>
  readonly freezes: FreezeAccount
}

/** A trader who has kept nothing up yet. */
export const NO_STREAKS: StreaksPart = { records: {}, freezes: { month: '', used: 0, earned: 0 } }

/** The part after an event: a copy of what the event states. */
export function followStreaks(part: StreaksPart, event: ProgressEvent): StreaksPart {
  switch (event.kind) {
    case 'streak_updated':
      return { records: { ...part.records, [event.record.type]: event.record }, freezes: event.freezes }
    case 'streak_frozen': {
      const record = part.records[event.streak]
      if (record === undefined) return part
      const frozen: StreakRecord = { ...record, freeze: event.freeze }
      return { records: { ...part.records, [event.streak]: frozen }, freezes: event.freezes }
    }
    default:
      return part
  }
}

/** The count of a streak at a moment; 0 where it never began or is lost. */
export function streakCount(part: StreaksPart, type: StreakType, moment: Moment): number {
  const record = part.records[type]
  return record === undefined ? 0 : countAt(record, moment)
}

/** What a record counts at a moment: nothing once it is lost, whatever it still says. */
export function countAt(record: StreakRecord, moment: Moment): number {
  return phaseOf(record, moment) === 'lost' ? 0 : record.count
}

/**
 * What the login streak multiplies an award by at a moment, in whole hundredths; 100 where there is none.
 *
 * The number is that of the record as long as the streak stands. A streak that is lost multiplies nothing, also before
 * the login that tells of it.
 *
 * Source: seed Diana, only `daily_login` feeds awards. Rule STREAK-5.
 */
export function loginMultiplierHundredths(part: StreaksPart, vip: VipTier, moment: Moment): number {
  return multiplierHundredths('daily_login', streakCount(part, 'daily_login', moment), vip)
}
