import type { ReactNode } from 'react'

interface TimeRingProps {
  readonly leftMs: number
  readonly wholeMs: number
  /** What is left, in words. */
  readonly words: string
}

const RADIUS = 15
const AROUND = 2 * Math.PI * RADIUS
/** From here on it is said in another colour, too. */
const SOON_MS = 20_000

/** How much of a while is left: a ring that empties, and the seconds in it. */
export function TimeRing({ leftMs, wholeMs, words }: TimeRingProps): ReactNode {
  const left = Math.max(0, Math.min(1, leftMs / wholeMs))
  return (
    <span
      role="timer"
      aria-label={words}
      title={words}
      className={`relative inline-grid size-11 shrink-0 place-items-center ${leftMs < SOON_MS ? 'text-warn' : 'text-fg1'}`}
    >
      <svg viewBox="0 0 36 36" className="absolute inset-0 size-full -rotate-90" aria-hidden="true">
        <circle cx="18" cy="18" r={RADIUS} fill="none" className="stroke-bg3" strokeWidth="3" />
        <circle
          cx="18"
          cy="18"
          r={RADIUS}
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeDasharray={`${left * AROUND} ${AROUND}`}
        />
      </svg>
      <span aria-hidden className="text-label text-fg0">
        {Math.ceil(leftMs / 1_000)}
      </span>
    </span>
  )
}
