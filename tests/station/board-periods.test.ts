import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { LINES_PER_CLOSE_MAX, RESULTS_PER_CLOSE_MAX } from '#core/progress/board-close.ts'
import { readResults } from '#db/stores/board-display.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verifyReplay } from '#db/verify.ts'
import { mustExecute, NOON, openDesk, type TestDesk, user } from '#tests/support/desk.ts'
import { award, type Boarding, boarding, crowd, DAY_MS, story, told, WEEK_END, WEEK_MS } from './boarding.ts'

const HOUR_MS = 3_600_000

let desk: TestDesk
let kept: Boarding
beforeEach(() => {
  desk = openDesk()
  kept = boarding(desk)
})
afterEach(async () => {
  await kept.stop()
  await desk.close()
})

const balance = (name: string) => readProgress(desk.db, name as UserId, desk.now)?.points.totals.balance
const paidBy = (cause: string) =>
  told(desk, 'points_awarded')
    .filter((event) => event.cause?.id === cause)
    .map(({ amount, type }) => [type, amount])
const closings = () =>
  told(desk, 'period_closed')
    .filter(({ done }) => done)
    .map(({ closeId }) => closeId)

test('[BOARD-13] the end of a week pays each place once, as a bonus, and members half as much again', async () => {
  await mustExecute(desk, user('ada'), user('bob'), user('cyd'), user('idle'))
  await mustExecute(desk, award('ada', 300), award('bob', 100), award('cyd', 100))
  desk.now = WEEK_END
  await mustExecute(desk, { kind: 'set_vip', userId: 'bob' as UserId, vip: 'standard', by: 'op' as UserId })
  await kept.close()
  // 300, 100 and 100 with the 2 of the first level; two share the second place.
  expect(
    told(desk, 'board_result').map(({ userId, rank, score, participants, rewards, cause }) => ({
      line: [userId, rank, score, participants],
      rewards,
      id: cause.id,
    })),
  ).toEqual([
    {
      line: ['ada', 1, 302, 3],
      rewards: [
        { kind: 'points', amount: 1_000 },
        { kind: 'honour', honour: 'badge', name: 'first_place' },
      ],
      id: 'lb:weekly:2026-W02:ada',
    },
    {
      line: ['bob', 2, 102, 3],
      rewards: [
        { kind: 'points', amount: 750 },
        { kind: 'honour', honour: 'badge', name: 'top_three' },
      ],
      id: 'lb:weekly:2026-W02:bob',
    },
    {
      line: ['cyd', 2, 102, 3],
      rewards: [
        { kind: 'points', amount: 500 },
        { kind: 'honour', honour: 'badge', name: 'top_three' },
      ],
      id: 'lb:weekly:2026-W02:cyd',
    },
  ])
  expect(paidBy('lb:weekly:2026-W02:ada')).toEqual([['bonus', 1_000]])
  expect(told(desk, 'reward_claimed').map(({ cause }) => cause.id)).toContain('lb:weekly:2026-W02:ada')
  expect(closings()).toEqual(['close:weekly:2026-W02', 'close:global:2026-W02'])

  const paid = desk.published.length
  const before = balance('ada')
  await kept.close()
  desk.now += DAY_MS
  await kept.close()
  expect(desk.published).toHaveLength(paid)
  expect(balance('ada')).toBe(before)
  expect(verifyReplay(desk.db).checks.filter((row) => !row.ok)).toEqual([])
})

test('[BOARD-12] a period that is not over, was closed, or has no such name is refused and leaves no trace', async () => {
  await mustExecute(desk, user('ada'), award('ada', 300))
  const refused = async (period: string) => {
    const before = desk.db.raw.serialize()
    const answer = await desk.execute({ kind: 'close_period', board: 'weekly', period })
    expect(answer).toEqual({ ok: false, rejection: { code: 'out_of_step' } })
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
  }
  desk.now = WEEK_END - 1
  await refused('2026-W02')
  await refused('2026-02')
  desk.now = WEEK_END + WEEK_MS
  await mustExecute(desk, { kind: 'close_period', board: 'weekly', period: '2026-W02' })
  await refused('2026-W02')
  await refused('2026-W01')
})

