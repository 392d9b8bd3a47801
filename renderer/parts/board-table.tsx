import { Link } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useRef } from 'react'
import {
  type BoardLineView,
  type BoardMetric,
  type BoardView,
  boardWords,
  intervalText,
  movedText,
  scoreText,
  showsTrades,
} from '../state/boards.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { useKeys } from './keys.ts'
import { useDesk } from './use-desk.ts'

const say = sayIn('boards')

interface BoardTableProps {
  readonly metric: BoardMetric
  readonly board: BoardView
}

/** A board as a table. The reader's own row stays in sight, whichever way it is scrolled; Y goes to it. */
export function BoardTable({ metric, board }: BoardTableProps): ReactNode {
  const words = boardWords(metric)
  const own = useRef<HTMLTableRowElement>(null)
  const moves = [...board.lines, ...board.below].some((line) => line.moved !== null)
  useKeys({
    y: () => {
      own.current?.scrollIntoView({ block: 'center' })
      own.current?.focus()
    },
  })
  const row = (line: BoardLineView) => (
    <BoardRow key={line.userId} line={line} metric={metric} moves={moves} own={own} />
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="flex-1 desk:min-h-0 desk:overflow-auto" aria-label={say('scroll')} tabIndex={0}>
      <table className="w-full table-fixed text-cell sm:text-base">
        <caption className="sr-only">{say('caption', { title: words.title })}</caption>
        <thead className="sticky top-0 z-20 bg-bg1 text-fg2">
          <tr className="h-(--row) border-b border-line">
            <Head className="w-14 text-right sm:w-16">{say('rank')}</Head>
            {moves && <Head className="w-20 text-left">{say('moved')}</Head>}
            <Head className="text-left">{say('name')}</Head>
            {showsTrades(metric) && <Head className="w-14 text-right sm:w-20">n</Head>}
            {metric === 'win_rate' && (
              <Head className="w-36 text-right max-sm:hidden">{say('interval_95')}</Head>
            )}
            <Head className="w-28 text-right sm:w-40">{words.score}</Head>
          </tr>
        </thead>
        <tbody>{board.lines.map(row)}</tbody>
        {board.below.length > 0 && (
          <tbody aria-label={say('around_you')} className="border-t-2 border-line-strong">
            {board.below.map(row)}
          </tbody>
        )}
      </table>
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

interface BoardRowProps {
  readonly line: BoardLineView
  readonly metric: BoardMetric
  readonly moves: boolean
  readonly own: RefObject<HTMLTableRowElement | null>
}

/** The first three carry more weight; the reader's own row sticks to the edge it would leave by. */
function BoardRow({ line, metric, moves, own }: BoardRowProps): ReactNode {
  const { reader } = useDesk()
  const mine = line.userId === reader.userId
  const weight = line.rank <= 3 ? 'font-semibold text-fg0' : 'font-normal text-fg1'
  return (
    <tr
      ref={mine ? own : null}
      tabIndex={mine ? -1 : undefined}
      aria-current={mine ? 'true' : undefined}
      className={`h-8 border-b border-line max-mid:h-11 ${mine ? 'sticky top-7 bottom-0 z-10 bg-bg3 shadow-[inset_2px_0_0_var(--fg0)]' : ''} ${weight}`}
    >
      <td className="px-3 text-right">{line.rank}</td>
      {moves && <td className="px-3">{line.moved === null ? '' : movedText(line.moved)}</td>}
      <th scope="row" className={`overflow-hidden px-3 text-left ${weight}`}>
        <span className="flex items-baseline gap-2">
          <PersonName line={line} />
          {mine && <span className="label shrink-0">{say('you')}</span>}
          {line.best && <span className="label shrink-0">{say('best')}</span>}
        </span>
      </th>
      {showsTrades(metric) && <td className="px-3 text-right text-fg2">{line.n}</td>}
      {metric === 'win_rate' && (
        <td className="px-3 text-right whitespace-nowrap text-fg2 max-sm:hidden">
          {line.interval === null ? '' : intervalText(line.interval)}
        </td>
      )}
      <td className={`px-3 text-right whitespace-nowrap ${scoreColour(metric, line.score)}`}>
        {scoreText(metric, line.score)}
      </td>
    </tr>
  )
}

/** A name, which leads to what its profile shows everybody, where there are profiles. */
function PersonName({ line: { userId, name } }: { readonly line: BoardLineView }): ReactNode {
  const { reader } = useDesk()
  const words = { dir: 'auto', title: name, children: name } as const
  if (!reader.features.includes('progress')) return <span {...words} className="truncate" />
  return (
    <Link
      to="/u/$userId"
      params={{ userId }}
      {...words}
      className="truncate hover:underline max-mid:min-h-11 max-mid:leading-11"
    />
  )
}

/** Gains and losses have a colour, beside their sign; counts have none. */
function scoreColour(metric: BoardMetric, score: number): string {
  return metric === 'pnl' || metric === 'risk_adjusted' ? changeColour(score) : 'text-fg0'
}
