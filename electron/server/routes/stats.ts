import type { UserId } from '#core/kernel/ids.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireTimes } from '../wire-stats.ts'

/** Statistics of people. */
export function statsRoutes({ station }: Desk): Pick<Handlers, 'userTimes'> {
  const { queries, now } = station
  return {
    async userTimes({ params, query }) {
      const trader = queries.trader(params.id as UserId)
      if (trader === null) return { ok: false, problem: { code: 'user_not_found' } }
      const { stats, complete } = await queries.stats.times(trader, query.source ?? null)
      return {
        ok: true,
        reply: {
          user_id: params.id,
          timezone: trader.zone,
          ...wireTimes(stats),
          complete,
          timestamp: seconds(now()),
        },
      }
    },
  }
}
