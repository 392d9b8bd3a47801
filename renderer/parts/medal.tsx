import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'

const MEDALS = { bronze: 1, silver: 2, gold: 3, platinum: 4 } as const
const COLOURS = {
  bronze: 'stroke-bronze',
  silver: 'stroke-silver',
  gold: 'stroke-gold',
  platinum: 'stroke-platinum',
} as const
export type MedalName = keyof typeof MEDALS

/** A medal: one to four chevrons, so that its shape says what its colour says. */
export function Medal({
  medal,
  won = true,
}: {
  readonly medal: MedalName
  readonly won?: boolean
}): ReactNode {
  const say = useWords('progress')
  return (
    <span className="inline-flex shrink-0 items-center">
      <svg
        width="16"
        height="18"
        viewBox="0 0 16 18"
        aria-hidden
        className={`fill-none ${won ? COLOURS[medal] : 'stroke-line-strong'}`}
        strokeWidth="1.5"
      >
        {Array.from({ length: MEDALS[medal] }, (_, step) => 15 - step * 4).map((y) => (
          <path key={y} d={`M2 ${y - 2} L8 ${y + 1} L14 ${y - 2}`} />
        ))}
      </svg>
      <span className="sr-only">{say(`medal_${medal}`)}</span>
    </span>
  )
}