test('[BOARD-12] a desk that was off closes what it missed, in the order of the ends, and no period without a score', async () => {
  await mustExecute(desk, user('ada'), award('ada', 100), story('ada', 'basics'))
  desk.now = NOON + WEEK_MS
  await mustExecute(desk, award('ada', 100))
  desk.now = NOON + 3 * WEEK_MS
  await mustExecute(desk, award('ada', 100))
  desk.now = Date.UTC(2026, 1, 10)
  await kept.close()
  expect(closings()).toEqual([
    'close:weekly:2026-W02',
    'close:global:2026-W02',
    'close:weekly:2026-W03',
    'close:global:2026-W03',
    'close:monthly:2026-01',
    'close:story_completion:2026-01',
    'close:weekly:2026-W05',
    'close:global:2026-W05',
  ])
  // What everybody had at the end of a week, whatever came after it.
  const lives = told(desk, 'period_closed').filter(({ board }) => board === 'global')
  expect(lives.map(({ lines }) => lines[0]?.score)).toEqual(
    [0, 1, 3].map((weeks) => wonBetween(0, NOON + weeks * WEEK_MS + 1)),
  )
  expect(told(desk, 'board_result').find(({ board }) => board === 'story_completion')).toMatchObject({
    rank: 1,
    score: 1,
  })
})

/** Points that were won from an instant up to another, but not for a place on a board. */
function wonBetween(from: number, until: number): number {
  const amounts = desk.published.map(({ event, at }) =>
    event.kind === 'points_awarded' && event.cause?.engine !== 'board' && at >= from && at < until
      ? event.amount
      : 0,
  )
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

test('[BOARD-15] the last millisecond of a week belongs to it, the first of the next does not', async () => {
  await mustExecute(desk, user('ada'))
  desk.now = WEEK_END - 1
  await mustExecute(desk, award('ada', 50))
  desk.now = WEEK_END
  await mustExecute(desk, award('ada', 70))
  await kept.close()
  expect(told(desk, 'board_result')).toMatchObject([{ period: '2026-W02', score: 52 }])
  expect(kept.boards.periods.current('weekly').period.period).toBe('2026-W03')
})

test('[BOARD-15] what a board paid counts for no week and no month, what it led to does', async () => {
  await crowd(desk, ['ada', 'bob', 'cyd'], 50)
  desk.now = WEEK_END
  await kept.close()
  const since = told(desk, 'points_awarded').filter(({ cause, userId }) => cause !== null && userId === 'ada')
  const counted = since.filter((event) => event.cause?.engine !== 'board')
  const sum = counted.reduce((total, { amount }) => total + amount, 0)
  // The first place of a week unlocks the achievements of the first ten, the first five and the first.
  expect(counted.length).toBeGreaterThanOrEqual(3)
  expect(since.length - counted.length).toBe(1)
  expect(kept.boards.periods.current('weekly').index.scoreOf('ada' as UserId)).toBe(sum)
})

test('[BOARD-27] a week of two is archived, pays nobody and is no feat', async () => {
  await crowd(desk, ['ada', 'bob'])
  desk.now = WEEK_END
  await kept.close()
  expect(told(desk, 'board_result')).toMatchObject([
    { userId: 'ada', rank: 1, participants: 2, rewards: [] },
    { userId: 'bob', rank: 2, participants: 2, rewards: [] },
  ])
  expect(readResults(desk.db, 'ada' as UserId, 10)).toMatchObject([{ rank: 1 }])
  expect(told(desk, 'points_awarded').filter(({ cause }) => cause !== null)).toEqual([])
  expect(told(desk, 'achievement_unlocked')).toEqual([])
})

test('[BOARD-14] many are paid some at a time; a station killed in between goes on where it was, and pays nobody twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-boards-'))
  const file = join(folder, 'desk.db')
  const names = Array.from({ length: 2 * RESULTS_PER_CLOSE_MAX + 6 }, (_, at) => `t${100 + at}`)
  const first = openDesk({ file })
  await crowd(first, names)
  first.now = WEEK_END
  const close = { kind: 'close_period', board: 'weekly', period: '2026-W02' } as const
  await mustExecute(first, close)
  expect(told(first, 'board_result')).toHaveLength(RESULTS_PER_CLOSE_MAX)
  expect(told(first, 'period_closed')).toMatchObject([{ participants: names.length, done: false }])
  await first.close()

  const second = openDesk({ file })
  second.now = WEEK_END + DAY_MS
  const goingOn = boarding(second)
  // While a period closes, its points go on being won for the next.
  await mustExecute(second, award('t100', 500))
  await goingOn.close()
  expect(told(second, 'period_closed').filter(({ board }) => board === 'weekly')).toMatchObject([
    { results: 2 * RESULTS_PER_CLOSE_MAX, done: false },
    { results: names.length, done: true },
  ])
  for (const [index, name] of names.entries()) {
    const results = readResults(second.db, name as UserId, 10)
    expect(results).toMatchObject([{ rank: index + 1, participants: names.length }])
  }
  expect(verifyReplay(second.db).checks.filter((row) => !row.ok)).toEqual([])
  await goingOn.stop()
  await second.close()
  rmSync(folder, { recursive: true, force: true })
})

