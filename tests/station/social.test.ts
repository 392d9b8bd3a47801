import { expect, onTestFinished, test } from 'vitest'
import type { Command } from '#core/command.ts'
import { drawInteger, drawOne } from '#core/kernel/draw.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import { CHALLENGE_MS } from '#core/progress/challenges.ts'
import { verify } from '#db/verify.ts'
import { openChallengeClosings } from '#station/challenge-closings.ts'
import { mustExecute, openDesk, openRun, type TestDesk, user } from '#tests/support/desk.ts'
import { testLog } from './feed/support.ts'

const NAMES = ['ada', 'bob', 'cat', 'dan'] as UserId[]
const STEPS = 1_500
/** Long enough that some weeks end on the way. */
const STEP_MS = CHALLENGE_MS / 20

const MOSTLY = ['accept', 'accept', 'accept', 'accept', 'accept'] as const

/** Something that somebody may want of somebody, whether it is possible or not. */
function drawCommand(draw: RandomStream, ids: readonly string[]): Command {
  const [userId, friendId] = [drawOne(draw, NAMES), drawOne(draw, NAMES)]
  switch (drawInteger(draw, 0, 5)) {
    case 0:
    case 1:
      return { kind: 'ask_friend', userId, friendId }
    case 2: {
      // Friendships last a while, so that weeks do.
      const change = drawOne(draw, [...MOSTLY, 'decline', 'cancel', 'remove'] as const)
      return { kind: 'change_friendship', change, userId, friendId }
    }
    case 3:
    case 4:
      return { kind: 'propose_challenge', challengeId: `c${ids.length}`, userId, friendId }
    default: {
      const change = drawOne(draw, [...MOSTLY, 'decline', 'cancel'] as const)
      const challengeId = drawOne(draw, ids.length === 0 ? ['c0'] : ids.slice(-4))
      return { kind: 'change_challenge', change, challengeId, userId }
    }
  }
}

const rows = <Row>({ db }: TestDesk, sql: string) => db.all<Row>(sql)

/** What may never be, whatever people ask for. */
function expectSound(desk: TestDesk): void {
  const unlike = `SELECT a.user_no FROM friendships a LEFT JOIN friendships b
    ON b.user_no = a.friend_no AND b.friend_no = a.user_no
    WHERE b.state IS NULL OR a.user_no = a.friend_no OR (a.state || '/' || b.state)
      NOT IN ('friends/friends', 'requested/received', 'received/requested')`
  expect(rows(desk, unlike)).toEqual([])
  const apart = `SELECT a.challenge_id FROM challenges a LEFT JOIN challenges b
    ON b.challenge_id = a.challenge_id AND b.user_no = a.opponent_no
    WHERE b.state IS NOT a.state OR b.ends_at IS NOT a.ends_at OR b.own IS NOT a.theirs OR b.proposed = a.proposed`
  expect(rows(desk, apart)).toEqual([])
  const strangers = `SELECT c.challenge_id FROM challenges c LEFT JOIN friendships f
    ON f.user_no = c.user_no AND f.friend_no = c.opponent_no
    WHERE c.state IN ('proposed', 'running') AND f.state IS NOT 'friends'`
  expect(rows(desk, strangers)).toEqual([])
  const twice = `SELECT user_no FROM challenges WHERE state IN ('proposed', 'running')
    GROUP BY user_no, opponent_no HAVING COUNT(*) > 1`
  expect(rows(desk, twice)).toEqual([])
}

test.each(['one', 'two', 'three'])(
  '[FRIEND-6] whatever four people ask for, both sides agree, only friends are in a challenge, and the journal gives it again: %s',
  async (seed) => {
    const desk = openDesk()
    onTestFinished(() => desk.close())
    const closings = openChallengeClosings({
      db: desk.db,
      execute: desk.execute,
      now: () => desk.now,
      log: testLog().log,
    })
    onTestFinished(() => closings.stop())
    await mustExecute(desk, openRun(), ...NAMES.map((name) => user(name)))
    const draw = randomStream(`social ${seed}`)
    const ids: string[] = []
    const states = new Map<string, number>()
    for (let step = 0; step < STEPS; step++) {
      desk.now += STEP_MS
      await closings.closeDue()
      const before = desk.published.length
      const command = drawCommand(draw, ids)
      const answer = await desk.execute(command)
      if (answer.ok && command.kind === 'propose_challenge') ids.push(command.challengeId)
      expect(desk.published.length > before).toBe(answer.ok)
      expectSound(desk)
    }
    for (const { state, n } of rows<{ state: string; n: number }>(
      desk,
      'SELECT state, COUNT(*) AS n FROM challenges GROUP BY state',
    ))
      states.set(state, n)
    // The walk went everywhere, or it proves little.
    for (const state of ['over', 'declined', 'cancelled']) expect(states.get(state)).toBeGreaterThan(0)
    expect(verify(desk.db)).toMatchObject({ ok: true })
  },
)
