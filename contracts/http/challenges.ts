import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'
import { PEOPLE } from './friends.ts'

/** How one of the two worked on the signals that both decided. */
export const ChallengeScore = whenUsed(() =>
  z.strictObject({
    /** Signals whose briefing was opened before the decision. */
    briefed: z.number().int(),
    /** Signals a plan was saved for before the decision. */
    planned: z.number().int(),
    /** Signals whose outcome was reviewed before the challenge ended. */
    reviewed: z.number().int(),
    /** One for each decision in time, and one for each of the above. */
    total: z.number().int(),
  }),
)

/** A week's challenge as the caller sees it. */
export const Challenge = whenUsed(() =>
  z.strictObject({
    challenge_id: shape.Id,
    opponent: z.strictObject({ user_id: shape.Id, name: z.string().nullable() }),
    proposed_by: shape.Id,
    state: z.enum(['proposed', 'running', 'over', 'declined', 'cancelled']),
    proposed_at: shape.Seconds,
    /** Null before it was accepted. */
    starts_at: shape.Seconds.nullable(),
    ends_at: shape.Seconds.nullable(),
    /** Where the two stand, or stood at the end; null where it never ran. */
    standing: z
      .strictObject({
        /** Signals that both decided. */
        signals: z.number().int(),
        own: ChallengeScore,
        theirs: ChallengeScore,
      })
      .nullable(),
    /** Null before it is over. */
    result: z.enum(['won', 'lost', 'draw']).nullable(),
  }),
)
export type Challenge = z.infer<typeof Challenge>

const one = whenUsed(() => z.strictObject({ challenge: Challenge }))

function change(path: string, summary: string) {
  return endpoint({
    method: 'POST',
    path,
    summary,
    roles: PEOPLE,
    ownership: 'any',
    params: byId,
    reply: one,
  })
}

/** Challenges between two friends. */
export const CHALLENGES = {
  challenges: endpoint({
    method: 'GET',
    path: '/api/challenges',
    summary: "The caller's open challenges, and the 20 newest of the others.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: whenUsed(() => z.strictObject({ challenges: z.array(Challenge), open_max: z.number().int() })),
  }),
  proposeChallenge: endpoint({
    method: 'POST',
    path: '/api/challenges',
    summary: "Proposes a week's challenge to a friend.",
    roles: PEOPLE,
    ownership: 'any',
    body: whenUsed(() => z.strictObject({ user_id: shape.UserIdIn })),
    status: 201,
    reply: one,
  }),
  acceptChallenge: change('/api/challenges/:id/accept', 'Accepts a challenge: it runs for 7 x 24 hours.'),
  declineChallenge: change('/api/challenges/:id/decline', 'Declines a challenge.'),
  cancelChallenge: change(
    '/api/challenges/:id/cancel',
    "Takes back the caller's own proposal; a challenge that runs is not left.",
  ),
} as const satisfies Record<string, Endpoint>
