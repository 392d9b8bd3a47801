import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, signed } from '../state/format.ts'
import { figure } from '../state/saved-table.ts'
import { shippedName } from '../state/shipped.ts'
import { type Say, useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Medal, type MedalName } from './medal.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { useAchievements, useForecast, useRecords } from './use-progress.ts'
import { useTimes } from './use-times.ts'

const MEDALS = ['platinum', 'gold', 'silver', 'bronze'] as const satisfies readonly MedalName[]
const MINUTES_DECIMALS = 0

/** The reader's best of each kind, with its day. */
export function RecordsPanel(): ReactNode {
  const say = useWords('profile')
  const times = useTimes()
  const asking = useRecords()
  const records = asking.data
  return (
    <Panel title={say('records')} className="min-w-0">
      <Faces
        asking={asking}
        known={records !== undefined}
        empty={records?.length === 0 ? say('no_records') : null}
        rows={5}
      >
        <Across name={say('records')}>
          <FigureTable
            caption={say('records')}
            heads={[say('record'), say('value'), say('since')]}
            rows={(records ?? []).map((record) => [
              say(`record_${record.type}`),
              recordText(record, say),
              times.day(record.at),
            ])}
          />
        </Across>
      </Faces>
    </Panel>
  )
}

type RecordLine = NonNullable<ReturnType<typeof useRecords>['data']>[number]

function recordText({ unit, value }: RecordLine, say: Say<'profile'>): string {
  if (unit === 'r_multiple') return `${signed(value, 2)} R`
  if (unit === 'market_minutes') return say('minutes', { n: amount(value, MINUTES_DECIMALS) })
  return amount(value, 0)
}

/** What was unlocked last, and how many medals there are of each metal. */
export function AchievementsStrip(): ReactNode {
  const say = useWords('profile')
  const times = useTimes()
  const asking = useAchievements()
  const gallery = asking.data
  return (
    <Panel
      title={say('achievements')}
      aside={
        <>
          {MEDALS.map((medal) => (
            <span key={medal} className="flex items-center gap-1">
              <Medal medal={medal} won={(gallery?.medals[medal] ?? 0) > 0} />
              {amount(gallery?.medals[medal] ?? null, 0)}
            </span>
          ))}
          <Link to="/achievements" className="text-info hover:underline">
            {say('see_all')}
          </Link>
        </>
      }
      className="min-w-0"
    >
      <Faces
        asking={asking}
        known={gallery !== undefined}
        empty={gallery?.recent.length === 0 ? say('no_achievements') : null}
        rows={3}
      >
        <ul className="divide-y divide-line">
          {gallery?.recent.map(({ id, name, medal, at }) => (
            <li key={id} className="flex min-h-8 items-center gap-3 px-3">
              <Medal medal={medal} />
              <span className="min-w-0 flex-1 truncate text-fg0">{shippedName(name)}</span>
              <span className="text-label text-fg2">{times.day(at)}</span>
            </li>
          ))}
        </ul>
      </Faces>
    </Panel>
  )
}

/** What the next trades will probably come to, or why that cannot be said yet. */
export function ForecastPanel(): ReactNode {
  const say = useWords('profile')
  const asking = useForecast()
  const told = asking.data
  const forecast = told?.forecast ?? null
  const reason = told?.reason ?? null
  const between = ([low, high]: readonly [number, number], decimals: number) =>
    say('between', { low: signed(low, decimals), high: signed(high, decimals) })
  return (
    <Panel title={say('forecast')} className="min-w-0">
      <Faces
        asking={asking}
        known={told !== undefined}
        empty={reason === null ? null : say('forecast_needs', { needed: reason.needed, have: reason.have })}
        rows={4}
      >
        {told !== undefined && forecast !== null && (
          <>
            <Across name={say('forecast')}>
              <FigureTable
                caption={say('forecast_of', { n: told.trades_ahead })}
                heads={[say('forecast_of', { n: told.trades_ahead }), say('expected'), say('interval')]}
                rows={[
                  [
                    say('wins'),
                    figure(amount(forecast.wins.expected, 1), forecast.wins.expected),
                    say('between', {
                      low: amount(forecast.wins.interval[0], 0),
                      high: amount(forecast.wins.interval[1], 0),
                    }),
                  ],
                  [
                    'R',
                    figure(signed(forecast.r.expected, 1), forecast.r.expected),
                    between(forecast.r.interval, 1),
                  ],
                  [
                    say('month_pnl'),
                    figure(signed(forecast.pnl.expected, 0), forecast.pnl.expected),
                    between(forecast.pnl.interval, 0),
                  ],
                ]}
              />
            </Across>
            <p className="px-3 py-2 text-cell text-fg2">
              {say('forecast_from', {
                n: forecast.basis.trades,
                sources: told.sources.join(', ').toUpperCase(),
              })}{' '}
              {told.score !== null &&
                say('forecast_score', { within: told.score.wins_within, all: told.score.forecasts })}
            </p>
          </>
        )}
      </Faces>
    </Panel>
  )
}
