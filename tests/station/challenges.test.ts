import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { CHALLENGE_MS } from '#core/progress/challenges.ts'
import type { ChallengeEnded } from '#core/progress/challenges-event.ts'
import type { Activity } from '#core/progress/deed.ts'
import { verify } from '#db/verify.ts'
import { type ChallengeClosings, openChallengeClosings } from '#station/challenge-closings.ts'
import { socialSide } from '#station/social-queries.ts'
import { openServing } from '#tests/server/serving.ts'
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
import { testLog } from './feed/support.ts'

const ADA = 'ada' as UserId
const BOB = 'bob' as UserId
const CAT = 'cat' as UserId
const HOUR_MS = 3_600_000

let desk: TestDesk
let closings: ChallengeClosings
beforeEach(async () => {
  desk = openDesk()
  closings = closingsOf(desk)
  await mustExecute(desk, openRun(), user('ada'), user('bob'), user('cat'))
})
afterEach(async () => {
  await closings.stop()
  await desk.close()
})

function closingsOf({ db, execute }: TestDesk): ChallengeClosings {
  return openChallengeClosings({ db, execute, now: () => desk.now, log: testLog().log })
}

const friends = (one: UserId, other: UserId): readonly Command[] => [
  { kind: 'ask_friend', userId: one, friendId: other },
  { kind: 'ask_friend', userId: other, friendId: one },
]
const propose = (userId: UserId, friendId: UserId, challengeId = 'c1'): Command => ({
  kind: 'propose_challenge',
  challengeId,
  userId,
  friendId,
})
const accept = (userId: UserId, challengeId = 'c1'): Command => ({
  kind: 'change_challenge',
  change: 'accept',
  challengeId,
  userId,
})
/** A challenge of two that runs from now. */
const challenge = (one: UserId, other: UserId, id = 'c1'): readonly Command[] => [
  ...friends(one, other),
  propose(one, other, id),
  accept(other, id),
]

let told = 0
function does(name: string, activity: Activity, signalId: string): Command {
  told += 1
  return {
    kind: 'record_activity',
    userId: name as UserId,
    activity,
    eventId: `e${told}`,
    details: { signalId },
  }
}

/** A bar in which every open BUY reaches its target. */
function settle(bar = 0): Command {
  const at = NOON + (bar + 1) * 60_000
  const closed = { symbol: EURUSD, openAt: at - 60_000, closeAt: at, volume: 1, spread: 0 }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { ...closed, open: 1.1, high: 1.102, low: 1.1, close: 1.1 }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}

const standing = (userId = ADA, id = 'c1') => socialSide(desk.db).challenge(userId, id)?.standing
const ended = (): readonly ChallengeEnded[] =>
  desk.published.flatMap(({ event }) => (event.kind === 'challenge_ended' ? [event] : []))

