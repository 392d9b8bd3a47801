import { roundTo } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import type { PassSheet, TraderSheet } from '#core/sheets.ts'
import { winRate } from '#core/signals/performance.ts'
import type { TradeWithSignal } from '#station/queries.ts'
import type { Market } from '#station/station.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { money, seconds, wireFire, wireUserStats } from '../wire.ts'
import { wireQuota, wireRouted } from '../wire-routing.ts'
import { BAD_CURSOR } from './signals.ts'

type TraderRoutes = Pick<Handlers, 'userStats' | 'userFires' | 'userSummary' | 'userExport'>

const WEEK_MS = 7 * 86_400_000
const EXPORT_PAGE = 500
/** Fires and passes of one export: what fits an answer. */
const EXPORT_LINES_MAX = 20_000
/** Newest signals of which an export says whether they were brought to the user. */
const EXPORT_ROUTED_MAX = 2_000
const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** What a user may read of himself. */
export function traderRoutes({ station }: Desk): TraderRoutes {
  const { queries, market, now } = station

  /** Answers with what `read` makes of a known user. */
  function of<Reply>(id: string, read: (trader: TraderSheet) => Reply): Answer<Reply> {
    const trader = queries.trader(id as UserId)
    return trader === null ? UNKNOWN_USER : { ok: true, reply: read(trader) }
  }

  function routingOf({ userId, memberTier }: TraderSheet) {
    const member = queries.member(userId)
    invariant(member, 'a trader is a member')
    const newest = queries.routedSignals(userId, false, { limit: EXPORT_ROUTED_MAX, cursor: null })
    return {
      quota: wireQuota(member, queries.userName(userId), { policy: queries.routing().policy, now: now() }),
      signals: (newest?.items ?? []).map(({ sheet, told }) => wireRouted(sheet, told, memberTier)),
    }
  }

  return {
    userStats: ({ params }) =>
      of(params.id, ({ userId, totals, last7dPnlCents }) => ({
        user_id: userId,
        stats: wireUserStats(totals, last7dPnlCents),
        timestamp: seconds(now()),
      })),

    userFires({ params, query }) {
      if (queries.trader(params.id as UserId) === null) return UNKNOWN_USER
      const page = queries.firesOfUser(params.id as UserId, query.limit, query.cursor ?? null)
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      const fires = page.items.map(({ trade, sheet }) => wireFire(trade, sheet))
      return { ok: true, reply: { fires, next_cursor: page.next } }
    },

    userSummary: ({ params }) =>
      of(params.id, ({ userId, totals }) => {
        const rate = winRate(totals)
        const changedAt = queries.changedAt(userId)
        return {
          user_id: userId,
          total_fires: totals.fires,
          total_passes: totals.passes,
          wins: totals.wins,
          losses: totals.losses,
          timeouts: totals.timeouts,
          win_rate: rate === null ? null : roundTo(100 * rate, 1),
          pnl: money(totals.pnlCents),
          balance: money(totals.balanceCents),
          recent_fires_7d: queries.firesSince(userId, now() - WEEK_MS),
          last_updated: changedAt === null ? null : seconds(changedAt),
        }
      }),

    userExport: ({ params }) =>
      of(params.id, (trader) => ({
        user: wireUser(trader, queries.userName(trader.userId)),
        fires: everyTrade((cursor) => queries.firesOfUser(trader.userId, EXPORT_PAGE, cursor)).map(
          ({ trade, sheet }) => wireFire(trade, sheet),
        ),
        passes: queries.passesOfUser(trader.userId, EXPORT_LINES_MAX).map(wirePass),
        days: queries.daysOfUser(trader.userId).map(({ day, pnlCents }) => ({ day, pnl: money(pnlCents) })),
        routing: routingOf(trader),
        exported_at: seconds(now()),
        source_note: sourceNote(market.source),
      })),
  }
}

/** Where the prices of an export come from, for whoever reads it without the desk. */
function sourceNote(source: Market['source']): string {
  const named = 'Each fire names the source of its prices'
  if (source === 'live') return `${named}.`
  if (source === 'off') return `${named}; no market is running.`
  return `${named}; the running feed is a ${source}, not a live market.`
}

function everyTrade(
  page: (
    cursor: string | null,
  ) => { readonly items: readonly TradeWithSignal[]; readonly next: string | null } | null,
): readonly TradeWithSignal[] {
  const lines: TradeWithSignal[] = []
  let cursor: string | null = null
  do {
    const read = page(cursor)
    lines.push(...(read?.items ?? []))
    cursor = read?.next ?? null
  } while (cursor !== null && lines.length < EXPORT_LINES_MAX)
  return lines
}

function wireUser({ userId, zone, memberTier, totals, last7dPnlCents }: TraderSheet, name: string | null) {
  return {
    user_id: userId,
    name,
    timezone: zone,
    member_tier: memberTier,
    balance: money(totals.balanceCents),
    pnl: money(totals.pnlCents),
    total_fires: totals.fires,
    total_passes: totals.passes,
    wins: totals.wins,
    losses: totals.losses,
    timeouts: totals.timeouts,
    stats: wireUserStats(totals, last7dPnlCents),
  }
}

function wirePass({ signalId, reason, note, passedAt }: PassSheet) {
  return { signal_id: signalId, reason, note, passed_at: seconds(passedAt) }
}
