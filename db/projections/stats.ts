import type { TimestampMs } from '#core/kernel/time.ts'
import type { StatsEvent } from '#core/stats/stats-event.ts'
import { copyErasure } from '../erase.ts'
import type { Numbers } from '../numbers.ts'
import type { Writable } from '../open.ts'

/** Copies what is told of the record that the desk keeps of people. */
export function copyStats(db: Writable, numbers: Numbers, told: StatsEvent, at: TimestampMs): void {
  copyErasure(db, { userNo: numbers.user(told.userId), userId: told.userId }, at)
}
