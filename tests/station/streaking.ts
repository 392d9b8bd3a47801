import type { Command, RecordActivity } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { VipTier } from '#core/progress/points-event.ts'
import { mustExecute, type TestDesk, user } from '#tests/support/desk.ts'

export const DAY_MS = 86_400_000
export const ADA = 'ada' as UserId

/** A user with a membership. */
export function member(name: string, vip: VipTier = 'standard'): readonly Command[] {
  const userId = name as UserId
  return [user(name), { kind: 'set_vip', userId, vip, by: 'operator' as UserId }]
}

/** Something that somebody did now. */
export function did(desk: TestDesk, activity: Activity, userId: UserId = ADA): RecordActivity {
  return { kind: 'record_activity', userId, activity, eventId: `${activity}-${desk.now}`, details: {} }
}

/** Logs in on so many days in a row, the first of them now; ends on the last of them. */
export async function logsIn(desk: TestDesk, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    if (day > 0) desk.now += DAY_MS
    await mustExecute(desk, did(desk, 'daily_login'))
  }
}

export function useFreeze(userId: UserId = ADA): Command {
  return { kind: 'use_freeze', userId, streak: 'daily_login' }
}
