import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import { MOVES_PER_COMMAND_MAX } from '#core/progress/board-moves.ts'
import { verifyReplay } from '#db/verify.ts'
import { Boards } from '#station/boards.ts'
import { MOVES_TOLD_EVERY_MS } from '#station/moves.ts'
import type { BoardName } from '#station/queries.ts'
import { fire, mustExecute, openDesk, openRun, posted, type TestDesk, user } from '#tests/support/desk.ts'
import {
  askedBy,
  award,
  type Boarding,
  boarding,
  crowd,
  DAY_MS,
  story,
  told,
  WEEK_END,
  WEEK_MS,
} from './boarding.ts'

const HOUR_MS = 3_600_000
const OF_POINTS = ['global', 'weekly', 'monthly', 'story_completion'] as const
const OF_TRADES = ['weekly_r', 'total_fires', 'win_rate', 'proven', 'pnl', 'risk_adjusted'] as const
const ALL: readonly BoardName[] = [...OF_POINTS, ...OF_TRADES]

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

/** Who stands on a board, with rank and score. */
const lines = (name: BoardName, by = 'nobody') =>
  kept.boards.board(name, askedBy(by)).lines.map(({ userId, rank, score }) => [userId, rank, score])
const ranks = (name: BoardName, by = 'nobody') => lines(name, by).map(([userId, rank]) => [userId, rank])
const hide = (name: string, shown = false) =>
  ({ kind: 'show_on_boards', userId: name as UserId, shown }) as const

describe('boards of points', () => {
  test('[BOARD-15] a week and a month count what was won in them, the board of all what ever was', async () => {
    await mustExecute(desk, user('ada'), user('bob'), award('ada', 50), award('bob', 40))
    for (const board of ['weekly', 'monthly', 'global'] as const)
      expect(lines(board)).toEqual([
        ['ada', 1, 52],
        ['bob', 2, 42],
      ])
    desk.now = WEEK_END
    await mustExecute(desk, award('bob', 30))
    expect(lines('weekly')).toEqual([['bob', 1, 32]])
    expect(lines('monthly')).toEqual([
      ['bob', 1, 74],
      ['ada', 2, 52],
    ])
    desk.now = Date.UTC(2026, 1, 1)
    expect(lines('monthly')).toEqual([])
    expect(kept.boards.board('monthly', askedBy('ada'))).toMatchObject({ me: null, total: 0 })
    expect(lines('global')).toEqual([
      ['bob', 1, 74],
      ['ada', 2, 52],
    ])
  })

  test('[BOARD-15] points that are given back, taken or spent move nobody', async () => {
    await mustExecute(desk, user('ada'), award('ada', 50))
    const change = (change: 'refund' | 'adjust' | 'spend', amount: number) =>
      ({ ...award('ada', amount), change }) as const
    await mustExecute(desk, change('refund', 500), change('adjust', 70), change('spend', 100))
    for (const board of ['weekly', 'monthly', 'global'] as const)
      expect(lines(board)).toEqual([['ada', 1, 52]])
  })

  test('[BOARD-15] a campaign counts on the board of stories once, in the month in which it was completed', async () => {
    await mustExecute(desk, user('ada'), user('bob'), user('cyd'))
    await mustExecute(desk, story('ada', 'one'), story('ada', 'two'), story('ada', 'one'))
    await mustExecute(desk, story('bob', 'one'), story('cyd', 'one'))
    expect(lines('story_completion')).toEqual([
      ['ada', 1, 2],
      ['bob', 2, 1],
      ['cyd', 2, 1],
    ])
    const { index } = kept.boards.periods.current('story_completion')
    expect([index.behind(2), index.behind(1)]).toEqual([2, 0])
    desk.now = Date.UTC(2026, 1, 1)
    await mustExecute(desk, story('bob', 'two'))
    expect(lines('story_completion')).toEqual([['bob', 1, 1]])
  })

  test('[BOARD-23] whatever happens over two months, the boards are those that a restart reads', async () => {
    const names = ['ada', 'bob', 'cyd', 'dee', 'eve', 'fay']
    const draw = randomStream('boards')
    const one = <Thing>(things: readonly Thing[]) => things[Math.floor(draw.next() * things.length)] as Thing
    await mustExecute(desk, openRun(), ...names.map(user))
    const doings: readonly ((name: string, step: number) => unknown)[] = [
      (name) => desk.execute(award(name, 1 + Math.floor(draw.next() * 90))),
      (name) => desk.execute(award(name, 1 + Math.floor(draw.next() * 90))),
      (name, step) => mustExecute(desk, story(name, `story-${step}`)),
      (name) => mustExecute(desk, hide(name, draw.next() < 0.5)),
      (name, step) => mustExecute(desk, posted(`s${step}`), fire(name, `s${step}`)),
      () => {
        desk.now += Math.floor(draw.next() * 24 * HOUR_MS)
      },
      () => kept.close(),
    ]
    for (let step = 0; step < 300; step++) {
      await one(doings)(one(names), step)
      if (step % 25 !== 0) continue
      const again = new Boards({ db: desk.db, zone: 'UTC', now: () => desk.now })
      for (const board of ALL)
        expect(again.board(board, askedBy('ada'))).toEqual(kept.boards.board(board, askedBy('ada')))
      expect(again.firesPerUser()).toBe(kept.boards.firesPerUser())
    }
    expect(verifyReplay(desk.db).checks.filter((row) => !row.ok)).toEqual([])
  })
})

