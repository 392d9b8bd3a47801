import type { ReactNode } from 'react'
import { lanBadge } from '../state/lan.ts'
import { useStation } from './use-desk.ts'
import { useTimes } from './use-times.ts'

/** That other machines reach this desk, how, and until when. For operators; nothing while it is at home alone. */
export function LanBadge(): ReactNode {
  const lan = useStation((state) => state.lan)
  const times = useTimes()
  const badge = lanBadge(lan, times.minute)
  if (badge === null) return null
  const { word, colour, more } = badge
  return (
    <span
      role="status"
      aria-label={word}
      title={more}
      className={`rounded-sm border border-current px-2 py-px text-label font-semibold tracking-wide whitespace-nowrap ${colour}`}
    >
      {word}
    </span>
  )
}
