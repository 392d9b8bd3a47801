import type { Serving } from '#server/serving.ts'
import type { Glyph } from './glyph.ts'
import type { StationState } from './keeper.ts'

/** What the tray shows of the station. */
export interface TrayFace {
  readonly glyph: Glyph
  readonly words: string
  /** What can be done with the market; null where there is nothing to do. */
  readonly market: 'pause' | 'resume' | null
}

/**
 * The station in one glyph and a few words: solid while prices move, hollow while they do not, a cross without one.
 *
 * @param unread  alerts that wait
 */
export function trayFace(state: StationState, unread = 0): TrayFace {
  switch (state.kind) {
    case 'starting':
      return { glyph: 'hollow', words: 'The station is starting', market: null }
    case 'running':
      return counted(marketFace(state.serving.market), unread)
    case 'failed':
    case 'stopped':
      return { glyph: 'cross', words: 'The station is not running', market: null }
  }
}

function counted(face: TrayFace, unread: number): TrayFace {
  return unread === 0 ? face : { ...face, words: `${face.words} (${unread} unread)` }
}

function marketFace({ source, paused, ended }: Serving['market']): TrayFace {
  if (source === 'off') return { glyph: 'hollow', words: 'Live; no market is running', market: null }
  if (ended) return { glyph: 'hollow', words: 'Live; the replay has ended', market: null }
  if (paused) return { glyph: 'hollow', words: 'Live; the market is paused', market: 'resume' }
  return { glyph: 'solid', words: 'Live', market: 'pause' }
}