test('[BOARD-26] who hides himself or is erased between two steps gets no place, and nobody loses or repeats one', async () => {
  const names = Array.from({ length: RESULTS_PER_CLOSE_MAX + 6 }, (_, at) => `t${100 + at}`)
  await crowd(desk, names)
  desk.now = WEEK_END
  const step = { kind: 'close_period', board: 'weekly', period: '2026-W02' } as const
  await mustExecute(desk, step)
  // One who has his place, and two who wait for theirs.
  const [placed, hides, leaves] = [names[3], names[RESULTS_PER_CLOSE_MAX], names[RESULTS_PER_CLOSE_MAX + 3]]
  for (const name of [placed, hides])
    await mustExecute(desk, { kind: 'show_on_boards', userId: name as UserId, shown: false })
  const erase = { kind: 'erase_user', userId: leaves as UserId, reason: 'left', by: 'op' as UserId } as const
  await mustExecute(desk, erase, step)

  const results = told(desk, 'board_result')
  expect(results.map(({ userId }) => userId)).toEqual(
    names.filter((name) => name !== hides && name !== leaves),
  )
  expect(results.map(({ rank }) => rank)).toEqual(results.map((_, index) => index + 1))
  expect(told(desk, 'period_closed').at(-1)).toMatchObject({
    done: true,
    results: names.length - 2,
    participants: names.length - 2,
  })
  expect(desk.db.get("SELECT participants, results, done FROM board_periods WHERE board = 'weekly'")).toEqual(
    {
      participants: names.length - 2,
      results: names.length - 2,
      done: 1,
    },
  )
  expect(verifyReplay(desk.db).checks.filter((row) => !row.ok)).toEqual([])
})

test('[BOARD-14] a step that the disk does not take is tried again, and the places stay what they were', async () => {
  await crowd(desk, ['ada', 'bob'])
  desk.now = WEEK_END
  desk.db.raw.exec(
    "CREATE TRIGGER no_place BEFORE INSERT ON board_results WHEN new.user_no = 2 BEGIN SELECT RAISE(ABORT, 'no'); END",
  )
  await kept.close()
  expect(told(desk, 'board_result')).toEqual([])
  desk.db.raw.exec('DROP TRIGGER no_place')
  desk.now += 1_000
  await kept.close()
  expect(told(desk, 'board_result')).toMatchObject([
    { userId: 'ada', rank: 1 },
    { userId: 'bob', rank: 2 },
  ])
})

