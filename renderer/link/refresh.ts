import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** What is asked again by REST goes out at most this often. */
export const REFRESH_EVERY_MS = 500
/** What grows with every outcome, and is read over minutes, at most this often. */
export const SLOW_REFRESH_EVERY_MS = 2_000

/** Marks queries as old; those on screen are asked again, together, at the pace of the gathering. */
export type Refresh = (...keys: readonly QueryKey[]) => void

/** Opens the gathering of refreshes, so that a burst of messages is one request. */
export function openRefresh(queries: QueryClient, everyMs = REFRESH_EVERY_MS): Refresh {
  const waiting = new Map<string, QueryKey>()
  let due = false

  const flush = () => {
    due = waiting.size > 0
    const keys = [...waiting.values()]
    waiting.clear()
    for (const queryKey of keys) void queries.invalidateQueries({ queryKey })
    if (due) setTimeout(flush, everyMs)
  }

  return (...keys) => {
    for (const key of keys) waiting.set(JSON.stringify(key), key)
    if (!due) setTimeout(flush, 0)
    due = true
  }
}
