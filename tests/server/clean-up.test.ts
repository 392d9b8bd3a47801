import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { DAY_MS } from '#core/kernel/time.ts'
import { mustExecute, openDesk, openRun, user } from '#tests/support/desk.ts'
import { openServing } from './serving.ts'

test('[CLEAN-6] a station that is told to takes old lines out of its lists when it starts, and checks out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-clean-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const desk = openDesk({ file: join(folder, 'desk.db') })
  const gift = (eventId: string) => ({
    kind: 'change_points' as const,
    change: 'refund' as const,
    userId: 'ada' as UserId,
    amount: 5,
    action: 'gift',
    eventId,
    bonus: 0,
    callHundredths: 100,
    reason: 'x',
    by: 'op' as UserId,
    mayFallBelowZero: false,
  })
  const now = Date.now()
  desk.now = now - 200 * DAY_MS
  await mustExecute(desk, openRun(), user('ada'), gift('old'))
  desk.now = now - 10 * DAY_MS
  await mustExecute(desk, gift('young'))
  await desk.close()

  const first = await openServing({ folder, limits: { detailDays: 0 } })
  const lines = async (serving: typeof first) => {
    const { body } = await serving.ask('GET', '/api/users/ada/transactions')
    return body.transactions.map(({ source_event_id }: { source_event_id: string }) => source_event_id)
  }
  expect(await lines(first)).toEqual(['young', 'old'])
  await first.close()

  const serving = await openServing({ folder, limits: { detailDays: 90 } })
  onTestFinished(() => serving.close())
  await expect.poll(() => lines(serving)).toEqual(['young'])
  expect((await serving.ask('GET', '/api/users/ada/points')).body.balance).toBe(10)
  expect((await serving.ask('POST', '/api/ops/check')).body.ok).toBe(true)
})
