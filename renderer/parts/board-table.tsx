import { type ReactNode, useRef } from 'react'
import { boardFile } from '../state/board-file.ts'
import {
  type BoardLineView,
  type BoardMetric,
  type BoardView,
  boardWords,
  showsBests,
  showsTrades,
} from '../state/boards.ts'
import { sayIn } from '../words/words.ts'
import './board-table.css'
import { BoardRow, PODIUM_RANK } from './board-row.tsx'
import { useKeys } from './keys.ts'
import { motionWanted } from './motion.ts'
import { SaveTable } from './save-table.tsx'
import { useFreshMoves, useGliding } from './use-gliding.ts'

const say = sayIn('boards')

interface BoardTableProps {
  readonly metric: BoardMetric
  readonly board: BoardView
}

/**
 * A board as a table. Rows glide to other ranks, or where less motion is wanted are there at once with an arrow. The
 * reader's own row stays in sight, whichever way it is scrolled; Y goes to it.
 */
export function BoardTable({ metric, board: newest }: BoardTableProps): ReactNode {
  const words = boardWords(metric)
  const board = useGliding(newest)
  const fresh = useFreshMoves(board)
  const own = useRef<HTMLTableRowElement>(null)
  const all = [...board.lines, ...board.below]
  const columns = {
    moves: all.some((line) => line.moved !== null),
    streaks: all.some((line) => line.streakDays !== null),
  }
  const podium = board.lines.filter(({ rank }) => rank <= PODIUM_RANK).length
  const moving = motionWanted()
  useKeys({
    y: () => {
      own.current?.scrollIntoView({ block: 'center' })
      own.current?.focus()
    },
  })
  const row = (line: BoardLineView, at: number) => (
    <BoardRow
      key={line.userId}
      line={line}
      metric={metric}
      columns={columns}
      podiumEnd={at === podium - 1 && podium < board.lines.length}
      fresh={fresh.get(line.userId)}
      // Only who moved: any other row that is drawn anew would be a transition of nothing.
      glides={moving && fresh.has(line.userId)}
      own={own}
    />
  )
  return (
    <section
      className="scrolls flex-1 desk:min-h-0 desk:overflow-auto"
      aria-label={say('scroll')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full table-fixed text-cell sm:text-base">
        <caption className="sr-only">{say('caption', { title: words.title })}</caption>
        <thead className="sticky top-0 z-20 bg-bg1 text-fg2">
          <tr className="h-(--row) border-b border-line">
            <Head className="w-12 text-right max-sm:pr-1 sm:w-16">{say('rank')}</Head>
            {columns.moves && <Head className="w-14 text-left max-sm:px-1 sm:w-20">{say('moved')}</Head>}
            <Head className="text-left max-sm:px-2">{say('name')}</Head>
            {showsTrades(metric) && <Head className="w-14 text-right sm:w-20">n</Head>}
            {metric === 'win_rate' && (
              <Head className="w-36 text-right max-sm:hidden">{say('interval_95')}</Head>
            )}
            <Head className="w-28 text-right sm:w-36">{words.score}</Head>
            {columns.streaks && <Head className="w-28 text-right max-sm:hidden">{say('streak')}</Head>}
            {showsBests(metric) && <Head className="w-20 text-center max-sm:hidden">{say('best')}</Head>}
          </tr>
        </thead>
        <tbody>{board.lines.map(row)}</tbody>
        {board.below.length > 0 && (
          <tbody aria-label={say('around_you')} className="border-t-2 border-line-strong">
            {board.below.map((line) => row(line, board.lines.length))}
          </tbody>
        )}
      </table>
      <SaveTable
        caption={say('caption', { title: words.title })}
        {...boardFile(metric, all, columns)}
        loaded={all.length < newest.total ? all.length : undefined}
      />
    </section>
  )
}

function Head({ className, children }: { readonly className: string; readonly children: string }): ReactNode {
  return (
    <th scope="col" className={`px-3 font-medium ${className}`}>
      {children}
    </th>
  )
}
