import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import {
  type Change,
  type ComparisonView,
  countChange,
  fusionChange,
  pnlChange,
  rateChange,
} from '../state/kpi.ts'
import { firesTold, tallyText } from '../state/tally.ts'
import { sayIn } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { AsOf } from './panel.tsx'
import { useSettings } from './settings-store.ts'
import { useDesk, useStale, useStation } from './use-desk.ts'
import { type DeskDayView, useDeskDay, useTally } from './use-queries.ts'

const say = sayIn('dashboard')

/** The desk's day is asked again when fires are told, not more often than this, and now and then in any case. */
const DESK_DAY_AGAIN_MS = 2_000
const DESK_DAY_EVERY_MS = 15_000

/**
 * What the desk does today, and how its reader stands, each against what it was before. A figure the station cannot tell
 * is not here; a change it cannot tell has a dash and the reason.
 */
export function StatsStrip(): ReactNode {
  const { reader } = useDesk()
  const stale = useStale()
  useTally()
  return (
    <section
      aria-label={say('own_statistics')}
      data-stale={stale}
      className="relative flex shrink-0 flex-wrap gap-px border-b border-line bg-line max-mid:order-last max-mid:border-t desk:flex-nowrap"
    >
      {reader.features.includes('desk_stats') ? <WithDesk /> : <WithoutDesk />}
      <AsOf />
    </section>
  )
}

/** What the desk does, without anybody's own figures: for a screen that others see. */
export function DeskStrip(): ReactNode {
  const { reader } = useDesk()
  const stale = useStale()
  const asking = useDeskDay(DESK_DAY_EVERY_MS)
  const open = useStation((state) => (state.open === null ? null : state.openTotal))
  const day = asking.data ?? null
  return (
    <section
      aria-label={say('desk_statistics')}
      data-stale={stale}
      className="relative flex shrink-0 flex-wrap gap-px"
    >
      <AsOf />
      <Figure label={say('signals_open')} value={amount(open, 0)} />
      {reader.features.includes('desk_stats') && (
        <>
          <DeskFigures day={day} />
          <FusionFigure day={day} />
        </>
      )}
    </section>
  )
}

function WithoutDesk(): ReactNode {
  const open = useStation((state) => (state.open === null ? null : state.openTotal))
  return (
    <>
      <Figure label={say('signals_open')} value={amount(open, 0)} />
      <OwnFigures compared={null} />
    </>
  )
}

function WithDesk(): ReactNode {
  const asking = useDeskDay(DESK_DAY_EVERY_MS)
  const day = asking.data ?? null
  useAskedAfterNews(asking.refetch)
  return (
    <>
      <DeskFigures day={day} />
      <OwnFigures compared={day?.compared ?? null} />
      <FusionFigure day={day} />
    </>
  )
}

function DeskFigures({ day }: { readonly day: DeskDayView | null }): ReactNode {
  if (day === null)
    return [say('signals_today'), say('fires_today'), say('executed_today'), say('active_traders')].map(
      (label) => <Figure key={label} label={label} value={UNKNOWN} />,
    )
  const { fires, traders, executionRate } = day
  const { signalsToday, dayBefore } = day.compared
  const executed = fires === 0 ? null : executionRate
  return (
    <>
      <Figure
        label={say('signals_today')}
        value={amount(signalsToday, 0)}
        change={countChange(signalsToday, dayBefore?.signals ?? null)}
      />
      <Figure
        label={say('fires_today')}
        value={amount(fires, 0)}
        change={countChange(fires, dayBefore?.fires ?? null)}
      />
      <Figure
        label={say('executed_today_n', { n: amount(fires, 0) })}
        value={percent(executed, 0)}
        change={executed === null ? null : rateChange(executed, dayBefore)}
      />
      <Figure
        label={say('active_traders')}
        value={amount(traders, 0)}
        change={countChange(traders, dayBefore?.traders ?? null)}
      />
    </>
  )
}

/** The value is unknown already; beside it a second dash would say nothing. */
const NO_SIGNAL_YET = {
  get text() {
    return say('no_signal_yet')
  },
  get about() {
    return say('no_signal_of_bar')
  },
}

/** How long it takes from a bar to the signals that come of it. */
function FusionFigure({ day }: { readonly day: DeskDayView | null }): ReactNode {
  const fusion = day?.compared.fusion ?? null
  return (
    <Figure
      label={say('fusion_p95')}
      value={fusion === null ? UNKNOWN : `${amount(fusion.p95Ms, fusion.p95Ms < 10 ? 1 : 0)} ms`}
      change={fusion === null ? (day === null ? null : NO_SIGNAL_YET) : fusionChange(fusion)}
    />
  )
}

/** Asks again when the fires of the known signals have changed, or a signal came in. */
function useAskedAfterNews(ask: () => unknown): void {
  const signals = useStation((state) => state.signals)
  const fires = useMemo(() => firesTold(signals) + Object.keys(signals).length, [signals])
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

function OwnFigures({ compared }: { readonly compared: ComparisonView | null }): ReactNode {
  const user = useStation((state) => state.user)
  const tally = useStation((state) => state.tally)
  const { game } = useSettings()
  return (
    <>
      <Figure
        label={say('own_trades_today')}
        value={user === null ? UNKNOWN : String(user.tradesToday)}
        beside={game ? (user?.rank ?? '') : ''}
      />
      <Figure
        label={say('own_win_rate')}
        value={user?.winRate == null ? UNKNOWN : percent(user.winRate / 100)}
        beside={tally === null ? '' : tallyText(tally)}
        wide
      />
      <Figure
        label={say('own_pnl_7')}
        value={signed(user?.pnl7d ?? null)}
        colour={changeColour(user?.pnl7d ?? null)}
        change={user === null || compared === null ? null : pnlChange(user.pnl7d, compared.pnlWeekBefore)}
      />
      <Figure label={say('paper_balance')} value={amount(user?.balance ?? null)} />
    </>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly beside?: string
  readonly change?: Change | null
  readonly colour?: string
  /** Has more to say than its number. */
  readonly wide?: boolean
}

function Figure(props: FigureProps): ReactNode {
  const { label, value, beside = '', change = null, colour = 'text-fg0', wide = false } = props
  return (
    <dl
      className={`min-w-0 grow basis-36 bg-bg1 px-3 py-1.5 sm:basis-44 ${wide ? 'desk:grow-2' : ''} desk:basis-auto`}
    >
      <dt className="label whitespace-nowrap">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className={`text-kpi font-semibold whitespace-nowrap ${colour}`}>{value}</span>
        {change !== null && (
          <span className="label whitespace-nowrap" title={change.about}>
            {change.text}
          </span>
        )}
        {beside !== '' && <span className="label">{beside}</span>}
      </dd>
    </dl>
  )
}
