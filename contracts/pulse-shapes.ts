import { z } from 'zod'
import { Direction, Id, Outcome, Seconds, SymbolIn } from './shapes.ts'
import { whenUsed } from './when-used.ts'

/** What the figures of the day are compared with. */
export const Comparison = whenUsed(() =>
  z.strictObject({
    /** Signals opened on the desk's day so far. */
    signals_today: z.number().int(),
    /** The desk's day before up to the same time of day; null where the desk was not there all that time. */
    day_before: z
      .strictObject({
        signals: z.number().int(),
        fires: z.number().int(),
        active_users: z.number().int(),
        /** Null where nobody had fired. */
        execution_rate: z.number().nullable(),
      })
      .nullable(),
    /** The caller's result of the seven days before the last seven; null where he had closed no trade before these. */
    pnl_week_before: z.number().nullable(),
    /**
     * From taking bars to the commit of the signals that came of them, 95th percentile of the last `of` steps; and of as
     * many before them, null until there are as many. Null before the first.
     */
    fusion_p95_ms: z
      .strictObject({ value: z.number(), of: z.number().int(), before: z.number().nullable() })
      .nullable(),
  }),
)
export type Comparison = z.infer<typeof Comparison>

/** The newest of what happened to signals and of what people decided. A pass is nobody's business: it has no name. */
export const DeskEvent = whenUsed(() =>
  z.object({
    kind: z.enum(['opened', 'fired', 'passed', 'expired', 'settled']),
    /** Station time. */
    at: Seconds,
    signal_id: Id,
    symbol: SymbolIn,
    direction: Direction,
    user_id: Id.nullable(),
    name: z.string().nullable(),
    outcome: Outcome.nullable(),
  }),
)
export type DeskEvent = z.infer<typeof DeskEvent>
