import { z } from 'zod'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** How the dashboard is divided on this device: who has how much room, and what is folded away. */

/** A pane is readable from here on. Source: space of the visual direction. */
export const PANE_MIN_PX = 240
const PANE_MAX_PX = 960
/** Panes above each other need less: a head and three rows. */
export const PANE_HEIGHT_MIN_PX = 112
/** What a press of an arrow moves. */
export const STEP_PX = 20

const Width = z.int().min(PANE_MIN_PX).max(PANE_MAX_PX)
const Height = z.int().min(PANE_HEIGHT_MIN_PX).max(PANE_MAX_PX)

export const Layout = z.strictObject({
  /** Queue and trades. */
  left: Width,
  /** Decision and crowd. */
  right: Width,
  /** Trades, below the queue. */
  trades: Height,
  /** What the probability is made of, below the candles. */
  below: Height,
  leftFolded: z.boolean(),
  rightFolded: z.boolean(),
  locked: z.boolean(),
})
export type Layout = Readonly<z.output<typeof Layout>>

/** A size that can be moved. */
export type Edge = 'left' | 'right' | 'trades' | 'below'

export const LAYOUT_DEFAULT: Layout = {
  left: 408,
  right: 340,
  trades: 232,
  below: 256,
  leftFolded: false,
  rightFolded: false,
  locked: false,
}

/** Layouts for a kind of work, by Alt and their number. */
export const PRESETS = [
  {
    get name() {
      return say('everything')
    },
    layout: LAYOUT_DEFAULT,
  },
  {
    get name() {
      return say('chart')
    },
    layout: { ...LAYOUT_DEFAULT, leftFolded: true, below: 160 },
  },
  {
    get name() {
      return say('queue')
    },
    layout: { ...LAYOUT_DEFAULT, left: 640, trades: 160 },
  },
  {
    get name() {
      return say('decide')
    },
    layout: { ...LAYOUT_DEFAULT, leftFolded: true, right: 480 },
  },
] as const satisfies readonly { readonly name: string; readonly layout: Layout }[]

/** The narrowest and widest an edge may be, where `room` pixels are shared with what lies beside it. */
export function reachOf(
  edge: Edge,
  layout: Layout,
  room: number,
): { readonly min: number; readonly max: number } {
  if (edge === 'trades' || edge === 'below')
    return {
      min: PANE_HEIGHT_MIN_PX,
      max: Math.max(PANE_HEIGHT_MIN_PX, Math.min(PANE_MAX_PX, room - PANE_HEIGHT_MIN_PX)),
    }
  const other =
    edge === 'left' ? folded(layout.right, layout.rightFolded) : folded(layout.left, layout.leftFolded)
  return { min: PANE_MIN_PX, max: Math.max(PANE_MIN_PX, Math.min(PANE_MAX_PX, room - other - PANE_MIN_PX)) }
}

const folded = (width: number, away: boolean): number => (away ? 0 : width)

/** The layout with one edge moved, within its reach; a locked one stays as it is. */
export function movedEdge(layout: Layout, edge: Edge, to: number, room: number): Layout {
  if (layout.locked) return layout
  const { min, max } = reachOf(edge, layout, room)
  return { ...layout, [edge]: Math.round(Math.min(max, Math.max(min, to))) }
}

/** Another division; the lock stays what it is, and a locked layout is not changed by a key that slipped. */
export function presetOf(layout: Layout, n: number): Layout {
  const preset = PRESETS[n]
  return preset === undefined || layout.locked ? layout : { ...preset.layout, locked: false }
}
