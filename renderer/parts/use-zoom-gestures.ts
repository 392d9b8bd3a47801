import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'

/** A turn of the wheel by so many pixels doubles what is in sight. */
const WHEEL_DOUBLES_PX = 400
/** A browser that tells of lines means about so many pixels each. */
const LINE_PX = 16
/** Turns within this time of each other are one push sideways. */
const PUSH_MS = 200

/** What a hand does to a picture; places are pixels of the page from its left edge. */
export interface Gestures {
  /** Takes the picture along: `px` to the right of where `grip` began. */
  readonly drag: (px: number) => void
  /** More in sight for more than 1, less for less, about a place. */
  readonly pinch: (by: number, x: number) => void
  /** Notes where the picture stands, before it is dragged. */
  readonly grip: () => void
  readonly reset: () => void
}

/**
 * Listens to pointers and wheel on a picture. Up and down the page is scrolled as ever: the wheel moves the picture
 * sideways, zooms it with Ctrl, and without while the picture has the focus.
 *
 * @returns  what the element that holds the picture listens to
 */
export function useZoomGestures(holder: RefObject<HTMLElement | null>, gestures: Gestures) {
  const newest = useRef(gestures)
  newest.current = gestures
  const down = useRef(new Map<number, number>())
  const began = useRef(0)

  // React listens to the wheel without being able to keep the page where it is.
  useEffect(() => {
    const element = holder.current
    if (element === null) return undefined
    const push = openPush()
    const turn = (event: WheelEvent) => {
      const { across, along } = turnOf(event)
      const zooms = event.ctrlKey || event.metaKey || element.contains(document.activeElement)
      if (Math.abs(across) > Math.abs(along)) {
        if (push.begins(event.timeStamp)) newest.current.grip()
        newest.current.drag(-push.by(across))
      } else if (zooms) newest.current.pinch(2 ** (along / WHEEL_DOUBLES_PX), event.clientX)
      else return
      event.preventDefault()
    }
    // A table in the place of the picture scrolls as ever.
    const listen = (event: WheelEvent) => event.target instanceof HTMLCanvasElement && turn(event)
    element.addEventListener('wheel', listen, { passive: false })
    return () => element.removeEventListener('wheel', listen)
  }, [holder])

  const lift = ({ pointerId }: PointerEvent) => {
    down.current.delete(pointerId)
    const [left] = down.current.values()
    if (left !== undefined) began.current = left
    newest.current.grip()
  }
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return
      event.target.setPointerCapture(event.pointerId)
      down.current.set(event.pointerId, event.clientX)
      began.current = event.clientX
      newest.current.grip()
    },
    onPointerMove(event: PointerEvent) {
      const before = down.current.get(event.pointerId)
      if (before === undefined) return
      const [other] = [...down.current].filter(([id]) => id !== event.pointerId).map(([, x]) => x)
      down.current.set(event.pointerId, event.clientX)
      if (other === undefined) newest.current.drag(event.clientX - began.current)
      else if (event.clientX !== other && before !== other) {
        const by = Math.abs(before - other) / Math.abs(event.clientX - other)
        newest.current.pinch(by, (event.clientX + other) / 2)
      }
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onDoubleClick: ({ target }: { readonly target: EventTarget }) => {
      if (target instanceof HTMLCanvasElement) newest.current.reset()
    },
  }
}

/** A turn in pixels; Shift turns it sideways, which some browsers do by themselves. */
function turnOf({ deltaX, deltaY, deltaMode, shiftKey }: WheelEvent) {
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
  if (shiftKey) return { across: (deltaX || deltaY) * unit, along: 0 }
  return { across: deltaX * unit, along: deltaY * unit }
}

/** Turns that come close after each other are one push: a finger moves by less than a candle at a time. */
function openPush() {
  let px = 0
  let latest = Number.NEGATIVE_INFINITY
  return {
    /** Whether a turn at this instant begins another one. */
    begins(at: number): boolean {
      const anew = at - latest > PUSH_MS
      latest = at
      if (anew) px = 0
      return anew
    },
    /** How far it has gone with so much more. */
    by(more: number): number {
      px += more
      return px
    },
  }
}
