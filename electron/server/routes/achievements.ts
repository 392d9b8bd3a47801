import type { AchievementEdit } from '#contracts/achievement-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { AchievementDefinition } from '#core/progress/achievement.ts'
import { recommendationsOf } from '#core/progress/achievement-gallery.ts'
import type { ReceiptKey } from '#station/station.ts'
import { type Problem, problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import {
  fieldsSaid,
  wireAchievement,
  wireAchievementEntry,
  wireAchievementStatistics,
  wireLoggedUnlock,
  wirePathOf,
  wireRecommendation,
  wireUnlock,
} from '../wire-achievements.ts'
import { BAD_CURSOR } from './signals.ts'

type AchievementRoutes = Pick<
  Handlers,
  | 'achievements'
  | 'createAchievement'
  | 'editAchievement'
  | 'userAchievements'
  | 'userUnlocks'
  | 'unlockAchievement'
>

const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** What can be unlocked, and what a trader has. */
export function achievementRoutes(desk: Desk): AchievementRoutes {
  return { ...reading(desk), ...changing(desk) }
}

function reading({
  station: { queries, now },
}: Desk): Pick<AchievementRoutes, 'achievements' | 'userAchievements' | 'userUnlocks'> {
  return {
    achievements({ principal, query }) {
      const book = queries.achievements.book()
      const shown = principal.role === 'operator' ? book.all : book.active.filter(({ secret }) => !secret)
      const listed = pageAfter(shown, query.cursor ?? null, query.limit)
      if (listed === null) return { ok: false, problem: BAD_CURSOR }
      return {
        ok: true,
        reply: {
          achievements: listed.items.map(wireAchievement),
          secret_count: book.active.filter(({ secret }) => secret).length,
          next_cursor: listed.next,
        },
      }
    },

    userAchievements({ params }) {
      const progress = queries.progress.sheet(params.id as UserId)
      if (progress === null) return UNKNOWN_USER
      const of = queries.achievements.of(progress)
      return {
        ok: true,
        reply: {
          user_id: params.id,
          achievements: of.gallery.entries.map(wireAchievementEntry),
          secret_count: of.gallery.secretsLeft,
          statistics: wireAchievementStatistics(of.statistics),
          recommendations: recommendationsOf(of.gallery).map(wireRecommendation),
          shares: of.gallery.entries.flatMap(({ definition }) => {
            const share = queries.achievements.share(definition.id)
            return share === null ? [] : [{ achievement_id: definition.id, share_percentage: share }]
          }),
          timestamp: seconds(now()),
        },
      }
    },

    userUnlocks({ params, query }) {
      if (queries.trader(params.id as UserId) === null) return UNKNOWN_USER
      const listed = queries.achievements.log(params.id as UserId, query.limit, query.cursor ?? null)
      if (listed === null) return { ok: false, problem: BAD_CURSOR }
      return { ok: true, reply: { unlocks: listed.items.map(wireLoggedUnlock), next_cursor: listed.next } }
    },
  }
}

function changing({
  station,
}: Desk): Pick<AchievementRoutes, 'createAchievement' | 'editAchievement' | 'unlockAchievement'> {
  /** Defines or edits, and answers with what the event says. */
  async function define(
    command: { readonly id: string; readonly edit: boolean; readonly by: UserId },
    body: AchievementEdit,
    receipt: ReceiptKey | undefined,
  ) {
    const executed = await station.execute(
      { kind: 'define_achievement', ...command, fields: fieldsSaid(body) },
      receipt,
    )
    if (!executed.ok) return { ok: false as const, problem: inWireWords(problemOf(executed.rejection)) }
    const { events, replayed } = executed.value
    const told = events[0]?.event
    invariant(told?.kind === 'achievement_defined', 'what is defined is told')
    return { ok: true as const, replayed, reply: { achievement: wireAchievement(told.definition) } }
  }

  return {
    createAchievement({ principal, body, receipt }) {
      const { achievement_id, ...said } = body
      return define({ id: achievement_id, edit: false, by: principal.userId }, said, receipt)
    },

    editAchievement: ({ principal, params, body, receipt }) =>
      define({ id: params.id, edit: true, by: principal.userId }, body, receipt),

    async unlockAchievement({ principal, params, receipt }) {
      const executed = await station.execute(
        {
          kind: 'unlock_achievement',
          userId: params.id as UserId,
          achievementId: params.aid,
          by: principal.userId,
        },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { events, replayed } = executed.value
      const given = events[0]
      invariant(given?.event.kind === 'achievement_unlocked', 'a gift is told first')
      return {
        ok: true,
        replayed,
        reply: { unlock: wireUnlock(given.event, given.at), server_time: seconds(station.now()) },
      }
    },
  }
}

/** The rule names our words; the client wrote those of the wire. */
function inWireWords(problem: Problem): Problem {
  if (problem.code !== 'invalid_configuration' || problem.fields === undefined) return problem
  return { ...problem, fields: problem.fields.map((field) => ({ ...field, path: wirePathOf(field.path) })) }
}

/** Definitions after the one a page ended with; null for a cursor that no page gave. */
function pageAfter(
  shown: readonly AchievementDefinition[],
  cursor: string | null,
  limit: number,
): { readonly items: readonly AchievementDefinition[]; readonly next: string | null } | null {
  const last = cursor === null ? -1 : shown.findIndex(({ id }) => id === cursor)
  if (cursor !== null && last < 0) return null
  const items = shown.slice(last + 1, last + 1 + limit)
  return { items, next: last + 1 + limit < shown.length ? (items.at(-1)?.id ?? null) : null }
}
