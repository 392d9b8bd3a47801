import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect } from 'react'

interface RowsInSightProps {
  /** What scrolls. */
  readonly box: RefObject<HTMLElement | null>
  readonly count: number
  /** Pixels. */
  readonly rowHeight: number
  /** Takes the way to bring a row into sight, while there is one. */
  readonly scroll: RefObject<((index: number) => void) | null>
  readonly draw: (rows: readonly number[]) => ReactNode
}

/** Draws only the rows in sight, and some beside them. */
export function RowsInSight({ box, count, rowHeight, scroll, draw }: RowsInSightProps): ReactNode {
  const virtual = useVirtualizer({
    count,
    estimateSize: () => rowHeight,
    getScrollElement: () => box.current,
    overscan: 8,
  })
  useEffect(() => {
    scroll.current = (index) => virtual.scrollToIndex(index)
    return () => {
      scroll.current = null
    }
  }, [virtual, scroll])
  return draw(virtual.getVirtualItems().map((item) => item.index))
}
