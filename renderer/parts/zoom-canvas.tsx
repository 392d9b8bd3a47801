import {
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { price } from '../state/format.ts'
import { describeSeries } from '../state/series.ts'
import { sayIn, useLanguage } from '../words/words.ts'
import { CandleCanvas, type CandleCanvasProps } from './candle-canvas.tsx'
import { BarTable } from './candle-table.tsx'
import { KeysContext } from './keys.ts'
import { useNow } from './use-desk.ts'
import { useTimes } from './use-times.ts'
import { useZoom } from './use-zoom.ts'
import { useZoomGestures } from './use-zoom-gestures.ts'
import { ZoomButton, zoomSteps } from './zoom-steps.tsx'

const say = sayIn('signal')

/** What follows a hand is drawn up to thirty times a second. */
const EVERY_MS = 33
const PRESSED = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'reset',
  ArrowLeft: 'older',
  ArrowRight: 'newer',
} as const

export interface ZoomCanvasProps extends Omit<CandleCanvasProps, 'everyMs' | 'summaryId'> {
  readonly timeframe: string
  /** The candles in sight stand as figures. */
  readonly asTable: boolean
}

/** The candles in detail: more or fewer of them, newer and older ones, by pointer, wheel, fingers, keys and buttons. */
export function ZoomCanvas({ picture, subscribe, symbol, timeframe, asTable }: ZoomCanvasProps): ReactNode {
  const holder = useRef<HTMLElement>(null)
  const summaryId = useId()
  const zoom = useZoom({ holder, picture, symbol, timeframe })
  const gestures = useZoomGestures(holder, zoom)
  const [steps, setSteps] = useState(0)
  useNow()
  const all = zoomSteps(zoom)
  const inSight = zoom.picture().series
  useFocusedKeys(symbol)
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !isOf(event.target, holder.current)) return
    const run = runOf(event.key, all, zoom.step)
    if (run === null) return
    event.preventDefault()
    run()
    setSteps(steps + 1)
  }
  return (
    <section
      ref={holder}
      aria-label={say('zoom_candles', { symbol })}
      aria-keyshortcuts="Plus - 0 ArrowLeft ArrowRight Home End"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what keys move has to be reachable by keyboard
      tabIndex={0}
      className="flex min-h-0 flex-1 touch-pan-y flex-col -outline-offset-2 [&_canvas:active]:cursor-grabbing [&_canvas]:cursor-grab [&_canvas]:select-none"
      onKeyDown={press}
      {...gestures}
    >
      <p id={summaryId} className="sr-only">
        {describeSeries(symbol, inSight, (value) => price(symbol, value))}
      </p>
      {asTable ? (
        <BarTable symbol={symbol} {...inSight} />
      ) : (
        <CandleCanvas
          picture={zoom.picture}
          subscribe={subscribe}
          summaryId={summaryId}
          symbol={symbol}
          everyMs={EVERY_MS}
        />
      )}
      <div className="flex flex-wrap items-center gap-1 px-3 pb-1 text-label text-fg2">
        <InSight look={zoom.look} failed={zoom.failed} steps={steps} />
        {Object.values(all).map(({ run, ...step }) => (
          <ZoomButton
            key={step.keys}
            {...step}
            run={() => {
              run()
              setSteps(steps + 1)
            }}
          />
        ))}
      </div>
    </section>
  )
}

/** The sheet of keys lists those of the picture, too. */
function useFocusedKeys(symbol: string): void {
  const registry = useContext(KeysContext)
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another language they are other words
  useLayoutEffect(
    () =>
      registry.noteFocused({
        title: say('keys_on_chart', { symbol }),
        keys: [
          ['+', say('zoom_in')],
          ['\u2212', say('zoom_out')],
          ['0', say('zoom_reset')],
          ['\u2190', say('older_candles')],
          ['\u2192', say('newer_candles')],
          ['Home', say('oldest_candle')],
          ['End', say('newest_candle')],
        ],
      }),
    [registry, symbol, language],
  )
}

/** A table that scrolls, a section in this one, has keys of its own. */
function isOf(target: EventTarget, holder: HTMLElement | null): boolean {
  return target instanceof Element && target.closest('section') === holder
}

/** What a key does here; null for one that does nothing. */
function runOf(
  key: string,
  steps: ReturnType<typeof zoomSteps>,
  step: (candles: number) => void,
): (() => void) | null {
  if (key === 'Home') return () => step(Number.NEGATIVE_INFINITY)
  if (key === 'End') return () => step(Number.POSITIVE_INFINITY)
  return Object.hasOwn(PRESSED, key) ? steps[PRESSED[key as keyof typeof PRESSED]].run : null
}

interface InSightProps extends Pick<ReturnType<typeof useZoom>, 'look' | 'failed'> {
  /** Steps that keys and buttons took: what came of each is read aloud, what the market does is not. */
  readonly steps: number
}

/** How many candles are in sight, and from when to when. */
function InSight({ look, failed, steps }: InSightProps): ReactNode {
  const { minute } = useTimes()
  const [first, last] = [look?.openedAt[look.sight.from], look?.openedAt[look.sight.to - 1]]
  const known = look !== null && first !== undefined && last !== undefined
  const words = known
    ? say('candles_in_sight', {
        count: look.sight.to - look.sight.from,
        from: minute(first),
        to: minute(last),
      })
    : ''
  const [said, setSaid] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step is told, not every candle that closes
  useEffect(() => {
    if (steps > 0) setSaid(words)
  }, [steps])
  return (
    <>
      <p className="min-w-0 flex-1 tabular-nums max-sm:basis-full">
        {words}
        {failed && <span className="text-warn"> {say('more_failed')}</span>}
      </p>
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  )
}
