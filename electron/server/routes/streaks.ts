import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireFreezes, wireStreaks } from '../wire-streaks.ts'

const FREEZES_LISTED_MAX = 20

/** What people keep up. */
export function streakRoutes({ station }: Desk): Pick<Handlers, 'userStreaks' | 'freezeStreak'> {
  const { queries, now } = station
  return {
    userStreaks({ params }) {
      const userId = params.id as UserId
      const progress = queries.progress.sheet(userId)
      if (progress === null) return { ok: false, problem: { code: 'user_not_found' } }
      const at = now()
      const used = queries.progress.freezes(userId, FREEZES_LISTED_MAX)
      return {
        ok: true,
        reply: {
          user_id: userId,
          ...wireStreaks(progress, at),
          freezes: wireFreezes(progress, used, at),
          timestamp: seconds(at),
        },
      }
    },

    async freezeStreak({ actor, params, receipt }) {
      const executed = await station.execute(
        { kind: 'use_freeze', userId: actor, streak: params.type },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { events, replayed } = executed.value
      const frozen = events.find(({ event }) => event.kind === 'streak_frozen')?.event
      invariant(frozen?.kind === 'streak_frozen', 'a freeze that stands was told')
      return {
        ok: true,
        replayed,
        reply: {
          frozen_until: seconds(frozen.frozenUntil),
          remaining_this_month: frozen.remaining,
        },
      }
    },
  }
}
