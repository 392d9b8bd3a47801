import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount } from '../state/format.ts'
import { useWords } from '../words/words.ts'
import { useDesk, useStale } from './use-desk.ts'
import { usePoints, useStreaks } from './use-progress.ts'

/** The reader's streak of logins, level and points, in the head; nothing before the station has told both. */
export function OwnStanding(): ReactNode {
  const { reader } = useDesk()
  const say = useWords('progress')
  const stale = useStale()
  const points = usePoints().data
  const streaks = useStreaks().data?.streaks
  if (points === undefined || streaks === undefined) return null
  const login = streaks.find(({ type, phase }) => type === 'daily_login' && phase !== 'lost')
  const days = amount(login?.current ?? 0, 0)
  const balance = amount(points.balance, 0)
  const values = { days, level: points.level, points: balance }
  return (
    <Link
      data-stale={stale}
      to="/u/$userId"
      params={{ userId: reader.userId }}
      className="plain-button min-h-6 gap-3 px-2 font-normal whitespace-nowrap"
      title={say('own_standing', values)}
    >
      <span>
        <span className="sr-only">{say('login_streak')} </span>
        <span className="text-fg0">{say('days_short', { days })}</span>
      </span>
      <span>
        <span className="sr-only">{say('level')} </span>
        <span className="text-fg2">{say('level_short', { level: points.level })}</span>{' '}
        <span className="sr-only">{say('points')} </span>
        <span className="text-fg0">{balance}</span>
      </span>
    </Link>
  )
}
