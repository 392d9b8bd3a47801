import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementBook } from '#core/progress/achievement-book.ts'
import {
  type AchievementStatistics,
  achievementStatistics,
  type Gallery,
  galleryOf,
} from '#core/progress/achievement-gallery.ts'
import type { Readable } from '#db/open.ts'
import { type LoggedUnlock, readUnlockLines, readUnlockLog } from '#db/stores/achievements.ts'
import { readProgress } from '#db/stores/progress.ts'
import type { AchievementShelf } from './achievement-shelf.ts'
import { pageOf } from './pages.ts'
import type { Page } from './queries.ts'

export type { LoggedUnlock }

/** What a trader has and how far he is, as of now. */
export interface AchievementsOf {
  readonly gallery: Gallery
  readonly statistics: AchievementStatistics
}

/** The read side of achievements. */
export interface AchievementQueries {
  book(): AchievementBook
  /** Null for an unknown user. */
  of(id: UserId): AchievementsOf | null
  /** Newest first; null for a cursor that no page gave. */
  log(id: UserId, limit: number, cursor: string | null): Page<LoggedUnlock> | null
}

export function achievementSide(
  db: Readable,
  shelf: AchievementShelf,
  now: () => TimestampMs,
): AchievementQueries {
  return {
    book: () => shelf.book(),
    of(id) {
      const at = now()
      const progress = readProgress(db, id, at)
      if (progress === null) return null
      const lines = readUnlockLines(db, id)
      const gallery = galleryOf(shelf.book(), { progress, now: at }, lines)
      return { gallery, statistics: achievementStatistics(shelf.book(), gallery, lines) }
    },
    log: (id, limit, cursor) =>
      pageOf(limit, cursor, (before, count) => readUnlockLog(db, id, before, count)),
  }
}
