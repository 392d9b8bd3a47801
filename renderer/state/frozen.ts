import type { DeskState, Message } from './reduce.ts'

/** The page as the reader froze it. */
export interface Frozen {
  /** What was shown then. */
  readonly at: DeskState
  /** What the station has told since and the page does not show yet. */
  readonly waiting: number
}

/**
 * What to paint while the page is frozen: the market's facts as they were, the rest as it is.
 *
 * Clocks, the connection and the reader's own decisions go on: a frozen countdown or a fire that does not show would be
 * a lie. A signal that came in since is known, so that it can be gone to, but stands in no list.
 */
export function paintedWhile({ at }: Frozen, now: DeskState): DeskState {
  return {
    ...now,
    signals: { ...now.signals, ...at.signals },
    missions: { ...now.missions, ...at.missions },
    open: at.open,
    openTotal: at.openTotal,
    openAt: at.openAt,
    fusion: at.fusion,
    lastEvent: at.lastEvent,
    tally: at.tally,
    user: at.user,
    recent: at.recent,
  }
}

/** True for what the station tells that a page would paint; heartbeats and the reader's own doings are not counted. */
export function waitsWhileFrozen(message: Message): boolean {
  return ['counts', 'status', 'sheet', 'board', 'resumed', 'snapshot'].includes(message.kind)
}
