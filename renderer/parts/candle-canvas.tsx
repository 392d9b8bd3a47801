import { type ReactNode, useEffect, useRef } from 'react'
import { type CandleChart, openCandleChart, type Picture } from './chart-engine.ts'
import { onSettingsChange } from './settings-store.ts'
import { useStale } from './use-desk.ts'

/** At most four drawings a second. */
const REDRAW_EVERY_MS = 250

export interface CandleCanvasProps {
  /** The newest picture; asked for when there is time to draw. */
  readonly picture: () => Picture
  /** Tells when there is something new to draw. */
  readonly subscribe: (listener: () => void) => () => void
  readonly summaryId: string
  readonly symbol: string
  /** Pause between two drawings; shorter where a hand moves the picture. */
  readonly everyMs?: number
}

/** The picture of the candles. It is not drawn while nobody can see it. */
export function CandleCanvas({
  picture,
  subscribe,
  summaryId,
  symbol,
  everyMs = REDRAW_EVERY_MS,
}: CandleCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<CandleChart | null>(null)
  const stale = useStale()
  const ask = useRef<(() => void) | null>(null)
  const newest = useRef(picture)
  newest.current = picture

  useEffect(() => {
    if (canvas.current === null) return
    const opened = openCandleChart(canvas.current)
    const pace = openPace(() => opened.draw(newest.current()), everyMs)
    const stops = [subscribe(pace.ask), onSettingsChange(opened.recolour), pace.close, opened.close]
    document.addEventListener('visibilitychange', pace.ask)
    chart.current = opened
    ask.current = pace.ask
    return () => {
      document.removeEventListener('visibilitychange', pace.ask)
      for (const stop of stops) stop()
      chart.current = null
      ask.current = null
    }
  }, [subscribe, everyMs])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is another drawing, on the same canvas
  useEffect(() => ask.current?.(), [picture])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of a stale panel are other colours
  useEffect(() => chart.current?.recolour(), [stale])

  return (
    <div className="relative min-h-0 flex-1">
      <canvas
        ref={canvas}
        data-testid={`chart-${symbol}`}
        role="img"
        aria-labelledby={summaryId}
        className="absolute inset-0"
      />
    </div>
  )
}

/** Draws now if the last drawing is old enough, else as soon as it is; never while the page is hidden. */
function openPace(
  draw: () => void,
  everyMs: number,
): { readonly ask: () => void; readonly close: () => void } {
  let drawnAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null
  const run = () => {
    timer = null
    if (document.hidden) return
    drawnAt = performance.now()
    draw()
  }
  return {
    ask() {
      if (timer !== null || document.hidden) return
      timer = setTimeout(run, Math.max(0, drawnAt + everyMs - performance.now()))
    },
    close: () => clearTimeout(timer ?? undefined),
  }
}
