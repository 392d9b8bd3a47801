import {
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { TIER_NAMES } from '#contracts/fusion-shapes.ts'
import { readBook, readSimilar, readSource, readTier, readTiers } from '../link/wire-fusion.ts'
import type { BookView, FusionView } from '../state/fusion.ts'
import type { SimilarView } from '../state/similar.ts'
import type { SourceView } from '../state/sources.ts'
import { useDesk } from './use-desk.ts'

/** Sources fall silent without an outcome; so it is asked now and then in any case. */
const ASKED_EVERY_MS = 15_000

/** The tiers. The station tells them live; they are asked for once, and where the live connection is down. */
export function useTiers(): UseQueryResult<true> {
  const { api, apply, state, reader } = useDesk()
  return useQuery({
    queryKey: ['tiers'],
    queryFn: async (): Promise<true> => {
      const before = state().fusion
      const fusion = await (reader.features.includes('desk_stats') ? tiersOfDay() : tiersOneByOne())
      apply({ kind: 'tiers', fusion, before })
      return true
    },
  })

  async function tiersOfDay(): Promise<FusionView> {
    const stats = await api.ask('stats', {})
    return readTiers(stats.tier_performance, stats.fusion_quality)
  }

  /** Where the figures of the desk's day are switched off. */
  async function tiersOneByOne(): Promise<FusionView> {
    const tiers = await Promise.all(
      TIER_NAMES.map((tier) => api.ask('tierPerformance', { params: { tier } })),
    )
    return { tiers: tiers.map(readTier), quality: null }
  }
}

/** A page that the reader froze asks for nothing by itself. */
export function useAskedEvery(): number | false {
  const still = useStore(useDesk().frozen, (frozen) => frozen !== null)
  return still ? false : ASKED_EVERY_MS
}

/** Books as far as they were fetched, the station's first. */
export interface BooksView {
  readonly books: readonly BookView[]
  /** There are more. */
  readonly more: boolean
}

/** What the books have learned, page by page, as far as the one that is looked at and as the reader asks. */
export function useBooks(wanted: string | null): UseInfiniteQueryResult<BooksView> {
  const { api } = useDesk()
  const asking = useInfiniteQuery({
    queryKey: ['fusion', 'books'],
    refetchInterval: useAskedEvery(),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.ask('books', { query: pageParam === undefined ? {} : { cursor: pageParam } }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    select: ({ pages }): BooksView => ({
      books: pages.flatMap(({ books }) => books.map(readBook)),
      more: pages.at(-1)?.next_cursor !== null,
    }),
  })
  const { data, isFetching, isError, fetchNextPage } = asking
  const missing = data?.more === true && wanted !== null && !data.books.some(({ name }) => name === wanted)
  useEffect(() => {
    if (missing && !isFetching && !isError) void fetchNextPage()
  }, [missing, isFetching, isError, fetchNextPage])
  return asking
}

/** How the signals that are most like one came out. */
export function useSimilar(signalId: string): UseQueryResult<SimilarView> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['similar', signalId],
    queryFn: async () => readSimilar(await api.ask('similarSignals', { params: { id: signalId } })),
  })
}

/** Every source of every book. */
export function useSources(): UseQueryResult<readonly SourceView[]> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['fusion', 'sources'],
    refetchInterval: useAskedEvery(),
    queryFn: async () => (await api.ask('sources', {})).sources.map(readSource),
  })
}

/** Takes a source out of the count or lets it back in; done when the list that shows it has been read again. */
export function usePause(name: string) {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async (paused: boolean) => {
      await api.ask('pauseSource', { params: { name }, body: { paused } })
      await queries.invalidateQueries({ queryKey: ['fusion', 'sources'] })
    },
  })
}
