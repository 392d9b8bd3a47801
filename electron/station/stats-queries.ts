import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UserId } from '#core/kernel/ids.ts'
import { countTimes, type TimedDecision, type TimeStats } from '#core/stats/time-stats.ts'
import type { Readable } from '#db/open.ts'
import { type Favorite, readFavorite, readTimedDecisions } from '#db/stores/timed-decisions.ts'
import { type Economy, readEconomy } from './economy-queries.ts'
import { type ExperimentQueries, experimentSide } from './experiment-queries.ts'
import { type MetricParts, type MetricQueries, metricSide } from './metric-queries.ts'
import { sharedWork } from './shared-work.ts'

/** Newest fires, and newest passes, that a user's statistics of time look at. */
export const TIMED_DECISIONS_MAX = 10_000
/** Newest fires among which a favorite is looked for. */
const FAVORITE_FIRES_MAX = 1_000
/** Decisions counted in one turn of the event loop: a calendar takes its time. */
const DECISIONS_PER_TURN = 250

/** A trader's times, and whether all of his decisions are in them. */
export interface CountedTimes {
  readonly stats: TimeStats
  readonly complete: boolean
}

/** Statistics that are worked out when they are asked for, some of it in each turn of the event loop. */
export interface StatsQueries {
  readonly metrics: MetricQueries
  readonly experiments: ExperimentQueries
  /** Of everybody, over the last days of the desk. */
  economy(days: number): Promise<Economy>
  /** The symbol a user fires on most, among his newest fires; null before the first. */
  favorite(id: UserId): Favorite | null
  /** `source` leaves out all other prices; null counts all. */
  times(
    user: { readonly userId: UserId; readonly zone: string },
    source: string | null,
  ): Promise<CountedTimes>
}

export function statsSide(parts: MetricParts): StatsQueries {
  const { db } = parts
  const economies = sharedWork<Economy>()
  return {
    metrics: metricSide(parts),
    experiments: experimentSide(parts),
    economy: (days) => economies.once(String(days), () => readEconomy(parts, days)),
    favorite: (id) => readFavorite(db, id, FAVORITE_FIRES_MAX),
    async times({ userId, zone }, source) {
      const count = countTimes(zone)
      let complete = true
      for (const kind of ['fire', 'pass'] as const) {
        const all = await eachDecision(db, userId, kind, (decision) => {
          if (source === null || decision.source === source) count.add(decision)
        })
        complete &&= all
      }
      return { stats: count.stats(), complete }
    },
  }
}

/** False where there are older ones than `TIMED_DECISIONS_MAX`. */
async function eachDecision(
  db: Readable,
  userId: UserId,
  kind: TimedDecision['kind'],
  tell: (decision: TimedDecision) => void,
): Promise<boolean> {
  let before = Number.MAX_SAFE_INTEGER
  for (let read = 0; read < TIMED_DECISIONS_MAX; read += DECISIONS_PER_TURN) {
    await nextTurn()
    const rows = readTimedDecisions(db, userId, { kind, before, limit: DECISIONS_PER_TURN })
    for (const { decision } of rows) tell(decision)
    if (rows.length < DECISIONS_PER_TURN) return true
    before = rows.at(-1)?.no ?? 0
  }
  return readTimedDecisions(db, userId, { kind, before, limit: 1 }).length === 0
}
