import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { BoardDisplay } from '../parts/board-display.tsx'
import { BoardInsights, Percentile } from '../parts/board-insights.tsx'
import { BoardTable } from '../parts/board-table.tsx'
import { useKeys } from '../parts/keys.ts'
import { Faces, Panel, Skeleton } from '../parts/panel.tsx'
import { useSettings } from '../parts/settings-store.ts'
import { useBoard } from '../parts/use-board.ts'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useTally } from '../parts/use-queries.ts'
import { useTitle } from '../parts/use-title.ts'
import {
  absenceText,
  type BoardMetric,
  boardOffers,
  boardWords,
  firstBoard,
  hiddenText,
  periodText,
  readBoardMetric,
  shownText,
} from '../state/boards.ts'
import { sayIn } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

const say = sayIn('boards')

/** The boards of the desk; which one is shown stands in the address. */
export function Boards({ asked }: { readonly asked: string | null }): ReactNode {
  const { reader } = useDesk()
  const metric = readBoardMetric(asked)
  useTitle(say('title'))
  const { game } = useSettings()
  if (!reader.features.includes('leaderboards')) return <NotFound what={say('switched_off')} />
  if (!game) return <NotFound what={say('game_hidden')} />
  return (
    <main className="mx-auto flex w-full max-w-240 flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">{say('title')}</h1>
        <BoardChoice chosen={metric} />
        <BoardDisplay />
      </div>
      {metric === null ? <FirstBoard /> : <BoardPanel key={metric} metric={metric} />}
      {reader.features.includes('progress') && <BoardInsights />}
    </main>
  )
}

/** An address without a board gets one, as soon as it is known whether anybody has a result this week. */
function FirstBoard(): ReactNode {
  const { reader } = useDesk()
  const navigate = useNavigate()
  const { data, isError } = useBoard('weekly_r')
  const known = data !== undefined || isError
  const first = firstBoard(data?.total ?? null, reader.features)
  useEffect(() => {
    if (known) void navigate({ to: '/leaderboards', search: { board: first }, replace: true })
  }, [known, first, navigate])
  return (
    <Panel className="flex-1" title={boardWords('weekly_r').title}>
      <Skeleton rows={8} />
    </Panel>
  )
}

/** The boards as links, so that each can be opened, kept and sent; some have a key. */
function BoardChoice({ chosen }: { readonly chosen: BoardMetric | null }): ReactNode {
  const navigate = useNavigate()
  const { reader } = useDesk()
  const offers = boardOffers(reader.features)
  const withKeys = offers.flatMap(({ metric, key }) => (key === null ? [] : [[key, metric] as const]))
  useKeys(
    Object.fromEntries(
      withKeys.map(([key, board]) => [key, () => void navigate({ to: '/leaderboards', search: { board } })]),
    ),
    Object.fromEntries(withKeys.map(([key, board]) => [key, boardWords(board).title])),
  )
  return (
    <nav aria-label={say('boards')} className="flex flex-wrap gap-1">
      {offers.map(({ metric, key }) => (
        <Link
          key={metric}
          to="/leaderboards"
          search={{ board: metric }}
          aria-current={metric === chosen ? 'page' : undefined}
          aria-keyshortcuts={key ?? undefined}
          className={`plain-button max-mid:min-h-11 ${metric === chosen ? 'bg-bg3' : ''}`}
        >
          {boardWords(metric).title}
          {key !== null && (
            <kbd aria-hidden className="font-mono text-label text-fg2 max-mid:hidden">
              {key}
            </kbd>
          )}
        </Link>
      ))}
    </nav>
  )
}

function BoardPanel({ metric }: { readonly metric: BoardMetric }): ReactNode {
  const words = boardWords(metric)
  const asking = useBoard(metric)
  const board = asking.data
  return (
    <Panel
      className="flex-1"
      title={words.title}
      aside={
        board !== undefined &&
        board.total > 0 && (
          <span>
            {shownText(board)}, {periodText(board.period)}
          </span>
        )
      }
    >
      <p className="px-3 py-2 text-fg2">{words.about}</p>
      {board?.hidden === true && board.own !== null && (
        <p className="px-3 pb-2 text-fg1">{hiddenText(board.own)}</p>
      )}
      {board !== undefined && <Absence metric={metric} own={board.own} />}
      {board !== undefined && <Percentile board={board} />}
      <Faces
        asking={asking}
        known={board !== undefined}
        empty={board?.total === 0 ? words.empty : null}
        rows={8}
      >
        {board !== undefined && <BoardTable metric={metric} board={board} />}
      </Faces>
    </Panel>
  )
}

interface AbsenceProps {
  readonly metric: BoardMetric
  readonly own: Parameters<typeof absenceText>[1]
}

/** Why the reader does not find himself. */
function Absence({ metric, own }: AbsenceProps): ReactNode {
  const { reader } = useDesk()
  const tally = useStation((state) => state.tally)
  useTally()
  if (reader.role === 'viewer' || reader.role === 'service') return null
  const words = absenceText(metric, own, tally === null ? null : tally.wins + tally.losses)
  return words === null ? null : <p className="px-3 pb-2 text-fg1">{words}</p>
}
