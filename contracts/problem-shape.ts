import { z } from 'zod'
import { Id, Seconds } from './shapes.ts'
import { whenUsed } from './when-used.ts'

/** A refusal, the same on HTTP, in socket acks and on the command line. */
export const Problem = whenUsed(() =>
  z.strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      correlation_id: z.string(),
      fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
      retry_after: z.number().optional(),
      fired_at: Seconds.optional(),
      trade_id: Id.optional(),
      free_port: z.number().int().optional(),
      reason: z.string().optional(),
      server_time: Seconds,
    }),
  }),
)
export type Problem = z.infer<typeof Problem>