test('[BOARD-33] a board of trades that nobody has asked for yet holds what came before, and counts it once', async () => {
  await mustExecute(desk, openRun(), posted('s1'), posted('s2'), posted('s3'))
  await crowd(desk, ['ada', 'bob'])
  await mustExecute(desk, fire('ada', 's1'), fire('bob', 's1'), fire('ada', 's2'), hide('bob'))
  expect(lines('total_fires')).toEqual([['ada', 1, 2]])
  await mustExecute(desk, fire('ada', 's3'), fire('bob', 's3'), hide('bob', true))
  expect(lines('total_fires')).toEqual([
    ['ada', 1, 3],
    ['bob', 2, 2],
  ])
})

describe('who is hidden', () => {
  test('[BOARD-18] he is on no board that others see, takes nobody his place, and sees his own', async () => {
    await mustExecute(desk, openRun(), posted('s1'))
    await crowd(desk, ['ada', 'bob', 'cyd'])
    await mustExecute(desk, fire('ada', 's1'), fire('bob', 's1'))
    await mustExecute(desk, hide('ada'))
    for (const board of ['global', 'weekly', 'monthly'] as const) {
      expect(ranks(board)).toEqual([
        ['bob', 1],
        ['cyd', 2],
      ])
      expect(kept.boards.board(board, askedBy('ada'))).toMatchObject({ me: { rank: 1 }, total: 2 })
      expect(kept.boards.board(board, askedBy('ada', { seesHidden: false })).me).toBeNull()
    }
    expect(lines('total_fires')).toEqual([['bob', 1, 1]])
    // The desk counts everybody all the same.
    expect(kept.boards.firesPerUser()).toBe(1)
    await mustExecute(desk, hide('ada', true))
    expect(ranks('global')).toEqual([
      ['ada', 1],
      ['bob', 2],
      ['cyd', 3],
    ])
  })

  test('[BOARD-18] around him he sees those he would stand among; others see the best', async () => {
    await crowd(desk, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])
    await mustExecute(desk, hide('e'))
    const around = { around: 'e' as UserId, limit: 10 }
    const own = kept.boards.board('weekly', askedBy('e', around))
    expect(own.lines.map(({ userId }) => userId)).toEqual(['b', 'c', 'd', 'f', 'g', 'h', 'i'])
    expect(own.me).toMatchObject({ rank: 5 })
    const others = kept.boards.board('weekly', askedBy('e', { ...around, seesHidden: false }))
    expect(others.lines[0]).toMatchObject({ userId: 'a' })
    expect(others.me).toBeNull()
  })

  test('[BOARD-18] he has no place when a period closes, and none is paid', async () => {
    await crowd(desk, ['ada', 'bob'])
    await mustExecute(desk, hide('ada'))
    desk.now = WEEK_END
    await kept.close()
    expect(told(desk, 'board_result')).toMatchObject([{ userId: 'bob', rank: 1, participants: 1 }])
    await mustExecute(desk, hide('bob'))
    desk.now += HOUR_MS
    await mustExecute(desk, award('bob', 10))
    desk.now = WEEK_END + WEEK_MS
    await kept.close()
    // A week in which nobody is left to be seen closes all the same, once.
    expect(told(desk, 'period_closed').at(-2)).toMatchObject({
      closeId: 'close:weekly:2026-W03',
      participants: 0,
      done: true,
    })
    expect(told(desk, 'board_result')).toHaveLength(1)
  })

  test('[BOARD-18] what is so already changes nothing, and an unknown user is refused', async () => {
    await mustExecute(desk, user('ada'))
    const before = desk.db.raw.serialize()
    await mustExecute(desk, hide('ada', true))
    expect(await desk.execute(hide('zoe'))).toEqual({ ok: false, rejection: { code: 'user_not_found' } })
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
  })
})