describe('what counts', () => {
  test('[CHALLENGE-4] briefing, plan, decision and review of a signal are four, a fire and a pass alike', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB), posted('s1'))
    await mustExecute(
      desk,
      does('ada', 'briefing_opened', 's1'),
      does('ada', 'plan_saved', 's1'),
      fire('ada', 's1'),
    )
    await mustExecute(desk, does('bob', 'briefing_opened', 's1'), does('bob', 'plan_saved', 's1'))
    expect(standing()).toMatchObject({ signals: 0, own: { total: 0 }, theirs: { total: 0 } })
    await mustExecute(desk, pass('bob', 's1'))
    const three = { briefed: 1, planned: 1, reviewed: 0, total: 3 }
    expect(standing()).toEqual({ signals: 1, own: three, theirs: three })
    await mustExecute(desk, settle(), does('bob', 'outcome_reviewed', 's1'))
    expect(standing()).toEqual({ signals: 1, own: three, theirs: { ...three, reviewed: 1, total: 4 } })
    expect(standing(BOB)).toEqual({ signals: 1, own: { ...three, reviewed: 1, total: 4 }, theirs: three })
  })

  test('[CHALLENGE-5] what only one decided counts for neither, however much he decides', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB))
    for (let at = 0; at < 20; at++)
      await mustExecute(
        desk,
        posted(`s${at}`),
        does('ada', 'briefing_opened', `s${at}`),
        fire('ada', `s${at}`),
      )
    expect(standing()).toMatchObject({ signals: 0, own: { total: 0 }, theirs: { total: 0 } })
    // A fire after a pass is the same decision, and a briefing after it is none.
    await mustExecute(desk, pass('bob', 's3'), fire('bob', 's3'), does('bob', 'briefing_opened', 's3'))
    expect(standing()).toMatchObject({
      signals: 1,
      own: { briefed: 1, total: 2 },
      theirs: { briefed: 0, total: 1 },
    })
  })

  test('[CHALLENGE-6] only signals that open while it runs, decided and reviewed before it ends', async () => {
    const far = NOON + 30 * 24 * HOUR_MS
    await mustExecute(desk, posted('early', far), ...friends(ADA, BOB), propose(ADA, BOB))
    desk.now = NOON + 1
    await mustExecute(desk, accept(BOB), posted('first', far), posted('late', far))
    desk.now = NOON + CHALLENGE_MS
    await mustExecute(desk, pass('ada', 'early'), pass('bob', 'early'), posted('last', far))
    for (const id of ['first', 'last']) await mustExecute(desk, pass('ada', id), pass('bob', id))
    await mustExecute(desk, pass('ada', 'late'), settle(), does('ada', 'outcome_reviewed', 'last'))
    desk.now = NOON + 1 + CHALLENGE_MS
    await mustExecute(desk, does('ada', 'outcome_reviewed', 'first'), posted('after', far))
    await mustExecute(desk, pass('ada', 'after'), pass('bob', 'after'))
    // first and last; what was reviewed of first came too late, and Bob never decided late.
    expect(standing()).toMatchObject({ signals: 2, own: { reviewed: 1, total: 3 }, theirs: { total: 2 } })
  })

  test('[CHALLENGE-5] the first hundred signals count, the next does not', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB))
    for (let at = 0; at < 101; at++) {
      desk.now += 1
      await mustExecute(desk, posted(`s${at}`), pass('ada', `s${at}`))
      if (at === 100) await mustExecute(desk, does('bob', 'briefing_opened', 's100'))
      await mustExecute(desk, pass('bob', `s${at}`))
    }
    expect(standing()).toMatchObject({
      signals: 100,
      own: { total: 100 },
      theirs: { briefed: 0, total: 100 },
    })
  })
})

