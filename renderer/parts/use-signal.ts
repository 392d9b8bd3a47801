import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { type CandleView, readCandle } from '../link/wire.ts'
import type { SignalView } from '../state/model.ts'
import { type MarkView, neighbours, PICTURE_BARS_MAX, pictureRange } from '../state/signal-log.ts'
import { useDesk } from './use-desk.ts'
import type { CandlesView } from './use-queries.ts'

/** Fires fetched at a time. */
const FIRES_PAGE = 100
/** Pages of the newest signals that are searched for the neighbours of one. */
const PAGES_SEARCHED_MAX = 4
/** How often a picture that is not complete yet is asked for again. */
const MORE_BARS_MS = 5_000

/** Everybody's fires on a signal as far as they were fetched, newest first. */
export interface FiresView {
  readonly marks: readonly MarkView[]
  /** There are older ones. */
  readonly more: boolean
}

/** Who fired on a signal, newest first, page by page. */
export function useFires(signalId: string): UseInfiniteQueryResult<FiresView> {
  const { api } = useDesk()
  return useInfiniteQuery({
    queryKey: ['marks', signalId, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.ask('signalFires', {
        params: { id: signalId },
        query: { limit: FIRES_PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }): FiresView => ({
      marks: pages.flatMap(({ fires }) =>
        fires.map((mark) => ({
          userId: mark.user_id,
          name: mark.name ?? mark.user_id,
          firedAt: Math.round(mark.fired_at * 1_000),
          executed: mark.executed,
        })),
      ),
      more: pages.at(-1)?.next_cursor !== null,
    }),
  })
}

/** The candles around a signal. */
export interface PastCandlesView extends CandlesView {
  /** Those before them: they are not drawn, but averages begin with them. */
  readonly before: readonly CandleView[]
}

/** The candles around a signal that is over; the station keeps them for a while only. */
export function usePastCandles(signal: SignalView, timeframe: string): UseQueryResult<PastCandlesView> {
  const { api, state } = useDesk()
  const { symbol, id } = signal
  const { warmFrom, from, to } = pictureRange(signal, timeframe)
  return useQuery({
    queryKey: ['candles', symbol, id, timeframe],
    // Until the market has passed the end of the picture there are more bars to come.
    refetchInterval: () => ((state().clock?.marketAt ?? to) < to ? MORE_BARS_MS : false),
    // Other candles of the same signal stand until the chosen ones come.
    placeholderData: (earlier, query) => (query?.queryKey[2] === id ? earlier : undefined),
    queryFn: async (): Promise<PastCandlesView> => {
      const range = { from: Math.floor(warmFrom / 1_000), to: Math.ceil(to / 1_000), limit: PICTURE_BARS_MAX }
      const reply = await api.ask('candles', { params: { symbol }, query: { tf: timeframe, ...range } })
      const candles = reply.candles.map(readCandle)
      return {
        symbol,
        timeframe: reply.tf,
        before: candles.filter(({ at }) => at < from),
        closed: candles.filter(({ at }) => at >= from),
        forming: null,
        barsIn: null,
      }
    },
  })
}

/** The signals listed just before and after this one; null where there is none among the newest. */
export function useNeighbours(signalId: string): ReturnType<typeof neighbours> {
  const { api } = useDesk()
  const asking = useQuery({
    queryKey: ['neighbours', signalId],
    queryFn: async () => {
      const ids: string[] = []
      let cursor: string | null = null
      for (let page = 0; page < PAGES_SEARCHED_MAX; page += 1) {
        const query: { cursor?: string } = cursor === null ? {} : { cursor }
        const reply = await api.ask('signals', { query })
        ids.push(...reply.signals.map((signal) => signal.id))
        cursor = reply.next_cursor
        const found = neighbours(ids, signalId)
        if (found.older !== null || cursor === null) break
      }
      return neighbours(ids, signalId)
    },
  })
  return asking.data ?? { older: null, newer: null }
}
