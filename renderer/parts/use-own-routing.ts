import { useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '#contracts/http.ts'
import { readOwnRouting } from '../link/wire-routing.ts'
import { OPEN_SIGNALS_MAX } from '../state/queue.ts'
import { useDesk } from './use-desk.ts'

const PAGE = 200

/** Which of the open signals were brought to the reader, and why the others were not. News of a delivery comes live. */
export function useOwnRouting(): void {
  const { api, apply, reader } = useDesk()
  useQuery({
    queryKey: ['routing'],
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
