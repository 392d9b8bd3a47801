import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DelayWindows } from './delay-windows.ts'

const RESOLUTION_MS = 10
const WINDOW_MS = 60_000
const NS_PER_MS = 1e6
const LOOK_EVERY_MS = 100
/** One long turn is no overload: only a delay that stays over so many looks in a row is one. */
const LOOKS = 3

/** Measures how late the event loop runs. */
export interface LoopDelay {
  /** 99th percentile of the last one to two minutes, at first of all the time since the start; milliseconds. */
  p99Ms(): number
  /** How late it has been all through the last three tenths of a second, milliseconds. */
  lastingMs(): number
  stop(): void
}

/** Starts measuring; costs three timers. */
export function watchLoopDelay(): LoopDelay {
  const [one, other] = [watched(), watched()]
  const windows = new DelayWindows(one, other)
  const turn = setInterval(() => windows.turn(), WINDOW_MS)
  turn.unref()
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
    // A sample is the time between two looks, of which the resolution itself is no delay.
    p99Ms: () => Math.round(100 * Math.max(0, windows.percentile(99) / NS_PER_MS - RESOLUTION_MS)) / 100,
    lastingMs: () => Math.max(0, Math.min(...late)),
    stop() {
      clearInterval(turn)
      clearInterval(look)
      one.disable()
      other.disable()
    },
  }
}

function watched() {
  const samples = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  samples.enable()
  return samples
}
