import { z } from 'zod'
import { FeedState, Id, Role } from './shapes.ts'
import { whenUsed } from './when-used.ts'

/** Who one is, and what the page may show. */
export const Session = whenUsed(() =>
  z.strictObject({
    user_id: Id,
    name: z.string().nullable(),
    /** The zone the user's days are counted in. */
    timezone: z.string(),
    role: Role,
    features: z.array(z.string()),
    feed: FeedState,
    /** Everybody and everything at this desk is made up. */
    demo: z.boolean(),
    /** For operators, of a new data folder that nobody has set up yet. */
    first_run: z.literal(true).optional(),
    /** The version that ran here before this one, until the caller has seen what is new since. */
    news_since: z.string().optional(),
    version: z.string(),
  }),
)
export type Session = z.infer<typeof Session>
