import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import { nextLevelXp, xpOfLevel } from '#core/progress/levels.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Executed } from '#station/station.ts'
import { activityOf, mayTell } from '../activity-words.ts'
import { badField, problemOf } from '../problems.ts'
import { questSections } from '../quest-sections.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireAchievementSection } from '../wire-achievements.ts'
import { wirePoints, wireTransaction } from '../wire-progress.ts'
import { wireStreaks } from '../wire-streaks.ts'
import { BAD_CURSOR } from './signals.ts'

type ProgressRoutes = Pick<Handlers, 'recordActivity' | 'userProgress' | 'userPoints' | 'userTransactions'>

const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** What people do, and what it is worth. */
export function progressRoutes({ station }: Desk): ProgressRoutes {
  const { queries, now } = station
  return {
    async recordActivity({ principal, actor, body, receipt }) {
      const told = activityOf(body)
      if (!mayTell(principal.role, told.activity)) return { ok: false, problem: { code: 'forbidden' } }
      const missing = missingDetail(told)
      if (missing !== null) return { ok: false, problem: badField(missing, 'this activity needs it') }
      const executed = await station.execute(
        { kind: 'record_activity', userId: actor, eventId: body.event_id, ...told },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const progress = queries.progress.sheet(actor)
      invariant(progress !== null, 'who did something is a user')
      const { replayed, events } = executed.value
      return {
        ok: true,
        replayed,
        reply: {
          recorded: events.length > 0,
          activity: told.activity,
          ...worthOf(events, now()),
          points: wirePoints(progress.points.totals, dayIn(progress.zone, now())),
          server_time: seconds(now()),
        },
      }
    },

    userProgress({ params }) {
      const at = now()
      const userId = params.id as UserId
      const progress = queries.progress.sheet(userId)
      if (progress === null) return UNKNOWN_USER
      const { streaks, statistics, recovery_suggestions } = wireStreaks(progress, at)
      const achieved = queries.achievements.of(progress)
      return {
        ok: true,
        reply: {
          user_id: userId,
          points: wireUserPoints(progress, at),
          streaks,
          streak_statistics: statistics,
          recovery_suggestions,
          achievements: wireAchievementSection(achieved.gallery, achieved.statistics),
          ...questSections(station, progress),
          timestamp: seconds(at),
        },
      }
    },

    userPoints({ params }) {
      const at = now()
      const progress = queries.progress.sheet(params.id as UserId)
      if (progress === null) return UNKNOWN_USER
      return {
        ok: true,
        reply: { user_id: params.id, ...wireUserPoints(progress, at), timestamp: seconds(at) },
      }
    },

    userTransactions({ params, query }) {
      if (queries.trader(params.id as UserId) === null) return UNKNOWN_USER
      const listed = queries.progress.transactions(params.id as UserId, {
        limit: query.limit,
        cursor: query.cursor ?? null,
        type: query.type ?? null,
      })
      if (listed === null) return { ok: false, problem: BAD_CURSOR }
      return {
        ok: true,
        reply: { transactions: listed.items.map(wireTransaction), next_cursor: listed.next },
      }
    },
  }
}

function wireUserPoints({ points, zone }: Progress, at: number) {
  const { totals, vip } = points
  return {
    ...wirePoints(totals, dayIn(zone, at)),
    vip,
    level_xp: xpOfLevel(totals.level),
    next_level_xp: nextLevelXp(totals.level),
  }
}

/** The detail without which an activity says nothing, if it is missing. */
function missingDetail({ activity, details }: ReturnType<typeof activityOf>): string | null {
  const needs = NEEDS.get(activity)
  if (needs === undefined) return null
  const [key, path] = needs
  return details[key] === undefined ? `payload.action_data.${path}` : null
}

const NEEDS = new Map([
  ['session_long', ['durationS', 'duration_seconds']],
  ['tutorial_completed', ['tutorialId', 'tutorial_id']],
  ['briefing_opened', ['signalId', 'signal_id']],
  ['plan_saved', ['signalId', 'signal_id']],
  ['outcome_reviewed', ['signalId', 'signal_id']],
  ['trivia_completed', ['questionId', 'question_id']],
  ['friend_invite', ['friendId', 'friend_id']],
  ['friend_helped', ['friendId', 'friend_id']],
  ['friend_decided', ['signalId', 'signal_id']],
] as const) as ReadonlyMap<string, readonly [keyof ReturnType<typeof activityOf>['details'], string]>

function worthOf(events: Executed['events'], now: number) {
  let awarded = 0
  let withheld: { violation: Violations; retry_after: number } | null = null
  for (const { event } of events) {
    if (event.kind === 'points_awarded') awarded += event.amount
    if (event.kind === 'points_withheld')
      withheld = {
        violation: event.violation,
        retry_after: Math.max(0, seconds(event.retryAt - now)),
      }
  }
  return { awarded, withheld }
}

type Violations = Extract<Executed['events'][number]['event'], { kind: 'points_withheld' }>['violation']
