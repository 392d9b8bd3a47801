import type { ReactNode } from 'react'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** Text of a program. It scrolls in itself, so it can be reached by keyboard. */
export function Code({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    <section
      aria-label={say('scrollable', { name: label })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto border border-line bg-bg0 p-2"
    >
      <pre className="font-mono text-cell">{text}</pre>
    </section>
  )
}
