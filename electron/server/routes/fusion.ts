import { DEFAULT_POLICY } from '#core/context.ts'
import { stationBook } from '#core/signals/fusion/books.ts'
import type { Station } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { pageOfBooks, stationBooks, wireBook, wireSources, wireTiers } from '../wire-fusion.ts'
import { BAD_CURSOR } from './signals.ts'

type FusionRoutes = Pick<Handlers, 'tierPerformance' | 'sources' | 'pauseSource' | 'books'>

/** Open signals that are counted by tier, newest first; more than a desk can look at. */
export const ACTIVE_COUNTED_MAX = 1_000

/** What the fusion engine knows, and whom it hears. */
export function fusionRoutes({ station }: Desk): FusionRoutes {
  const { queries, market } = station
  const marketTime = () => seconds(market.clock().at)
  return {
    tierPerformance: ({ params }) => ({ ok: true, reply: tiersNow(station)[params.tier] }),

    sources: () => ({
      ok: true,
      reply: {
        sources: wireSources(queries.books(), queries.pausedSources(), stationBook(DEFAULT_POLICY).name),
        market_time: marketTime(),
      },
    }),

    async pauseSource({ params, body, receipt }) {
      const { name } = params
      const { paused } = body
      const executed = await station.execute({ kind: 'pause_source', source: name, paused }, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: { name, paused }, replayed: executed.value.replayed }
    },

    books({ query }) {
      const page = pageOfBooks(queries.books(), query.limit, query.cursor)
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      const books = page.books.map(([name, book]) => wireBook(name, book))
      return { ok: true, reply: { books, next_cursor: page.next, market_time: marketTime() } }
    },
  }
}

/** How the station's own signals came out, by tier. */
export function tiersNow({ queries }: Station) {
  return wireTiers(stationBooks(queries.books()), queries.activeSignals(ACTIVE_COUNTED_MAX).sheets)
}
