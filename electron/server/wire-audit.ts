import type { AuditChain, AuditEntry as WireEntry } from '#contracts/http/audit.ts'
import type { AuditEntry } from '#core/audit/entry.ts'
import type { Station } from '#station/station.ts'
import { seconds } from './wire.ts'

/** An entry of the audit log. */
export function wireAuditEntry(entry: AuditEntry): WireEntry {
  const { asker } = entry
  return {
    number: entry.number,
    at: seconds(entry.at),
    place: asker.place,
    user_id: asker.userId,
    token_id: asker.tokenId,
    role: asker.role,
    what: entry.what,
    about: entry.about,
    outcome: entry.outcome,
    times: entry.times,
    facts: { ...entry.facts },
    correlation_id: asker.correlationId,
    journal_no: entry.journalNo,
    prev: entry.prev,
    hash: entry.hash,
  }
}

/** How far the log goes, and how far it was looked at. */
export function wireAuditChain({ queries, upkeep }: Station): AuditChain {
  const seen = upkeep.auditSeen()
  return {
    entries: queries.audit.entries(),
    verified: seen && { ok: seen.ok, to: seen.to, at: seconds(seen.at) },
  }
}
