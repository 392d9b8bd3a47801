import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { HOLD_MS } from '../state/fire.ts'

/** A press that lasts. */
export interface Hold {
  readonly held: boolean
  /** True once after a hold that was long enough: the click that ends it is no second press. */
  readonly spent: () => boolean
  readonly pointer: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerLeave: () => void
    readonly onPointerCancel: () => void
  }
}

export interface HoldOptions {
  /** Whether a press may begin, and may still count when it is over. */
  readonly allowed: () => boolean
  /** Held for 600 ms. */
  readonly done: () => void
}

/** Takes a press held for 600 ms; sliding off ends it without a word, and so does what forbids it meanwhile. */
export function useHold(options: HoldOptions): Hold {
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const spent = useRef(false)
  const newest = useRef(options)
  newest.current = options
  const stop = () => {
    clearTimeout(timer.current)
    setHeld(false)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    held,
    spent: () => {
      const was = spent.current
      spent.current = false
      return was
    },
    pointer: {
      onPointerDown: ({ button, currentTarget, pointerId, pointerType }) => {
        spent.current = false
        if (button !== 0 || !newest.current.allowed()) return
        // A finger is captured by what it touched first; let go, so that sliding off is leaving.
        if (currentTarget.hasPointerCapture(pointerId)) currentTarget.releasePointerCapture(pointerId)
        if (pointerType === 'touch') vibrate(FELT_MS.begun)
        setHeld(true)
        timer.current = setTimeout(() => {
          stop()
          if (!newest.current.allowed()) return
          if (pointerType === 'touch') vibrate(FELT_MS.done)
          spent.current = true
          newest.current.done()
        }, HOLD_MS)
      },
      onPointerUp: stop,
      onPointerLeave: stop,
      onPointerCancel: stop,
    },
  }
}

/** How long the device shakes: a tick when the press begins, a knock when it counts. */
const FELT_MS = { begun: 10, done: 40 } as const

/** Not every browser can; the ring says the same. */
function vibrate(ms: number): void {
  if ('vibrate' in navigator) navigator.vibrate(ms)
}
