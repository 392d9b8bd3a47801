import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 10
const WINDOW_MS = 60_000
const NS_PER_MS = 1e6

/** Measures how late the event loop runs. */
export interface LoopDelay {
  /** 99th percentile of this minute and the one before, milliseconds. */
  p99Ms(): number
  stop(): void
}

/** Starts measuring; costs one timer. */
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
  return {
    p99Ms: () => Math.round(100 * Math.max(before, current())) / 100,
    stop() {
      clearInterval(roll)
      histogram.disable()
    },
  }
}
