import { afterEach, expect, test } from 'vitest'
import { verify } from '#db/verify.ts'
import { COMMANDS_PER_BATCH_MAX, COMMANDS_WAITING_MAX } from '#station/execute.ts'
import type { ReceiptKey } from '#station/station.ts'
import {
  fire,
  mustExecute,
  openDesk,
  openRun,
  pass,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

let desk: TestDesk
afterEach(() => desk.close())

async function readyDesk(...users: readonly string[]): Promise<TestDesk> {
  desk = openDesk()
  await mustExecute(desk, openRun(), posted('s1'), ...users.map(user))
  return desk
}

const key = (inputHash: string): ReceiptKey => ({ owner: 'ada:POST /api/fire', key: 'k1', inputHash })

test('[CMD-1] an accepted command is on disk, in journal and tables, before it is answered', async () => {
  await readyDesk('ada')
  const answer = await desk.execute(fire('ada', 's1'))
  expect(answer).toMatchObject({ ok: true, value: { replayed: false } })
  expect(desk.db.raw.inTransaction).toBe(false)
  expect(desk.db.get('SELECT trade_id FROM fires')).toEqual({ trade_id: 'trade-ada-s1' })
})

test('[CMD-2] a refused command leaves the database byte-equal and publishes nothing', async () => {
  await readyDesk('ada')
  await mustExecute(desk, fire('ada', 's1'))
  const before = desk.db.raw.serialize()
  const published = desk.published.length
  const refusals = await Promise.all([
    desk.execute(fire('ada', 's1', 'other')),
    desk.execute(fire('ada', 'nowhere')),
    desk.execute(fire('nobody', 's1')),
    desk.execute(pass('ada', 's1')),
  ])
  expect(refusals.map((answer) => (answer.ok ? 'accepted' : answer.rejection.code))).toEqual([
    'already_fired',
    'signal_not_found',
    'user_not_found',
    'already_fired',
  ])
  expect(desk.db.raw.serialize().equals(before)).toBe(true)
  expect(desk.published).toHaveLength(published)
})

test('[CMD-3] commands of one turn share a transaction and see each other', async () => {
  await readyDesk('ada', 'bob', 'cyd')
  const before = desk.writer.counts().commits
  const answers = await Promise.all(['ada', 'bob', 'cyd'].map((name) => desk.execute(fire(name, 's1'))))
  expect(desk.writer.counts().commits - before).toBe(1)
  const counts = answers.map((answer) => (answer.ok ? firstTotal(answer.value.events[0]?.event) : null))
  expect(counts).toEqual([1, 2, 3])
})

/** One pass of the event loop. */
const onePass = () => new Promise<void>((done) => setImmediate(done))

test('[CMD-14] a command that comes alone waits for nobody: it is committed in the next pass of the event loop', async () => {
  await readyDesk('ada')
  const before = desk.writer.counts().commits
  const answered = desk.execute(fire('ada', 's1'))
  await onePass()
  expect(desk.writer.counts().commits - before).toBe(0)
  // The second look found nothing new.
  await onePass()
  expect(desk.writer.counts().commits - before).toBe(1)
  expect(await answered).toMatchObject({ ok: true })
})

test('[CMD-14] commands that keep coming, one in each pass, hold nobody longer than nine passes', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `u${index}`)
  await readyDesk(...names)
  const before = desk.writer.counts()
  const answers = []
  let passes = 0
  while (desk.writer.counts().commits === before.commits) {
    answers.push(desk.execute(fire(names[passes] ?? '', 's1')))
    await onePass()
    passes += 1
  }
  // The first look and eight more; each brought one command.
  expect(passes).toBe(9)
  expect(desk.writer.counts().commands - before.commands).toBe(9)
  await Promise.all(answers)
})

