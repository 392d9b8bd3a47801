import type { Serving } from '#server/serving.ts'
import type { Glyph } from './glyph.ts'
import type { StationState } from './keeper.ts'
import { lanWords } from './lan-words.ts'
import type { ShellSay } from './shell-words.ts'

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
export function trayFace(state: StationState, say: ShellSay, unread = 0): TrayFace {
  switch (state.kind) {
    case 'starting':
      return { glyph: 'hollow', words: say('starting'), market: null }
    case 'running':
      return withLan(
        counted(marketFace(state.serving.market, say), say, unread),
        lanWords(state.serving.lan.face(), say),
      )
    case 'failed':
    case 'stopped':
      return { glyph: 'cross', words: say('not_running'), market: null }
  }
}

function withLan(face: TrayFace, lan: string): TrayFace {
  return lan === '' ? face : { ...face, words: `${face.words}; ${lan}` }
}

function counted(face: TrayFace, say: ShellSay, count: number): TrayFace {
  return count === 0 ? face : { ...face, words: say('unread', { words: face.words, count }) }
}

function marketFace({ source, paused, ended }: Serving['market'], say: ShellSay): TrayFace {
  if (source === 'off') return { glyph: 'hollow', words: say('no_market'), market: null }
  if (ended) return { glyph: 'hollow', words: say('replay_ended'), market: null }
  if (paused) return { glyph: 'hollow', words: say('market_paused'), market: 'resume' }
  return { glyph: 'solid', words: say('live'), market: 'pause' }
}
