import type { Session } from '#contracts/session-shape.ts'
import { done } from '#core/audit/entry.ts'
import type { Speed } from '#core/context.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { SymbolName } from '#core/kernel/ids.ts'
import { type Bar, TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { openOf, unfinishedBar } from '#core/market/longer-bar.ts'
import { readFirstRun } from '#station/first-run.ts'
import type { CandleRange, Market, Station } from '#station/station.ts'
import type { Answers } from '../idempotency.ts'
import type { Principal } from '../principals.ts'
import { badField, type Problem } from '../problems.ts'
import { type Desk, featuresOn, type Handlers } from '../registry.ts'
import { newsSince } from '../release.ts'
import { milliseconds, seconds, wireCandle, wireFeed } from '../wire.ts'
import { stationBooks, wireActive, wireQuality, wireTiers } from '../wire-fusion.ts'
import { wireComparison } from '../wire-pulse.ts'
import { wireRouterStats, wireVetoes } from '../wire-routing.ts'
import { ACTIVE_COUNTED_MAX } from './fusion.ts'

type DeskRoutes = Pick<Handlers, 'session' | 'stats' | 'candles' | 'feed' | 'setFeed'>

const NO_MARKET = 'The station was started without a market: start it without --safe to move one.'
const NO_QUOTE = { forming: null, last: null } as const
/** Minutes of a day: the shortest bars in the longest one. */
const BARS_IN_ONE_MAX = 1_440

/** What concerns everybody at the desk: the day, the boards, the market and its feed. */
export function deskRoutes(desk: Desk, answers: Answers): DeskRoutes {
  const { station, announceFeed } = desk
  const { market, now } = station
  return {
    session: ({ principal }) => ({ ok: true, reply: wireSession(desk, principal) }),

    stats: ({ principal }) => ({ ok: true, reply: statsOf(station, principal) }),

    candles({ params, query }) {
      if (query.tf !== undefined && !Object.hasOwn(TIMEFRAMES, query.tf))
        return { ok: false, problem: badField('tf', `one of ${Object.keys(TIMEFRAMES).join(', ')}`) }
      const symbol = params.symbol as SymbolName
      if (!market.symbols.includes(symbol)) return { ok: false, problem: { code: 'not_found' } }
      const own = market.timeframeOf(symbol)
      const timeframe = query.tf ?? own
      const bars = market.candles(symbol, timeframe as Timeframe, rangeOf(query))
      if (bars === null)
        return {
          ok: false,
          problem: badField('tf', `not finer than the bars of ${symbol}, which are ${own}`),
        }
      const forming = formingBar(market, symbol, timeframe as Timeframe)
      return {
        ok: true,
        reply: {
          symbol,
          tf: timeframe,
          source: market.source,
          candles: bars.map(wireCandle),
          forming: forming && wireCandle(forming),
        },
      }
    },

    feed: () => ({ ok: true, reply: wireFeed(market, now()) }),

    setFeed: ({ body, receipt }) =>
      answers.once(receipt, async () => {
        const problem = immovable(market, body.speed)
        if (problem !== null) return { ok: false, problem }
        await moveFeed(station, body)
        announceFeed()
        return { ok: true, reply: wireFeed(market, now()) }
      }),
  }
}

/** Pauses, speeds and resumes, in this order, and puts on record who did. */
async function moveFeed(
  { market, execute }: Station,
  { paused, speed }: { readonly paused?: boolean | undefined; readonly speed?: Speed | undefined },
): Promise<void> {
  if (paused === true) market.pause()
  if (speed !== undefined) await market.setSpeed(speed)
  if (paused === false) market.resume()
  await execute({
    kind: 'note_audit',
    note: done('feed_moved', null, { paused: paused ?? null, speed: speed ?? null }),
  })
}

/** Why the market cannot be moved so; null where it can. */
function immovable(market: Market, speed: Speed | undefined): Problem | null {
  if (market.source === 'off') return { code: 'not_ready', message: NO_MARKET }
  const hurried = speed !== undefined && speed !== 1 && market.live() !== null
  return hurried ? badField('speed', 'the speed of the world, which is 1') : null
}

/** Who one is, and what the page may show. */
function wireSession({ station, config, version }: Desk, { userId, role }: Principal): Session {
  const since = role === 'service' ? null : newsSince(station.dataFolder, version, userId)
  const { queries, market, now } = station
  return {
    user_id: userId,
    name: queries.userName(userId),
    timezone: queries.trader(userId)?.zone ?? 'UTC',
    role,
    features: featuresOn(config),
    feed: wireFeed(market, now()),
    demo: config.demo,
    ...(role === 'operator' && !readFirstRun(station.dataFolder).opened && { first_run: true as const }),
    ...(since !== null && { news_since: since }),
    version,
  }
}

/** The desk's day, what it is compared with, and what the fusion engine has come to. */
function statsOf(station: Station, { userId }: Principal) {
  const { queries, now } = station
  const day = queries.deskDay()
  const { sheets, total } = queries.activeSignals(ACTIVE_COUNTED_MAX)
  return {
    engagement: wireDay(day, now()),
    comparison: wireComparison(station, userId),
    tier_performance: wireTiers(stationBooks(queries.books()), sheets),
    active_signals: wireActive(sheets, total),
    fusion_quality: wireQuality(sheets),
    router_stats: wireRouterStats(queries),
    vetoes: wireVetoes(queries.vetoes(), day.day),
  }
}

/** The bar of a timeframe that is not over yet; of a longer one, what its bars have come to so far. */
function formingBar(market: Market, symbol: SymbolName, timeframe: Timeframe): Bar | null {
  const { forming, last } = market.quotes().find((quote) => quote.symbol === symbol) ?? NO_QUOTE
  const own = market.timeframeOf(symbol)
  if (timeframe === own) return forming
  const newest = forming ?? last
  if (newest === null) return null
  const from = openOf(newest.openAt, TIMEFRAMES[timeframe])
  const closed = market.candles(symbol, own, { from, to: null, limit: BARS_IN_ONE_MAX }) ?? []
  return unfinishedBar(closed, forming, TIMEFRAMES[timeframe])
}

function rangeOf(query: {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly limit: number
}): CandleRange {
  return {
    from: query.from === undefined ? null : milliseconds(query.from),
    to: query.to === undefined ? null : milliseconds(query.to),
    limit: query.limit,
  }
}

function wireDay(day: ReturnType<Desk['station']['queries']['deskDay']>, now: number) {
  return {
    total_fires_today: day.firesToday,
    active_users_today: day.activeUsersToday,
    most_fired_signal: day.mostFired && {
      signal_id: day.mostFired.signalId,
      fire_count: day.mostFired.fires,
    },
    avg_fires_per_user: roundTo(day.firesPerUser, 2),
    execution_rate: roundTo(day.executionRate, 2),
    timestamp: seconds(now),
  }
}
