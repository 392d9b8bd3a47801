import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AchievementBook } from '#core/progress/achievement-book.ts'
import {
  type AchievementStatistics,
  achievementStatistics,
  type Gallery,
  galleryOf,
} from '#core/progress/achievement-gallery.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Readable } from '#db/open.ts'
import { type LoggedUnlock, readUnlockLines, readUnlockLog } from '#db/stores/achievements.ts'
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
  /** Of a trader as he was read just now. */
  of(progress: Progress): AchievementsOf
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
    of(progress) {
      const lines = readUnlockLines(db, progress.userId)
      const gallery = galleryOf(shelf.book(), { progress, now: now() }, lines)
      return { gallery, statistics: achievementStatistics(shelf.book(), gallery, lines) }
    },
    log: (id, limit, cursor) =>
      pageOf(limit, cursor, (before, count) => readUnlockLog(db, id, before, count)),
  }
}
