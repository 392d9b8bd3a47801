import { useQuery } from '@tanstack/react-query'
import { useDesk } from './use-desk.ts'

const KEY = ['news-seen']

/** Whether the reader has seen what is new in this version, and the way to put that down. */
export function useNews(): { readonly seen: boolean; readonly see: () => void } {
  const { api, reader, queries } = useDesk()
  const told = reader.newsSince === null
  const { data: seen } = useQuery({
    queryKey: KEY,
    initialData: told,
    queryFn: () => queries.getQueryData<boolean>(KEY) ?? told,
  })
  const see = () => {
    if (queries.getQueryData(KEY) === true) return
    queries.setQueryData(KEY, true)
    // Where it does not arrive the line is there again next time, which harms nobody.
    void api.call('seeNews', {})
  }
  return { seen, see }
}
