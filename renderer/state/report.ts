import { amount } from './format.ts'

/** A trade that is over, as a report adds it up. */
interface ReportedTrade {
  readonly outcome: 'WIN' | 'LOSS' | 'TIMEOUT'
  readonly source: string
  readonly r: number
  readonly pnl: number
}

/** What the trades of a period came to. */
export interface PeriodView {
  readonly n: number
  readonly pnl: number
  readonly r: number
  /** Null without a trade. */
  readonly meanR: number | null
  readonly won: number
  readonly lost: number
  readonly timeouts: number
  /** Trades by where their signals came from, the most first. */
  readonly sources: readonly (readonly [source: string, n: number])[]
}

/** Adds up the trades of a period. */
export function periodOf(trades: readonly ReportedTrade[]): PeriodView {
  const sum = (unit: 'pnl' | 'r') => trades.reduce((total, trade) => total + trade[unit], 0)
  const ended = (outcome: ReportedTrade['outcome']) => trades.filter((one) => one.outcome === outcome).length
  const counts = new Map<string, number>()
  for (const { source } of trades) counts.set(source, (counts.get(source) ?? 0) + 1)
  const n = trades.length
  return {
    n,
    pnl: sum('pnl'),
    r: sum('r'),
    meanR: n === 0 ? null : sum('r') / n,
    won: ended('WIN'),
    lost: ended('LOSS'),
    timeouts: ended('TIMEOUT'),
    sources: [...counts].sort(([, one], [, other]) => other - one),
  }
}

/** Feeds of the station, as its badge writes them. */
const FEEDS: ReadonlySet<string> = new Set(['sim', 'replay', 'live'])

/** `SIM` for a feed of the station; a provider as he calls himself. */
export function sourceName(source: string): string {
  return FEEDS.has(source) ? source.toUpperCase() : source
}

/** `SIM 120, REPLAY 4` */
export function sourcesText({ sources }: PeriodView): string {
  return sources.map(([source, n]) => `${sourceName(source)} ${amount(n, 0)}`).join(', ')
}
