/** Where a window lies, in points of the screen. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What is kept of the window from one start to the next. */
export interface KeptWindow {
  readonly bounds: Bounds | null
  readonly maximized: boolean
  /** Whether the reader was told that closing the window leaves the station running. */
  readonly toldOfTray: boolean
}

export const NOTHING_KEPT: KeptWindow = { bounds: null, maximized: false, toldOfTray: false }

const DEFAULT_SIZE = { width: 1440, height: 900 }
export const SIZE_MIN = { width: 480, height: 480 }
/** So much of a title bar has to be on a screen for a person to get hold of it. */
const TITLE_BAR = { width: 120, height: 32 }

/** Reads what was kept. Anything that is not it counts as nothing. */
export function readKept(text: string): KeptWindow {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return NOTHING_KEPT
  }
  if (typeof read !== 'object' || read === null) return NOTHING_KEPT
  const { bounds, maximized, toldOfTray } = read as Record<string, unknown>
  return {
    bounds: areBounds(bounds) ? bounds : null,
    maximized: maximized === true,
    toldOfTray: toldOfTray === true,
  }
}

function areBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Record<string, unknown>
  return [x, y, width, height].every((number) => Number.isSafeInteger(number))
}

/**
 * Where the window opens: where it was, if its title bar can be reached on one of the screens of today; else in the
 * middle of the main one. Never larger than its screen.
 *
 * @param screens  the usable part of each screen, the main one first
 */
export function place(kept: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> {
  const [main] = screens
  const home = kept === null ? undefined : screens.find((screen) => reachable(kept, screen))
  if (kept === null || home === undefined)
    return main === undefined ? DEFAULT_SIZE : sizeWithin(DEFAULT_SIZE, main)
  return { x: kept.x, y: kept.y, ...sizeWithin(kept, home) }
}

function sizeWithin(size: { readonly width: number; readonly height: number }, screen: Bounds) {
  return {
    width: Math.max(SIZE_MIN.width, Math.min(size.width, screen.width)),
    height: Math.max(SIZE_MIN.height, Math.min(size.height, screen.height)),
  }
}

function reachable(bounds: Bounds, screen: Bounds): boolean {
  const width = overlap(bounds.x, bounds.width, screen.x, screen.width)
  const height = overlap(bounds.y, TITLE_BAR.height, screen.y, screen.height)
  return width >= TITLE_BAR.width && height >= TITLE_BAR.height
}

function overlap(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)
}
