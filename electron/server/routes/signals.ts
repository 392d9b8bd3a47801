import type { PostSignalRequest } from '#contracts/http.ts'
import type { PostSignal } from '#core/command.ts'
import { type SignalId, type SymbolName, signalId } from '#core/kernel/ids.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { badField, type Problem, problemOf } from '../problems.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { milliseconds, price, seconds, wireClocks, wireFireMark, wireSignal } from '../wire.ts'
import { wireSimilar } from '../wire-past.ts'
import { eventOf } from './decisions.ts'

type SignalRoutes = Pick<
  Handlers,
  | 'signals'
  | 'activeSignals'
  | 'postSignal'
  | 'signal'
  | 'fireCount'
  | 'signalFires'
  | 'signalMetrics'
  | 'similarSignals'
>

export const BAD_CURSOR: Problem = badField('cursor', 'not a cursor that a page of this list gave')
const UNKNOWN_SIGNAL = { ok: false, problem: { code: 'signal_not_found' } } as const

/** Lists, single signals and what is counted of them; and the provider's way in. */
export function signalRoutes({ station, newId }: Desk): SignalRoutes {
  const { queries, market, now } = station
  const clocks = () => wireClocks(market.clock(), now())

  function list(
    filter: { readonly status: 'active' | 'closed' | 'all'; readonly symbol: string | null },
    limit: number,
    cursor: string | undefined,
  ): Answer<{ signals: ReturnType<typeof wireSignal>[]; next_cursor: string | null }> {
    const page = queries.signals(filter, limit, cursor ?? null)
    if (page === null) return { ok: false, problem: BAD_CURSOR }
    const at = clocks()
    const signals = page.items.map((sheet) => wireSignal(sheet, at))
    return { ok: true, reply: { signals, next_cursor: page.next } }
  }

  function known(text: string): SignalSheet | null {
    const id = signalId(text)
    return id === null ? null : queries.signal(id)
  }

  return {
    signals: ({ query }) =>
      list({ status: query.status, symbol: query.symbol ?? null }, query.limit, query.cursor),

    activeSignals: ({ query }) =>
      list({ status: 'active', symbol: query.symbol ?? null }, query.limit, query.cursor),

    signal({ params }) {
      const sheet = known(params.id)
      return sheet === null ? UNKNOWN_SIGNAL : { ok: true, reply: { signal: wireSignal(sheet, clocks()) } }
    },

    fireCount({ params }) {
      const sheet = known(params.id)
      if (sheet === null) return UNKNOWN_SIGNAL
      return {
        ok: true,
        reply: { signal_id: params.id, count: sheet.totals.fireCount, timestamp: seconds(now()) },
      }
    },

    signalFires({ params, query }) {
      const sheet = known(params.id)
      if (sheet === null) return UNKNOWN_SIGNAL
      const page = queries.firesOfSignal(sheet.signal.signalId, query.limit, query.cursor ?? null)
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      const fires = page.items.map((trade) => wireFireMark(trade, queries.userName(trade.userId)))
      return { ok: true, reply: { fires, next_cursor: page.next } }
    },

    signalMetrics({ params }) {
      const sheet = known(params.id)
      if (sheet === null) return UNKNOWN_SIGNAL
      const { fireCount } = sheet.totals
      return {
        ok: true,
        reply: {
          signal_id: params.id,
          total_fires: fireCount,
          // A user fires on a signal once: so many fires, so many users.
          active_users: fireCount,
          created_at: seconds(sheet.signal.createdAt),
        },
      }
    },

    similarSignals({ params }) {
      const sheet = known(params.id)
      if (sheet === null) return UNKNOWN_SIGNAL
      return { ok: true, reply: wireSimilar(params.id, queries.similar(sheet.signal)) }
    },

    async postSignal({ body, receipt }) {
      const executed = await station.execute(postSignal(body, newId() as SignalId), receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return {
        ok: true,
        reply: { signal: openedSignal(executed.value.events, market.clock().speed) },
        replayed: executed.value.replayed,
      }
    },
  }
}

function postSignal(body: PostSignalRequest, id: SignalId): PostSignal {
  return {
    kind: 'post_signal',
    signalId: id,
    symbol: body.symbol as SymbolName,
    direction: body.direction,
    // As they will be shown: levels that no quote can tell apart are none.
    levels: { entry: price(body.entry_price), stop: price(body.stop_loss), target: price(body.take_profit) },
    expiresAt: body.expires_at === undefined ? null : milliseconds(body.expires_at),
    claimed: body.confidence ?? null,
    provider: body.source,
  }
}

/** The signal as it was listed, at the clocks of that moment: a repeat must answer as the first did. */
function openedSignal(events: Parameters<typeof eventOf>[0], speed: number | 'max') {
  const { event, at } = eventOf(events, 'signal_opened')
  return wireSignal(
    {
      signal: event.signal,
      status: event.signal.veto === undefined ? 'active' : 'expired',
      expiring: false,
      outcome: null,
      exit: null,
      r: null,
      settledAt: null,
      totals: { fireCount: 0, passCount: 0, executedCount: 0 },
    },
    wireClocks({ at: event.signal.createdAt, speed }, at),
  )
}
