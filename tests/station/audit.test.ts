import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Asker, type AuditEntry, done } from '#core/audit/entry.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'
import { readAudit, readAuditHead } from '#db/audit.ts'
import { ENTRIES_PER_SEAL_MAX } from '#db/audit-verify.ts'
import { verifyAuditLog } from '#db/verify.ts'
import { openAskers } from '#station/askers.ts'
import { fileKey } from '#station/audit-key.ts'
import { openSeals, readKeptSeals, type Seals } from '#station/audit-seals.ts'
import { controlAudit, proveAudit } from '#tests/prove/audit.ts'
import {
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'
import { testLog } from './feed/support.ts'

let folder: string
let desk: TestDesk

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-audit-'))
  desk = openDesk({ file: join(folder, 'desk.db') })
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

const ALL = { userId: null, what: null, outcome: null, from: null, to: null }
const entries = (): readonly AuditEntry[] =>
  readAudit(desk.db, ALL, { before: Number.MAX_SAFE_INTEGER, limit: 10_000 }).toReversed()
const toldOf = ({ what, about, facts }: AuditEntry) => ({ what, about, facts })
const found = () => verifyAuditLog(desk.db, readKeptSeals(folder, fileKey(folder)))
const faults = () => found().checks.filter(({ ok }) => !ok)

function seals(): Seals {
  const key = fileKey(folder)
  return openSeals({
    dataFolder: folder,
    key,
    log: testLog().log,
    now: () => desk.now,
    head: readAuditHead(desk.db),
  })
}

const points = (amount: number) =>
  ({
    kind: 'change_points',
    userId: 'ada' as UserId,
    change: amount > 0 ? 'award' : 'deduct',
    amount: Math.abs(amount),
    action: 'by_hand',
    bonus: 0,
    callHundredths: 100,
    reason: 'a sentence about Ada',
    eventId: `by-hand-${amount}`,
    by: 'op' as UserId,
    mayFallBelowZero: false,
  }) as never

describe('what is put on record', () => {
  test('[AUDIT-1] a decision about access, money or configuration is on record with the event it made', async () => {
    await mustExecute(desk, openRun(), user('ada'))
    await mustExecute(desk, {
      kind: 'create_token',
      tokenId: 't1' as TokenId,
      userId: 'ada' as UserId,
      role: 'service',
      label: 'the laptop of Ada',
      expiresAt: NOON + 5,
      mayActFor: ['bob', 'eve'],
      secretHash: 'a'.repeat(64),
    })
    await mustExecute(desk, { kind: 'revoke_token', tokenId: 't1' as TokenId })
    await mustExecute(desk, {
      kind: 'erase_user',
      userId: 'ada' as UserId,
      reason: 'left',
      by: 'op' as UserId,
    })
    expect(entries().map(toldOf)).toEqual([
      { what: 'audit_opened', about: null, facts: { journalNo: 0 } },
      { what: 'run_opened', about: 'run:r1', facts: expect.anything() },
      { what: 'user_added', about: 'user:ada', facts: { memberTier: expect.anything() } },
      {
        what: 'token_created',
        about: 'token:t1',
        facts: { userId: 'ada', role: 'service', expiresAt: NOON + 5, mayActFor: 2 },
      },
      { what: 'token_revoked', about: 'token:t1', facts: {} },
      { what: 'user_erased', about: 'user:ada', facts: { reason: 'left' } },
    ])
    expect(entries().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(faults()).toEqual([])
  })

  test('[AUDIT-2] a fire, a pass and what a rule pays are not on record: nobody decided on access or money by it', async () => {
    await mustExecute(desk, openRun(), user('ada'), posted('s1'))
    const before = entries().length
    await mustExecute(desk, fire('ada', 's1'))
    expect(desk.published.map(({ event }) => event.kind)).toContain('signal_fired')
    expect(entries()).toHaveLength(before)
  })

  test('[AUDIT-3] what is refused, and what a receipt answers, adds nothing', async () => {
    const receipt = { owner: 'op:POST /api/users', key: 'k', inputHash: 'b'.repeat(64) }
    await desk.execute(user('ada'), receipt)
    const before = entries().length
    expect((await desk.execute(user('ada'), receipt)).ok).toBe(true)
    expect((await desk.execute(user('ada'))).ok).toBe(false)
    expect(entries()).toHaveLength(before)
  })

  test('[AUDIT-4] an entry names who asked and from where; what follows of itself is asked by the station', async () => {
    const askers = openAskers()
    const ada: Asker = {
      place: 'lan',
      userId: 'op' as UserId,
      tokenId: 't9' as TokenId,
      role: 'operator',
      correlationId: 'c-1',
    }
    const seen = await askers.askedBy(ada, async () => {
      await new Promise((turn) => setImmediate(turn))
      return askers.current()
    })
    expect(seen).toEqual(ada)
    expect(askers.current().place).toBe('station')
    await mustExecute(desk, user('ada'))
    expect(entries().at(-1)?.asker).toMatchObject({ place: 'station', userId: null, tokenId: null })
  })

  test('[AUDIT-5] no name and no sentence about a person is in the log, and his erasure leaves the chain whole', async () => {
    await mustExecute(desk, { ...user('ada'), name: 'Ada Lovelace' }, points(50), points(-20))
    const before = entries()
    expect(before.map(({ what, facts }) => [what, facts.amount])).toEqual(
      expect.arrayContaining([
        // The bonus of the first level, 2 %, comes on top.
        ['points_given', 52],
        ['points_taken', 20],
      ]),
    )
    await mustExecute(desk, {
      kind: 'erase_user',
      userId: 'ada' as UserId,
      reason: 'own_request',
      by: 'op' as UserId,
    })
    expect(JSON.stringify(entries())).not.toMatch(/Lovelace|sentence|by-hand/)
    expect(entries().slice(0, before.length)).toEqual(before)
    expect(faults()).toEqual([])
  })
})

describe('a log that is only added to', () => {
  test('[AUDIT-6] no statement changes, removes or replaces an entry, or adds one that is not the next', async () => {
    await mustExecute(desk, user('ada'), user('bob'))
    const before = entries()
    const sql = [
      "UPDATE audit SET about = 'user:eve' WHERE entry_no = 2",
      'DELETE FROM audit WHERE entry_no = 3',
      'DELETE FROM audit',
      'REPLACE INTO audit SELECT * FROM audit WHERE entry_no = 2',
      'INSERT INTO audit SELECT entry_no + 9, at, place, user_id, token_id, role, what, about, outcome, times, facts, correlation_id, journal_no, prev, hash FROM audit WHERE entry_no = 1',
    ]
    for (const statement of sql) expect(() => desk.db.raw.exec(statement)).toThrow(/audit log/)
    expect(entries()).toEqual(before)
  })

  test('[AUDIT-7] every edit of the log is found: flipped, taken out, reordered, put in, cut off, made anew', async () => {
    const rows = await proveAudit({ seed: 'tests', short: true, folder, note: () => undefined })
    expect(rows.filter(({ ok }) => !ok)).toEqual([])
    expect(rows).toHaveLength(7)
  })

  test('[AUDIT-7] the chain alone does not show its end cut off or all of it made anew: the seals are needed', async () => {
    const rows = await controlAudit({ seed: 'tests', short: true, folder, note: () => undefined })
    expect(rows.map(({ result }) => result)).toEqual(['50 of 50', '50 of 50'])
  })

  test('[AUDIT-7] what is no JSON any more is told of, and the check goes on', async () => {
    await mustExecute(desk, user('ada'))
    for (const facts of ['z', 'null', '{}', '{"journalNo":"x"}', '{"journalNo":1e99}']) {
      desk.db.raw.exec('SAVEPOINT edit; DROP TRIGGER audit_unchanged')
      desk.db.run('UPDATE audit SET facts = ? WHERE entry_no = 1', facts)
      expect(faults().map(({ check }) => check)).toEqual(['audit chain', 'audit equals journal'])
      desk.db.raw.exec('ROLLBACK TO edit; RELEASE edit')
    }
    desk.db.run("UPDATE journal SET payload = payload || 'z' WHERE payload LIKE '%ada%'")
    expect(faults()).toMatchObject([
      { check: 'audit equals journal', detail: expect.stringContaining('unreadable') },
    ])
  })

  test('[AUDIT-8] a decision of the journal without its entry is found, and so is an entry of none', async () => {
    await mustExecute(desk, user('ada'), user('bob'))
    const { payload } = desk.db.get<{ payload: string }>(
      "SELECT payload FROM journal WHERE payload LIKE '%bob%'",
    )!
    desk.db.run("UPDATE journal SET payload = ? WHERE payload LIKE '%bob%'", payload.replaceAll('bob', 'eve'))
    expect(faults()).toMatchObject([
      { check: 'audit equals journal', detail: expect.stringContaining('user:eve') },
    ])
    desk.db.run("DELETE FROM journal WHERE payload LIKE '%eve%'")
    expect(faults()).toMatchObject([
      { check: 'audit equals journal', detail: expect.stringContaining('no decision') },
    ])
  })

  test('[AUDIT-8] an entry that was written before it named who let a device in stays whole, and no other form does', async () => {
    const paired = { kind: 'pair_device', deviceId: 'd', userId: 'ada', role: 'viewer', by: 'op' }
    const place = { browser: '', address: '127.0.0.1' }
    const command = { ...paired, name: 'Phone', place, refreshHash: 'a'.repeat(64) } as never
    await mustExecute(desk, user('ada'), command)
    const { facts } = entries().find(({ what }) => what === 'device_paired')!
    expect([facts, faults()]).toEqual([expect.objectContaining({ by: 'op' }), []])
    const { by, ...before } = facts
    const faultsWith = (other: object) => {
      desk.db.raw.exec('SAVEPOINT edit; DROP TRIGGER audit_unchanged')
      desk.db.run("UPDATE audit SET facts = ? WHERE what = 'device_paired'", JSON.stringify(other))
      const said = faults().map(({ check }) => check)
      desk.db.raw.exec('ROLLBACK TO edit; RELEASE edit')
      return said
    }
    // The chain tells in either case that the row was touched by this test.
    expect(faultsWith(before)).toEqual(['audit chain'])
    expect(faultsWith({ ...before, by: 'eve' })).toEqual(['audit chain', 'audit equals journal'])
    expect(faultsWith({ ...before, role: 'operator' })).toEqual(['audit chain', 'audit equals journal'])
  })

  test('[AUDIT-8] a decision that says no more than its kind is no entry too many', async () => {
    await mustExecute(desk, {
      kind: 'set_recovery',
      recovery: { hash: 'a'.repeat(64), salt: 'b'.repeat(32) },
    })
    expect(entries().map(({ what }) => what)).toContain('recovery_set')
    expect(faults()).toEqual([])
  })
})

describe('sealed heads', () => {
  test('[AUDIT-9] the head is sealed when enough entries have come, and when it is asked for; once', async () => {
    const sealing = seals()
    await mustExecute(desk, user('ada'))
    sealing.follow({ number: ENTRIES_PER_SEAL_MAX - 1, hash: 'x' })
    expect(existsSync(join(folder, 'audit.heads'))).toBe(false)
    sealing.follow(readAuditHead(desk.db))
    sealing.seal()
    sealing.seal()
    expect(readKept()).toHaveLength(1)
    const { number } = readAuditHead(desk.db)
    sealing.follow({ number: number + ENTRIES_PER_SEAL_MAX, hash: 'y' })
    expect(readKept()).toHaveLength(2)
    // Nobody else may read what seals.
    expect(statSync(join(folder, 'audit.key')).mode & 0o777).toBe(0o600)
  })

  test('[AUDIT-10] entries that came after the last seal are fine, and so is a seal that was cut off half way', async () => {
    const sealing = seals()
    await mustExecute(desk, user('ada'))
    sealing.follow(readAuditHead(desk.db))
    sealing.seal()
    await mustExecute(desk, user('bob'))
    expect(faults()).toEqual([])
    appendFileSync(join(folder, 'audit.heads'), '{"seal":2,"num')
    expect(faults()).toEqual([])
    seals().seal()
    expect(readKept()).toHaveLength(2)
    expect(faults()).toEqual([])
    expect(found()).toMatchObject({ entries: 3, sealedTo: 3 })
  })

  test('[AUDIT-11] a head that was rewritten, taken out or sealed with another key is found, and so is a lost key', async () => {
    const sealing = seals()
    for (const name of ['ada', 'bob', 'eve']) {
      await mustExecute(desk, user(name))
      sealing.follow(readAuditHead(desk.db))
      sealing.seal()
    }
    expect(faults()).toEqual([])
    const path = join(folder, 'audit.heads')
    const whole = readFileSync(path, 'utf8')
    const [one = '', two = '', three = ''] = whole.split('\n')
    const wrong = [
      `${one}\n${three}\n`,
      `${two}\n${one}\n${three}\n`,
      whole.replace('"number":3', '"number":2'),
      whole.replace(/"hash":"./, '"hash":"x'),
      `${whole}no line of ours\n`,
    ]
    for (const text of wrong) {
      writeFileSync(path, text)
      expect(faults()).toMatchObject([{ check: 'audit heads' }])
    }
    writeFileSync(path, whole)
    const key = readFileSync(join(folder, 'audit.key'))
    fileKey(folder).make()
    expect(faults()).toMatchObject([{ check: 'audit heads' }])
    rmSync(join(folder, 'audit.key'))
    expect(faults()).toMatchObject([{ detail: expect.stringContaining('no key') }])
    writeFileSync(join(folder, 'audit.key'), key)
    expect(faults()).toEqual([])
  })

  test('[AUDIT-11] so many entries without a seal had one that was taken away', async () => {
    const note = done('maintained', null, { receiptsDropped: 0 })
    const many = Array.from({ length: 2_001 }, () => desk.execute({ kind: 'note_audit', note }))
    await Promise.all(many)
    expect(faults()).toMatchObject([
      { check: 'audit heads', detail: expect.stringContaining('without a seal') },
    ])
  })

  function readKept(): readonly string[] {
    return readFileSync(join(folder, 'audit.heads'), 'utf8').trimEnd().split('\n')
  }
})
