import { type ReactNode, useMemo } from 'react'
import type { ClosedTradeView, StreakView } from '../link/wire-progress.ts'
import { type CalendarDay, calendarOf, calendarSums, monthsOf } from '../state/calendar.ts'
import { amount, signed } from '../state/format.ts'
import { figure } from '../state/saved-table.ts'
import { timesIn } from '../state/times.ts'
import { useWords } from '../words/words.ts'
import { FigurePanel, FigureTable } from './figure.tsx'
import { useStationNow } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useClosedTrades, useStreaks } from './use-progress.ts'

const NO_TRADES: readonly ClosedTradeView[] = []
const CELL = 13
const SIZE = 11
const HALF = 6
/** Weeks that a phone has room for. */
const PHONE_WEEKS = 24

/** A year in squares: what each day came to, and the login streak that stands. */
export function YearCalendar(): ReactNode {
  const say = useWords('profile')
  const { reader } = useDesk()
  const now = useStationNow()
  const asking = useClosedTrades()
  const login = useStreaks().data?.streaks.find(({ type }) => type === 'daily_login')
  const trades = asking.data?.trades ?? NO_TRADES
  const dayAt = useMemo(() => {
    const { stamp } = timesIn(reader.zone)
    return (at: number) => stamp(at).slice(0, 10)
  }, [reader.zone])
  const today = dayAt(now ?? 0)
  // The clock moves each second, the squares once a day.
  const weeks = useMemo(
    () =>
      calendarOf({
        today,
        results: trades.map(({ firedAt, pnl }) => ({ day: dayAt(firedAt), pnl })),
        streak: streakOf(login),
      }),
    [today, trades, login, dayAt],
  )
  const sums = calendarSums(weeks)
  const says = say('calendar_says', {
    ...sums,
    best: sums.traded === 0 ? '\u2014' : signed(sums.best),
    worst: sums.traded === 0 ? '\u2014' : signed(sums.worst),
  })
  return (
    <FigurePanel
      title={say('calendar')}
      asking={asking}
      known={asking.data !== undefined && now !== null}
      empty={sums.traded === 0 && sums.streak === 0 ? say('calendar_empty') : null}
      summary={`${says} ${asking.data?.whole === false ? say('not_whole', { n: amount(trades.length, 0) }) : ''}`}
      picture={<Squares weeks={weeks} zone={reader.zone} />}
      table={
        <FigureTable
          caption={say('calendar')}
          heads={[say('month'), say('days_traded'), say('month_pnl')]}
          rows={monthsOf(weeks).map(({ month, days, pnl }) => [
            month,
            figure(amount(days, 0), days),
            figure(signed(pnl), pnl),
          ])}
        />
      }
    />
  )
}

/** The days of the login streak that stands. */
function streakOf(login: StreakView | undefined) {
  if (login === undefined || login.startDay === null || login.phase === 'lost') return null
  return { from: login.startDay, to: login.lastDay }
}

interface SquaresProps {
  readonly weeks: readonly (readonly CalendarDay[])[]
  readonly zone: string
}

/** Hidden from screen readers: the summary and the table say the same. */
function Squares({ weeks, zone }: SquaresProps): ReactNode {
  const say = useWords('profile')
  const most = Math.max(...weeks.flat().map(({ pnl }) => Math.abs(pnl ?? 0)))
  const drawn = (shown: readonly (readonly CalendarDay[])[], className: string) => (
    <svg
      viewBox={`0 0 ${shown.length * CELL} ${7 * CELL}`}
      className={`w-full max-w-180 ${className}`}
      role="presentation"
    >
      {shown.map((week, x) =>
        week.map((day, y) => <Square key={day.day} day={day} x={x} y={y} most={most} />),
      )}
    </svg>
  )
  return (
    <div aria-hidden className="flex flex-col gap-2 px-3 pt-3">
      {drawn(weeks, 'max-mid:hidden')}
      {drawn(weeks.slice(-PHONE_WEEKS), 'mid:hidden')}
      <p className="flex flex-wrap gap-x-4 text-label text-fg2">
        <Sample day={{ day: '', pnl: 1, inStreak: false }}>{say('key_up')}</Sample>
        <Sample day={{ day: '', pnl: -1, inStreak: false }}>{say('key_down')}</Sample>
        <Sample day={{ day: '', pnl: null, inStreak: true }}>{say('key_streak')}</Sample>
        <span>{say('calendar_note', { zone })}</span>
      </p>
    </div>
  )
}

function Sample({ day, children }: { readonly day: CalendarDay; readonly children: string }): ReactNode {
  return (
    <span className="flex items-center gap-1">
      <svg width={SIZE} height={SIZE} role="presentation">
        <Square day={day} x={0} y={0} most={1} />
      </svg>
      {children}
    </span>
  )
}

interface SquareProps {
  readonly day: CalendarDay
  readonly x: number
  readonly y: number
  /** The largest result of the year: half of it and more fills the square. */
  readonly most: number
}

/** Full is a day that ended up, hollow one that ended down: the shape says what the colour says. */
function Square({ day: { day, pnl, inStreak }, x, y, most }: SquareProps): ReactNode {
  const size = pnl !== null && Math.abs(pnl) * 2 < most ? HALF : SIZE
  const inset = (SIZE - size) / 2
  return (
    <g transform={`translate(${x * CELL} ${y * CELL})`}>
      <rect width={SIZE} height={SIZE} className="fill-bg2" />
      {pnl !== null && pnl > 0 && <rect x={inset} y={inset} width={size} height={size} className="fill-up" />}
      {pnl !== null && pnl < 0 && (
        <rect
          x={inset + 1}
          y={inset + 1}
          width={size - 2}
          height={size - 2}
          className="fill-none stroke-down"
          strokeWidth="2"
        />
      )}
      {pnl === 0 && <rect x="3" y="5" width="5" height="1" className="fill-fg2" />}
      {inStreak && <rect y={SIZE - 2} width={SIZE} height="2" className="fill-fg0" />}
      {day !== '' && pnl !== null && <title>{`${day}: ${signed(pnl)}`}</title>}
    </g>
  )
}
