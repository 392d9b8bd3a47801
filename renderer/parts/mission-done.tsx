import { type ReactNode, useRef } from 'react'
import type { DailyMissionView } from '../link/wire-progress.ts'
import { useWords } from '../words/words.ts'

interface MissionDoneProps {
  readonly missions: readonly DailyMissionView[] | undefined
}

/** Says a mission that was completed while it was looked at to those who do not see its row tick. */
export function MissionDone({ missions }: MissionDoneProps): ReactNode {
  const say = useWords('missions')
  const open = useRef<ReadonlySet<string> | null>(null)
  const said = useRef('')
  if (missions !== undefined) {
    const done = missions.find(({ id, completed }) => completed && open.current?.has(id) === true)
    if (done !== undefined)
      said.current = say('done_said', { mission: say(`does_${done.type}`, { count: done.target }) })
    open.current = new Set(missions.filter(({ completed }) => !completed).map(({ id }) => id))
  }
  return (
    <p role="status" className="sr-only">
      {said.current}
    </p>
  )
}
