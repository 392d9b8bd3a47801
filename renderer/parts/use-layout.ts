import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Edge, type Layout, movedEdge } from '../state/layout.ts'
import { choose, readSettings, useSettings } from './settings-store.ts'

/** Room the panes share, pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** How the dashboard is divided now, and the ways to divide it otherwise. */
export interface Panes {
  readonly box: RefObject<HTMLDivElement | null>
  /** What is worn: the kept layout within the room there is, moved by a pointer that has not let go. */
  readonly layout: Layout
  readonly room: Room
  /** Moves an edge; it is kept when the pointer lets go, or at once. */
  readonly move: (edge: Edge, to: number, keep: boolean) => void
  readonly change: (part: Partial<Layout>) => void
}

/** The division of the dashboard, kept on this device. */
export function usePanes(): Panes {
  const box = useRef<HTMLDivElement>(null)
  const kept = useSettings().layout
  const room = useRoom(box)
  const [draft, setDraft] = useState<Layout | null>(null)
  const layout = within(draft ?? kept, room)
  return {
    box,
    layout,
    room,
    move(edge, to, keep) {
      const next = movedEdge(layout, edge, to, isHeight(edge) ? room.height : room.width)
      if (keep) choose({ layout: next })
      setDraft(keep ? null : next)
    },
    change: (part) => choose({ layout: { ...readSettings().layout, ...part } }),
  }
}

export const isHeight = (edge: Edge): boolean => edge === 'trades' || edge === 'below'

/** A window that has become smaller squeezes the panes; what was chosen stays kept for when it grows again. */
function within(layout: Layout, { width, height }: Room): Layout {
  const open = { ...layout, locked: false }
  const edges = ['right', 'left', 'trades', 'below'] as const
  const fitted = edges.reduce(
    (now, edge) => movedEdge(now, edge, now[edge], isHeight(edge) ? height : width),
    open,
  )
  return { ...fitted, locked: layout.locked }
}

function useRoom(box: RefObject<HTMLDivElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: window.innerWidth, height: window.innerHeight })
  useEffect(() => {
    if (box.current === null) return
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [box])
  return room
}
