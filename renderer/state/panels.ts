/** Parts of the dashboard that can stand in a window of their own. */

export const PANELS = {
  queue: 'Signal queue',
  trades: 'Your last trades',
  chart: 'Candles',
  breakdown: 'Fusion breakdown',
  board: 'Board',
  execute: 'Execute',
} as const

export type PanelId = keyof typeof PANELS

export function readPanel(value: string): PanelId | null {
  return Object.hasOwn(PANELS, value) ? (value as PanelId) : null
}
