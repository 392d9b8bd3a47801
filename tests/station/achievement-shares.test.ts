import { expect, test } from 'vitest'
import { SHARE_PEOPLE_MIN } from '#core/progress/achievement-shares.ts'
import { achievementSide } from '#station/achievement-queries.ts'
import { AchievementShelf } from '#station/achievement-shelf.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'

const TEN_MINUTES_MS = 600_000

test('[ACHV-25] shares are of those who take part, and are counted every ten minutes at the most', async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun())
  const side = achievementSide(desk.db, new AchievementShelf(desk.db), () => desk.now)
  const join = async (from: number, to: number) => {
    for (let each = from; each < to; each += 1) {
      const userId = user(`p${each}`).userId
      const give = { kind: 'unlock_achievement', userId, achievementId: 'first_steps_10', by: 'op' } as const
      const come = {
        kind: 'record_activity',
        userId,
        activity: 'button_click',
        eventId: `e${each}`,
        details: {},
      } as const
      await mustExecute(desk, user(`p${each}`), come)
      if (each % 2 === 0) await mustExecute(desk, { ...give, by: user('op').userId })
    }
  }
  // Somebody who is known and took no part counts for nothing.
  await mustExecute(desk, user('looker'))
  await join(0, SHARE_PEOPLE_MIN)
  expect(side.share('first_steps_10')).toBe(50)

  await join(SHARE_PEOPLE_MIN, 2 * SHARE_PEOPLE_MIN)
  desk.db.run('DELETE FROM achievement_unlocks WHERE user_no % 4 = 0')
  desk.now += TEN_MINUTES_MS - 1
  expect(side.share('first_steps_10')).toBe(50)
  desk.now += 1
  expect(side.share('first_steps_10')).not.toBe(50)
  await desk.close()
})
