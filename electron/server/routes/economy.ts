import type { Economy } from '#station/economy-queries.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireRate } from '../wire-stats.ts'

const REASONS_SHOWN_MAX = 100
/** Traders below which a share says nothing. */
const SHARE_TRADERS_MIN = 10

/** What points do at the desk as a whole. */
export function economyRoutes({ station }: Desk): Pick<Handlers, 'economy'> {
  return {
    async economy({ query }) {
      const { days, reasons, weeks, survival, balances } = await station.queries.stats.economy(query.days)
      return {
        ok: true,
        reply: {
          days: days.map(({ day, ...flow }) => ({ day, ...wireFlow(flow), net: flow.came - flow.went })),
          reasons: reasons
            .slice(0, REASONS_SHOWN_MAX)
            .map(({ type, action, ...flow }) => ({ type, action, ...wireFlow(flow) })),
          reasons_total: reasons.length,
          unlocks: weeks.map(({ monday, unlocks, users, points }) => ({
            week: monday,
            unlocks,
            users,
            points,
          })),
          streak_survival: survival.map(wireSurvival),
          balances: wireBalances(balances),
          timestamp: seconds(station.now()),
        },
      }
    },
  }
}

type Flow = Pick<Economy['days'][number], 'came' | 'went' | 'transactions'>

function wireFlow({ came, went, transactions }: Flow) {
  return { in: came, out: went, transactions }
}

function wireSurvival({ days, n, reached }: Economy['survival'][number]) {
  const { win_rate: share, interval } = wireRate(reached, n, SHARE_TRADERS_MIN)
  return { days, n, reached, share, interval }
}

function wireBalances({
  traders,
  balance,
  lifetime,
  xp,
  median,
  ninetieth,
  highest,
  negative,
}: Economy['balances']) {
  return {
    traders,
    total: balance,
    lifetime_total: lifetime,
    xp_total: xp,
    median,
    p90: ninetieth,
    highest,
    negative,
  }
}
