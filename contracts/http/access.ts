import { z } from 'zod'
import * as shape from '../shapes.ts'
import { byId, DECIDERS, type Endpoint, endpoint, nothing, OPERATORS } from './endpoint.ts'

const AddUserRequest = z.strictObject({
  user_id: shape.UserIdIn,
  name: z.string().min(1).max(shape.NAME_LENGTH_MAX).optional(),
  timezone: z.string('an IANA time zone such as Europe/Berlin').min(1).max(64),
  member_tier: shape.MemberTier.default('nibbler'),
})
const CreateTokenRequest = z.strictObject({
  user_id: shape.UserIdIn,
  role: shape.Role,
  label: z.string().min(1).max(shape.LABEL_LENGTH_MAX),
  /** Seconds from now. */
  expires_in: z.number().int().positive().max(31_536_000).optional(),
  may_act_for: z
    .array(z.union([z.literal('*'), shape.UserIdIn]))
    .max(1_000)
    .optional(),
})

/** Users and their tokens. */
export const ACCESS = {
  addUser: endpoint({
    method: 'POST',
    path: '/api/users',
    summary: 'Adds a user.',
    roles: OPERATORS,
    ownership: 'any',
    body: AddUserRequest,
    status: 201,
    reply: z.strictObject({
      user_id: shape.Id,
      name: z.string().nullable(),
      timezone: z.string(),
      member_tier: shape.MemberTier,
    }),
  }),
  changeZone: endpoint({
    method: 'POST',
    path: '/api/users/:id/timezone',
    summary: "Moves a user's days to another time zone; once in 24 hours.",
    roles: DECIDERS,
    ownership: 'self',
    scope: 'users:write',
    params: byId,
    body: z.strictObject({ timezone: z.string().min(1).max(64) }),
    reply: z.strictObject({ user_id: shape.Id, timezone: z.string() }),
  }),
  eraseUser: endpoint({
    method: 'POST',
    path: '/api/users/:id/erase',
    summary:
      'Erases the person behind an id: name, notes and words about him go from tables and journal, his tokens are revoked, the numbers stay.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: z.strictObject({ reason: z.enum(['own_request', 'left', 'legal', 'other']) }),
    reply: z.strictObject({
      user_id: shape.Id,
      /** False where he was erased before. */
      changed: z.boolean(),
      /** The write-ahead log was folded back and holds him no more; false where a reader keeps it until the next upkeep. */
      log_cleared: z.boolean(),
      server_time: shape.Seconds,
    }),
  }),
  createToken: endpoint({
    method: 'POST',
    path: '/api/tokens',
    summary: 'Makes an access token; it is shown once.',
    roles: OPERATORS,
    ownership: 'any',
    body: CreateTokenRequest,
    status: 201,
    reply: z.strictObject({ token_id: shape.Id, token: z.string() }),
  }),
  revokeToken: endpoint({
    method: 'DELETE',
    path: '/api/tokens/:id',
    summary: 'Revokes a token at once, on open sockets too.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    status: 204,
    reply: nothing,
  }),
} as const satisfies Record<string, Endpoint>
