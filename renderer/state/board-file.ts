import { sayIn } from '../words/words.ts'
import {
  type BoardLineView,
  type BoardMetric,
  boardWords,
  intervalText,
  showsBests,
  showsTrades,
} from './boards.ts'
import type { Cell } from './saved-table.ts'

const say = sayIn('boards')

/** The columns of a board that not every board has. */
interface BoardColumns {
  readonly moves: boolean
  readonly streaks: boolean
}

type Column = readonly [head: string, cell: (line: BoardLineView) => Cell]

/** A board as it is saved: the columns that it shows, also those for which a small screen has no room. */
export function boardFile(metric: BoardMetric, lines: readonly BoardLineView[], columns: BoardColumns) {
  const words = boardWords(metric)
  const shown: readonly Column[] = [
    [say('rank'), ({ rank }) => rank],
    ...only(columns.moves, [say('moved'), ({ moved }) => moved]),
    [say('name'), ({ name }) => name],
    ...only(showsTrades(metric), ['n', ({ n }) => n]),
    ...only(metric === 'win_rate', [
      say('interval_95'),
      ({ interval }) => (interval === null ? null : intervalText(interval)),
    ]),
    [words.score, ({ score }) => score],
    ...only(columns.streaks, [say('streak'), ({ streakDays }) => streakDays]),
    ...only(showsBests(metric), [say('best'), ({ best }) => (best ? 1 : 0)]),
  ]
  return {
    heads: shown.map(([head]) => head),
    rows: () => lines.map((line) => shown.map(([, cell]) => cell(line))),
  }
}

const only = (wanted: boolean, column: Column): readonly Column[] => (wanted ? [column] : [])
