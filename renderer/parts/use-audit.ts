import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useMutation,
} from '@tanstack/react-query'
import type { AuditChain, AuditEntry } from '#contracts/http/audit.ts'
import type { ReplyOf } from '#contracts/http.ts'
import type { AuditChoice } from '../state/audit.ts'
import { writeAuditChoice } from '../state/audit.ts'
import { useDesk } from './use-desk.ts'

/**
 * Nobody tells the page of new entries; a log that is looked at is asked for again, while its newest are in sight. What
 * is older does not change any more, and is read once.
 */
const ASKED_EVERY_MS = 10_000
const ENTRIES_PER_PAGE = 200

/** What is known of the log. */
export interface AuditView {
  readonly entries: readonly AuditEntry[]
  readonly actions: readonly string[]
  readonly chain: AuditChain
}

/** The audit log, newest first, a page at a time. */
export function useAudit(choice: AuditChoice): UseInfiniteQueryResult<AuditView> {
  const { api } = useDesk()
  return useInfiniteQuery({
    queryKey: keyOf(choice),
    // Comparing what is there with what came costs more than drawing the rows in sight anew.
    structuralSharing: false,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => {
      const { who, what } = writeAuditChoice(choice)
      return api.ask('auditLog', {
        query: {
          limit: String(ENTRIES_PER_PAGE),
          ...(who !== undefined && { who }),
          ...(what !== undefined && { what }),
          ...(choice.outcome !== null && { outcome: choice.outcome }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
      })
    },
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : ASKED_EVERY_MS),
    select: ({ pages }): AuditView => ({
      entries: pages.flatMap(({ entries }) => entries),
      actions: pages[0]?.actions ?? [],
      chain: pages[0]?.chain ?? { entries: 0, verified: null },
    }),
  })
}

/** Lets go of the older pages of a log that is read from its top again: from there on its newest are followed. */
export function useBackToNewest(choice: AuditChoice): () => void {
  const { queries } = useDesk()
  return () =>
    queries.setQueryData<InfiniteData<unknown>>(keyOf(choice), (log) =>
      log === undefined || log.pages.length < 2
        ? log
        : { pages: log.pages.slice(0, 1), pageParams: log.pageParams.slice(0, 1) },
    )
}

const keyOf = ({ who, what, outcome }: AuditChoice) => ['audit', who, what, outcome]

/** Looks at the whole log; done when the page has heard of it. Its older pages are not asked for anew. */
export function useVerifyAudit() {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async () => {
      await api.ask('verifyAudit', {})
      const { chain } = await api.ask('auditLog', { query: { limit: '1' } })
      queries.setQueriesData<InfiniteData<ReplyOf<'auditLog'>>>(
        { queryKey: ['audit'] },
        (log) => log && { ...log, pages: log.pages.map((page) => ({ ...page, chain })) },
      )
    },
  })
}
