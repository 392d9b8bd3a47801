import type { Policy } from '#core/context.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { RunSheet } from '#core/sheets.ts'
import type { WaitingFire } from './awaiting.ts'
import type { Feed } from './feed/feed.ts'
import type { Log } from './log.ts'
import type { PlayerClock, Playhead } from './market-clock.ts'
import type { History } from './market-history.ts'
import type { Execute } from './station.ts'

/** What a market is played with. */
export interface PlayerParts {
  readonly feed: Feed
  readonly run: Pick<RunSheet, 'runId' | 'barsDone' | 'at' | 'ended'>
  readonly execute: Execute
  readonly policy: Policy
  /** Market time at which the next window ends or must be marked; null where none is open. */
  readonly nextDue: () => MarketTimeMs | null
  /** Signals whose open window ends before a moment. */
  readonly openWindows: (before: MarketTimeMs) => readonly SignalId[]
  /** Signals whose fires wait for their first price. */
  readonly awaitingPrice: () => readonly WaitingFire[]
  readonly clock: PlayerClock
  readonly history: History
  readonly playhead: Playhead
  readonly log: Log
}
