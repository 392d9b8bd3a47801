/** The tour: five real controls of the dashboard, one after the other. */

export interface Stop {
  readonly id: 'truth' | 'queue' | 'why' | 'decide' | 'find'
  /** The control it points to. */
  readonly control: string
  /** What takes the focus where the reader goes to it; null where that is the control itself. */
  readonly focus: string | null
}

export const STOPS: readonly Stop[] = [
  { id: 'truth', control: 'header :has(> [role="status"])', focus: null },
  { id: 'queue', control: '[data-panel="queue"]', focus: 'tbody [tabindex="0"]' },
  { id: 'why', control: '[data-panel="breakdown"]', focus: 'button[aria-pressed]' },
  { id: 'decide', control: '[data-panel="execute"] .fire-button', focus: null },
  { id: 'find', control: '[aria-keyshortcuts="Control+K"]', focus: null },
]

/** A rectangle of the window, pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Between the control and the card, and between the card and the edge of the window, pixels. */
const GAP = 12

/**
 * Where the card stands: below the control, above it or beside it, wherever it has room; else at the lower end of the
 * window. It never leaves the window.
 */
export function cardPlace(
  control: Box,
  card: Pick<Box, 'width' | 'height'>,
  room: Pick<Box, 'width' | 'height'>,
): { readonly left: number; readonly top: number } {
  const { left, top, width, height } = control
  const within = (at: number, size: number, all: number) => Math.max(GAP, Math.min(at, all - size - GAP))
  const across = within(left, card.width, room.width)
  const down = within(top, card.height, room.height)
  if (top + height + GAP + card.height + GAP <= room.height) return { left: across, top: top + height + GAP }
  if (top - GAP - card.height >= GAP) return { left: across, top: top - GAP - card.height }
  if (left + width + GAP + card.width + GAP <= room.width) return { left: left + width + GAP, top: down }
  if (left - GAP - card.width >= GAP) return { left: left - GAP - card.width, top: down }
  return { left: across, top: within(room.height, card.height, room.height) }
}

const SEEN_KEY = 'fusion-desk.tour'

/** Whether somebody has seen the tour on this device. */
export function isTourSeen(): boolean {
  return localStorage.getItem(SEEN_KEY) !== null
}

/** From now on it is offered as one that was seen. */
export function markTourSeen(): void {
  localStorage.setItem(SEEN_KEY, 'yes')
}
