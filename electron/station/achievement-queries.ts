import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementBook } from '#core/progress/achievement-book.ts'
import {
  type AchievementStatistics,
  achievementStatistics,
  type Gallery,
  galleryOf,
} from '#core/progress/achievement-gallery.ts'
import { type HolderCounts, shareOf } from '#core/progress/achievement-shares.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Readable } from '#db/open.ts'
import { countHolders, type LoggedUnlock, readUnlockLines, readUnlockLog } from '#db/stores/achievements.ts'
import type { AchievementShelf } from './achievement-shelf.ts'
import { pageOf } from './pages.ts'
import type { Page } from './queries.ts'

export type { LoggedUnlock }

/** Shares are counted anew no sooner: the count reads every unlock there is. */
const HOLDERS_KEPT_MS = 600_000

/** What a trader has and how far he is, as of now. */
export interface AchievementsOf {
  readonly gallery: Gallery
  readonly statistics: AchievementStatistics
}

/** The read side of achievements. */
export interface AchievementQueries {
  book(): AchievementBook
  /** Of a trader as he was read just now. */
  of(progress: Progress): AchievementsOf
  /** Percent of those who take part who have an achievement; null where it would single somebody out. */
  share(achievementId: string): number | null
  /** Newest first; null for a cursor that no page gave. */
  log(id: UserId, limit: number, cursor: string | null): Page<LoggedUnlock> | null
}

export function achievementSide(
  db: Readable,
  shelf: AchievementShelf,
  now: () => TimestampMs,
): AchievementQueries {
  const holders = keptFor(HOLDERS_KEPT_MS, now, () => countHolders(db))
  return {
    book: () => shelf.book(),
    of(progress) {
      const lines = readUnlockLines(db, progress.userId)
      const gallery = galleryOf(shelf.book(), { progress, now: now() }, lines)
      return { gallery, statistics: achievementStatistics(shelf.book(), gallery, lines) }
    },
    share: (id) => shareOf(holders(), id),
    log: (id, limit, cursor) =>
      pageOf(limit, cursor, (before, count) => readUnlockLog(db, id, before, count)),
  }
}

/** A count that is made when it is asked for, and at most once in a stretch of time. */
function keptFor(keptMs: number, now: () => TimestampMs, count: () => HolderCounts): () => HolderCounts {
  let kept: { readonly counts: HolderCounts; readonly at: TimestampMs } | null = null
  return () => {
    const at = now()
    // A clock that was turned back makes no count last longer.
    if (kept === null || Math.abs(at - kept.at) >= keptMs) kept = { counts: count(), at }
    return kept.counts
  }
}
