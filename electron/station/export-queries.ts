import type { UserId } from '#core/kernel/ids.ts'
import type { MissionSheet } from '#core/progress/daily-missions.ts'
import type { TokenSheet } from '#core/sheets.ts'
import type { Readable } from '#db/open.ts'
import { type ResultSheet, readResults } from '#db/stores/board-display.ts'
import { readTokensOf } from '#db/stores/desk.ts'
import { readViolations, type ViolationSheet } from '#db/stores/progress.ts'
import { readAllMissions } from '#db/stores/quests.ts'

export type { ResultSheet }

/** What only an export asks for; each list newest first, at most `limit`. */
export interface ExportQueries {
  missions(id: UserId, limit: number): readonly MissionSheet[]
  violations(id: UserId, limit: number): readonly ViolationSheet[]
  /** Where he stood when periods of boards closed. */
  places(id: UserId, limit: number): readonly ResultSheet[]
  /** Without what opens a door; revoked ones too. */
  tokens(id: UserId, limit: number): readonly { readonly token: TokenSheet; readonly label: string }[]
}

export function exportSide(db: Readable): ExportQueries {
  return {
    missions: (id, limit) => readAllMissions(db, id, limit),
    violations: (id, limit) => readViolations(db, id, limit),
    places: (id, limit) => readResults(db, id, limit),
    tokens: (id, limit) => readTokensOf(db, id, limit),
  }
}
