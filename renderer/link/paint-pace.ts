import type { Schedule } from '../state/prices.ts'

/** Prices are painted at most four times a second, however many ticks come: nobody reads faster. */
const PAINT_EVERY_MS = 250

/** Calls back at the next frame, but not before the last paint is a quarter of a second old. */
export function openPaintPace(): Schedule {
  let paintedAt = Number.NEGATIVE_INFINITY
  return (flush) => {
    const paint = () => {
      paintedAt = performance.now()
      flush()
    }
    // A page that nobody looks at has no frames.
    const atFrame = () => (document.hidden ? paint() : requestAnimationFrame(paint))
    const wait = paintedAt + PAINT_EVERY_MS - performance.now()
    if (wait <= 0 && !document.hidden) atFrame()
    else setTimeout(atFrame, Math.max(wait, document.hidden ? PAINT_EVERY_MS : 0))
  }
}
