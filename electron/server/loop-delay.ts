import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const WINDOW_MS = 60_000
const NS_PER_MS = 1e6
const LOOK_EVERY_MS = 100
/** One long turn is no overload: only a delay that stays over so many looks in a row is one. */
const LOOKS = 3

/** Measures how late the event loop runs. */
export interface LoopDelay {
  /** 99th percentile of this minute and the one before, milliseconds. */
  p99Ms(): number
  /** How late it has been all through the last three tenths of a second, milliseconds. */
  lastingMs(): number
  stop(): void
}

/** Starts measuring; costs two timers. */
export function watchLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let before = 0
  // The histogram holds the time between two samples, of which the resolution itself is no delay.
  const current = () => Math.max(0, histogram.percentile(99) / NS_PER_MS - RESOLUTION_MS)
  const roll = setInterval(() => {
    before = current()
    histogram.reset()
  }, WINDOW_MS)
  roll.unref()
  const late = Array<number>(LOOKS).fill(0)
  let looked = performance.now()
  const look = setInterval(() => {
    const now = performance.now()
    late.shift()
    late.push(now - looked - LOOK_EVERY_MS)
    looked = now
  }, LOOK_EVERY_MS)
  look.unref()
  return {
    p99Ms: () => Math.round(100 * Math.max(before, current())) / 100,
    lastingMs: () => Math.max(0, Math.min(...late)),
    stop() {
      clearInterval(roll)
      clearInterval(look)
      histogram.disable()
    },
  }
}
