import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { cursor, type Endpoint, endpoint, limit, nextCursor, OPERATORS } from './endpoint.ts'
import { CheckReport } from './ops.ts'

const WORD_LENGTH_MAX = 64

const Word = z.string().min(1).max(WORD_LENGTH_MAX)
const Hash = z.string().length(64)
const Number_ = z.number().int().nonnegative()

/** An instant of the query: seconds, plain decimal digits. */
const Instant = z
  .string()
  .regex(/^[0-9]{1,12}$/, 'whole seconds, plain decimal digits')
  .transform(Number)

/** One line of the audit log. */
export const AuditEntry = whenUsed(() =>
  z.strictObject({
    number: Number_,
    at: shape.Seconds,
    /** From where it was asked. */
    place: z.enum(['station', 'command_line', 'loopback', 'lan']),
    user_id: z.string().nullable(),
    token_id: z.string().nullable(),
    role: shape.Role.nullable(),
    what: z.string(),
    about: z.string().nullable(),
    /** `done`, or the code of the refusal. */
    outcome: z.string(),
    /** Above one where a burst became one entry. */
    times: Number_,
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    correlation_id: z.string().nullable(),
    journal_no: Number_.nullable(),
    prev: Hash,
    hash: Hash,
  }),
)
export type AuditEntry = z.infer<typeof AuditEntry>

/** How far the log goes, and how far it was looked at in this run of the station. */
export const AuditChain = whenUsed(() =>
  z.strictObject({
    entries: Number_,
    verified: z.strictObject({ ok: z.boolean(), to: Number_, at: shape.Seconds }).nullable(),
  }),
)
export type AuditChain = z.infer<typeof AuditChain>

/** Who decided what about access, money and configuration. */
export const AUDIT = {
  auditLog: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary:
      'The audit log, newest first: who decided what about access, money and configuration, and who was refused.',
    roles: OPERATORS,
    ownership: 'any',
    query: whenUsed(() =>
      z.strictObject({
        limit,
        cursor,
        who: Word.optional(),
        what: Word.optional(),
        outcome: z.enum(['done', 'refused']).optional(),
        from: Instant.optional(),
        to: Instant.optional(),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        entries: z.array(AuditEntry),
        next_cursor: nextCursor,
        /** Everything that `what` can be. */
        actions: z.array(z.string()),
        chain: AuditChain,
        timestamp: shape.Seconds,
      }),
    ),
  }),
  verifyAudit: endpoint({
    method: 'POST',
    path: '/api/audit/verify',
    summary:
      'Looks at the whole audit log: its chain, its sealed heads, and that it tells of what the journal holds.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ ...CheckReport.shape, entries: Number_, sealed_to: Number_ })),
  }),
} as const satisfies Record<string, Endpoint>
