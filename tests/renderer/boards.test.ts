import { describe, expect, test } from 'vitest'
import { changeColour } from '../../renderer/parts/direction.tsx'
import { readBoard } from '../../renderer/parts/use-board.ts'
import {
  absenceText,
  type BoardLineView,
  boardOffers,
  boardsOffered,
  firstBoard,
  hiddenText,
  intervalText,
  movedText,
  periodText,
  readBoardMetric,
  scoreText,
  shownText,
} from '../../renderer/state/boards.ts'

const LINE: BoardLineView = {
  rank: 1,
  userId: 'ada',
  name: 'Ada',
  score: 1,
  moved: null,
  best: false,
  n: 20,
  interval: null,
  streakDays: null,
}
const entry = (rank: number, user_id: string, name: string | null = null) => ({
  rank,
  user_id,
  name,
  score: 1,
  rank_change: null,
  is_personal_best: false,
  badge: 'person' as const,
  n: 3,
  interval: null,
  streak_days: 2,
})
const reply = (entries: ReturnType<typeof entry>[], total: number, me: ReturnType<typeof entry> | null) => ({
  metric: 'pnl' as const,
  period: 'all_time',
  period_info: null,
  percentile: null,
  last_updated: 0,
  entries,
  me,
  total,
})

describe('boards', () => {
  test.each([
    ['win_rate', 'win_rate'],
    ['total_fires', 'total_fires'],
    [undefined, null],
    ['charm', null],
    [3, null],
  ])('[PAGE-300] an address that asks for %s gets the board %s', (asked, metric) => {
    expect(readBoardMetric(asked)).toBe(metric)
  })

  test.each([
    [
      ['progress'],
      [
        ['weekly_r', '1'],
        ['weekly', '2'],
        ['monthly', '3'],
        ['global', '4'],
        ['friends', '5'],
        ['pnl', null],
        ['win_rate', null],
        ['risk_adjusted', null],
        ['story_completion', null],
        ['total_fires', null],
      ],
    ],
    [
      [],
      [
        ['weekly_r', '1'],
        ['pnl', '2'],
        ['win_rate', '3'],
        ['risk_adjusted', '4'],
        ['total_fires', null],
      ],
    ],
  ])(
    '[PAGE-300] with %j, keys lead to the first five boards and none to the one of volume',
    (features, keys) => {
      expect(boardOffers(features).map(({ metric, key }) => [metric, key])).toEqual(keys)
    },
  )

  test.each([
    [4, ['progress'], 'weekly_r'],
    [0, ['progress'], 'weekly'],
    // Without progress there are no points to fall back on, and an unanswered question is no answer of nought.
    [0, [], 'weekly_r'],
    [null, ['progress'], 'weekly_r'],
  ])('[PAGE-308] with %s results this week and %j the first board is %s', (settled, features, metric) => {
    expect(firstBoard(settled, features)).toBe(metric)
  })

  test('[PAGE-301] the neighbours of a reader below are shown once', () => {
    const top = [entry(1, 'ada', 'Ada'), entry(2, 'bob')]
    const own = entry(4, 'dan')
    const board = readBoard(reply(top, 4, own), reply([entry(2, 'bob'), entry(3, 'cyd'), own], 4, own))
    expect(board.lines.map((line) => line.userId)).toEqual(['ada', 'bob'])
    expect(board.below.map((line) => line.userId)).toEqual(['cyd', 'dan'])
    expect(board.own).toMatchObject({ rank: 4, name: 'dan' })
    expect(shownText(board)).toBe('best 2 of 4 shown')
    expect(shownText({ ...board, total: 2 })).toBe('2 in all')
  })

  test('[PAGE-33] what is nought as it is written has neither sign nor colour', () => {
    expect([-0.04, -0.05, 0.049, 0.05].map((r) => [scoreText('weekly_r', r), changeColour(r, 1)])).toEqual([
      ['0.0 R', 'text-fg0'],
      ['\u22120.1 R', 'text-down'],
      ['0.0 R', 'text-fg0'],
      ['+0.1 R', 'text-up'],
    ])
    expect([-0.004, -0.04].map((pnl) => changeColour(pnl))).toEqual(['text-fg0', 'text-down'])
    expect(changeColour(null)).toBe('text-fg0')
  })

  test('[PAGE-302] scores carry their unit, a rate its bounds', () => {
    expect(scoreText('pnl', -1234.5)).toBe('\u22121,234.50')
    expect(scoreText('pnl', 20)).toBe('+20.00')
    expect(scoreText('win_rate', 0.75)).toBe('75.0\u202f%')
    expect(scoreText('total_fires', 1200)).toBe('1,200')
    expect(intervalText([0.4567, 0.9181])).toBe('45.7 to 91.8')
  })

  test('[PAGE-302] who is not on a board is told why', () => {
    expect(absenceText('pnl', LINE, 0)).toBeNull()
    expect(absenceText('pnl', null, 3)).toBe('You are not on this board: you have not fired yet.')
    expect(absenceText('win_rate', null, 7)).toBe(
      'You are not on this board: 7 of 20 trades won or lost so far.',
    )
    expect(absenceText('win_rate', null, null)).toBeNull()
  })

  test('[PAGE-306] boards of points are offered where there is progress, and a score has the unit of its board', () => {
    expect(boardsOffered(['leaderboards'])).toEqual([
      'weekly_r',
      'pnl',
      'win_rate',
      'risk_adjusted',
      'total_fires',
    ])
    expect(boardsOffered(['progress'])).toHaveLength(10)
    expect(scoreText('weekly_r', 4.848)).toBe('+4.8 R')
    expect(scoreText('weekly_r', -1)).toBe('\u22121.0 R')
    expect(scoreText('risk_adjusted', -0.254)).toBe('\u22120.25')
    expect(scoreText('weekly', 1_302)).toBe('1,302')
    expect(absenceText('weekly', null, 0)).toBe(
      'You are not on this board: you have scored nothing for it yet.',
    )
    expect(absenceText('risk_adjusted', null, 0)).toBe(
      'You are not on this board: it takes 20 closed trades that did not all come out alike.',
    )
    expect(['all_time', '2026-W47', '2026-11'].map(periodText)).toEqual([
      'all time',
      'week 2026-W47',
      'month 2026-11',
    ])
  })

  test('[PAGE-307] who is hidden is told so with the place he would have', () => {
    const top = [entry(1, 'ada', 'Ada'), entry(2, 'bob')]
    const own = entry(2, 'dan')
    const board = readBoard(reply(top, 2, own), reply(top, 2, own))
    expect(board).toMatchObject({ hidden: true, below: [], own: { rank: 2 } })
    expect(hiddenText(LINE)).toBe(
      'You are hidden: nobody sees you here. Among those who are shown you would be number 1.',
    )
    expect(readBoard(reply(top, 2, top[0]!), null).hidden).toBe(false)
    expect(readBoard(reply(top, 3, own), reply([...top, own], 3, own)).hidden).toBe(false)
  })

  test.each([
    [2, 'up 2'],
    [-1, 'down 1'],
    [0, 'same'],
    [null, 'new'],
  ])('[PAGE-305] a move of %s is %s', (moved, words) => {
    expect(movedText(moved)).toBe(words)
  })
})
