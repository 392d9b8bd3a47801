import { expect, test } from 'vitest'
import type { SignalOpened, UserAdded } from '#core/event.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { readAllMembers, readOwedOffers, readRoutingLine, readRoutingPolicy } from '#db/stores/routing.ts'
import { readSignals, SignalCache } from '#db/stores/signals.ts'
import { verify } from '#db/verify.ts'
import { signal, totals } from '#tests/core/signals/build.ts'
import { NOON } from '#tests/support/desk.ts'

/** A database of the version before: ada, and a signal whose window is open. */
function versionThree() {
  const db = openWritable(':memory:')
  migrate(db, MIGRATIONS.slice(0, 3))
  const added: UserAdded = {
    kind: 'user_added',
    userId: 'ada' as never,
    zone: 'UTC',
    memberTier: 'fang',
    totals: totals(),
  }
  const opened: SignalOpened = { kind: 'signal_opened', signal: signal() }
  journalWriter(db).append([added, opened], NOON)
  db.run(
    `INSERT INTO traders VALUES (1, 'ada', 'UTC', 'fang', 1000000, 0, 0, 0, 0, 0, 0, 0, '2026-11-20', 0, ?)`,
    NOON,
  )
  const { signalId, symbol, book, createdAt, expiresAt, horizonAt, horizonBar } = signal()
  db.run(
    `INSERT INTO signals VALUES (1, ?, ?, ?, 0.4, ?, ?, ?, ?, ?, 'active', 0, NULL, NULL, NULL, NULL, 0, 0, 0)`,
    signalId,
    symbol,
    book,
    createdAt,
    expiresAt,
    horizonAt,
    horizonBar,
    JSON.stringify(signal()),
  )
  return db
}

test('[MIG-6] what was there before routing is kept: signals are signals, and open ones wait to be routed', () => {
  const db = versionThree()
  expect(migrate(db)).toContain(4)
  expect(verify(db)).toMatchObject({ ok: true })
  const page = { status: 'all', symbol: null, before: null, limit: 10 } as const
  expect(readSignals(db, new SignalCache(), page)).toHaveLength(1)
  const { signalId } = signal()
  expect(readOwedOffers(db)).toEqual([signalId])
  expect(readRoutingPolicy(db)).toMatchObject({ version: 0, changed: null })
  expect(readAllMembers(db)).toEqual([
    {
      userId: 'ada',
      zone: 'UTC',
      memberTier: 'fang',
      history: { day: '', dayRouted: 0, lastAt: null, recent: [] },
    },
  ])
  expect(readRoutingLine(db, 'ada' as never, signalId)).toMatchObject({
    offer: null,
    routedAt: null,
    held: null,
  })
  db.close()
})
