import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Command, RecordActivity } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { readUnlockLog } from '#db/stores/achievements.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verifyReplay } from '#db/verify.ts'
import { AchievementShelf } from '#station/achievement-shelf.ts'
import { mustExecute, openDesk, type TestDesk, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const BOSS = 'boss' as UserId
const folder = mkdtempSync(join(tmpdir(), 'fusion-desk-achievements-'))
const opened: TestDesk[] = []
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(file?: string): TestDesk {
  const desk = openDesk(file === undefined ? {} : { file: join(folder, file, 'desk.db') })
  opened.push(desk)
  return desk
}

function click(eventId: string): RecordActivity {
  return { kind: 'record_activity', userId: ADA, activity: 'button_click', eventId, details: {} }
}

function define(id: string, value: number): Command {
  const fields = {
    name: id,
    category: 'special',
    tier: 'gold',
    points: 70,
    criteria: { interactions: value },
  } as const
  return { kind: 'define_achievement', id, edit: false, fields, by: BOSS }
}

test('[ACHV-19] an unlock, its points and the log are on disk with the answer: a kill after it loses none of them', async () => {
  mkdirSync(join(folder, 'live'), { recursive: true })
  const desk = open('live')
  await mustExecute(desk, user('ada'), click('e1'))
  // What a kill at this moment leaves: the files as they lie, the writer still open.
  cpSync(join(folder, 'live'), join(folder, 'killed'), { recursive: true })
  const after = open('killed')
  const progress = readProgress(after.db, ADA, after.now)
  expect(progress?.achievements.totals).toMatchObject({ unlocks: 1, achievements: 1 })
  // 5 and 2 for the level; 100 for the unlock.
  expect(progress?.points.totals).toMatchObject({ lifetime: 107, transactions: 2 })
  expect(readUnlockLog(after.db, ADA, Number.MAX_SAFE_INTEGER, 10)).toMatchObject([
    { no: 1, achievementId: 'first_steps_1', occurrence: 1, points: 100, by: null },
  ])
  // Told again after the restart: nothing happens again.
  await mustExecute(after, click('e1'))
  expect(readProgress(after.db, ADA, after.now)).toEqual(progress)
  expect(verifyReplay(after.db)).toMatchObject({ ok: true })
})

test('[ACHV-19] a definition counts from the next command on, also of the same batch, and after a restart', async () => {
  const desk = open()
  await mustExecute(desk, user('ada'))
  const answers = await Promise.all([
    desk.execute(define('two_clicks', 2)),
    desk.execute(click('e1')),
    desk.execute(click('e2')),
  ])
  expect(answers.every(({ ok }) => ok)).toBe(true)
  const log = readUnlockLog(desk.db, ADA, Number.MAX_SAFE_INTEGER, 10)
  expect(log.map(({ achievementId }) => achievementId)).toEqual(['two_clicks', 'first_steps_1'])
  expect(new AchievementShelf(desk.db).book().byId.get('two_clicks')).toMatchObject({
    points: 70,
    version: 1,
  })
  expect(verifyReplay(desk.db)).toMatchObject({ ok: true })
})

test('[ACHV-19] what was defined in a batch that failed is forgotten', async () => {
  const desk = open()
  const shelf = new AchievementShelf(desk.db)
  const before = shelf.book()
  shelf.follow({
    kind: 'achievement_defined',
    by: BOSS,
    definition: { ...before.all[0]!, id: 'lost' },
  })
  expect(shelf.book().byId.has('lost')).toBe(true)
  shelf.forget()
  expect(shelf.book()).toEqual(before)
})

test('[ACHV-19] a refused gift leaves no trace', async () => {
  const desk = open()
  await mustExecute(desk, user('ada'), click('e1'))
  const before = desk.db.raw.serialize()
  const give: Command = { kind: 'unlock_achievement', userId: ADA, achievementId: 'first_steps_1', by: BOSS }
  expect(await desk.execute(give)).toMatchObject({ ok: false, rejection: { code: 'already_unlocked' } })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)
})
