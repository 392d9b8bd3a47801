import { ChevronLeft, ChevronRight, type LucideIcon, RotateCcw, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { ZOOM_CANDLES_MIN } from '../state/zoom.ts'
import { sayIn } from '../words/words.ts'
import type { useZoom } from './use-zoom.ts'

const say = sayIn('signal')

/** One step of a zoom leaves or brings this share of the candles in sight. */
const STEP = 1.25
/** One step sideways moves the picture by this share of itself. */
const MOVE_SHARE = 0.2
const KEY_FACES: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', Plus: '+', '-': '−' }

/** A step that a button and a key take. */
export interface ZoomStep {
  readonly name: string
  /** As `aria-keyshortcuts` has it. */
  readonly keys: string
  readonly Icon: LucideIcon
  readonly run: () => void
  /** There is nothing more that way. */
  readonly over: boolean
}

/** The steps through the candles, in the order of their buttons. */
export function zoomSteps({ look, past, usual, over, turn, step, reset }: ReturnType<typeof useZoom>) {
  const { from, to } = look?.sight ?? { from: 0, to: 0 }
  const [count, all] = [to - from, look?.all.length ?? 0]
  // At the edge of now the newest candle stays where it is, elsewhere the middle does.
  const share = to === all && !past ? 1 : 0.5
  const stride = Math.max(1, Math.round(MOVE_SHARE * count))
  return {
    older: {
      name: say('older_candles'),
      keys: 'ArrowLeft',
      Icon: ChevronLeft,
      run: () => step(-stride),
      over: over('older'),
    },
    out: {
      name: say('zoom_out'),
      keys: '-',
      Icon: ZoomOut,
      run: () => turn(STEP, share),
      over: count >= (look?.room.most ?? 0) || (over('older') && over('newer')),
    },
    in: {
      name: say('zoom_in'),
      keys: 'Plus',
      Icon: ZoomIn,
      run: () => turn(1 / STEP, share),
      over: count <= ZOOM_CANDLES_MIN,
    },
    newer: {
      name: say('newer_candles'),
      keys: 'ArrowRight',
      Icon: ChevronRight,
      run: () => step(stride),
      over: over('newer'),
    },
    reset: { name: say('zoom_reset'), keys: '0', Icon: RotateCcw, run: reset, over: usual },
  } satisfies Readonly<Record<string, ZoomStep>>
}

/** A step as a button. Where there is nothing more that way it keeps the focus and says so. */
export function ZoomButton({ name, keys, Icon, run, over }: ZoomStep): ReactNode {
  return (
    <button
      type="button"
      className="plain-button min-h-6 min-w-7 px-1.5 max-mid:min-h-11 max-mid:min-w-11"
      aria-label={name}
      aria-keyshortcuts={keys}
      aria-disabled={over}
      title={say('with_key', { name, key: KEY_FACES[keys] ?? keys })}
      onClick={() => !over && run()}
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}
