/** Refill per second and depth. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** What is left in a bucket, and how long to wait when nothing is. */
export interface Bucket {
  readonly left: number
  /** Seconds until the next token; 0 when one was taken. */
  readonly waitS: number
}

/** Token buckets by name. */
export interface RateLimiter {
  readonly rate: Rate
  /** Takes one token from the bucket of `key`. The answer is valid until the next call. */
  take(key: string): Bucket
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
    take(key) {
      const now = nowMs()
      const level = levelOf(key, now)
      level.left = Math.min(rate.burst, level.left + ((now - level.atMs) / 1_000) * rate.perSecond)
      level.atMs = now
      if (level.left >= 1) {
        level.left -= 1
        level.waitS = 0
      } else {
        level.waitS = (1 - level.left) / rate.perSecond
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
