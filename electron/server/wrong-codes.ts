import { blockOf } from './addresses.ts'
import { openRateLimiter, type Rate } from './rate-limit.ts'

/** Wrong codes from one address: 3 a minute, and 3 in one window. */
export const WRONG_CODES: Rate = { perSecond: 3 / 60, burst: 3 }
const OF_ONE_ADDRESS_MAX = WRONG_CODES.burst

/** Who came with wrong codes, so that nobody alone uses up the tries of everybody. */
export interface WrongCodes {
  /** Seconds until somebody at this address may come again; 0 where he may come now. */
  waitS(address: string, windowLeftMs: number): number
  /** Counts a wrong code. */
  count(address: string): void
  /** Addresses that came with one since the window was opened, in the order in which they came. */
  readonly addresses: readonly string[]
  /** Another window is open: what was tried in the one before says nothing about it. */
  begin(): void
}

/** @param nowMs  monotonic clock, milliseconds */
export function openWrongCodes(nowMs: () => number): WrongCodes {
  const perMinute = openRateLimiter(WRONG_CODES, nowMs)
  const tried = new Map<string, { readonly address: string; times: number }>()
  return {
    waitS(address, windowLeftMs) {
      const place = blockOf(address)
      if ((tried.get(place)?.times ?? 0) >= OF_ONE_ADDRESS_MAX) return windowLeftMs / 1_000
      const { left } = perMinute.take(place, 0)
      return left >= 1 ? 0 : (1 - left) / WRONG_CODES.perSecond
    },
    count(address) {
      const place = blockOf(address)
      perMinute.take(place)
      const known = tried.get(place) ?? { address, times: 0 }
      known.times += 1
      tried.set(place, known)
    },
    get addresses() {
      return [...tried.values()].map((one) => one.address)
    },
    begin: () => tried.clear(),
  }
}
