import { type ReactNode, useState } from 'react'
import { readProblem } from '../link/api.ts'
import type { ProblemView } from '../state/model.ts'
import { OverlayDialog } from './overlay.tsx'
import { Problem } from './problem.tsx'
import { useDesk } from './use-desk.ts'

type Removal = 'asked' | 'removing' | 'removed'

/** Where an operator reads what a demo is, and takes it away. */
export function DemoDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { api } = useDesk()
  const [removal, setRemoval] = useState<Removal>('asked')
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const remove = async () => {
    setRemoval('removing')
    setProblem(null)
    const answer = await api.call('removeDemo', {})
    setRemoval(answer.ok ? 'removed' : 'asked')
    if (!answer.ok) setProblem(readProblem(answer.problem))
  }
  return (
    <OverlayDialog title="This desk is a demo" onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p>
          Twenty traders, three weeks of trades and the market itself are made up. They lie in a folder of
          their own; your own desk, if you have one, is not in it.
        </p>
        {removal === 'removed' ? (
          <p role="status">
            The demo is removed and its station has stopped. Start the station again for your own desk.
          </p>
        ) : (
          <>
            <p>Removing it deletes that folder and stops the station. It cannot be undone.</p>
            {problem !== null && <Problem problem={problem} />}
            <div className="flex justify-end gap-2">
              <button type="button" className="plain-button min-h-9 max-mid:min-h-11" onClick={onClose}>
                Keep it
              </button>
              <button
                type="button"
                className="plain-button min-h-9 max-mid:min-h-11"
                aria-disabled={removal === 'removing'}
                onClick={() => void (removal === 'asked' && remove())}
              >
                {removal === 'removing' ? 'Removing' : 'Remove the demo'}
              </button>
            </div>
          </>
        )}
      </div>
    </OverlayDialog>
  )
}
