import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { movedText } from '../state/boards.ts'
import { amount } from '../state/format.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('boards')

/** Places won or lost since the board closed last: arrow, number and colour, and in words to whoever sees none of them. */
export function RankMove({ moved }: { readonly moved: number | null }): ReactNode {
  const words = movedText(moved)
  if (moved === null || moved === 0)
    return (
      <span className="text-fg2" title={say('since_last', { moved: words })}>
        {words}
      </span>
    )
  const Arrow = moved > 0 ? ArrowUp : ArrowDown
  return (
    <span
      className={`whitespace-nowrap ${moved > 0 ? 'text-up' : 'text-down'}`}
      title={say('since_last', { moved: words })}
    >
      <Arrow size={12} aria-hidden className="mr-0.5 inline align-[-0.1em]" />
      <span aria-hidden>{amount(Math.abs(moved), 0)}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
