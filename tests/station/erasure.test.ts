import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangePoints, Command } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Activity } from '#core/progress/deed.ts'
import { DEFAULT_ROUTING } from '#core/signals/routing/policy.ts'
import { foldLog } from '#db/open.ts'
import { readName, readTrader } from '#db/stores/traders.ts'
import { verify } from '#db/verify.ts'
import { Boards } from '#station/boards.ts'
import { RoutingCount } from '#station/routing-count.ts'
import { socialSide } from '#station/social-queries.ts'
import {
  EURUSD,
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  pass,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const ADA = 'ada' as UserId
const OP = 'op' as UserId
/** Stands in whatever Ada, or somebody about her, wrote. */
const WORD = 'Lovelace'
const ERASE: Command = { kind: 'erase_user', userId: ADA, reason: 'own_request', by: OP }

let folder: string
let desk: TestDesk
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-erase-'))
  desk = openDesk({ file: join(folder, 'desk.db') })
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

let told = 0
function points(name: string, change: ChangePoints['change'], reason: string): Command {
  told += 1
  return {
    kind: 'change_points',
    change,
    userId: name as UserId,
    amount: 5,
    action: 'gift',
    eventId: `w${told}`,
    bonus: 0,
    callHundredths: 100,
    reason,
    by: OP,
    mayFallBelowZero: true,
  }
}

/** Forty people whose lines lie between each other's, so that pages are split and joined under them. */
async function people(): Promise<readonly string[]> {
  const names = ['ada', ...Array.from({ length: 40 }, (_, index) => `u${index}`)]
  await mustExecute(desk, openRun(), ...['s1', 's2', 's3'].map((id) => posted(id)))
  for (const name of names)
    await mustExecute(desk, {
      ...user(name),
      memberTier: 'apex',
      name: name === 'ada' ? `Ada ${WORD}` : name,
    })
  return names
}

async function busyDays(names: readonly string[]): Promise<void> {
  const by = (name: string) => (name === 'ada' ? WORD : 'somebody')
  for (const name of names)
    await mustExecute(desk, fire(name, 's1'), { ...pass(name, 's2'), note: `${by(name)} says no` })
  for (let round = 0; round < 12; round++)
    for (const name of names) {
      const reason = `${by(name)} ${'x'.repeat((7 * round) % 60)}`
      await mustExecute(desk, points(name, round % 2 === 0 ? 'refund' : 'deduct', reason))
    }
  await mustExecute(desk, {
    kind: 'create_token',
    tokenId: 'token-ada' as never,
    userId: ADA,
    role: 'trader',
    label: `${WORD}'s phone`,
    expiresAt: null,
    mayActFor: [],
    secretHash: 'ab',
  })
}

function filesWith(word: string): readonly string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(word))
}

test('[ERASE-4] after it no file holds name, note, label or a word about the person, and a replay gives the tables', async () => {
  await busyDays(await people())
  foldLog(desk.db)
  expect(filesWith(WORD)).toEqual(['desk.db'])
  const before = desk.db.all('SELECT stream_no, seq, at, cause FROM journal ORDER BY journal_no')

  await mustExecute(desk, ERASE)
  expect(foldLog(desk.db)).toBe(true)
  expect(filesWith(WORD)).toEqual([])
  expect(verify(desk.db)).toMatchObject({ ok: true })
  // Every event is where it was: cursors go on, and two are new, that he is gone and on no board.
  const after = desk.db.all('SELECT stream_no, seq, at, cause FROM journal ORDER BY journal_no')
  expect(after.slice(0, -2)).toEqual(before)
  expect(after).toHaveLength(before.length + 2)
  expect(readName(desk.db, ADA)).toBe('Erased user')
  expect(readName(desk.db, 'u3' as UserId)).toBe('u3')
  expect(filesWith('somebody says no')).toEqual(['desk.db'])
})

