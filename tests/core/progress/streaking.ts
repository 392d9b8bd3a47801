import type { UserId } from '#core/kernel/ids.ts'
import { dayIn, type TimestampMs } from '#core/kernel/time.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import type { VipTier } from '#core/progress/points-event.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { evolve, newProgress, type Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type {
  StreakMilestoneReached,
  StreakRecord,
  StreakType,
  StreakUpdated,
} from '#core/progress/streak-event.ts'
import { decideFreeze } from '#core/progress/streak-freeze.ts'
import type { Moment } from '#core/progress/streak-windows.ts'
import { streaksEngine } from '#core/progress/streaks-engine.ts'

export const ADA = 'ada' as UserId
export const at = (text: string): TimestampMs => Date.parse(text)

/** Something that counts for each type. */
const KEEPS_UP: Readonly<Record<StreakType, Activity | 'achievement_unlocked'>> = Object.fromEntries([
  ['daily_login', 'daily_login'],
  ['story_progress', 'chapter_completed'],
  ['interaction', 'decision_made'],
  ['achievement_unlock', 'achievement_unlocked'],
]) as Record<StreakType, Activity | 'achievement_unlocked'>

/** One trader whose streaks are kept up by hand. */
export class Streaker {
  progress: Progress
  readonly told: StreakUpdated[] = []
  readonly paid: StreakMilestoneReached[] = []

  constructor(zone = 'UTC', vip: VipTier = 'none') {
    const fresh = newProgress(ADA, zone)
    this.progress = { ...fresh, points: { ...fresh.points, vip } }
  }

  /** Something that counts for a type happens; the event that told of it, or null. */
  does(type: StreakType, now: TimestampMs): StreakUpdated | null {
    const activity = KEEPS_UP[type]
    const first =
      activity === 'achievement_unlocked'
        ? ({ kind: 'achievement_unlocked', userId: ADA } as unknown as ProgressEvent)
        : this.activity(activity, now)
    return this.hears(first, now)
  }

  hears(event: ProgressEvent, now: TimestampMs): StreakUpdated | null {
    this.progress = evolve(this.progress, event, now)
    let last: StreakUpdated | null = null
    for (const answer of streaksEngine(event, this.progress, contextAt(now))) {
      this.progress = evolve(this.progress, answer, now)
      if (answer.kind === 'streak_milestone_reached') this.paid.push(answer)
      if (answer.kind !== 'streak_updated') continue
      last = answer
      this.told.push(answer)
    }
    return last
  }

  /** A login at a moment whose day is known. */
  login({ now, day }: Moment): StreakUpdated | null {
    return this.hears(this.activity('daily_login', now, day), now)
  }

  activity(activity: Activity, now: TimestampMs, day = dayIn(this.progress.zone, now)): ProgressEvent {
    const parts = { sourceId: `${now}`, base: 0, bonus: 0, facts: {}, counters: {}, day }
    return { kind: 'activity_recorded', userId: ADA, activity, ...parts }
  }

  joins(vip: VipTier, now: TimestampMs): void {
    this.hears({ kind: 'vip_changed', userId: ADA, vip, by: null }, now)
  }

  moves(zone: string): void {
    this.progress = { ...this.progress, zone }
  }

  freezes(streak: StreakType, now: TimestampMs) {
    const decided = decideFreeze({ kind: 'use_freeze', userId: ADA, streak }, this.progress, contextAt(now))
    if (!decided.ok) return decided
    const [frozen] = decided.value
    this.progress = evolve(this.progress, frozen, now)
    return { ok: true, value: frozen } as const
  }

  record(type: StreakType): StreakRecord | undefined {
    return this.progress.streaks.records[type]
  }

  count(type: StreakType): number {
    return this.record(type)?.count ?? 0
  }
}

/** Read often, and never changed: a walk over years logs in two million times. */
const BOOK = achievementBook([])

function contextAt(now: TimestampMs): ProgressContext {
  return { now, policy: DEFAULT_PROGRESS_POLICY, achievements: BOOK, campaign: null }
}

/** A trader of UTC who has logged in at noon for so many days in a row, the last of them `last`. */
export function loggedIn(days: number, last: string, vip: VipTier = 'none'): Streaker {
  const ada = new Streaker('UTC', vip)
  const noon = at(`${last}T12:00:00Z`)
  for (let back = days - 1; back >= 0; back--) ada.does('daily_login', noon - back * 86_400_000)
  return ada
}
