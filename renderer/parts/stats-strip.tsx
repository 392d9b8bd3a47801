import type { ReactNode } from 'react'
import { amount, counted, percent, signed, UNKNOWN } from '../state/format.ts'
import type { Tally, UserView } from '../state/model.ts'
import { changeColour } from './direction.tsx'
import { useDesk, useStale, useStation } from './use-desk.ts'
import { useDeskDay, useTally } from './use-queries.ts'

const DESK_DAY_EVERY_MS = 15_000

/** The reader's own figures, then the desk's day. */
export function StatsStrip(): ReactNode {
  const { reader } = useDesk()
  const stale = useStale()
  const user = useStation((state) => state.user)
  const tally = useStation((state) => state.tally)
  useTally()
  return (
    <section
      aria-label="Your statistics"
      data-stale={stale}
      className="flex shrink-0 flex-wrap gap-px border-b border-line bg-line"
    >
      <OwnFigures user={user} tally={tally} />
      {reader.features.includes('desk_stats') && <DeskFigures />}
    </section>
  )
}

function OwnFigures({
  user,
  tally,
}: {
  readonly user: UserView | null
  readonly tally: Tally | null
}): ReactNode {
  return (
    <>
      <Figure label="Trades today" value={user === null ? UNKNOWN : String(user.tradesToday)} />
      <Figure
        label="Your P/L, 7 days"
        value={signed(user?.pnl7d ?? null)}
        colour={changeColour(user?.pnl7d ?? null)}
      />
      <Figure
        label="Your win rate"
        value={user?.winRate == null ? UNKNOWN : percent(user.winRate / 100)}
        beside={tally === null ? '' : tallyText(tally)}
      />
      <Figure label="Your rank" value={user?.rank ?? UNKNOWN} />
      <Figure label="Paper balance" value={amount(user?.balance ?? null)} />
    </>
  )
}

/** `n 12, 3 timeouts`: a rate says nothing without them. */
export function tallyText({ wins, losses, timeouts }: Tally): string {
  return `n ${wins + losses}, ${counted(timeouts, 'timeout')}`
}

function DeskFigures(): ReactNode {
  const day = useDeskDay(DESK_DAY_EVERY_MS).data
  return (
    <>
      <Figure
        label="Desk fires today"
        value={day === undefined ? UNKNOWN : String(day.fires)}
        beside={day === undefined ? '' : `by ${counted(day.traders, 'trader')}`}
      />
      <Figure
        label="Executed today"
        value={day === undefined || day.fires === 0 ? UNKNOWN : percent(day.executionRate)}
      />
    </>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly beside?: string
  readonly colour?: string
}

function Figure({ label, value, beside = '', colour = 'text-fg0' }: FigureProps): ReactNode {
  return (
    <dl className="grow basis-36 bg-bg1 px-3 py-1.5 sm:basis-44 desk:basis-0">
      <dt className="label whitespace-nowrap">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className={`text-kpi font-semibold ${colour}`}>{value}</span>
        <span className="label">{beside}</span>
      </dd>
    </dl>
  )
}
