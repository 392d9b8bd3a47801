import { type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import type { RoutingPolicy } from '#contracts/routing-shapes.ts'
import { readRoutingBoard, writeChange } from '../link/wire-routing.ts'
import type { RoutingBoard } from '../state/routing-board.ts'
import { useDesk } from './use-desk.ts'
import { useAskedEvery } from './use-fusion.ts'

/** Users listed at once. */
export const USERS_SHOWN_MAX = 200

/** Routing and vetoes, with how everybody stands for operators and how the reader stands for others. */
export function useRoutingBoard(): UseQueryResult<RoutingBoard> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['fusion', 'routing'],
    refetchInterval: useAskedEvery(),
    queryFn: async () => readRoutingBoard(await api.ask('routing', { query: { limit: USERS_SHOWN_MAX } })),
  })
}

/** Replaces the policy; done when the board that shows it has been read again. */
export function useChangeRouting(version: number) {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async (policy: RoutingPolicy) => {
      await api.ask('changeRouting', { body: writeChange(version, policy) })
      await queries.invalidateQueries({ queryKey: ['fusion', 'routing'] })
    },
  })
}
