import { Eye, EyeOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemOf } from '../link/api.ts'
import { sayIn } from '../words/words.ts'
import { useShowMe, useShown } from './use-board.ts'
import { useDesk, useStale } from './use-desk.ts'

const say = sayIn('boards')

/** Id of the sentence that says how it is. */
const MEANING = 'board-display-meaning'

/** Hides the reader from the boards that others see, or shows him again: one switch for all of them. */
export function BoardDisplay(): ReactNode {
  const { reader } = useDesk()
  return reader.role === 'trader' ? <Switch /> : null
}

function Switch(): ReactNode {
  const shown = useShown().data
  const { mutate, isPending, isSuccess, error } = useShowMe()
  const waiting = useStale() || isPending
  if (shown === undefined) return null
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="flex flex-wrap items-center gap-2">
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        aria-describedby={MEANING}
        aria-disabled={waiting}
        onClick={() => {
          if (!waiting) mutate(!shown)
        }}
      >
        <Icon size={12} aria-hidden />
        {isPending ? say('asking') : shown ? say('hide_me') : say('show_me')}
      </button>
      <span id={MEANING} className="text-fg2">
        {shown ? say('others_see') : say('others_see_not')}
      </span>
      <span role="status" className="sr-only">
        {isSuccess && (shown ? say('you_are_shown') : say('you_are_hidden'))}
      </span>
      {error !== null && !isPending && (
        <span role="alert" className="text-label text-bad">
          {problemOf(error).message}
        </span>
      )}
    </div>
  )
}