test('[CMD-4] one transaction holds at most 64 commands', async () => {
  const names = Array.from({ length: COMMANDS_PER_BATCH_MAX + 1 }, (_, index) => `u${index}`)
  await readyDesk(...names)
  const before = desk.writer.counts().commits
  await Promise.all(names.map((name) => desk.execute(fire(name, 's1'))))
  expect(desk.writer.counts().commits - before).toBe(2)
})

test('[CMD-5] the same key and input answers as before, with no second effect and no second message', async () => {
  await readyDesk('ada')
  const first = await desk.execute(fire('ada', 's1', 't1'), key('a'))
  const published = desk.published.length
  const again = await desk.execute(fire('ada', 's1', 't2'), key('a'))
  expect(again).toMatchObject({ ok: true, value: { replayed: true } })
  expect(again.ok && again.value.events).toEqual(first.ok && first.value.events)
  expect(desk.published).toHaveLength(published)
  expect(desk.db.get('SELECT COUNT(*) AS n FROM fires')).toEqual({ n: 1 })
})

test('[CMD-6] the same key with another input is refused', async () => {
  await readyDesk('ada')
  await desk.execute(fire('ada', 's1'), key('a'))
  const answer = await desk.execute(fire('ada', 's1'), key('b'))
  expect(answer).toMatchObject({ ok: false, rejection: { code: 'idempotency_key_reused' } })
})

test('[CMD-7] twins of one turn with the same key get one effect and the same answer', async () => {
  await readyDesk('ada')
  const twins = await Promise.all(
    Array.from({ length: 16 }, (_, index) => desk.execute(fire('ada', 's1', `t${index}`), key('a'))),
  )
  const events = twins.map((answer) => (answer.ok ? JSON.stringify(answer.value.events) : 'refused'))
  expect(new Set(events).size).toBe(1)
  expect(desk.db.get('SELECT fire_count FROM signals')).toEqual({ fire_count: 1 })
})

test('[CMD-8] a refusal is not kept: a retry with the same key is judged anew', async () => {
  await readyDesk()
  const refused = await desk.execute(fire('ada', 's1'), key('a'))
  expect(refused).toMatchObject({ ok: false, rejection: { code: 'user_not_found' } })
  await mustExecute(desk, user('ada'))
  expect(await desk.execute(fire('ada', 's1'), key('a'))).toMatchObject({
    ok: true,
    value: { replayed: false },
  })
})

test('[CMD-9] a write that fails rolls back its own command only; the others of the turn stand', async () => {
  await readyDesk('ada', 'bob')
  // The table refuses one row, as a broken promise of ours would.
  desk.db.raw.exec(
    "CREATE TEMP TRIGGER no_bob BEFORE INSERT ON fires WHEN NEW.trade_id = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END",
  )
  const [ada, bob] = await Promise.all([
    desk.execute(fire('ada', 's1')),
    desk.execute(fire('bob', 's1', 'bad')),
  ])
  expect(ada).toMatchObject({ ok: true })
  expect(bob).toEqual({ ok: false, rejection: { code: 'internal' } })
  expect(desk.db.get('SELECT fire_count FROM signals')).toEqual({ fire_count: 1 })
  desk.db.raw.exec('DROP TRIGGER no_bob')
  expect(await desk.execute(fire('bob', 's1'))).toMatchObject({ ok: true })
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[CMD-12] a full disk refuses until a write succeeds again; what writes nothing proves nothing', async () => {
  await readyDesk('ada', 'bob')
  const pages = desk.db.raw.pragma('page_count', { simple: true })
  desk.db.raw.pragma(`max_page_count = ${pages}`)
  const long = { ...pass('ada', 's1'), note: 'x'.repeat(20_000) }
  expect(await desk.execute(long)).toEqual({ ok: false, rejection: { code: 'storage_full' } })
  expect(desk.writer.writable()).toBe(false)
  await desk.execute(fire('nobody', 's1'))
  expect(desk.writer.writable()).toBe(false)
  desk.db.raw.pragma('max_page_count = 1000000')
  expect(await desk.execute(long)).toMatchObject({ ok: true })
  expect(desk.writer.writable()).toBe(true)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[CMD-10] a subscriber that throws keeps nobody from hearing of the commit', async () => {
  await readyDesk('ada')
  const heard: number[] = []
  desk.writer.onCommit(() => {
    throw new Error('a broken subscriber')
  })
  desk.writer.onCommit((recorded) => heard.push(recorded.length))
  const fired = await desk.execute(fire('ada', 's1'))
  expect(fired).toMatchObject({ ok: true })
  expect(heard).toEqual([fired.ok ? fired.value.events.length : 0])
})

