import type { RateClass } from '#contracts/http/endpoint.ts'
import type { Limits } from '#station/config.ts'
import { openRateLimiter, type Rate, type RateLimiter } from './rate-limit.ts'

/** One limiter for each class of requests, and one for those who ask without the token that they need. */
export interface Rates extends Readonly<Record<RateClass, RateLimiter>> {
  readonly strangers: RateLimiter
}

/** Classes of which a request is counted by the user it is for, whom only its body names. */
const BY_USER: ReadonlySet<RateClass> = new Set(['decision', 'money'])

/** The limiters of a station, empty of callers. */
export function openRates(limits: Limits): Rates {
  return {
    read: openRateLimiter(perMinute(limits.readsPerMinute)),
    write: openRateLimiter({ perSecond: limits.requestsPerSecond, burst: limits.requestBurst }),
    decision: openRateLimiter({ perSecond: limits.decisionsPerSecond, burst: limits.decisionBurst }),
    money: openRateLimiter(perMinute(limits.moneyPerMinute)),
    hook: openRateLimiter(perMinute(limits.hooksPerMinute)),
    pairing: openRateLimiter(perMinute(limits.pairingPerMinute)),
    strangers: openRateLimiter(perMinute(limits.strangersPerMinute)),
  }
}

/** Whether requests of a class are counted once their body is known. */
export function isCountedByUser(rate: RateClass): boolean {
  return BY_USER.has(rate)
}

/** A minute's worth at once, refilled at its even pace. */
export function perMinute(count: number): Rate {
  return { perSecond: count / 60, burst: count }
}