test('[ERASE-5] the numbers stay under the id, and nothing is done in its name any more', async () => {
  await busyDays(await people())
  const sheet = readTrader(desk.db, ADA, desk.now)
  const progress = desk.db.get(
    "SELECT * FROM progress WHERE user_no = (SELECT user_no FROM traders WHERE user_id = 'ada')",
  )
  await mustExecute(desk, ERASE, ERASE)
  expect(desk.published.filter(({ event }) => event.kind === 'user_erased')).toHaveLength(1)
  expect(readTrader(desk.db, ADA, desk.now)).toEqual(sheet)
  expect(
    desk.db.get("SELECT * FROM progress WHERE user_no = (SELECT user_no FROM traders WHERE user_id = 'ada')"),
  ).toEqual(progress)
  const before = desk.db.raw.serialize()
  for (const command of [fire('ada', 's3'), pass('ada', 's3'), user('ada'), points('ada', 'refund', 'x')])
    expect(await desk.execute(command)).toMatchObject({ ok: false, rejection: { code: 'user_erased' } })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)
  await mustExecute(desk, fire('u3', 's3'))
})

/** A close that reaches the target of every open BUY. */
function targetReached(bar: number): Command {
  const at = NOON + (bar + 1) * 60_000
  const prices = { open: 1.1, high: 1.2, low: 1.1, close: 1.1, volume: 1, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { symbol: EURUSD, openAt: at - 60_000, closeAt: at, ...prices }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}

test('[ERASE-5] a trade that is won after it begins no story in a season, though it beats a record', async () => {
  const wins = async (bar: number, ...names: readonly string[]) => {
    for (const name of names)
      await mustExecute(desk, { kind: 'execute_fires', signalId: name as never, price: 1.1 })
    await mustExecute(desk, targetReached(bar))
    for (const name of names) await mustExecute(desk, { kind: 'settle_trades', signalId: name as never })
  }
  await mustExecute(
    desk,
    openRun(),
    posted('s1'),
    user('ada'),
    user('bob'),
    fire('ada', 's1'),
    fire('bob', 's1'),
  )
  await wins(0, 's1')
  // A record pays on another day than the one it was set on.
  desk.now += 86_400_000
  await mustExecute(desk, posted('s2'), fire('ada', 's2'), fire('bob', 's2'))
  const terms = { name: 'Spring', description: '', startsAt: desk.now, endsAt: desk.now + 86_400_000 }
  await mustExecute(desk, ERASE, {
    kind: 'create_campaign',
    campaignId: 'spring',
    terms: { ...terms, milestones: [{ xp: 10_000, rewards: [{ kind: 'points', amount: 1 }] }] },
    by: OP,
  })
  await wins(1, 's2')
  const told = (kind: string) =>
    desk.published.flatMap(({ event }) => (event.kind === kind && 'userId' in event ? [event] : []))
  // Two wins in a row beat one: both are paid for the record, and the season counts that.
  expect(new Set(told('campaign_progressed').map(({ userId }) => userId))).toEqual(new Set(['ada', 'bob']))
  const begun = told('activity_recorded').filter(
    (event) => 'activity' in event && event.activity === 'story_started',
  )
  expect(begun.map(({ userId }) => userId)).toEqual(['bob'])
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[ERASE-6] who is gone is on no board, after a restart and when a trade of his closes too', async () => {
  const names = await people()
  await busyDays(names)
  const open = () => new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  const boards = open()
  const ask = { limit: 100, around: ADA, of: ADA, seesHidden: false }
  desk.writer.onCommit((recorded) => boards.follow(recorded))
  expect(boards.board('total_fires', ask).me).toMatchObject({ score: 1 })
  await mustExecute(desk, ERASE)
  expect(boards.board('total_fires', ask)).toMatchObject({ me: null, total: names.length - 1 })

  await mustExecute(
    desk,
    { kind: 'execute_fires', signalId: 's1' as never, price: 1.1 },
    { ...RUN_ENDS, startsAt: desk.now },
    { kind: 'settle_trades', signalId: 's1' as never },
  )
  expect(readTrader(desk.db, ADA, desk.now)?.totals.timeouts).toBe(1)
  expect(boards.board('total_fires', ask)).toMatchObject({ me: null, total: names.length - 1 })
  expect(open().board('pnl', ask)).toMatchObject({ me: null, total: names.length - 1 })
  expect(open().board('total_fires', { ...ask, of: OP, seesHidden: true }).lines).toHaveLength(
    names.length - 1,
  )
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[ERASE-11] figures of the whole desk are the same after a restart', async () => {
  await mustExecute(desk, openRun(), ...['s1', 's2', 's3'].map((id) => posted(id)), user('ada'), user('bob'))
  await mustExecute(desk, fire('ada', 's1'), fire('ada', 's2'), fire('ada', 's3'), fire('bob', 's1'))
  const open = () => new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
  const boards = open()
  desk.writer.onCommit((recorded) => boards.follow(recorded))
  expect(boards.firesPerUser()).toBe(2)
  await mustExecute(desk, ERASE)
  expect([boards.firesPerUser(), open().firesPerUser()]).toEqual([2, 2])
})

test('[ERASE-6] who is gone is brought nothing more, and counts as no member', async () => {
  const names = await people()
  const count = new RoutingCount(desk.db)
  const members = (counted: RoutingCount) =>
    counted.read(DEFAULT_ROUTING, desk.now).reduce((sum, { users }) => sum + users, 0)
  desk.writer.onCommit((recorded) => count.follow(recorded))
  expect(members(count)).toBe(names.length)
  await mustExecute(desk, ERASE)
  expect([members(count), members(new RoutingCount(desk.db))]).toEqual([names.length - 1, names.length - 1])

  desk.published.length = 0
  const route: Command = { kind: 'route_signal', signalId: 's4' as never }
  await mustExecute(desk, posted('s4'), route)
  const brought = desk.published.flatMap(({ event }) =>
    event.kind === 'signal_routed' ? [event.userId] : [],
  )
  expect(brought).toContain('u3')
  expect(brought).not.toContain('ada')
})

const ask = (one: string, other: string): Command => ({
  kind: 'ask_friend',
  userId: one as UserId,
  friendId: other as UserId,
})
const propose = (one: string, other: string, challengeId: string): Command => ({
  kind: 'propose_challenge',
  challengeId,
  userId: one as UserId,
  friendId: other as UserId,
})

test('[ERASE-10] nobody waits for somebody who is gone: friends, requests and challenges end, and none begin', async () => {
  await mustExecute(desk, openRun(), posted('s1'), ...['ada', 'bob', 'cat', 'dan'].map(user))
  await mustExecute(desk, ask('ada', 'bob'), ask('bob', 'ada'), ask('ada', 'cat'), ask('dan', 'ada'))
  await mustExecute(desk, propose('ada', 'bob', 'c1'), pass('ada', 's1'))
  await mustExecute(desk, {
    kind: 'change_challenge',
    change: 'accept',
    challengeId: 'c1',
    userId: 'bob' as UserId,
  })
  await mustExecute(desk, ERASE)
  const social = socialSide(desk.db)
  for (const name of ['ada', 'bob', 'cat', 'dan']) expect(social.circle(name as UserId)).toEqual([])
  expect(social.challenges('bob' as UserId, 20)).toMatchObject([{ challenge: { state: 'cancelled' } }])

  const before = desk.db.raw.serialize()
  const toAda = { userId: 'bob' as UserId, friendId: ADA, kind: 'change_friendship' } as const
  for (const command of [
    ask('bob', 'ada'),
    propose('bob', 'ada', 'c2'),
    { ...toAda, change: 'remove' } as const,
  ])
    expect(await desk.execute(command)).toMatchObject({ ok: false, rejection: { code: 'user_erased' } })
  expect(desk.db.raw.serialize().equals(before)).toBe(true)

  desk.published.length = 0
  await mustExecute(desk, pass('bob', 's1'))
  const of = (name: string) =>
    desk.published.filter(({ event }) => 'userId' in event && event.userId === name).length
  expect(of('bob')).toBeGreaterThan(0)
  expect(of('ada')).toBe(0)
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

/** What a program tells of Ada, with ids that hold the word. */
const tells = (activity: Activity, details: object = {}, eventId = `${WORD}-${activity}`): Command => ({
  kind: 'record_activity',
  userId: ADA,
  activity,
  eventId,
  details,
})
const story = { storyId: `${WORD}-story`, chapterId: `${WORD}-chapter` }

test('[ERASE-12] ids that programs chose say nothing afterwards, in no file; a replay gives the tables', async () => {
  await mustExecute(desk, openRun(), posted('s1'), posted('s2'), user('ada'), user('bob'))
  await mustExecute(desk, { kind: 'set_vip', userId: ADA, vip: 'premium', by: OP })
  await mustExecute(
    desk,
    ask('ada', 'bob'),
    ask('bob', 'ada'),
    tells('daily_login'),
    tells('briefing_opened', { signalId: 's1' }),
    tells('plan_saved', { signalId: 's1' }),
    fire('ada', 's1'),
    pass('bob', 's1'),
    tells('story_started', { storyId: story.storyId }),
    tells('chapter_completed', story),
    tells('story_completed', { storyId: story.storyId }),
    tells('content_share', { friendId: `${WORD}-friend` }),
    tells('content_share', { signalId: 's2' }, `${WORD}-2`),
    ...Array.from({ length: 30 }, (_, at) => tells('button_click', {}, `${WORD}-click-${at}`)),
    { ...points('ada', 'refund', WORD), eventId: `${WORD}-refund` } as Command,
    { ...points('ada', 'deduct', WORD), eventId: `${WORD}-deduct` } as Command,
    {
      kind: 'note_violation',
      userId: ADA,
      action: 'gift',
      eventId: `${WORD}-violation`,
      violation: 'duplicate_action',
      retryAt: 0,
    },
  )
  expect(desk.db.get("SELECT COUNT(*) AS n FROM violations WHERE source_id LIKE 'Love%'")).not.toEqual({
    n: 0,
  })
  const count = 'SELECT activity, COUNT(*) AS n FROM activities GROUP BY activity ORDER BY activity'
  const before = desk.db.all(count)
  foldLog(desk.db)
  expect(filesWith(WORD)).toEqual(['desk.db'])

  await mustExecute(desk, ERASE)
  expect(foldLog(desk.db)).toBe(true)
  expect(filesWith(WORD)).toEqual([])
  expect(verify(desk.db).checks.filter((row) => !row.ok)).toEqual([])
  expect(desk.db.all(count)).toEqual(before)
  const sources = (activity: string) =>
    desk.db
      .all<{ source_id: string }>('SELECT source_id FROM activities WHERE activity = ?', activity)
      .map(({ source_id }) => source_id)
  // What the station chose itself stays, and one id has one word.
  expect([sources('briefing_opened'), sources('daily_login')]).toEqual([['s1'], ['2026-01-05']])
  expect(sources('story_completed')).toEqual(sources('story_started'))
  expect(sources('story_started')[0]).toMatch(/^~erased:\d+$/)
  // Asked again, as an operator may, nothing is renamed a second time.
  const once = desk.db.raw.serialize()
  await mustExecute(desk, ERASE)
  expect(desk.db.raw.serialize().equals(once)).toBe(true)
})

/** Another run: what the first one left open is closed. */
const RUN_ENDS = openRun('r2')

test('[ERASE-7] a write that fails leaves the person as he was', async () => {
  await busyDays(await people())
  desk.db.raw.exec(
    "CREATE TRIGGER no_more BEFORE DELETE ON pass_notes BEGIN SELECT RAISE(ABORT, 'the disk says no'); END",
  )
  expect(await desk.execute(ERASE)).toMatchObject({ ok: false })
  expect(readName(desk.db, ADA)).toBe(`Ada ${WORD}`)
  await mustExecute(desk, fire('ada', 's3'))
  expect(verify(desk.db)).toMatchObject({ ok: true })
})
