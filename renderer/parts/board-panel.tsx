import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, signed } from '../state/format.ts'
import { changeColour } from './direction.tsx'
import { Faces, Panel } from './panel.tsx'
import { useDesk } from './use-desk.ts'
import { type BoardRowView, useTopOfBoard } from './use-queries.ts'

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
      title="Board"
      aside={
        <>
          <span>P/L, all time</span>
          <Link to="/leaderboards" search={{ board: 'pnl' }} className="text-info hover:underline">
            All
          </Link>
        </>
      }
      className="min-h-40 @xl:w-60 @xl:shrink-0"
    >
      <Faces
        asking={asking}
        known={board !== undefined}
        empty={board?.best.length === 0 ? 'Nobody has fired yet, so nobody stands on the board.' : null}
        rows={4}
      >
        {board !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
          <section className="min-h-0 overflow-auto" aria-label="Board, scrollable" tabIndex={0}>
            <table className="w-full table-fixed text-cell">
              <caption className="sr-only">Board by profit and loss, best first</caption>
              <colgroup>
                <col className="w-10" />
                <col />
                <col className="w-24" />
              </colgroup>
              <thead className="sr-only">
                <tr>
                  <th scope="col">Rank</th>
                  <th scope="col">Trader</th>
                  <th scope="col">P/L</th>
                </tr>
              </thead>
              <tbody>
                {board.best.map((row) => (
                  <BoardRow key={row.userId} row={row} own={row.userId === reader.userId} />
                ))}
                {below !== null && <BoardRow row={below} own apart />}
              </tbody>
            </table>
            <p className="px-3 py-1 text-label text-fg2">of {amount(board.total, 0)} on the board</p>
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
          'you'
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