describe('the end', () => {
  test('[CHALLENGE-8] it ends once, told to both, and what is done later changes nothing', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB), posted('s1'), does('bob', 'briefing_opened', 's1'))
    await mustExecute(desk, fire('ada', 's1'), pass('bob', 's1'), settle())
    desk.now = NOON + CHALLENGE_MS - 1
    await closings.closeDue()
    expect(ended()).toEqual([])
    desk.now = NOON + 3 * CHALLENGE_MS
    await mustExecute(desk, does('ada', 'outcome_reviewed', 's1'))
    const second = closingsOf(desk)
    await Promise.all([closings.closeDue(), second.closeDue()])
    await second.stop()
    await closings.closeDue()
    const scores = ended().map(({ userId, own, theirs, result }) => [userId, own.total, theirs.total, result])
    expect(scores).toEqual([
      ['ada', 1, 2, 'lost'],
      ['bob', 2, 1, 'won'],
    ])
    expect(desk.db.get("SELECT owner FROM receipts WHERE key = 'close:challenge:c1'")).toEqual({
      owner: 'station',
    })
    expect(socialSide(desk.db).challenges(BOB, 20)).toMatchObject([
      { challenge: { state: 'over' }, standing: { own: { total: 2 } }, end: { result: 'won' } },
    ])
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[CHALLENGE-8] those that are due end in the order of their ends, and the others run on', async () => {
    await mustExecute(desk, ...friends(ADA, BOB), ...friends(ADA, CAT), ...friends(BOB, CAT))
    await mustExecute(desk, propose(ADA, BOB, 'c1'), propose(CAT, ADA, 'c2'), propose(BOB, CAT, 'c3'))
    for (const [who, id] of [
      [ADA, 'c2'],
      [BOB, 'c1'],
      [CAT, 'c3'],
    ] as const) {
      await mustExecute(desk, accept(who, id))
      desk.now += HOUR_MS
    }
    desk.now = NOON + CHALLENGE_MS + HOUR_MS
    await closings.closeDue()
    expect(ended().map(({ challengeId }) => challengeId)).toEqual(['c2', 'c2', 'c1', 'c1'])
    expect(ended().map(({ result }) => result)).toEqual(['draw', 'draw', 'draw', 'draw'])
    expect(socialSide(desk.db).challenge(CAT, 'c3')?.challenge.state).toBe('running')
  })

  test('[CHALLENGE-8] one that ended while the station was off is over before anybody is served', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fd-challenge-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const before = openDesk({ file: join(folder, 'desk.db') })
    await mustExecute(before, openRun(), user('ada'), user('bob'), ...challenge(ADA, BOB), posted('s1'))
    await mustExecute(before, pass('ada', 's1'), fire('bob', 's1' as SignalId))
    await before.close()

    const serving = await openServing({ folder })
    onTestFinished(() => serving.close())
    expect(serving.station.queries.social.challenges(ADA, 20)).toMatchObject([
      { challenge: { state: 'over' }, standing: { signals: 1 }, end: { result: 'draw' } },
    ])
    const { events } = (await serving.ask('GET', '/api/users/ada/events')).body
    expect(events[0].sentence).toBe('The challenge with bob ended 1 to 1 on 1 signal: a draw.')
  })

  test('[CHALLENGE-8] what the disk does not take is tried again, and ends with the same totals', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB), posted('s1'), fire('ada', 's1'), pass('bob', 's1'))
    desk.now += CHALLENGE_MS
    const refuse = "BEFORE UPDATE ON main.challenges BEGIN SELECT RAISE(ABORT, 'cut'); END"
    desk.db.raw.exec(`CREATE TEMP TRIGGER broken ${refuse}`)
    await closings.closeDue()
    expect(ended()).toEqual([])
    expect(socialSide(desk.db).challenge(ADA, 'c1')?.challenge.state).toBe('running')
    desk.db.raw.exec('DROP TRIGGER broken')
    await mustExecute(desk, settle(), does('bob', 'outcome_reviewed', 's1'))
    await closings.closeDue()
    expect(ended().map(({ own }) => own.total)).toEqual([1, 1])
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[CHALLENGE-12] one that cannot end keeps no other from it, and ends at a later look', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB, 'c1'), ...challenge(ADA, CAT, 'c2'))
    desk.now += CHALLENGE_MS
    const refuse =
      "BEFORE UPDATE ON main.challenges WHEN OLD.challenge_id = 'c1' BEGIN SELECT RAISE(ABORT, 'cut'); END"
    desk.db.raw.exec(`CREATE TEMP TRIGGER broken ${refuse}`)
    await closings.closeDue()
    expect(ended().map(({ challengeId }) => challengeId)).toEqual(['c2', 'c2'])
    desk.db.raw.exec('DROP TRIGGER broken')
    await closings.closeDue()
    expect(ended().map(({ challengeId }) => challengeId)).toEqual(['c2', 'c2', 'c1', 'c1'])
  })

  test('[CHALLENGE-12] one whose proposer was erased before erasure ended challenges comes to its end', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB, 'c1'), ...challenge(BOB, CAT, 'c2'))
    // As an erasure left it when it knew nothing of challenges.
    const past: Command = { kind: 'erase_user', userId: ADA, reason: 'left', by: 'op' as UserId }
    desk.db.raw.exec("UPDATE traders SET erased_at = 1 WHERE user_id = 'ada'")
    desk.now += CHALLENGE_MS
    await closings.closeDue()
    expect(ended().map(({ challengeId }) => challengeId)).toEqual(['c1', 'c1', 'c2', 'c2'])
    await mustExecute(desk, past)
    expect(socialSide(desk.db).circle(BOB)).toMatchObject([{ userId: 'cat' }])
  })

  test('[CHALLENGE-9] it ends with the friendship, and may be proposed anew once they are friends again', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB))
    await mustExecute(desk, { kind: 'change_friendship', change: 'remove', userId: BOB, friendId: ADA })
    expect(socialSide(desk.db).challenges(ADA, 20)).toMatchObject([
      { challenge: { state: 'cancelled' }, standing: null, end: null },
    ])
    desk.now += 2 * CHALLENGE_MS
    await closings.closeDue()
    expect(ended()).toEqual([])
    await mustExecute(desk, ...friends(ADA, BOB), propose(BOB, ADA, 'c2'))
    expect(verify(desk.db)).toMatchObject({ ok: true })
  })

  test('[CHALLENGE-2] refused proposals and answers leave the database as it was', async () => {
    await mustExecute(desk, ...challenge(ADA, BOB), ...friends(ADA, CAT), propose(ADA, CAT, 'c2'))
    const before = desk.db.raw.serialize()
    const codes = []
    for (const command of [
      propose(ADA, 'nobody' as UserId),
      propose(BOB, CAT, 'c3'),
      propose(BOB, ADA, 'c3'),
      accept(BOB),
      accept(ADA, 'c2'),
      accept(BOB, 'c2'),
      { kind: 'close_challenge', challengeId: 'c1', userId: ADA } as const,
    ]) {
      const answer = await desk.execute(command)
      codes.push(answer.ok ? 'done' : answer.rejection.code)
    }
    expect(codes).toEqual([
      'user_not_found',
      'not_friends',
      'challenge_open',
      'challenge_not_open',
      'challenge_not_yours',
      'challenge_not_found',
      'out_of_step',
    ])
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
  })
})
