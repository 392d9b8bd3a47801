import { RECENT_MAX, withRecent } from '../state/command-list.ts'

const KEY = 'fusion-desk.recent'

/** Names of the commands done last on this device, the newest first. */
export function readRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, RECENT_MAX) : []
  } catch {
    return []
  }
}

export function noteRecent(id: string): void {
  localStorage.setItem(KEY, JSON.stringify(withRecent(readRecent(), id)))
}
