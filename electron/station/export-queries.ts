import type { UserId } from '#core/kernel/ids.ts'
import type { MissionSheet } from '#core/progress/daily-missions.ts'
import type { TokenSheet } from '#core/sheets.ts'
import type { ZoneView } from '#core/zone.ts'
import type { Readable } from '#db/open.ts'
import { type ResultSheet, readResults, readShown } from '#db/stores/board-display.ts'
import { readTokensOf } from '#db/stores/desk.ts'
import { readViolations, type ViolationSheet } from '#db/stores/progress.ts'
import { readAllMissions } from '#db/stores/quests.ts'
import { readZone } from '#db/stores/traders.ts'

export type { ResultSheet }

/** What only an export asks for; each list newest first, at most `limit`. */
export interface ExportQueries {
  missions(id: UserId, limit: number): readonly MissionSheet[]
  violations(id: UserId, limit: number): readonly ViolationSheet[]
  /** Where he stood when periods of boards closed. */
  places(id: UserId, limit: number): readonly ResultSheet[]
  /** Whether he is on boards that others see. */
  shown(id: UserId): boolean
  /** Where he lives, and since when; null for an unknown user. */
  zone(id: UserId): ZoneView | null
  /** Without what opens a door; revoked ones too. */
  tokens(id: UserId, limit: number): readonly { readonly token: TokenSheet; readonly label: string }[]
}

export function exportSide(db: Readable): ExportQueries {
  return {
    missions: (id, limit) => readAllMissions(db, id, limit),
    violations: (id, limit) => readViolations(db, id, limit),
    places: (id, limit) => readResults(db, id, limit),
    shown: (id) => readShown(db, id),
    zone: (id) => readZone(db, id),
    tokens: (id, limit) => readTokensOf(db, id, limit),
  }
}
