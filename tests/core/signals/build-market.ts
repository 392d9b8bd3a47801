import type { AdvanceMarket, OpenCandidate } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import { HOUR_MS } from '#core/kernel/time.ts'
import { openBooks } from '#core/signals/fusion/books.ts'
import { type AdvanceView, decideAdvance } from '#core/signals/market.ts'
import type { Candidate } from '#core/signals/signal.ts'
import { accepted, bar, contextAt, EURUSD, MARKET_AT, NO_VETOES, RUN, run } from './build.ts'

export const BOOK = 'station:1.5:1'
/** The close of the bar that `bar()` is. */
export const AT = MARKET_AT + HOUR_MS
export const DAY_MS = 24 * HOUR_MS

/** One bar of EURUSD, number 11, closed; the eleventh of the run. */
export function step(over: Partial<AdvanceMarket> = {}): AdvanceMarket {
  return {
    kind: 'advance_market',
    runId: RUN,
    barsDone: 11,
    at: AT,
    closes: [{ bar: bar(), barIndex: 11 }],
    candidates: [],
    ended: false,
    ...over,
  }
}

/** Only the clock moved. */
export function tick(at: number, over: Partial<AdvanceMarket> = {}): AdvanceMarket {
  return step({ barsDone: 10, at, closes: [], ...over })
}

export function view(over: Partial<AdvanceView> = {}): AdvanceView {
  return {
    run: run(),
    open: [],
    due: [],
    books: new Map(),
    fusion: openBooks(),
    paused: new Set<string>(),
    vetoes: NO_VETOES,
    ...over,
  }
}

export function candidate(over: Partial<Candidate> = {}): OpenCandidate {
  const at = over.at ?? AT
  return {
    candidate: {
      symbol: EURUSD,
      direction: 'SELL',
      levels: { entry: 100, stop: 110, target: 85 },
      at,
      barIndex: 11,
      atr: 10,
      targetAtr: 1.5,
      stopAtr: 1,
      votes: [{ source: 'ema_cross', agreement: 1, claim: 0.7 }],
      regime: { trend: -1, vol: 0 },
      ...over,
    },
    expiresAt: at + 2 * HOUR_MS,
    horizonAt: at + DAY_MS,
  }
}

export function events(
  command: AdvanceMarket,
  over: Partial<AdvanceView> = {},
  context: Context = contextAt(),
) {
  return accepted(decideAdvance(command, view(over), context))
}
