import type { ReactNode } from 'react'
import type { SignalView } from '../state/model.ts'
import { withheldText } from '../state/routing.ts'
import { sayIn } from '../words/words.ts'
import { useStation } from './use-desk.ts'

const say = sayIn('briefing')

/** Whether the signal was brought to the reader, and why not; of a vetoed candidate why it is no signal. */
export function RoutedLine({ signal }: { readonly signal: SignalView }): ReactNode {
  const brought = useStation(({ routing }) => routing.signals[signal.id]?.state === 'delivered')
  const why = useStation(({ routing }) => withheldText(routing, signal.id))
  if (signal.veto !== undefined)
    return <p className="text-cell text-warn">{say('vetoed', { why: signal.veto })}</p>
  if (brought) return <p className="text-cell text-fg2">{say('brought')}</p>
  if (why === null) return null
  const { status } = signal
  return (
    <p className="text-cell text-fg2">
      {why} {status === 'active' && say('fire_all_the_same')}
    </p>
  )
}
