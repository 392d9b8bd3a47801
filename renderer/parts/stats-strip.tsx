import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import { firesTold, tallyText } from '../state/tally.ts'
import { changeColour } from './direction.tsx'
import { useDesk, useStale, useStation } from './use-desk.ts'
import { useDeskDay, useTally } from './use-queries.ts'

/** The desk's day is asked again when fires are told, not more often than this, and now and then in any case. */
const DESK_DAY_AGAIN_MS = 2_000
const DESK_DAY_EVERY_MS = 15_000

/** What the desk does today, and how its reader stands. A figure the station cannot tell is not here. */
export function StatsStrip(): ReactNode {
  const { reader } = useDesk()
  const stale = useStale()
  const open = useStation((state) => (state.open === null ? null : state.openTotal))
  useTally()
  return (
    <section
      aria-label="Your statistics"
      data-stale={stale}
      className="flex shrink-0 flex-wrap gap-px border-b border-line bg-line"
    >
      <Figure label="Signals open" value={open === null ? UNKNOWN : amount(open, 0)} />
      {reader.features.includes('desk_stats') && <DeskFigures />}
      <OwnFigures />
    </section>
  )
}

function DeskFigures(): ReactNode {
  const asking = useDeskDay(DESK_DAY_EVERY_MS)
  const day = asking.data
  useAskedAfterFires(asking.refetch)
  return (
    <>
      <Figure label="Fires today" value={day === undefined ? UNKNOWN : amount(day.fires, 0)} beside="desk" />
      <Figure
        label="Executed today"
        value={day === undefined || day.fires === 0 ? UNKNOWN : percent(day.executionRate, 0)}
        beside={day === undefined ? '' : `n ${amount(day.fires, 0)}`}
      />
      <Figure
        label="Active traders"
        value={day === undefined ? UNKNOWN : amount(day.traders, 0)}
        beside="today"
      />
    </>
  )
}

/** Asks again when the fires of the known signals have changed. */
function useAskedAfterFires(ask: () => unknown): void {
  const signals = useStation((state) => state.signals)
  const fires = useMemo(() => firesTold(signals), [signals])
  const before = useRef(fires)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const newest = useRef(ask)
  newest.current = ask
  useEffect(() => {
    if (before.current === fires || waiting.current !== null) return
    before.current = fires
    waiting.current = setTimeout(() => {
      waiting.current = null
      newest.current()
    }, DESK_DAY_AGAIN_MS)
  }, [fires])
  useEffect(() => () => clearTimeout(waiting.current ?? undefined), [])
}

function OwnFigures(): ReactNode {
  const user = useStation((state) => state.user)
  const tally = useStation((state) => state.tally)
  return (
    <>
      <Figure
        label="Your trades today"
        value={user === null ? UNKNOWN : String(user.tradesToday)}
        beside={user?.rank ?? ''}
      />
      <Figure
        label="Your win rate"
        value={user?.winRate == null ? UNKNOWN : percent(user.winRate / 100)}
        beside={tally === null ? '' : tallyText(tally)}
        wide
      />
      <Figure
        label="Your P/L, 7 days"
        value={signed(user?.pnl7d ?? null)}
        colour={changeColour(user?.pnl7d ?? null)}
      />
      <Figure label="Paper balance" value={amount(user?.balance ?? null)} />
    </>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly beside?: string
  readonly colour?: string
  /** Has more to say than its number. */
  readonly wide?: boolean
}

function Figure({ label, value, beside = '', colour = 'text-fg0', wide = false }: FigureProps): ReactNode {
  return (
    <dl className={`grow basis-36 bg-bg1 px-3 py-1.5 sm:basis-44 ${wide ? 'desk:grow-2' : ''} desk:basis-0`}>
      <dt className="label whitespace-nowrap">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className={`text-kpi font-semibold whitespace-nowrap ${colour}`}>{value}</span>
        <span className="label desk:whitespace-nowrap">{beside}</span>
      </dd>
    </dl>
  )
}
