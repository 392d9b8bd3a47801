import { z } from 'zod'
import { whenUsed } from './when-used.ts'

/**
 * Where a journaled message stands: `seq` is gapless per stream; one message may gather several events of a commit
 * and then covers those after `since` up to `seq`.
 */
export const Position = whenUsed(() =>
  z.object({
    epoch: z.string(),
    stream: z.string().max(80),
    since: z.number().int().nonnegative(),
    seq: z.number().int().positive(),
  }),
)
export type Position = z.infer<typeof Position>
