import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { QueueChoice } from '../state/queue.ts'
import { fetchWords, useWords } from '../words/words.ts'
import { later } from './later.tsx'

const QueueView = later(
  async () => {
    await fetchWords('views')
    return (await import('./queue-view.tsx')).QueueView
  },
  { waiting: null, failed: {} },
)

interface QueueViewProps {
  /** The signals in the order they are shown. */
  readonly rows: readonly string[]
  readonly choice: QueueChoice
  readonly onChoose: (choice: QueueChoice) => void
}

/** Opens what the reader can do to the columns and the views of the queue. */
export function QueueViewButton(props: QueueViewProps): ReactNode {
  const say = useWords('dashboard')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="plain-button min-h-6 px-1.5 max-mid:min-h-11 max-mid:min-w-11"
        aria-label={say('queue_view')}
        aria-haspopup="dialog"
        title={say('queue_view')}
        onClick={() => setOpen(true)}
      >
        <SlidersHorizontal size={12} aria-hidden />
      </button>
      {open && <QueueView {...props} onClose={() => setOpen(false)} />}
    </>
  )
}
