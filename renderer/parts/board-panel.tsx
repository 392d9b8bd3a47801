import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type BoardLineView, boardWords, resultText } from '../state/boards.ts'
import { amount } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { Faces, Panel } from './panel.tsx'
import { RankMove } from './rank-move.tsx'
import { readBoard } from './use-board.ts'
import { useDesk } from './use-desk.ts'

const say = sayIn('boards')

const LINES_SHOWN = 3
/** Nobody tells a page how the trades of others end. */
const ASKED_EVERY_MS = 15_000
const BOARD = { board: 'weekly_r' } as const

/**
 * The week in R: the best three, and the reader's own place below them, each with how far it moved since last week.
 * Never by how often somebody fired.
 */
export function BoardPanel(): ReactNode {
  const { reader } = useDesk()
  const { title } = boardWords('weekly_r')
  const asking = useTopOfWeek()
  const board = asking.data
  const own = board?.own ?? null
  const moves =
    board !== undefined && [...board.lines, board.own].some((line) => line != null && line.moved !== null)
  const below = own !== null && !board?.lines.some(({ userId }) => userId === own.userId) ? own : null
  return (
    <Panel
      id="board"
      title={title}
      aside={
        <Link to="/leaderboards" search={BOARD} className="text-info hover:underline">
          {say('all_boards')}
        </Link>
      }
      className="min-h-40 flex-1"
    >
      <Faces
        asking={asking}
        known={board !== undefined}
        empty={board?.total === 0 && own === null ? say('weekly_r_empty') : null}
        rows={4}
      >
        {board !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          <section className="min-h-0 overflow-auto" aria-label={say('scroll')} tabIndex={0}>
            <table className="w-full table-fixed text-cell">
              <caption className="sr-only">{say('caption', { title })}</caption>
              <colgroup>
                <col className="w-9" />
                <col />
                <col className="w-12" />
                <col className="w-20" />
              </colgroup>
              <thead className="sr-only">
                <tr>
                  {(['rank', 'name', 'moved', 'r'] as const).map((head) => (
                    <th key={head} scope="col">
                      {say(head)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {board.lines.map((line) => (
                  <Row key={line.userId} line={line} own={line.userId === reader.userId} moves={moves} />
                ))}
                {below !== null && <Row line={below} own moves={moves} apart />}
              </tbody>
            </table>
            <p className="px-3 py-1 text-label text-fg2">
              {say('of_on_board', { n: amount(board.total, 0) })}
            </p>
          </section>
        )}
      </Faces>
    </Panel>
  )
}

/** The best of the week's results and the reader's own place. */
function useTopOfWeek() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['board', 'top'],
    refetchInterval: ASKED_EVERY_MS,
    queryFn: async () => {
      const query = { limit: LINES_SHOWN }
      return readBoard(await api.ask('leaderboard', { params: { metric: 'weekly_r' }, query }), null)
    },
  })
}

interface RowProps {
  readonly line: BoardLineView
  readonly own: boolean
  /** Places are compared with those of last week. */
  readonly moves: boolean
  /** It does not follow the row above it. */
  readonly apart?: boolean
}

function Row({ line, own, moves, apart = false }: RowProps): ReactNode {
  return (
    <tr
      className={`h-7 border-b border-line ${apart ? 'border-t-2 border-t-line-strong' : ''} ${own ? 'bg-bg3' : ''}`}
    >
      <td className="pl-3 text-fg2">{line.rank}</td>
      <th scope="row" className="truncate text-left font-normal text-fg0" title={line.name}>
        {own ? (
          say('you')
        ) : (
          <span dir="auto" className="block truncate text-left">
            {line.name}
          </span>
        )}
      </th>
      <td>{moves && <RankMove moved={line.moved} />}</td>
      <td className={`pr-3 text-right whitespace-nowrap ${changeColour(line.score, 1)}`}>
        {resultText(line.score)}
      </td>
    </tr>
  )
}
