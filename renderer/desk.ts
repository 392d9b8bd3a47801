import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { ReplyOf } from '#contracts/http.ts'
import type { DeviceEnd } from '#contracts/live.ts'
import type { Access } from './link/access.ts'
import { type Api, openApi } from './link/api.ts'
import { type Decisions, openDecisions } from './link/decide.ts'
import { Live } from './link/live.ts'
import { POLL_EVERY_MS } from './link/machine.ts'
import { openPaintPace } from './link/paint-pace.ts'
import type { ProgressNews } from './link/progress-news.ts'
import { openRefresh, type Refresh, SLOW_REFRESH_EVERY_MS } from './link/refresh.ts'
import { readActive, readClock, readFeedView } from './link/wire.ts'
import type { ProblemView, Role } from './state/model.ts'
import { openPrices, type Prices } from './state/prices.ts'
import type { DeskState, Message } from './state/reduce.ts'
import { openStationStore, type StationStore } from './state/station.ts'
import { sayIn } from './words/words.ts'

const say = sayIn('frame')

/** Missions followed at once, beside the one looked at: those in which the reader has a trade under way. */
const TRADES_FOLLOWED_MAX = 30

/** What the socket says without words of its own. */
const REFUSED: ProblemView = {
  code: 'unauthenticated',
  get message() {
    return say('token_unknown')
  },
  status: 401,
  correlationId: null,
  retryAfterMs: null,
  firedAt: null,
}

/** Who is signed in, and what the page may show. */
export interface Reader {
  readonly userId: string
  readonly name: string
  /** The zone his days are counted in, as IANA names it. */
  readonly zone: string
  readonly role: Role
  readonly features: readonly string[]
  /** Everybody and everything at this desk is made up. */
  readonly demo: boolean
  readonly version: string
  /** The version that ran at this desk before, while the reader has not seen what is new; else null. */
  readonly newsSince: string | null
  readonly symbols: readonly string[]
  readonly timeframe: string
  /** Length of each symbol's own candles, as the wire names it. */
  readonly timeframes: Readonly<Record<string, string>>
}

/** Everything a signed-in page works with. */
export interface Desk extends StationStore {
  readonly reader: Reader
  readonly api: Api
  /** The token that opens the station at this moment; null while a newer one is fetched. */
  readonly token: () => string | null
  readonly queries: QueryClient
  readonly prices: Prices
  readonly live: Live
  readonly decisions: Decisions
  readonly refresh: Refresh
  /** Tells what live messages say of the reader's progress; the answer ends it. */
  onProgress(tell: (news: ProgressNews) => void): () => void
  start(): void
  stop(): void
}

export interface DeskOptions {
  readonly access: Access
  readonly session: ReplyOf<'session'>
  readonly queries: QueryClient
  /** Percent of the balance that a decision begins with. */
  readonly risk: number
  /** `why` where the access of this device was ended. */
  readonly onSignedOut: (problem: ProblemView | null, why?: DeviceEnd) => void
  /** The reader may do something else than before: the page is put together anew. */
  readonly onRoleChanged: () => void
}

export function readReader(session: ReplyOf<'session'>): Reader {
  return {
    userId: session.user_id,
    name: session.name ?? session.user_id,
    zone: session.timezone,
    role: session.role,
    features: session.features,
    demo: session.demo,
    version: session.version,
    newsSince: session.news_since ?? null,
    symbols: session.feed.symbols,
    timeframe: session.feed.timeframe,
    timeframes: session.feed.timeframes,
  }
}

