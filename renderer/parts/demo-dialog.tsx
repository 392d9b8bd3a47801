import { type ComponentType, type ReactNode, useState } from 'react'
import { readProblem } from '../link/api.ts'
import type { ProblemView } from '../state/model.ts'
import { fetchWords, sayIn } from '../words/words.ts'
import { openInbox } from './inbox-store.ts'
import { OverlayDialog } from './overlay.tsx'
import { Problem } from './problem.tsx'
import { useDesk } from './use-desk.ts'

const say = sayIn('demo')

type Removal = 'asked' | 'removing' | 'removed'

/** The dialog of the demo with its words: it is there also when the station is not. */
export async function fetchDemoDialog(): Promise<ComponentType<{ readonly onClose: () => void }>> {
  await fetchWords('demo')
  return DemoDialog
}

/** Where an operator reads what a demo is, and takes it away. */
function DemoDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { api, reader } = useDesk()
  const [removal, setRemoval] = useState<Removal>('asked')
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const remove = async () => {
    setRemoval('removing')
    setProblem(null)
    const answer = await api.call('removeDemo', {})
    setRemoval(answer.ok ? 'removed' : 'asked')
    if (answer.ok) openInbox(reader).forget()
    else setProblem(readProblem(answer.problem))
  }
  return (
    <OverlayDialog title={say('title')} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p>{say('about')}</p>
        {removal === 'removed' ? (
          <p role="status">{say('removed')}</p>
        ) : (
          <>
            <p>{say('cannot_undo')}</p>
            {problem !== null && <Problem problem={problem} />}
            <div className="flex justify-end gap-2">
              <button type="button" className="plain-button min-h-9 max-mid:min-h-11" onClick={onClose}>
                {say('keep')}
              </button>
              <button
                type="button"
                className="plain-button min-h-9 max-mid:min-h-11"
                aria-disabled={removal === 'removing'}
                onClick={() => void (removal === 'asked' && remove())}
              >
                {removal === 'removing' ? say('removing') : say('remove')}
              </button>
            </div>
          </>
        )}
      </div>
    </OverlayDialog>
  )
}
