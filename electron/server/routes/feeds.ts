import { roundTo } from '#core/kernel/amount.ts'
import type { FeedNamedBy, FeedOptions } from '#station/config.ts'
import { type ExchangeName, exchangeOf, type Pair } from '#station/feed/live/exchange.ts'
import { machineLiveClock } from '#station/feed/live/live-feed.ts'
import { type Probed, probeExchange } from '#station/feed/live/probe.ts'
import { type FeedChoice, writeFeedChoice } from '#station/feed-choice.ts'
import { ConfigRefused } from '#station/settings.ts'
import type { Answers } from '../idempotency.ts'
import { badField, type Problem } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'

type FeedRoutes = Pick<Handlers, 'testFeed' | 'chooseFeed'>

/** After so long the test under way is over. */
const RETRY_S = 10
const TIMEFRAME_DEFAULT = 'h1'

/** Trying an exchange, and choosing one for the next start. */
export function feedRoutes({ station, config }: Desk, answers: Answers): FeedRoutes {
  let testing = false
  return {
    testFeed: ({ body, receipt }) =>
      answers.once(receipt, async () => {
        const { exchange, symbols, timeframe } = body
        const pairs = pairsOf(exchange, symbols)
        if ('problem' in pairs) return { ok: false, problem: pairs.problem }
        // One at a time: an exchange counts the questions of a station.
        if (testing) return { ok: false, problem: { code: 'rate_limited', retryAfterS: RETRY_S } }
        testing = true
        try {
          const urls = urlsOf(config.feed, exchange)
          const probed = await probeExchange(
            { exchange, pairs: pairs.found, timeframe, urls },
            machineLiveClock,
          )
          return { ok: true, reply: wireProbed(exchange, symbols, probed) }
        } finally {
          testing = false
        }
      }),

    chooseFeed: ({ body, receipt }) =>
      answers.once(receipt, async () => {
        const choice = choiceOf(body)
        const problem = 'problem' in choice ? choice.problem : written(station.dataFolder, choice.chosen)
        if (problem !== null) return { ok: false, problem }
        return { ok: true, reply: wireChoice('chosen' in choice ? choice.chosen : null, config.feedNamedBy) }
      }),
  }
}

interface Asked {
  readonly exchange: ExchangeName | null
  readonly symbols?: readonly string[] | undefined
  readonly timeframe?: NonNullable<FeedChoice>['timeframe'] | undefined
}

type Choice = { readonly chosen: FeedChoice } | { readonly problem: Problem }

function choiceOf({ exchange, symbols, timeframe }: Asked): Choice {
  if (exchange === null) {
    if (symbols !== undefined) return { problem: badField('symbols', 'none for the simulation') }
    return timeframe === undefined
      ? { chosen: null }
      : { problem: badField('timeframe', 'none for the simulation') }
  }
  if (symbols === undefined) return { problem: badField('symbols', 'the pairs to listen to') }
  const pairs = pairsOf(exchange, symbols)
  if ('problem' in pairs) return pairs
  return { chosen: { exchange, symbols, timeframe: timeframe ?? TIMEFRAME_DEFAULT } }
}

function pairsOf(
  exchange: ExchangeName,
  symbols: readonly string[],
): { readonly found: readonly Pair[] } | { readonly problem: Problem } {
  const { pairOf, pairForm } = exchangeOf(exchange)
  const found = symbols.map(pairOf).filter((pair) => pair !== null)
  if (found.length < symbols.length)
    return { problem: badField('symbols', `pairs of ${exchange}, ${pairForm}`) }
  if (new Set(found.map(({ symbol }) => symbol)).size < found.length)
    return { problem: badField('symbols', 'each pair once') }
  return { found }
}

/** Other places than the exchange's own come from the configuration alone. */
function urlsOf(feed: FeedOptions, exchange: ExchangeName) {
  return feed.kind === 'live' && feed.exchange === exchange ? feed.urls : null
}

function written(dataFolder: string, choice: FeedChoice): Problem | null {
  try {
    writeFeedChoice(dataFolder, choice)
    return null
  } catch (failure) {
    if (failure instanceof ConfigRefused) return { code: 'not_ready', message: CONFIG_UNUSABLE }
    const full = (failure as NodeJS.ErrnoException).code === 'ENOSPC'
    if (full) return { code: 'storage_full' }
    throw failure
  }
}

const CONFIG_UNUSABLE =
  'The config.json of the data folder cannot be used as it is: mend it by hand, or take it away, and choose again.'

function wireChoice(choice: FeedChoice, namedBy: FeedNamedBy) {
  return {
    exchange: choice?.exchange ?? null,
    symbols: [...(choice?.symbols ?? [])],
    timeframe: choice?.timeframe ?? null,
    effective: 'next_start' as const,
    outranked_by: namedBy === 'flags' || namedBy === 'environment' ? namedBy : null,
  }
}

function wireProbed(exchange: ExchangeName, symbols: readonly string[], probed: Probed) {
  const { reachable, offsetMs, firstPriceMs, known } = probed
  return {
    exchange,
    reachable,
    time_offset: offsetMs === null ? null : seconds(offsetMs),
    first_price_after: firstPriceMs === null ? null : roundTo(seconds(firstPriceMs), 3),
    symbols: symbols.map((symbol, index) => ({ symbol, known: known[index] ?? null })),
    fine: reachable && firstPriceMs !== null && known.every((one) => one === true),
  }
}
