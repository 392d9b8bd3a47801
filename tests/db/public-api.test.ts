import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { publicApi } from '#db/migrations/0019-public-api.ts'
import { readFire, readTradeOf } from '#db/stores/fires.ts'
import { countHooks } from '#db/stores/hooks.ts'
import { verify } from '#db/verify.ts'
import { fire, mustExecute, openDesk, openRun, posted, user } from '#tests/support/desk.ts'

const ADA = 'ada' as UserId

test('[CLOSE-6] a desk from before executors could close keeps its trades open, and can close one', async () => {
  const desk = openDesk()
  const executed = { kind: 'execute_fires', signalId: posted('s1').signalId, price: 1.1 } as const
  await mustExecute(desk, openRun(), posted('s1'), user('ada'), fire('ada', 's1', 't1'), executed)
  // The schema of the version before, with the same data in it.
  desk.db.raw.exec(
    'DROP INDEX fires_by_close; DROP INDEX fires_by_trade; ALTER TABLE fires DROP COLUMN reported_price; ALTER TABLE fires DROP COLUMN reported_at; DROP TABLE trader_reports; DROP TABLE hooks',
  )
  desk.db.raw.pragma(`user_version = ${publicApi.version - 1}`)
  const upTo = MIGRATIONS.filter(({ version }) => version <= publicApi.version)

  expect(migrate(desk.db, upTo)).toEqual([publicApi.version])
  expect(readFire(desk.db, ADA, posted('s1').signalId)).toMatchObject({ outcome: null })
  expect(countHooks(desk.db)).toEqual({ count: 0, active: 0 })
  // The stop is 0.001 below the entry of 1.1: a close 0.0005 above it is half the risk, 50 of 10,000 at 1 %.
  const tradeId = fire('ada', 's1', 't1').tradeId
  await mustExecute(desk, { kind: 'close_trade', userId: ADA, tradeId, price: 1.1005, closedAt: null })
  expect(readTradeOf(desk.db, ADA, tradeId)).toMatchObject({ pnlCents: 5_000, reported: { price: 1.1005 } })
  await mustExecute(desk, { kind: 'settle_trades', signalId: posted('s1').signalId })
  expect(verify(desk.db)).toMatchObject({ ok: true })
  await desk.close()
})
