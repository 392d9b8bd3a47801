import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount } from '../state/format.ts'
import { useWords } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { useStation } from './use-desk.ts'

/** Where it stands what was vetoed and why. */
const VETOES = { to: '/fusion', hash: 'vetoes' } as const

/** What the desk held back today and why, below the queue; nothing before the station has told it. */
export function VetoedToday(): ReactNode {
  const say = useWords('dashboard')
  const navigate = useNavigate()
  const vetoes = useStation((state) => state.fusion?.vetoes)
  useKeys({ v: () => void navigate(VETOES) })
  if (vetoes === undefined) return null
  const told = vetoes.filter(({ today }) => today > 0).sort((a, b) => b.today - a.today)
  const all = told.reduce((sum, { today }) => sum + today, 0)
  const reasons = told.map(({ reason, today }) => `${say(`vetoed_${reason}`)} ${amount(today, 0)}`)
  return (
    <p className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-2 border-t border-line px-3 py-0.5 text-label text-fg2">
      <span className="text-fg1">
        {all === 0 ? say('vetoed_none') : say('vetoed_n', { n: amount(all, 0) })}
      </span>
      {all > 0 && <span>{reasons.join(', ')}</span>}
      {all > 0 && (
        <Link {...VETOES} className="ml-auto text-info hover:underline" aria-label={say('vetoed_why_label')}>
          {say('vetoed_why')}
        </Link>
      )}
    </p>
  )
}
