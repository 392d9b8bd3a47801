import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'

const KEPT_MS = 60_000
/** As many as one answer holds. */
const PEOPLE_MAX = 100

/** A person by the name that everybody sees. */
export interface Person {
  readonly userId: string
  readonly name: string
}

/**
 * The people of the desk as its board of all points lists them, a hundred at most. It is public, and leaves out who does
 * not want to be seen. Asked once a minute at the most, while somebody looks.
 */
export function useBoardPeople(): UseQueryResult<readonly Person[]> {
  const { api, reader } = useDesk()
  const { game } = useSettings()
  return useQuery({
    queryKey: ['board', 'people'],
    enabled: game && ['progress', 'leaderboards'].every((feature) => reader.features.includes(feature)),
    staleTime: KEPT_MS,
    queryFn: async () => {
      const query = { limit: PEOPLE_MAX }
      const { entries } = await api.ask('leaderboard', { params: { metric: 'global' }, query })
      return entries.map(({ user_id: userId, name }) => ({ userId, name: name ?? userId }))
    },
  })
}
