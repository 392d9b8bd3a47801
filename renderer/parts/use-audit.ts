import { type UseInfiniteQueryResult, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { AuditChain, AuditEntry } from '#contracts/http/audit.ts'
import type { AuditChoice } from '../state/audit.ts'
import { writeAuditChoice } from '../state/audit.ts'
import { useDesk } from './use-desk.ts'

/** Nobody tells the page of new entries; a log that is looked at is asked for again. */
const ASKED_EVERY_MS = 10_000
const ENTRIES_PER_PAGE = 100

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
    queryKey: ['audit', choice.who, choice.what, choice.outcome],
    refetchInterval: ASKED_EVERY_MS,
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
    select: ({ pages }): AuditView => ({
      entries: pages.flatMap(({ entries }) => entries),
      actions: pages[0]?.actions ?? [],
      chain: pages[0]?.chain ?? { entries: 0, verified: null },
    }),
  })
}

/** Looks at the whole log; done when the page has heard of it. */
export function useVerifyAudit() {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async () => {
      await api.ask('verifyAudit', {})
      await queries.invalidateQueries({ queryKey: ['audit'] })
    },
  })
}
