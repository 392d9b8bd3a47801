import { PanelLeftOpen, PanelRightOpen } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { type Edge, LAYOUT_DEFAULT, reachOf, STEP_PX } from '../state/layout.ts'
import { sayIn } from '../words/words.ts'
import { isHeight, type Panes } from './use-layout.ts'

const say = sayIn('dashboard')

const NAMES: Readonly<Record<Edge, string>> = {
  get left() {
    return say('width_left')
  },
  get right() {
    return say('width_right')
  },
  get trades() {
    return say('height_trades')
  },
  get below() {
    return say('height_below')
  },
}
/** Which way the pane grows when its edge goes right or down. */
const GROWS: Readonly<Record<Edge, 1 | -1>> = { left: 1, right: -1, trades: -1, below: -1 }
const PLACES: Readonly<Record<Edge, string>> = {
  left: 'inset-y-0 -end-1 w-2 cursor-col-resize',
  right: 'inset-y-0 -start-1 w-2 cursor-col-resize',
  trades: 'inset-x-0 -top-1 h-2 cursor-row-resize',
  below: 'inset-x-0 -top-1 h-2 cursor-row-resize',
}

/** The edge of a pane: dragged, or moved by arrows; a double press sets it back. On small screens there is none. */
export function PaneEdge({ edge, panes }: { readonly edge: Edge; readonly panes: Panes }): ReactNode {
  const { layout, room, move } = panes
  const begun = useRef<{ readonly at: number; readonly size: number } | null>(null)
  if (layout.locked) return null
  const size = layout[edge]
  const { min, max } = reachOf(edge, layout, isHeight(edge) ? room.height : room.width)
  const along = (event: PointerEvent) => (isHeight(edge) ? event.clientY : event.clientX)
  const drag = (event: PointerEvent, keep: boolean) => {
    if (begun.current === null) return
    move(edge, begun.current.size + GROWS[edge] * (along(event) - begun.current.at), keep)
    if (keep) begun.current = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepped(event.key, { size, min, max, grows: GROWS[edge], upright: !isHeight(edge) })
    if (to === null) return
    event.preventDefault()
    move(edge, to, true)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator with a value, and no <hr>
    <div
      role="separator"
      tabIndex={0}
      aria-label={NAMES[edge]}
      aria-orientation={isHeight(edge) ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={say('n_pixels', { n: size })}
      className={`pane-edge absolute z-10 touch-none max-desk:hidden ${PLACES[edge]}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        begun.current = { at: along(event), size }
      }}
      onPointerMove={(event) => drag(event, false)}
      onPointerUp={(event) => drag(event, true)}
      onPointerCancel={(event) => drag(event, true)}
      onDoubleClick={() => move(edge, LAYOUT_DEFAULT[edge], true)}
    />
  )
}

interface Stepping {
  readonly size: number
  readonly min: number
  readonly max: number
  readonly grows: 1 | -1
  readonly upright: boolean
}

/** Where a key moves an edge to; null for a key that does not. */
function stepped(key: string, { size, min, max, grows, upright }: Stepping): number | null {
  const [back, on] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  if (key === back) return size - grows * STEP_PX
  if (key === on) return size + grows * STEP_PX
  if (key === 'Home') return min
  return key === 'End' ? max : null
}

interface FoldedProps {
  readonly side: 'left' | 'right'
  readonly onUnfold: () => void
}

/** What is left of a pane that is folded away. */
export function FoldedPane({ side, onUnfold }: FoldedProps): ReactNode {
  const Icon = side === 'left' ? PanelLeftOpen : PanelRightOpen
  const column = side === 'left' ? 'desk:col-start-1' : 'desk:col-start-3'
  const words = side === 'left' ? say('unfold_left') : say('unfold_right')
  return (
    <div
      className={`flex flex-col items-center bg-bg1 py-1 max-desk:hidden desk:row-span-2 desk:row-start-1 ${column}`}
    >
      <button
        type="button"
        className="flex size-6 items-center justify-center rounded-sm text-fg2 hover:bg-bg2 hover:text-fg0"
        aria-label={words}
        title={words}
        onClick={onUnfold}
      >
        <Icon size={14} aria-hidden />
      </button>
    </div>
  )
}
