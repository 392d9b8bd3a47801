import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** Parts of the dashboard that can stand in a window of their own. */

export const PANELS = {
  get queue() {
    return say('panel_queue')
  },
  get trades() {
    return say('panel_trades')
  },
  get chart() {
    return say('panel_candles')
  },
  get breakdown() {
    return say('panel_breakdown')
  },
  get board() {
    return say('panel_board')
  },
  get missions() {
    return say('panel_missions')
  },
  get execute() {
    return say('panel_execute')
  },
} as const

export type PanelId = keyof typeof PANELS

export function readPanel(value: string): PanelId | null {
  return Object.hasOwn(PANELS, value) ? (value as PanelId) : null
}
