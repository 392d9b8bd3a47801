import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { readTrader } from '#db/stores/traders.ts'
import { fire, mustExecute, openDesk, openRun, posted, user } from '#tests/support/desk.ts'

const DAY_MS = 86_400_000

test("[FIRE-7] a sheet that is read the day after holds no fire of today's, before he fires again", async () => {
  const desk = openDesk()
  await mustExecute(desk, openRun(), posted('s1'), user('ada'), fire('ada', 's1'))
  const fires = () => readTrader(desk.db, 'ada' as UserId, desk.now)?.totals
  expect(fires()).toMatchObject({ fires: 1, dayFires: 1 })
  desk.now += DAY_MS
  expect(fires()).toMatchObject({ fires: 1, dayFires: 0 })
  await desk.close()
})