test('[CMD-11] closing answers what waits and refuses what comes after', async () => {
  await readyDesk('ada')
  const waiting = desk.execute(fire('ada', 's1'))
  const closed = desk.writer.close()
  expect(await desk.execute(pass('ada', 's1'))).toEqual({ ok: false, rejection: { code: 'not_ready' } })
  expect(await waiting).toMatchObject({ ok: true })
  await closed
})

test('[CMD-13] more commands than may wait are refused at once, and the others answered', async () => {
  await readyDesk()
  const waiting = Array.from({ length: COMMANDS_WAITING_MAX }, () => desk.execute(fire('nobody', 's1')))
  expect(await desk.execute(fire('nobody', 's1'))).toEqual({ ok: false, rejection: { code: 'overloaded' } })
  const answers = await Promise.all(waiting)
  expect(answers.every((answer) => !answer.ok && answer.rejection.code === 'user_not_found')).toBe(true)
})

test('[JRN-1] seq is gapless per stream and counts from one, across refusals and rollbacks', async () => {
  await readyDesk('ada', 'bob')
  await desk.execute(fire('ada', 's1'))
  await desk.execute(fire('ada', 's1'))
  await desk.execute(fire('bob', 's1'))
  const rows = desk.db.all<{ seq: number }>(
    "SELECT seq FROM journal WHERE stream_no = (SELECT stream_no FROM streams WHERE name = 'mission:s1') ORDER BY seq",
  )
  expect(rows.map((row) => row.seq)).toEqual([1, 2, 3])
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[JRN-2] the events of one command carry the number of its first event as their cause', async () => {
  await readyDesk('ada')
  const before = desk.db.get<{ no: number }>('SELECT MAX(journal_no) AS no FROM journal')?.no ?? 0
  await mustExecute(desk, fire('ada', 's1'))
  const causes = desk.db
    .all<{ cause: number }>('SELECT cause FROM journal WHERE journal_no > ?', before)
    .map(({ cause }) => cause)
  expect(causes.length).toBeGreaterThan(1)
  expect(new Set(causes)).toEqual(new Set([before + 1]))
})

test('[PROJ-1] deleting what the journal cannot give shows: names and notes are private, everything else is rebuilt', async () => {
  await readyDesk('ada', 'bob')
  await mustExecute(desk, fire('ada', 's1'), pass('bob', 's1'), fire('bob', 's1'))
  expect(verify(desk.db).checks.filter((row) => !row.ok)).toEqual([])
  expect(desk.db.get('SELECT note FROM pass_notes')).toEqual({ note: 'too wide' })
  expect(JSON.stringify(desk.db.all('SELECT payload FROM journal'))).not.toMatch(/too wide|ada's name/)
})

test('[PROJ-2] a table that was changed behind the journal is found', async () => {
  await readyDesk('ada')
  await mustExecute(desk, fire('ada', 's1'))
  desk.db.raw.exec('UPDATE traders SET balance_cents = balance_cents + 1')
  const found = verify(desk.db)
  expect(found.ok).toBe(false)
  expect(found.checks.filter((row) => !row.ok).map((row) => row.check)).toEqual(['replay equals traders'])
})

function firstTotal(event: unknown): number {
  return (event as { mission: { fireCount: number } }).mission.fireCount
}
