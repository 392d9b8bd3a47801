import { Crosshair, LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { Problem } from '../parts/problem.tsx'
import { ReachBadge } from '../parts/reach-badge.tsx'
import { useReach } from '../parts/use-reach.ts'
import type { ProblemView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

interface WaitingProps {
  /** What the station said instead of who the reader is; null while it has said nothing. */
  readonly problem: ProblemView | null
  /** Asks who the reader is; true when the station answered at all. */
  readonly ask: () => Promise<boolean>
  readonly onSignOut: () => void
}

/** Before the station has said who the reader is. The token is kept, and the page goes on by itself. */
export function Waiting({ problem, ask, onSignOut }: WaitingProps): ReactNode {
  const { reach, retry } = useReach(ask)
  const refused = problem !== null && problem.status !== 0
  return (
    <main className="grid min-h-full place-items-center p-4">
      <div className="flex w-full max-w-96 flex-col gap-4 border border-line bg-bg1 p-6">
        <div className="flex items-center gap-2">
          <Crosshair size={18} aria-hidden className="text-fg0" />
          <h1 className="text-kpi">Fusion Desk</h1>
        </div>
        {refused ? (
          <Problem problem={problem} onRetry={retry} />
        ) : (
          <ReachBadge reach={reach} onRetry={retry} />
        )}
        {reach.phase === 'OFFLINE' && <p>{say('station_away')}</p>}
        {(refused || reach.phase === 'OFFLINE') && (
          <button type="button" className="plain-button self-start max-mid:min-h-11" onClick={onSignOut}>
            <LogOut size={14} aria-hidden />
            {say('sign_out')}
          </button>
        )}
      </div>
    </main>
  )
}
