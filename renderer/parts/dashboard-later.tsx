import type { ReactNode } from 'react'
import { fetchWords } from '../words/words.ts'
import { later } from './later.tsx'
import { useShownForAWhile } from './use-shown-for-a-while.ts'

/** What the game layer and the boards add to the dashboard and the head, fetched after them: whoever decides does not wait for it. */

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

const Heard = later(
  async () => {
    const [{ SourcesHeard: Part }] = await Promise.all([import('./sources-heard.tsx'), fetchWords('fusion')])
    return Part
  },
  { waiting: null, failed: { className: 'hidden' } },
)

/** Which sources a probability does without now. */
export function SourcesHeard(): ReactNode {
  return useShownForAWhile() && <Heard />
}

const Board = later(
  async () => {
    const [{ BoardPanel: Part }] = await Promise.all([import('./board-panel.tsx'), fetchWords('boards')])
    return Part
  },
  { waiting: null, failed: { className: 'bg-bg1 p-3' } },
)

/** The best of the week. Its place is kept, so that nothing moves when it comes. */
export function BoardPanel({ className = '' }: { readonly className?: string }): ReactNode {
  const shown = useShownForAWhile()
  return <div className={`flex min-h-40 flex-col bg-bg1 ${className}`}>{shown && <Board />}</div>
}

const Saving = later(async () => (await import('./save-trades.tsx')).SaveTrades, {
  waiting: null,
  failed: { className: 'hidden' },
})

/** Saves the reader's last trades. */
export function SaveTrades(): ReactNode {
  return useShownForAWhile() && <Saving />
}

/** The missions of the day, for the dashboard. */
export function MissionsToday(props: { readonly className?: string }): ReactNode {
  return useShownForAWhile() && <Missions {...props} />
}

/** The reader's streak, level and points, for the head. */
export function OwnStanding(): ReactNode {
  return useShownForAWhile() && <Standing />
}
