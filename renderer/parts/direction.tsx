import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { isZero } from '../state/format.ts'
import type { Side } from '../state/model.ts'

/** Arrow, word and colour: without hue the first two still say it. */
export function DirectionMark({ side }: { readonly side: Side }): ReactNode {
  const long = side === 'LONG'
  const Arrow = long ? ArrowUp : ArrowDown
  return (
    <span className={`inline-flex items-center gap-1 ${long ? 'text-up' : 'text-down'}`}>
      <Arrow size={14} aria-hidden />
      {side}
    </span>
  )
}

/** A change in the colour of its sign; the sign itself is in the text, which has so many decimals. */
export function changeColour(value: number | null, decimals = 2): string {
  if (value === null || isZero(value, decimals)) return 'text-fg0'
  return value > 0 ? 'text-up' : 'text-down'
}
