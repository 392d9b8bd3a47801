import { AUDIT_ACTIONS } from '#core/audit/entry.ts'
import type { Answers } from '../idempotency.ts'
import { badField } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { milliseconds, seconds } from '../wire.ts'
import { wireAuditChain, wireAuditEntry } from '../wire-audit.ts'

/** The audit log, for operators. */
export function auditRoutes({ station }: Desk, answers: Answers): Pick<Handlers, 'auditLog' | 'verifyAudit'> {
  return {
    auditLog({ query: { limit, cursor, who, what, outcome, from, to } }) {
      const filter = {
        userId: who ?? null,
        what: what ?? null,
        outcome: outcome ?? null,
        from: from === undefined ? null : milliseconds(from),
        to: to === undefined ? null : milliseconds(to),
      }
      const page = station.queries.audit.page(filter, limit, cursor ?? null)
      if (page === null) return { ok: false, problem: badField('cursor', 'next_cursor of the page before') }
      const reply = {
        entries: page.items.map(wireAuditEntry),
        next_cursor: page.next,
        actions: [...AUDIT_ACTIONS],
        chain: wireAuditChain(station),
        timestamp: seconds(station.now()),
      }
      return { ok: true, reply }
    },
    verifyAudit: ({ receipt }) =>
      answers.once(receipt, async () => {
        const { ok, checks, entries, sealedTo } = await station.upkeep.audit()
        return {
          ok: true,
          reply: { ok, checks: checks.map((row) => ({ ...row })), entries, sealed_to: sealedTo },
        }
      }),
  }
}
