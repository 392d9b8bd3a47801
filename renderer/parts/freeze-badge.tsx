import { Snowflake } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { useDesk } from './use-desk.ts'

const say = sayIn('frame')

const CONTROLS = 'a, button, input, select, textarea, summary, [tabindex], [role="button"], [contenteditable]'

/** Says that the page stands still on purpose and how much waits; a press, or Space, lets it go on. */
export function FreezeBadge(): ReactNode {
  const { frozen, freeze } = useDesk()
  const held = useStore(frozen)
  useKeys({
    Space: (event) => {
      // Space presses the control that has the focus; the page is frozen only where nothing has.
      if (event.target instanceof Element && event.target.closest(CONTROLS) !== null) return
      event.preventDefault()
      freeze(frozen.getState() === null)
    },
  })
  if (held === null) return null
  return (
    <button
      type="button"
      className="plain-button min-h-6 border-current px-2 whitespace-nowrap text-warn max-mid:min-h-11"
      onClick={() => freeze(false)}
    >
      <Snowflake size={12} aria-hidden />
      {say('paused_waiting', { n: held.waiting })}
      <span className="sr-only">{say('go_on')}</span>
    </button>
  )
}
