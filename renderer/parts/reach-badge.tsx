import type { ReactNode } from 'react'
import { phaseName } from '../state/names.ts'
import { type Reach, reachText } from '../state/reach.ts'
import { sayIn } from '../words/words.ts'
import { useNow } from './use-desk.ts'

const say = sayIn('frame')

interface ReachBadgeProps {
  readonly reach: Reach
  readonly onRetry: () => void
}

/** CONNECTING or OFFLINE, in the words of the desk's own badge; nothing once the station has answered. */
export function ReachBadge({ reach, onRetry }: ReachBadgeProps): ReactNode {
  const now = useNow()
  if (reach.phase === 'REACHED') return null
  const away = reach.phase === 'OFFLINE'
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div
        className={`flex items-center gap-1.5 rounded-sm border border-current px-2 py-px ${away ? 'text-down' : 'text-fg1'}`}
      >
        <span aria-hidden className="size-1.5 bg-current" />
        <span
          role="status"
          aria-label={phaseName(reach.phase)}
          className="text-label font-semibold tracking-wide"
        >
          {phaseName(reach.phase)}
        </span>
        <span className="text-label text-fg2">{reachText(reach, now)}</span>
      </div>
      {away && (
        <button type="button" className="plain-button min-h-6 px-2 max-mid:min-h-11" onClick={onRetry}>
          {say('retry_now')}
        </button>
      )}
    </div>
  )
}
