import { useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '#contracts/http.ts'
import { readOwnRouting } from '../link/wire-routing.ts'
import { OPEN_SIGNALS_MAX } from '../state/queue.ts'
import { isUndecided } from '../state/routing.ts'
import { useDesk, useStation } from './use-desk.ts'

const PAGE = 200
/** Nobody is told that a signal was not brought to him, so the page asks while it does not know of one. */
const ASK_AGAIN_MS = 2_000

/** Which of the open signals were brought to the reader, and why the others were not. News of a delivery comes live. */
export function useOwnRouting(): void {
  const { api, apply, reader } = useDesk()
  const undecided = useStation(({ open, routing }) => open?.some((id) => isUndecided(routing, id)) ?? false)
  useQuery({
    queryKey: ['routing'],
    refetchInterval: undecided ? ASK_AGAIN_MS : false,
    queryFn: async (): Promise<true> => {
      let cursor: string | null = null
      for (let asked = 0; asked < OPEN_SIGNALS_MAX; asked += PAGE) {
        const page: ReplyOf<'userRouting'> = await api.ask('userRouting', {
          params: { id: reader.userId },
          query: { status: 'open', limit: PAGE, ...(cursor === null ? {} : { cursor }) },
        })
        apply(readOwnRouting(page))
        cursor = page.next_cursor
        if (cursor === null) break
      }
      return true
    },
  })
}
