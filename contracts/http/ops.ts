import { z } from 'zod'
import { LanFace } from '../lan-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, EVERYBODY, endpoint, OPERATORS } from './endpoint.ts'

const checkRow = whenUsed(() => z.strictObject({ check: z.string(), ok: z.boolean(), detail: z.string() }))
export const CheckReport = whenUsed(() => z.strictObject({ ok: z.boolean(), checks: z.array(checkRow) }))
export type CheckReport = z.infer<typeof CheckReport>

export const Health = whenUsed(() =>
  z.strictObject({
    status: z.enum(['ok', 'degraded']),
    service: z.literal('fusion-desk'),
    version: z.string(),
    source: z.enum(['replay', 'sim', 'live', 'off']),
    timestamp: shape.Seconds,
    feed: z
      .strictObject({
        bad_rows: z.strictObject({ text: z.number(), nan: z.number(), range: z.number(), order: z.number() }),
        holes: z.number(),
        last_bar: shape.Seconds.nullable(),
        bars: z.number(),
        ended: z.boolean(),
        /** Of a live feed only. */
        live: z
          .strictObject({
            exchange: z.string(),
            fresh: z.boolean(),
            connected: z.boolean(),
            /** Station time of the last word about prices. */
            heard_at: shape.Seconds.nullable(),
            /** The exchange's clock minus the station's, seconds. */
            clock_offset: z.number().nullable(),
            /** Connections that stood, the first included. */
            connections: z.number().int(),
            cuts: z.number().int(),
            oversized: z.number().int(),
            floods: z.number().int(),
            /** Bars that came by REST. */
            filled_bars: z.number().int(),
            duplicates: z.number().int(),
            /** Messages about something nobody asked for. */
            strays: z.number().int(),
            sequence_gaps: z.number().int(),
            /** What went wrong last and still stands. */
            trouble: z.string().nullable(),
          })
          .optional(),
      })
      .optional(),
    loop_delay_p99_ms: z.number().optional(),
    db: z
      .strictObject({
        writable: z.boolean(),
        bytes: z.number(),
        journal_rows: z.number(),
        commits: z.number(),
        commands_per_commit: z.number(),
        /** How long the disk took for the last `of` commits; null before the first. */
        commit_ms: z
          .strictObject({ last: z.number(), p50: z.number(), p99: z.number(), of: z.number().int() })
          .nullable(),
        /** The newest row of the journal; null on a new desk. */
        last_event: z.strictObject({ journal_no: z.number().int(), at: shape.Seconds }).nullable(),
      })
      .optional(),
    clients: z.number().int().optional(),
    lan: LanFace.optional(),
  }),
)
export type Health = z.infer<typeof Health>

/** Health for everybody, upkeep for operators. */
export const OPS = {
  removeDemo: endpoint({
    method: 'POST',
    path: '/api/demo/remove',
    summary:
      'Takes a demo away with its data folder, whole, and stops the station; 404 where the desk is none.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ removed: z.literal(true) })),
  }),
  check: endpoint({
    method: 'POST',
    path: '/api/ops/check',
    summary: 'Integrity, foreign keys, gaps in the journal, replay equals tables.',
    roles: OPERATORS,
    ownership: 'any',
    reply: CheckReport,
  }),
  replay: endpoint({
    method: 'POST',
    path: '/api/ops/replay',
    summary: 'Rebuilds the tables from the journal and compares.',
    roles: OPERATORS,
    ownership: 'any',
    reply: CheckReport,
  }),
  maintain: endpoint({
    method: 'POST',
    path: '/api/ops/maintain',
    summary: 'Drops old receipts, truncates the write-ahead log, refreshes statistics.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ receipts_dropped: z.number().int(), bytes: z.number().int() })),
  }),
  exposition: endpoint({
    method: 'GET',
    path: '/metrics',
    summary: 'What the station measures of itself, in the text format of Prometheus.',
    roles: ['operator', 'service'],
    ownership: 'any',
    scope: 'metrics:read',
    reply: z.string(),
  }),
  health: endpoint({
    method: 'GET',
    path: '/health',
    summary: 'Whether the station works; more for operators.',
    roles: EVERYBODY,
    ownership: 'public',
    reply: Health,
  }),
} as const satisfies Record<string, Endpoint>
