import { useMutation, useQuery } from '@tanstack/react-query'
import type { BodyOf } from '#contracts/http.ts'
import { useDesk } from './use-desk.ts'

const KEY = ['welcome']

/** How far the first run has come; asked once, and told anew with each step. */
export function useWelcome() {
  const { api } = useDesk()
  return useQuery({ queryKey: KEY, queryFn: () => api.ask('welcome', {}) })
}

/** Puts down how far it has come. */
export function useSetWelcome() {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async (body: BodyOf<'setWelcome'>) => {
      queries.setQueryData(KEY, await api.ask('setWelcome', { body }))
    },
  })
}

/** Tries an exchange; changes nothing. */
export function useTestFeed() {
  const { api } = useDesk()
  return useMutation({ mutationFn: (body: BodyOf<'testFeed'>) => api.ask('testFeed', { body }) })
}

/** Writes which feed plays from the next start on; done when the page has heard what is written now. */
export function useChooseFeed() {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async (body: BodyOf<'chooseFeed'>) => {
      const chosen = await api.ask('chooseFeed', { body })
      await queries.invalidateQueries({ queryKey: KEY })
      return chosen
    },
  })
}

/** Makes a recovery code: the answer alone has it, and the page keeps it nowhere. */
export function useMakeRecoveryCode() {
  const { api, queries } = useDesk()
  return useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const { recovery_code: code } = await api.ask('makeRecoveryCode', {})
      await queries.invalidateQueries({ queryKey: KEY })
      return code
    },
  })
}

/** Moves the days of the reader to another zone. */
export function useChangeZone() {
  const { api, reader } = useDesk()
  return useMutation({
    mutationFn: (timezone: string) =>
      api.ask('changeZone', { params: { id: reader.userId }, body: { timezone } }),
  })
}
