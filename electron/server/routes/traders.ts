import { roundTo } from '#core/kernel/amount.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { standingsOf } from '#core/progress/streak-standing.ts'
import type { TraderSheet } from '#core/sheets.ts'
import { winRate } from '#core/signals/performance.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { money, seconds, wireFire, wireUserStats } from '../wire.ts'
import { BAD_CURSOR } from './signals.ts'

type TraderRoutes = Pick<Handlers, 'userStats' | 'userFires' | 'userSummary'>

const WEEK_MS = 7 * 86_400_000
const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** What a user may read of himself. */
export function traderRoutes({ station }: Desk): TraderRoutes {
  const { queries, now } = station

  /** Answers with what `read` makes of a known user. */
  function of<Reply>(id: string, read: (trader: TraderSheet) => Reply): Answer<Reply> {
    const trader = queries.trader(id as UserId)
    return trader === null ? UNKNOWN_USER : { ok: true, reply: read(trader) }
  }

  function favoriteOf(userId: UserId) {
    const favorite = queries.stats.favorite(userId)
    return favorite && { symbol: favorite.symbol, fire_count: favorite.fires }
  }

  function streakOf(userId: UserId): number {
    const progress = queries.progress.sheet(userId)
    const standings = progress === null ? [] : standingsOf(progress, now())
    return standings.find(({ type }) => type === 'daily_login')?.count ?? 0
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
          executor_closes: totals.reported?.closes ?? 0,
          executor_pnl: money(totals.reported?.pnlCents ?? 0),
          balance: money(totals.balanceCents),
          recent_fires_7d: queries.firesSince(userId, now() - WEEK_MS),
          favorite_symbol: favoriteOf(userId),
          current_streak: streakOf(userId),
          last_updated: changedAt === null ? null : seconds(changedAt),
        }
      }),
  }
}
