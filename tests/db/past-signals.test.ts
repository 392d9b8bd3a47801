import { expect, test } from 'vitest'
import type { DomainEvent } from '#core/event.ts'
import { journalWriter } from '#db/journal.ts'
import { MIGRATIONS, migrate } from '#db/migrate.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { projector } from '#db/project.ts'
import { readPast, readPasts } from '#db/stores/past-signals.ts'
import { readEnded } from '#db/stores/similar.ts'
import { verify } from '#db/verify.ts'
import { MARKET_AT, NOW, signal } from '#tests/core/signals/build.ts'

const BOOK = 'station:1.5:1'

function opened(id: string): DomainEvent {
  return { kind: 'signal_opened', signal: signal({ signalId: id as never }) }
}

/** Settled as a win; `taught` by its outcome, or closed with its run. */
function settled(id: string, taught: boolean): DomainEvent {
  return {
    kind: 'signal_settled',
    signalId: id as never,
    outcome: 'WIN',
    exit: 115,
    r: 1.5,
    at: MARKET_AT,
    book: BOOK,
    bookTotals: taught ? { wins: 1, losses: 0, timeouts: 0 } : null,
  }
}

function past(pastId: string, line: number, book = BOOK): DomainEvent {
  return {
    kind: 'past_signal_recorded',
    past: {
      provider: 'acme',
      pastId,
      symbol: 'XAUUSD' as never,
      direction: 'SELL',
      at: MARKET_AT,
      claimed: 77.3,
      claimPaused: true,
      ratio: 1.43,
      won: true,
      pattern: 'SWEEP',
      session: '',
      file: 'log.csv',
      line,
      book,
      probability: 0.39,
      base: 0.4,
    },
    bookTotals: { wins: 1, losses: 0, timeouts: 0 },
  }
}

function tell(db: Writable, ...events: readonly DomainEvent[]): void {
  const tables = projector(db)
  for (const recorded of journalWriter(db).append(events, NOW).recorded) tables.project(recorded)
}

function open(): Writable {
  const db = openWritable(':memory:')
  migrate(db)
  return db
}

test('[MIG-7] signals of the version before are told apart by whether their outcome taught', () => {
  const db = openWritable(':memory:')
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < 6),
  )
  for (const id of ['s1', 's2', 's3']) {
    db.run(
      `INSERT INTO signals (signal_id, symbol, book, probability, created_at, opened_at, expires_at, horizon_at,
         horizon_bar, signal, status, expiring, outcome, exit, r, settled_at, fire_count, pass_count, executed_count)
       VALUES (?, 'EURUSD', ?, 0.4, ?, ?, ?, ?, 34, ?, 'settled', 0, 'WIN', 115, 1.5, ?, 0, 0, 0)`,
      id,
      BOOK,
      signal().createdAt,
      NOW,
      signal().expiresAt,
      signal().horizonAt,
      JSON.stringify(signal({ signalId: id as never })),
      MARKET_AT,
    )
  }
  db.run(`INSERT INTO books (book, wins, losses, timeouts) VALUES (?, 1, 0, 0)`, BOOK)
  const events = ['s1', 's2', 's3'].flatMap((id) => [opened(id), settled(id, id !== 's2')])
  journalWriter(db).append(events, NOW)
  expect(migrate(db)).toContain(6)
  expect(db.all('SELECT signal_id, taught, direction, side FROM signals ORDER BY signal_no')).toEqual([
    { signal_id: 's1', taught: 1, direction: 'BUY', side: 0 },
    { signal_id: 's2', taught: 0, direction: 'BUY', side: 0 },
    { signal_id: 's3', taught: 1, direction: 'BUY', side: 0 },
  ])
  expect(verify(db).checks.filter(({ ok }) => !ok)).toEqual([])
  db.close()
})

test('[IMPORT-9] a past signal is kept as it was told, and rebuilt from the journal', () => {
  const db = open()
  const events = [past('p1', 2), past('p2', 3), past('p3', 4)] as const
  tell(db, ...events)
  expect(readPast(db, 'acme', 'p2')).toEqual((events[1] as { past: unknown }).past)
  expect(readPast(db, 'other', 'p2')).toBeNull()
  expect(readPasts(db, 'acme', Number.MAX_SAFE_INTEGER, 2).map(({ past: { line } }) => line)).toEqual([4, 3])
  expect(readPasts(db, 'acme', 2, 2)).toMatchObject([{ no: 1, recordedAt: NOW, past: { line: 2 } }])
  expect(verify(db)).toMatchObject({ ok: true })
  db.run("UPDATE past_signals SET won = 0 WHERE past_id = 'p1'")
  expect(verify(db).checks.find(({ ok }) => !ok)?.check).toBe('replay equals past_signals')
  db.close()
})

test('[SIMILAR-4] counted are those that taught the same book and opened before, newest first, then its logs', () => {
  const db = open()
  tell(
    db,
    ...['s1', 's2', 's3', 's4', 's5'].map(opened),
    settled('s3', true),
    settled('s1', true),
    settled('s2', false),
    settled('s5', true),
    past('p1', 2),
    past('p2', 3, 'provider:acme:2'),
  )
  expect(readEnded(db, BOOK, 's4')).toEqual([
    { symbol: 'EURUSD', direction: 'BUY', probability: 0.4, side: 0, won: true },
    { symbol: 'EURUSD', direction: 'BUY', probability: 0.4, side: 0, won: true },
    { symbol: 'XAUUSD', direction: 'SELL', probability: 0.39, side: -1, won: true },
  ])
  expect(readEnded(db, BOOK, 's1')).toHaveLength(1)
  db.close()
})

test('[SIMILAR-4] two thousand are read at most', () => {
  const db = open()
  tell(db, ...Array.from({ length: 2_010 }, (_, index) => past(`p${index}`, index + 2)), opened('s1'))
  expect(readEnded(db, BOOK, 's1')).toHaveLength(2_000)
  db.close()
})
