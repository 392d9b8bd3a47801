import type { ReactNode } from 'react'
import { BoxOddsPanel } from '../parts/box-odds.tsx'
import { BoxesPanel, OpenedPanel } from '../parts/boxes-panel.tsx'
import { ClaimsPanel, InventoryPanel } from '../parts/claims-panel.tsx'
import { ProgressPage } from '../parts/progress-frame.tsx'
import { usePoints } from '../parts/use-progress.ts'
import { amount } from '../state/format.ts'
import { useWords } from '../words/words.ts'

/** Boxes with their odds beside the button, what was in those that are open, and all that was paid. */
export function RewardsPage(): ReactNode {
  const say = useWords('rewards')
  return (
    <ProgressPage title={say('title')} aside={<Summary />}>
      <div className="grid grid-cols-1 gap-px desk:grid-cols-2">
        <BoxesPanel />
        <BoxOddsPanel />
      </div>
      <div className="grid grid-cols-1 gap-px desk:grid-cols-2">
        <OpenedPanel />
        <InventoryPanel />
      </div>
      <ClaimsPanel />
    </ProgressPage>
  )
}

function Summary(): ReactNode {
  const say = useWords('rewards')
  const points = usePoints().data
  if (points === undefined) return null
  const { balance, today } = points
  return (
    <p className="text-fg2">{say('summary', { balance: amount(balance, 0), today: amount(today, 0) })}</p>
  )
}
