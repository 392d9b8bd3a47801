import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, signed } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { Faces, Panel } from './panel.tsx'
import { useDesk } from './use-desk.ts'
import { type BoardRowView, useTopOfBoard } from './use-queries.ts'

const sayFrame = sayIn('frame')

const say = sayIn('dashboard')

/** The best of the desk by profit and loss, and where the reader stands. Never by how often somebody fired. */
export function BoardPanel(): ReactNode {
  const { reader } = useDesk()
  const asking = useTopOfBoard()
  const board = asking.data
  const own = board?.own ?? null
  const below = own !== null && !board?.best.some((row) => row.userId === own.userId) ? own : null
  return (
    <Panel
      id="board"
      title={say('board')}
      aside={
        <>
          <span>{say('pnl_all_time')}</span>
          <Link to="/leaderboards" search={{ board: 'pnl' }} className="text-info hover:underline">
            {say('all')}
          </Link>
        </>
      }
      className="min-h-40 @xl:w-60 @xl:shrink-0"
    >
      <Faces
        asking={asking}
        known={board !== undefined}
        empty={board?.best.length === 0 ? say('board_empty') : null}
        rows={4}
      >
        {board !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          <section className="min-h-0 overflow-auto" aria-label={say('board_scroll')} tabIndex={0}>
            <table className="w-full table-fixed text-cell">
              <caption className="sr-only">{say('board_caption')}</caption>
              <colgroup>
                <col className="w-10" />
                <col />
                <col className="w-24" />
              </colgroup>
              <thead className="sr-only">
                <tr>
                  <th scope="col">{say('rank')}</th>
                  <th scope="col">{say('trader')}</th>
                  <th scope="col">{say('pnl')}</th>
                </tr>
              </thead>
              <tbody>
                {board.best.map((row) => (
                  <BoardRow key={row.userId} row={row} own={row.userId === reader.userId} />
                ))}
                {below !== null && <BoardRow row={below} own apart />}
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

interface BoardRowProps {
  readonly row: BoardRowView
  readonly own: boolean
  /** It does not follow the row above it. */
  readonly apart?: boolean
}

function BoardRow({ row, own, apart = false }: BoardRowProps): ReactNode {
  return (
    <tr
      className={`h-7 border-b border-line ${apart ? 'border-t-2 border-t-line-strong' : ''} ${own ? 'bg-bg3' : ''}`}
    >
      <td className="pl-3 text-fg2">{row.rank}</td>
      <th scope="row" className="truncate text-left font-normal text-fg0" title={row.name}>
        {own ? (
          sayFrame('you')
        ) : (
          <span dir="auto" className="block truncate text-left">
            {row.name}
          </span>
        )}
      </th>
      <td className={`px-3 text-right whitespace-nowrap ${changeColour(row.score)}`}>{signed(row.score)}</td>
    </tr>
  )
}