/** Puts the parts of a signed-in page together. Nothing runs before `start`. */
export function openDesk(options: DeskOptions): Desk {
  const { queries, session, access, onSignedOut } = options
  const reader = readReader(session)
  const station = openStationStore()
  const api = openApi(access, onSignedOut)
  const prices = openPrices(openPaintPace())
  const ask = openRefresh(queries)
  const askSlowly = openRefresh(queries, SLOW_REFRESH_EVERY_MS)
  // A frozen page asks for nothing; when it goes on, it asks for everything on screen.
  const refresh: Refresh = (...keys) => {
    if (station.frozen.getState() === null) ask(...keys)
  }
  const apply = (message: Message) => {
    station.apply(message)
    refreshAfter(message, station.state(), refresh)
    // Each signal asks a book and is brought to somebody, each outcome teaches a book.
    if (message.kind === 'status' && station.frozen.getState() === null) askSlowly(['fusion'], ['routing'])
  }
  const listeners = new Set<(news: ProgressNews) => void>()
  const live = new Live({
    access,
    userId: reader.userId,
    state: station.state,
    apply,
    prices: counting(prices, station.countWaiting),
    onProgress: (news) => {
      refresh(['progress'], ...(news.about === 'board' ? [['board']] : []))
      for (const tell of listeners) tell(news)
    },
    poll: () => poll(api, apply, refresh),
    onRefused: () => onSignedOut(REFUSED),
    onEnded: (why) => onSignedOut({ ...REFUSED, code: 'session_ended' }, why),
    onRoleChanged: options.onRoleChanged,
    onCaughtUp: () => refresh([]),
  })
  const decisions = openDecisions({ api, state: station.state, apply })
  let unfollow: (() => void) | null = null

  return {
    ...station,
    apply,
    freeze(on) {
      prices.hold(on)
      station.freeze(on)
      if (!on) refresh([])
    },
    reader,
    api,
    token: access.current,
    queries,
    prices,
    live,
    decisions,
    refresh,
    onProgress(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    start() {
      apply({ kind: 'clock', ...readFeed(session.feed) })
      apply({ kind: 'risk', typed: options.risk.toFixed(1) })
      unfollow = station.store.subscribe((now, before) => {
        if (now.selected !== before.selected || now.trades !== before.trades) live.follow(followedBy(now))
      })
      live.start()
    },
    stop() {
      unfollow?.()
      live.stop()
    },
  }
}

/** Counts quotes that wait because the page is frozen. */
function counting(prices: Prices, countWaiting: () => void): Prices {
  return {
    ...prices,
    put(quotes) {
      countWaiting()
      prices.put(quotes)
    },
  }
}

/** The clocks and the badge of the feed, as told by REST. */
export function readFeed(feed: ReplyOf<'feed'>) {
  return {
    clock: readClock(feed, performance.now()),
    feed: readFeedView(feed),
  }
}

/** Asks by REST for what the socket would have told. */
async function poll(api: Api, apply: (message: Message) => void, refresh: Refresh): Promise<boolean> {
  // A station that hangs must not pass for one that answers.
  const signal = AbortSignal.timeout(POLL_EVERY_MS)
  const [feed, active] = await Promise.all([
    api.call('feed', { signal }),
    api.call('activeSignals', { query: { limit: 200 }, signal }),
  ])
  if (feed.ok) apply({ kind: 'clock', ...readFeed(feed.value) })
  if (active.ok) apply(readActive(active.value, performance.now()))
  const answered = feed.ok || feed.problem.status !== 0
  if (answered) refresh([])
  return answered
}

/** The missions whose news the reader needs: the one looked at, and those of trades that are not closed. */
export function followedBy({ selected, trades }: DeskState): readonly string[] {
  const running = Object.values(trades)
    .filter((trade) => trade.status === 'pending' || trade.status === 'open')
    .map((trade) => trade.signalId)
  return [...new Set([...(selected === null ? [] : [selected]), ...running.slice(0, TRADES_FOLLOWED_MAX)])]
}

/** What a message does not tell in full is asked again: who fired, the trade list, how many won. */
function refreshAfter(message: Message, state: DeskState, refresh: Refresh): void {
  const keys = agedBy(message, state)
  if (keys !== null) refresh(...keys)
}

/** What a message makes old: nothing (null), or what it names; an empty name is everything. */
function agedBy(message: Message, state: DeskState): readonly QueryKey[] | null {
  switch (message.kind) {
    case 'sheet':
      return [
        ['board'],
        ['tally'],
        ['trades'],
        ...(state.selected === null ? [] : [['mission', state.selected]]),
      ]
    case 'status':
      return [['board']]
    case 'counts': {
      const waits = state.trades[message.signalId]?.status === 'pending'
      return [['marks', message.signalId], ...(waits ? [['trades']] : [])]
    }
    case 'resumed':
      return message.events.length > 0 ? [[]] : null
    case 'decision':
      // Refused because of something not heard of yet: the first fire of another device, the end of the window, a disk
      // that is full.
      return message.decision?.kind === 'refused' ? [['mission', message.signalId], ['health']] : null
    case 'fired':
      return [['board'], ['tally'], ['trades'], ['marks', message.trade.signalId]]
    default:
      return null
  }
}
