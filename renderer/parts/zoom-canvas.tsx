import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { sayIn } from '../words/words.ts'
import { CandleCanvas, type CandleCanvasProps } from './candle-canvas.tsx'
import { useNow } from './use-desk.ts'
import { useTimes } from './use-times.ts'
import { useZoom } from './use-zoom.ts'
import { useZoomGestures } from './use-zoom-gestures.ts'
import { ZoomButton, zoomSteps } from './zoom-steps.tsx'

const say = sayIn('signal')

/** What follows a hand is drawn with every picture of the screen. */
const EVERY_MS = 16
const PRESSED = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'reset',
  ArrowLeft: 'older',
  ArrowRight: 'newer',
} as const

export interface ZoomCanvasProps extends CandleCanvasProps {
  readonly timeframe: string
}

/** The candles in detail: more or fewer of them, newer and older ones, by pointer, wheel, fingers, keys and buttons. */
export function ZoomCanvas({ picture, subscribe, summaryId, symbol, timeframe }: ZoomCanvasProps): ReactNode {
  const holder = useRef<HTMLElement>(null)
  const zoom = useZoom({ holder, picture, symbol, timeframe })
  const gestures = useZoomGestures(holder, zoom)
  useNow()
  const steps = zoomSteps(zoom)
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const run = runOf(event.key, steps, zoom.move)
    if (run === null) return
    event.preventDefault()
    run()
  }
  return (
    <section
      ref={holder}
      aria-label={say('zoom_candles', { symbol })}
      aria-keyshortcuts="Plus - 0 ArrowLeft ArrowRight Home End"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what keys move has to be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 flex-1 touch-pan-y flex-col select-none [&_canvas:active]:cursor-grabbing [&_canvas]:cursor-grab"
      onKeyDown={press}
      {...gestures}
    >
      <CandleCanvas
        picture={zoom.picture}
        subscribe={subscribe}
        summaryId={summaryId}
        symbol={symbol}
        everyMs={EVERY_MS}
      />
      <div className="flex flex-wrap items-center gap-1 px-3 pb-1 text-label text-fg2">
        <InSight look={zoom.look} failed={zoom.failed} />
        {Object.values(steps).map((step) => (
          <ZoomButton key={step.keys} {...step} />
        ))}
      </div>
    </section>
  )
}

/** What a key does here; null for one that does nothing. */
function runOf(
  key: string,
  steps: ReturnType<typeof zoomSteps>,
  move: (candles: number) => void,
): (() => void) | null {
  if (key === 'Home') return () => move(Number.NEGATIVE_INFINITY)
  if (key === 'End') return () => move(Number.POSITIVE_INFINITY)
  return Object.hasOwn(PRESSED, key) ? steps[PRESSED[key as keyof typeof PRESSED]].run : null
}

/** How many candles are in sight, and from when to when. */
function InSight({ look, failed }: Pick<ReturnType<typeof useZoom>, 'look' | 'failed'>): ReactNode {
  const { minute } = useTimes()
  const [first, last] = [look?.openedAt[look.sight.from], look?.openedAt[look.sight.to - 1]]
  const known = look !== null && first !== undefined && last !== undefined
  return (
    <p className="min-w-0 flex-1 tabular-nums max-sm:basis-full">
      {known &&
        say('candles_in_sight', {
          count: look.sight.to - look.sight.from,
          from: minute(first),
          to: minute(last),
        })}
      {failed && <span className="text-warn"> {say('more_failed')}</span>}
    </p>
  )
}
