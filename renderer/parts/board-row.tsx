import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Star } from 'lucide-react'
import { type ReactNode, type RefObject, ViewTransition } from 'react'
import {
  type BoardLineView,
  type BoardMetric,
  intervalText,
  scoreText,
  showsBests,
  showsTrades,
} from '../state/boards.ts'
import { amount, UNKNOWN } from '../state/format.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { RankMove } from './rank-move.tsx'
import { useDesk } from './use-desk.ts'

const say = sayIn('boards')

/** Places that stand apart from the others. */
export const PODIUM_RANK = 3

/** Which columns a board has, besides those of every board. */
export interface BoardColumns {
  /** Somebody's place is compared with an earlier one. */
  readonly moves: boolean
  readonly streaks: boolean
}

interface BoardRowProps {
  readonly line: BoardLineView
  readonly metric: BoardMetric
  readonly columns: BoardColumns
  /** The last of the first three. */
  readonly podiumEnd: boolean
  /** Which way he has just moved; undefined where he has not. */
  readonly fresh: 1 | -1 | undefined
  /** Whether it glides to another place. */
  readonly glides: boolean
  readonly own: RefObject<HTMLTableRowElement | null>
}

/**
 * One line. The first three carry more weight and end with a heavier rule; the reader's own row sticks to the edge it
 * would leave by.
 */
export function BoardRow({ line, metric, columns, podiumEnd, fresh, glides, own }: BoardRowProps): ReactNode {
  const { reader } = useDesk()
  const mine = line.userId === reader.userId
  const weight = line.rank <= PODIUM_RANK ? 'font-semibold text-fg0' : 'font-normal text-fg1'
  const rule = podiumEnd ? 'border-b-2 border-line-strong' : 'border-b border-line'
  return (
    <ViewTransition default="none" update={glides ? 'board-row' : 'none'}>
      <tr
        ref={mine ? own : null}
        tabIndex={mine ? -1 : undefined}
        aria-current={mine ? 'true' : undefined}
        className={`h-8 max-mid:h-11 ${rule} ${mine ? 'sticky top-(--row) bottom-0 z-10 bg-bg3 shadow-[inset_2px_0_0_var(--fg0)]' : ''} ${weight}`}
      >
        <td className="px-3 text-right whitespace-nowrap max-sm:pr-1">
          {fresh !== undefined && <Fresh way={fresh} />}
          {line.rank}
        </td>
        {columns.moves && (
          <td className="px-3 font-normal max-sm:px-1">
            <RankMove moved={line.moved} />
          </td>
        )}
        <th scope="row" className={`overflow-hidden px-3 text-left max-sm:px-2 ${weight}`}>
          <span className="flex items-baseline gap-2">
            <PersonName line={line} />
            {mine && <span className="label shrink-0">{say('you')}</span>}
            <Small line={line} metric={metric} />
          </span>
        </th>
        <Figures line={line} metric={metric} streaks={columns.streaks} />
      </tr>
    </ViewTransition>
  )
}

interface FiguresProps extends Pick<BoardRowProps, 'line' | 'metric'> {
  readonly streaks: boolean
}

/** What stands behind the name: how many trades, the score, the streak and the mark of an own best. */
function Figures({ line, metric, streaks }: FiguresProps): ReactNode {
  return (
    <>
      {showsTrades(metric) && <td className="px-3 text-right text-fg2">{line.n}</td>}
      {metric === 'win_rate' && (
        <td className="px-3 text-right whitespace-nowrap text-fg2 max-sm:hidden">
          {line.interval === null ? '' : intervalText(line.interval)}
        </td>
      )}
      <td className={`px-3 text-right whitespace-nowrap ${scoreColour(metric, line.score)}`}>
        {scoreText(metric, line.score)}
      </td>
      {streaks && (
        <td className="px-3 text-right font-normal text-fg2 max-sm:hidden">
          {line.streakDays === null ? UNKNOWN : amount(line.streakDays, 0)}
        </td>
      )}
      {showsBests(metric) && <td className="px-3 text-center max-sm:hidden">{line.best && <BestMark />}</td>}
    </>
  )
}

/** Where there is no room for columns of their own: the streak and the mark beside the name. */
function Small({ line, metric }: Pick<BoardRowProps, 'line' | 'metric'>): ReactNode {
  const { streakDays, best } = line
  return (
    <>
      {streakDays !== null && streakDays > 0 && (
        <span className="label shrink-0 sm:hidden" title={say('streak_of')}>
          {say('days_short', { days: amount(streakDays, 0) })}
        </span>
      )}
      {best && showsBests(metric) && (
        <span className="shrink-0 self-center sm:hidden">
          <BestMark />
        </span>
      )}
    </>
  )
}

function BestMark(): ReactNode {
  return (
    <span title={say('best_of_all')} className="inline-flex align-middle text-gold">
      <Star size={12} strokeWidth={1.5} fill="currentColor" aria-hidden />
      <span className="sr-only">{say('best')}</span>
    </span>
  )
}

/** Says a move where rows do not glide; where they do, it is seen. */
function Fresh({ way }: { readonly way: 1 | -1 }): ReactNode {
  const Arrow = way > 0 ? ArrowUp : ArrowDown
  return (
    <span className="mr-1 hidden motion-reduce:inline">
      <Arrow size={12} aria-hidden className={`inline ${way > 0 ? 'text-up' : 'text-down'}`} />
      <span className="sr-only">{say(way > 0 ? 'passed_up' : 'passed_down')} </span>
    </span>
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
      className="truncate hover:underline max-mid:min-h-11 max-mid:min-w-11 max-mid:leading-11"
    />
  )
}

/** Gains and losses have a colour, beside their sign; counts have none. */
function scoreColour(metric: BoardMetric, score: number): string {
  if (metric === 'weekly_r') return changeColour(score, 1)
  return metric === 'pnl' || metric === 'risk_adjusted' ? changeColour(score) : 'text-fg0'
}
