import { DEFAULT_POLICY } from '#core/context.ts'
import type { TradeClosed } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { winRate } from '#core/signals/performance.ts'
import { NO_RESULTS, riskAdjusted, type TradeResults, withTrade } from '#core/signals/risk-adjusted.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readAllResults, readAllTotals } from '#db/stores/traders.ts'
import { type Hidden, ShownIndex } from './shown-index.ts'

/** Boards of what people did in the market, over their whole time. */
export const TRADE_BOARDS = ['total_fires', 'win_rate', 'proven', 'pnl', 'risk_adjusted'] as const
export type TradeBoardName = (typeof TRADE_BOARDS)[number]

interface Totals {
  readonly fires: number
  readonly wins: number
  readonly losses: number
  readonly pnlCents: number
}

/** Trades won, lost, and closed at all. */
export interface TradeCounts {
  readonly wins: number
  readonly losses: number
  readonly closed: number
}

const BY_TOTALS = ['total_fires', 'win_rate', 'proven', 'pnl'] as const

/** The score of a trader who has fired; null where he has none on the board. */
const SCORES: Readonly<Record<(typeof BY_TOTALS)[number], (totals: Totals) => number | null>> = {
  total_fires: ({ fires }) => fires,
  win_rate: winRate,
  // The measure of a rank is the measure of a board: fewer trades say more about luck than about the trader.
  proven: (totals) => (totals.wins + totals.losses >= DEFAULT_POLICY.eliteTradesMin ? winRate(totals) : null),
  pnl: ({ pnlCents }) => pnlCents,
}

/**
 * The boards of fires and trades: read from the tables the first time they are asked for, and following the commits from
 * then on. No start waits for them.
 *
 * Whoever has never fired is on none; a win rate needs a closed trade. Results in units of risk are read when they are
 * asked for themselves: every fire there ever was has to be looked at.
 */
export class TradeBoards {
  readonly #db: Readable
  readonly #counts = new Map<UserId, Pick<TradeCounts, 'wins' | 'losses'>>()
  readonly #results = new Map<UserId, TradeResults>()
  readonly #indexes: Readonly<Record<TradeBoardName, ShownIndex>>
  #read = false
  #resultsRead = false

  constructor(db: Readable, hidden: Hidden) {
    this.#db = db
    this.#indexes = {
      total_fires: new ShownIndex(hidden),
      win_rate: new ShownIndex(hidden),
      proven: new ShownIndex(hidden),
      pnl: new ShownIndex(hidden),
      risk_adjusted: new ShownIndex(hidden),
    }
  }

  follow(recorded: readonly Recorded[]): void {
    // What is read later holds this, too.
    if (!this.#read) return
    for (const { event } of recorded) {
      if (event.kind === 'trader_decided' || event.kind === 'trade_closed')
        this.#set(event.userId, event.totals)
      if (event.kind === 'trade_closed') this.#close(event)
      if (event.kind === 'board_display_changed')
        for (const index of Object.values(this.#indexes)) index.display(event.userId)
    }
  }

  index(name: TradeBoardName): ShownIndex {
    this.#readOnce()
    if (name === 'risk_adjusted' && !this.#resultsRead) this.#readResults()
    return this.#indexes[name]
  }

  counts(userId: UserId): TradeCounts {
    this.#readOnce()
    const { wins, losses } = this.#counts.get(userId) ?? { wins: 0, losses: 0 }
    return { wins, losses, closed: this.#results.get(userId)?.trades ?? wins + losses }
  }

  #readOnce(): void {
    if (this.#read) return
    const traders = readAllTotals(this.#db).filter(({ fires }) => fires > 0)
    // Not before they are there: a read that failed is tried again.
    this.#read = true
    this.#fill(traders)
  }

  #fill(traders: readonly (Totals & { readonly userId: UserId })[]): void {
    for (const { userId, wins, losses } of traders) this.#counts.set(userId, { wins, losses })
    for (const name of BY_TOTALS)
      this.#indexes[name].fill(
        traders.flatMap(({ userId, ...totals }) => {
          const score = SCORES[name](totals)
          return score === null ? [] : [[userId, score] as const]
        }),
      )
  }

  #set(userId: UserId, totals: Totals): void {
    if (totals.fires === 0) return
    const { wins, losses } = totals
    this.#counts.set(userId, { wins, losses })
    for (const name of BY_TOTALS) this.#indexes[name].set(userId, SCORES[name](totals))
  }

  #close({ userId, r }: TradeClosed): void {
    if (!this.#resultsRead) return
    this.#setResults(userId, withTrade(this.#results.get(userId) ?? NO_RESULTS, r))
  }

  #readResults(): void {
    const all = readAllResults(this.#db)
    this.#resultsRead = true
    for (const { userId, ...results } of all) this.#setResults(userId, results)
  }

  #setResults(userId: UserId, results: TradeResults): void {
    this.#results.set(userId, results)
    this.#indexes.risk_adjusted.set(userId, riskAdjusted(results))
  }
}
