import type { ReactNode } from 'react'
import { isTourSeen } from '../state/tour.ts'
import { useWords } from '../words/words.ts'
import { useOverlays } from './use-overlays.ts'

/** Begins the tour of the dashboard. */
export function TourButton(): ReactNode {
  const say = useWords('welcome')
  const { open } = useOverlays()
  return (
    <button type="button" className="plain-button self-start max-mid:min-h-11" onClick={() => open('tour')}>
      {say(isTourSeen() ? 'tour_again' : 'tour_start')}
    </button>
  )
}
