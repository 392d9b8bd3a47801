import type { ReactNode } from 'react'
import { fetchWords } from '../words/words.ts'
import { later } from './later.tsx'
import { useShownForAWhile } from './use-shown-for-a-while.ts'

/** What the game layer adds to the dashboard and the head, fetched after them: whoever decides does not wait for it. */

const Missions = later(
  async () => {
    const [{ MissionsToday: Part }] = await Promise.all([
      import('./missions-today.tsx'),
      fetchWords('missions', 'progress'),
    ])
    return Part
  },
  { waiting: null, failed: { className: 'bg-bg1 p-3' } },
)

const Standing = later(
  async () => {
    const [{ OwnStanding: Part }] = await Promise.all([import('./own-standing.tsx'), fetchWords('progress')])
    return Part
  },
  { waiting: null, failed: { className: 'hidden' } },
)

/** The missions of the day, for the dashboard. */
export function MissionsToday(props: { readonly className?: string }): ReactNode {
  return useShownForAWhile() && <Missions {...props} />
}

/** The reader's streak, level and points, for the head. */
export function OwnStanding(): ReactNode {
  return useShownForAWhile() && <Standing />
}
