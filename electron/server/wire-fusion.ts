import type {
  ActiveCount,
  BookState,
  FusionQuality,
  SourceState,
  TierPerformance,
  TierStats,
} from '#contracts/fusion-shapes.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { SignalSheet } from '#core/sheets.ts'
import {
  type BookView,
  type Scored,
  type SourceView,
  type TierScore,
  tiersOf,
  viewBook,
  viewSources,
} from '#core/signals/fusion/book-view.ts'
import type { Book } from '#core/signals/fusion/engine/book.ts'
import { openSources } from '#core/signals/fusion/pipeline.ts'
import { TIER_FLOORS, tierOf } from '#core/signals/fusion/tiers.ts'
import type { Tier } from '#core/signals/signal.ts'
import { seconds } from './wire.ts'

const STATION_BOOKS = 'station:'
const RATE_DECIMALS = 6
const PERCENT = 100

type TierName = TierPerformance['name']

/** Our books, not those of providers: how the station's own signals came out. */
export function stationBooks(books: ReadonlyMap<string, Book>): readonly Book[] {
  return [...books].filter(([name]) => name.startsWith(STATION_BOOKS)).map(([, book]) => book)
}

/** Books in their order, the station's first and then by name; the cursor is the name of the last one shown. */
export function pageOfBooks(
  books: ReadonlyMap<string, Book>,
  limit: number,
  cursor: string | undefined,
): { readonly books: readonly (readonly [string, Book])[]; readonly next: string | null } | null {
  if (cursor !== undefined && !books.has(cursor)) return null
  const sorted = [...books].sort(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
  const from = cursor === undefined ? 0 : sorted.findIndex(([name]) => name === cursor) + 1
  const shown = sorted.slice(from, from + limit)
  return { books: shown, next: from + limit < sorted.length ? (shown.at(-1)?.[0] ?? null) : null }
}

function placeOf(book: string): number {
  return book.startsWith(STATION_BOOKS) ? 0 : 1
}

/** All tiers of the station's own signals, with the signals whose window is open now. */
export function wireTiers(books: readonly Book[], active: readonly SignalSheet[]): TierStats {
  const open = books.flatMap((book) => [...book.open.values()].map(({ opinions }) => tierOf(opinions.mixed)))
  const shown = countByTier(own(active).map(({ signal }) => signal.assessment.tier))
  const waiting = countByTier(open)
  const scores = new Map(tiersOf(books).map((scored) => [nameOf(scored.tier), scored]))
  const tier = (name: TierName) =>
    wireTier(name, scores.get(name), { waiting: waiting[name], shown: shown[name] })
  return {
    sniper: tier('sniper'),
    precision: tier('precision'),
    rapid: tier('rapid'),
    training: tier('training'),
    unranked: tier('unranked'),
  }
}

function wireTier(
  name: TierName,
  scored: TierScore | undefined,
  { waiting, shown }: { readonly waiting: number; readonly shown: number },
): TierPerformance {
  const score = wireScored(scored)
  return {
    name,
    threshold: TIER_FLOORS.find(([tier]) => nameOf(tier) === name)?.[1] ?? 0,
    total_signals: score.outcomes + waiting,
    ...score,
    active_signals: shown,
    verdict: scored?.verdict ?? 'unproven',
  }
}

function nameOf(tier: Tier): TierName {
  return tier.toLowerCase() as TierName
}

function countByTier(tiers: readonly Tier[]): ActiveCount['by_tier'] {
  const counts = { sniper: 0, precision: 0, rapid: 0, training: 0, unranked: 0 }
  for (const tier of tiers) counts[nameOf(tier)] += 1
  return counts
}

/** The station's own: a provider's signals are judged in books of their own. */
function own(sheets: readonly SignalSheet[]): readonly SignalSheet[] {
  return sheets.filter(({ signal }) => signal.evidence !== null)
}

/** All signals whose window is open. */
export function wireActive(active: readonly SignalSheet[], total: number): ActiveCount {
  return { total, by_tier: countByTier(active.map(({ signal }) => signal.assessment.tier)) }
}

export function wireQuality(active: readonly SignalSheet[]): FusionQuality {
  const signals = own(active).map(({ signal }) => signal)
  if (signals.length === 0) return { min_confidence: null, avg_confidence: null, avg_sources: null }
  const confidences = signals.map(({ assessment }) => PERCENT * assessment.probability)
  const heard = signals.map(({ evidence }) => evidence?.votes.filter(({ paused }) => !paused).length ?? 0)
  return {
    min_confidence: roundTo(Math.min(...confidences), 2),
    avg_confidence: roundTo(meanOf(confidences), 2),
    avg_sources: roundTo(meanOf(heard), 2),
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function wireScored(scored: Scored | undefined) {
  const { outcomes, wins, rate, interval, predicted } = scored ?? NOTHING
  return {
    outcomes,
    wins,
    win_rate: rounded(rate),
    interval: interval && ([share(interval.low), share(interval.high)] as [number, number]),
    mean_predicted: rounded(predicted),
  }
}
const NOTHING: Scored = { outcomes: 0, wins: 0, rate: null, interval: null, predicted: null }

function share(value: number): number {
  return roundTo(value, RATE_DECIMALS)
}

function rounded(value: number | null): number | null {
  return value === null ? null : share(value)
}

/** One book, in words of the wire. */
export function wireBook(name: string, book: Book): BookState {
  const view: BookView = viewBook(book)
  const { allTime, slow, fast } = view.rates
  return {
    book: name,
    prior: share(view.prior),
    candidates: view.candidates,
    ...wireScored(view.overall),
    claimed: claimOf(name, book),
    open: view.open,
    refused: view.refused,
    rates: { all_time: share(allTime), slow: share(slow), fast: share(fast) },
    trust: share(view.trust),
    tiers: view.tiers.map((scored) => ({
      tier: scored.tier,
      ...wireScored(scored),
      verdict: scored.verdict,
    })),
    bands: view.bands.map((band) => ({ from: band.from, to: band.to, ...wireScored(band) })),
    histogram: [...view.histogram],
    history: view.history.map((point) => ({ at: seconds(point.at), ...wireScored(point) })),
    calls: {
      settled: view.calls.settled,
      mean_r: rounded(view.calls.meanR),
      dsr: rounded(view.calls.dsr),
      proven: view.calls.proven,
    },
  }
}

/** What the provider of a book claims on the mean: he is its one source. */
function claimOf(name: string, book: Book): number | null {
  if (name.startsWith(STATION_BOOKS)) return null
  return rounded(viewSources(book)[0]?.claim ?? null)
}

const STATION_SOURCES = new Map(openSources().map(({ name, type }) => [name, type]))

/** Every source of every book; those of the station also before they were heard. */
export function wireSources(
  books: ReadonlyMap<string, Book>,
  paused: ReadonlySet<string>,
  stationBook: string,
): SourceState[] {
  const heard = [...books].flatMap(([name, book]) =>
    viewSources(book).map((view) => wireSource(view, name, paused)),
  )
  const known = new Set(heard.filter(({ book }) => book === stationBook).map(({ name }) => name))
  const silent = [...STATION_SOURCES.keys()].filter((name) => !known.has(name))
  return [...heard, ...silent.map((name) => unheard(name, stationBook, paused))].sort(byBookAndName)
}

function byBookAndName(a: SourceState, b: SourceState): number {
  if (a.book !== b.book) return a.book < b.book ? 1 : -1
  return a.name < b.name ? -1 : 1
}

function wireSource(view: SourceView, book: string, paused: ReadonlySet<string>): SourceState {
  return {
    name: view.name,
    type: typeOf(view.name, book),
    book,
    paused: paused.has(view.name),
    votes: view.votes,
    last_vote: view.votes === 0 ? null : seconds(view.lastAt),
    claimed: rounded(view.claim),
    agreed: { wins: share(view.agreed.wins), outcomes: share(view.agreed.outcomes) },
    disagreed: { wins: share(view.disagreed.wins), outcomes: share(view.disagreed.outcomes) },
    weight: share(view.weight),
    troubles: view.troubles.map(({ trouble, since, of }) => ({ trouble, since: seconds(since), of })),
  }
}

function unheard(name: string, book: string, paused: ReadonlySet<string>): SourceState {
  const none = { wins: 0, outcomes: 0 }
  return {
    name,
    type: typeOf(name, book),
    book,
    paused: paused.has(name),
    votes: 0,
    last_vote: null,
    claimed: null,
    agreed: none,
    disagreed: none,
    weight: 0,
    troubles: [],
  }
}

function typeOf(name: string, book: string): SourceState['type'] {
  return book.startsWith(STATION_BOOKS) ? (STATION_SOURCES.get(name) ?? 'technical') : 'provider'
}