describe('moves', () => {
  const names = Array.from({ length: 12 }, (_, at) => `t${10 + at}`)

  test('[BOARD-17] who passes five others is told where he was and where he is, once', async () => {
    await crowd(desk, names)
    await kept.moves.tell()
    expect(told(desk, 'rank_moved')).toEqual([])
    await mustExecute(desk, award('t21', 60))
    await kept.moves.tell()
    const moved = told(desk, 'rank_moved')
    expect(moved.map(({ board }) => board).sort()).toEqual(['global', 'monthly', 'weekly'])
    expect(moved.find(({ board }) => board === 'weekly')).toMatchObject({
      userId: 't21',
      period: '2026-W02',
      previousRank: 12,
      rank: 6,
      previousScore: 792,
      participants: 12,
      personalBest: false,
    })
    await kept.moves.tell()
    expect(told(desk, 'rank_moved')).toHaveLength(moved.length)
    expect(verifyReplay(desk.db)).toMatchObject({ ok: true })
  })

  test('[BOARD-17] what happens within five minutes is one move, told with the first commit after it', async () => {
    await crowd(desk, names, 600)
    await kept.moves.tell()
    await mustExecute(desk, award('t21', 40), award('t21', 60))
    kept.moves.follow()
    expect(told(desk, 'rank_moved')).toEqual([])
    desk.now += MOVES_TOLD_EVERY_MS
    kept.moves.follow()
    await kept.moves.tell()
    const weekly = told(desk, 'rank_moved').filter(({ board }) => board === 'weekly')
    expect(weekly).toHaveLength(1)
    expect(weekly[0]).toMatchObject({ previousRank: 12, previousScore: 492 })
  })

  test('[BOARD-17] who is overtaken by others after his own doing is told what he did, not what they did', async () => {
    await crowd(desk, names)
    await kept.moves.tell()
    // He passes six; before anybody is told, six others pass him again, and he scores once more and passes nobody.
    await mustExecute(desk, award('t21', 60))
    await mustExecute(desk, ...names.slice(6, 11).map((name) => award(name, 100)))
    await mustExecute(desk, award('t21', 1))
    await kept.moves.tell()
    const own = told(desk, 'rank_moved').filter(({ userId, board }) => userId === 't21' && board === 'weekly')
    const [move] = own
    expect(own).toHaveLength(1)
    // Places won by himself only: where he is now, and as many below as he passed.
    expect((move?.previousRank ?? 0) - (move?.rank ?? 0)).toBeGreaterThan(0)
    expect(told(desk, 'rank_moved').filter(({ previousRank, rank }) => (previousRank ?? 99) < rank)).toEqual(
      [],
    )
  })

  test('[BOARD-17] over the own best of closed weeks is told with the step that passes it', async () => {
    await crowd(desk, ['ada', 'bob', 'cyd'], 50)
    await kept.moves.tell()
    const moved = () => told(desk, 'rank_moved').filter(({ userId }) => userId === 'ada')
    expect(moved()).toEqual([])
    desk.now = WEEK_END
    await kept.close()
    // The achievements of the first place count for the new week, and are more than 52.
    await kept.moves.tell()
    expect(moved()).toMatchObject([
      { board: 'weekly', period: '2026-W03', previousRank: null, previousScore: 0, personalBest: true },
    ])
    desk.now += HOUR_MS
    await mustExecute(desk, award('ada', 50))
    await kept.moves.tell()
    expect(moved()).toHaveLength(1)
  })

  test('[BOARD-17] neither who is hidden nor a week that is over is told of', async () => {
    await crowd(desk, names)
    await kept.moves.tell()
    await mustExecute(desk, hide('t21'), award('t21', 60))
    await kept.moves.tell()
    desk.now = WEEK_END - 1
    await mustExecute(desk, award('t20', 90))
    desk.now = WEEK_END + DAY_MS
    await kept.moves.tell()
    expect(told(desk, 'rank_moved').filter(({ board }) => board !== 'global' && board !== 'monthly')).toEqual(
      [],
    )
    expect(MOVES_PER_COMMAND_MAX).toBe(200)
  })
})

test('[BOARD-24] friends stand among themselves, by the points of this week, and how that was when a week closed', async () => {
  await crowd(desk, ['ada', 'bob', 'cyd', 'dee'])
  for (const friendId of ['bob', 'dee'] as UserId[]) {
    const ada = 'ada' as UserId
    await mustExecute(desk, { kind: 'ask_friend', userId: ada, friendId })
    await mustExecute(desk, { kind: 'ask_friend', userId: friendId, friendId: ada })
  }
  expect(lines('friends', 'ada')).toEqual([
    ['ada', 1, 902],
    ['bob', 2, 892],
    ['dee', 3, 872],
  ])
  // Without a friend the board has one line: his own.
  expect(ranks('friends', 'cyd')).toEqual([['cyd', 1]])
  desk.now = WEEK_END + DAY_MS
  await mustExecute(desk, award('dee', 40))
  // A new week, of which the past one has not closed yet: who has won nothing stands with nought, and shares his place.
  const board = () => kept.boards.board('friends', askedBy('ada'))
  expect(board().period?.period).toBe('2026-W03')
  expect(lines('friends', 'ada')).toMatchObject([
    ['dee', 1, 48],
    ['ada', 2, 0],
    ['bob', 2, 0],
  ])
  await kept.close()
  // The achievements of the first, second and fourth place of all count for the new week; dee was the last of the three.
  expect(board().lines.map(({ userId, rank, moved }) => [userId, rank, moved])).toEqual([
    ['ada', 1, 0],
    ['dee', 2, 1],
    ['bob', 3, -1],
  ])
})
