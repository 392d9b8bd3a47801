import type { ReactNode } from 'react'
import type { CurveRange } from '../state/curve.ts'
import { newest } from '../state/curve.ts'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import { type PeriodView, periodOf, sourcesText } from '../state/report.ts'
import { useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { useStation } from './use-desk.ts'
import { useClosedTrades, useTimeStats } from './use-progress.ts'
import { useTally } from './use-queries.ts'

/** What the trades of the period came to, and what the station counts over all decisions. */
export function ReportFigures({ range }: { readonly range: CurveRange }): ReactNode {
  const say = useWords('report')
  const asking = useClosedTrades()
  const read = asking.data
  const period = periodOf(newest(read?.trades ?? [], range))
  return (
    <Panel title={say('figures')} aside={read !== undefined && <PeriodText period={period} />}>
      <Faces asking={asking} known={read !== undefined} empty={null} rows={4}>
        <OfPeriod period={period} />
        {period.n > 0 && (
          <p className="px-3 pb-2 text-cell text-fg2">{say('sources', { sources: sourcesText(period) })}</p>
        )}
        <OfAll />
      </Faces>
    </Panel>
  )
}

/** Which trades those are, in words. */
export function PeriodText({ period: { n } }: { readonly period: PeriodView }): ReactNode {
  const say = useWords('report')
  const read = useClosedTrades().data
  const known = amount(n, 0)
  if (read === undefined || n < read.trades.length) return <span>{say('period_of', { n: known })}</span>
  return <span>{say(read.whole ? 'period_all' : 'period_read', { n: known })}</span>
}

function OfPeriod({ period }: { readonly period: PeriodView }): ReactNode {
  const say = useWords('report')
  const { n, pnl, r, meanR, won, lost, timeouts } = period
  const some = (text: string) => (n === 0 ? UNKNOWN : text)
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 px-3 py-2 sm:grid-cols-3 desk:grid-cols-5">
      <Figure name={say('trades')} value={amount(n, 0)} />
      <Figure name={say('sum_pnl')} value={some(signed(pnl))} />
      <Figure name={say('sum_r')} value={some(`${signed(r, 1)} R`)} />
      <Figure name={say('mean_r')} value={meanR === null ? UNKNOWN : `${signed(meanR, 2)} R`} />
      <Figure
        name={say('ended')}
        value={some([won, lost, timeouts].map((one) => amount(one, 0)).join(' / '))}
      />
    </dl>
  )
}

function OfAll(): ReactNode {
  const say = useWords('report')
  const sayProfile = useWords('profile')
  const told = useTimeStats().data
  const balance = useStation((state) => state.user?.balance ?? null)
  useTally()
  const all = told?.all
  const interval = all?.interval ?? null
  const beside =
    interval === null
      ? sayProfile('rate_missing', { n: all?.n ?? 0, needed: told?.rate_from ?? 0 })
      : sayProfile('rate_of', { low: percent(interval[0]), high: percent(interval[1]), n: all?.n ?? 0 })
  return (
    <section aria-label={say('all_decisions')} className="border-t border-line px-3 py-2">
      <h3 className="text-cell font-normal text-fg2">{say('all_decisions')}</h3>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3">
        <Figure
          name={say('win_rate')}
          value={percent(all?.win_rate ?? null)}
          beside={all === undefined ? '' : beside}
        />
        <Figure
          name={say('timeouts')}
          value={amount(all?.timeouts ?? null, 0)}
          beside={say('timeouts_about')}
        />
        <Figure name={say('balance')} value={amount(balance)} />
      </dl>
    </section>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly beside?: string
}

function Figure({ name, value, beside = '' }: FigureProps): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="label">{name}</dt>
      <dd>
        <span className="text-kpi font-semibold whitespace-nowrap text-fg0">{value}</span>{' '}
        <span className="text-cell text-fg2">{beside}</span>
      </dd>
    </div>
  )
}
