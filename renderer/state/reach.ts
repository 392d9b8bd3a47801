import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** Whether the station answers, as the page knows it before anybody is signed in. */
export type Reach =
  | { readonly phase: 'CONNECTING' }
  | { readonly phase: 'REACHED' }
  /** `retryAt` is of the page's monotonic clock; null while a try is under way. */
  | { readonly phase: 'OFFLINE'; readonly retryAt: number | null }

export const WAIT_BASE_MS = 1_000
export const WAIT_MS_MAX = 15_000

/** How long to wait after so many tries that failed: 1, 2, 4 s and so on, 15 s at most. */
export function waitMs(failures: number): number {
  return Math.min(WAIT_MS_MAX, WAIT_BASE_MS * 2 ** Math.max(0, failures - 1))
}

/** What the badge adds to its word. */
export function reachText(reach: Reach, now: number): string {
  switch (reach.phase) {
    case 'CONNECTING':
      return say('asking_station')
    case 'REACHED':
      return ''
    case 'OFFLINE':
      if (reach.retryAt === null) return say('trying')
      return say('retry_in', { n: Math.max(0, Math.ceil((reach.retryAt - now) / 1_000)) })
  }
}
