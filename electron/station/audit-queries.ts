import type { AuditEntry } from '#core/audit/entry.ts'
import { type AuditFilter, readAudit, readAuditHead } from '#db/audit.ts'
import type { Readable } from '#db/open.ts'
import { pageOf } from './pages.ts'
import type { Page } from './queries.ts'

export type { AuditFilter }

/** What was put on record. */
export interface AuditQueries {
  /** Newest first; null for a cursor that no page gave. */
  page(filter: AuditFilter, limit: number, cursor: string | null): Page<AuditEntry> | null
  /** How many entries there are. */
  entries(): number
}

export function auditSide(db: Readable): AuditQueries {
  return {
    page(filter, limit, cursor) {
      const page = pageOf(limit, cursor, (before, count) =>
        readAudit(db, filter, { before, limit: count }).map((entry) => ({ no: entry.number, entry })),
      )
      return page && { ...page, items: page.items.map(({ entry }) => entry) }
    },
    entries: () => readAuditHead(db).number,
  }
}
