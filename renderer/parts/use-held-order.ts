import { type RefObject, useEffect, useRef, useState } from 'react'
import { type QueueView, queueView } from '../state/queue.ts'

/** The queue's order under the reader's hand. */
export interface HeldOrder extends QueueView {
  /** Takes in what waits outside. */
  readonly release: () => void
  /** For the element that holds the list: pointer or focus inside it holds the order. */
  readonly hold: {
    readonly ref: RefObject<HTMLDivElement | null>
    readonly onPointerEnter: () => void
    readonly onPointerLeave: () => void
    readonly onFocus: () => void
    readonly onBlur: (event: {
      readonly currentTarget: Element
      readonly relatedTarget: EventTarget | null
    }) => void
  }
}

/**
 * Freezes the order of `current` while pointer or focus is in the list.
 *
 * @param choice  what the reader asked to see: another choice is another order, at once
 * @param whole  false while the first list is still being read: its later pages are nothing new to hold back
 */
export function useHeldOrder(current: readonly string[], choice: string, whole: boolean): HeldOrder {
  const [held, setHeld] = useState<readonly string[] | null>(null)
  const [chosen, setChosen] = useState(choice)
  const [read, setRead] = useState(whole)
  const box = useRef<HTMLDivElement>(null)
  const inside = useRef({ pointer: false, focus: false })
  if (chosen !== choice) {
    setChosen(choice)
    if (held !== null) setHeld(current)
  }
  if (whole && !read) {
    setRead(true)
    if (held !== null) setHeld(current)
  }

  const enter = (how: 'pointer' | 'focus') => {
    inside.current[how] = true
    setHeld((before) => before ?? current)
  }
  const leave = (how: 'pointer' | 'focus') => {
    inside.current[how] = false
    if (!inside.current.pointer && !inside.current.focus) setHeld(null)
  }

  // What is taken away under pointer or focus says neither that it was left nor that it lost the focus.
  useEffect(() => {
    if (inside.current.pointer && box.current === null) leave('pointer')
    if (inside.current.focus && !box.current?.contains(document.activeElement)) leave('focus')
  })

  return {
    ...queueView(current, held),
    release: () => setHeld(current),
    hold: {
      ref: box,
      onPointerEnter: () => enter('pointer'),
      onPointerLeave: () => leave('pointer'),
      onFocus: () => enter('focus'),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) leave('focus')
      },
    },
  }
}