test('[BOARD-21] a place is compared with that of the period that closed before, and the best score with all of them', async () => {
  await crowd(desk, ['ada', 'bob', 'cyd'])
  desk.now = WEEK_END
  await kept.close()
  const first = told(desk, 'board_result')
  expect(first.map(({ previousRank, personalBest }) => [previousRank, personalBest])).toEqual([
    [null, true],
    [null, true],
    [null, true],
  ])
  desk.now = WEEK_END + DAY_MS
  // An hour lets a thousand points through.
  for (let hour = 0; hour < 6; hour++) {
    desk.now += HOUR_MS
    await mustExecute(desk, award('cyd', 990))
  }
  const board = kept.boards.board('weekly', { limit: 1, around: null, of: 'ada' as UserId, seesHidden: true })
  expect(board.lines).toMatchObject([{ userId: 'cyd', rank: 1, moved: 2, personalBest: true }])
  desk.now = WEEK_END + WEEK_MS
  await kept.close()
  const second = told(desk, 'board_result').slice(first.length)
  const cyd = second.find(({ userId }) => userId === 'cyd')
  // The first place, and 100 for more than the week before.
  expect(cyd).toMatchObject({ rank: 1, previousRank: 3, personalBest: true })
  expect(cyd?.rewards[0]).toEqual({ kind: 'points', amount: 1_100 })
  desk.now += HOUR_MS
  await mustExecute(desk, award('ada', 10))
  desk.now = WEEK_END + 2 * WEEK_MS
  await kept.close()
  const third = told(desk, 'board_result').filter(({ period }) => period === '2026-W04')
  expect(third.find(({ userId }) => userId === 'ada')).toMatchObject({ previousRank: 2, personalBest: false })
})

test('[BOARD-12] a desk that moves to another zone closes no week twice and counts no points twice', async () => {
  await mustExecute(desk, user('ada'), award('ada', 50))
  desk.now = WEEK_END
  await kept.close()
  const file = join(mkdtempSync(join(tmpdir(), 'fd-boards-')), 'desk.db')
  await desk.db.raw.backup(file)
  const moved = openDesk({ file, policy: { deskZone: 'America/New_York' } })
  const west = boarding(moved, 'America/New_York')
  // Until five in the morning it is still Sunday in New York, and that week has closed.
  moved.now = WEEK_END + HOUR_MS
  await mustExecute(moved, award('ada', 60))
  moved.now = WEEK_END + 6 * HOUR_MS
  await mustExecute(moved, award('ada', 70))
  const won = told(moved, 'points_awarded').slice(-1)[0]?.amount
  moved.now = WEEK_END + WEEK_MS + 6 * HOUR_MS
  await west.close()
  const weeks = told(moved, 'board_result').filter(({ board }) => board === 'weekly')
  expect(weeks.map(({ period, score }) => [period, score])).toEqual([['2026-W03', won]])
  await west.stop()
  await moved.close()
  rmSync(dirname(file), { recursive: true, force: true })
})

test('[BOARD-14] the standing of all there are is archived in steps, with nobody paid for it', async () => {
  const names = Array.from({ length: 3 }, (_, at) => `t${at}`)
  await crowd(desk, names)
  expect(LINES_PER_CLOSE_MAX).toBe(250)
  desk.now = WEEK_END
  await kept.close()
  const [closed] = told(desk, 'period_closed').filter(({ board }) => board === 'global')
  expect(closed).toMatchObject({ participants: 3, results: 3, done: true })
  // All there are is never less than before: a best of its own says nothing.
  expect(
    closed?.lines.map(({ userId, rank, previousRank, personalBest }) => [
      userId,
      rank,
      previousRank,
      personalBest,
    ]),
  ).toEqual([
    ['t0', 1, null, false],
    ['t1', 2, null, false],
    ['t2', 3, null, false],
  ])
  expect(paidBy('lb:global:2026-W02:t0')).toEqual([])
})
