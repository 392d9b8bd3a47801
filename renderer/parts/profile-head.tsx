import type { ReactNode } from 'react'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import { shareOf } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { changeColour } from './direction.tsx'
import { AsOf } from './panel.tsx'
import { Bar } from './progress-frame.tsx'
import { useDesk, useStale, useStation } from './use-desk.ts'
import { useClosedTrades, usePoints, useTimeStats } from './use-progress.ts'
import { useTally } from './use-queries.ts'

/** Who somebody is at this desk. `game` shows his level and points. */
export function ProfileHead({ game }: { readonly game: boolean }): ReactNode {
  const { reader } = useDesk()
  const say = useWords('profile')
  const user = useStation((state) => state.user)
  useTally()
  return (
    <div
      data-stale={useStale()}
      className="relative flex flex-wrap items-end gap-x-10 gap-y-3 bg-bg1 px-3 py-3"
    >
      <div className="min-w-0">
        <h1 className="text-page">
          <bdi className="wrap-anywhere">{reader.name}</bdi>
        </h1>
        <p className="font-mono text-label text-fg2">{reader.userId}</p>
      </div>
      <dl className="flex gap-x-8">
        <Item name={say('rank')} value={user?.rank ?? UNKNOWN} />
        <Item name={say('zone')} value={reader.zone} />
      </dl>
      {game && <LevelBar />}
      <AsOf />
    </div>
  )
}

function Item({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className="text-fg0">{value}</dd>
    </div>
  )
}

function LevelBar(): ReactNode {
  const say = useWords('profile')
  const points = usePoints().data
  if (points === undefined) return null
  const { level, xp, levelXp, nextXp, balance } = points
  const words =
    nextXp === null
      ? say('level_top', { xp: amount(xp, 0) })
      : say('level_way', { xp: amount(xp, 0), next: amount(nextXp, 0) })
  const name = say('level', { level })
  return (
    <div className="flex min-w-56 flex-1 flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <strong className="text-kpi">{name}</strong>
        <span>{words}</span>
        <span className="ml-auto text-fg2">
          {say('points')} <span className="text-fg0">{amount(balance, 0)}</span>
        </span>
      </p>
      <Bar share={shareOf(xp, levelXp, nextXp)} name={name} words={words} />
    </div>
  )
}

/** The figures of his trading, each with what it is made of. */
export function ProfileFigures(): ReactNode {
  const say = useWords('profile')
  const balance = useStation((state) => state.user?.balance ?? null)
  const trades = useClosedTrades().data?.trades
  const n = trades?.length ?? 0
  const sum = (unit: 'pnl' | 'r') => (trades ?? []).reduce((total, trade) => total + trade[unit], 0)
  const closed = trades === undefined ? '' : say('closed', { n: amount(n, 0) })
  return (
    <dl data-stale={useStale()} className="grid grid-cols-2 gap-px bg-line mid:grid-cols-4">
      <Figure name={say('balance')} value={amount(balance)} />
      <Figure
        name={say('pnl')}
        value={signed(n === 0 ? null : sum('pnl'))}
        beside={closed}
        colour={n === 0 ? '' : changeColour(sum('pnl'))}
      />
      <RateFigure />
      <Figure
        name={say('mean_r')}
        value={n === 0 ? UNKNOWN : `${signed(sum('r') / n, 2)} R`}
        beside={closed}
      />
    </dl>
  )
}

function RateFigure(): ReactNode {
  const say = useWords('profile')
  const told = useTimeStats().data
  const all = told?.all
  const beside =
    all === undefined
      ? ''
      : all.interval === null
        ? say('rate_missing', { n: all.n, needed: told?.rate_from ?? 0 })
        : say('rate_of', { low: percent(all.interval[0]), high: percent(all.interval[1]), n: all.n })
  return <Figure name={say('win_rate')} value={percent(all?.win_rate ?? null)} beside={beside} />
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly beside?: string
  readonly colour?: string
}

function Figure({ name, value, beside = '', colour = '' }: FigureProps): ReactNode {
  return (
    <div className="min-w-0 bg-bg1 px-3 py-2">
      <dt className="label">{name}</dt>
      <dd>
        <span className={`text-kpi font-semibold ${colour === '' ? 'text-fg0' : colour}`}>{value}</span>{' '}
        <span className="text-cell text-fg2">{beside}</span>
      </dd>
    </div>
  )
}
