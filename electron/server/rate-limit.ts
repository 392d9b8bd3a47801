/** Refill per second and depth. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** What is left in a bucket, and how long to wait when nothing is. */
export interface Bucket {
  readonly left: number
  /** Seconds until there is what was wanted; 0 when it was taken. */
  readonly waitS: number
}

/** Token buckets by name. */
export interface RateLimiter {
  readonly rate: Rate
  /**
   * Takes tokens from the bucket of `key`: all of them or none. The answer is valid until the next call.
   *
   * @param count  more than the bucket holds counts as what it holds, so that nothing is refused for ever
   */
  take(key: string, count?: number): Bucket
}

/** Names kept at once: more than that cannot make the station grow. */
const BUCKETS_MAX = 20_000

interface Level {
  left: number
  waitS: number
  atMs: number
}

/** @param nowMs  monotonic clock, milliseconds: a step of the wall clock refills nothing */
export function openRateLimiter(rate: Rate, nowMs: () => number = () => performance.now()): RateLimiter {
  const buckets = new Map<string, Level>()

  function levelOf(key: string, now: number): Level {
    const known = buckets.get(key)
    if (known !== undefined) return known
    if (buckets.size >= BUCKETS_MAX) dropFull(buckets, rate, now)
    const fresh = { left: rate.burst, waitS: 0, atMs: now }
    buckets.set(key, fresh)
    return fresh
  }

  return {
    rate,
    take(key, count = 1) {
      const now = nowMs()
      const level = levelOf(key, now)
      level.left = Math.min(rate.burst, level.left + ((now - level.atMs) / 1_000) * rate.perSecond)
      level.atMs = now
      const wanted = Math.min(count, rate.burst)
      if (level.left >= wanted) {
        level.left -= wanted
        level.waitS = 0
      } else {
        level.waitS = (wanted - level.left) / rate.perSecond
      }
      return level
    },
  }
}

/** Forgets who has been quiet long enough to have a full bucket; where nobody has, the longest known. */
function dropFull(buckets: Map<string, Level>, rate: Rate, now: number): void {
  for (const [key, level] of buckets) {
    if (level.left + ((now - level.atMs) / 1_000) * rate.perSecond >= rate.burst) buckets.delete(key)
  }
  for (const key of buckets.keys()) {
    if (buckets.size < BUCKETS_MAX) return
    buckets.delete(key)
  }
}
