import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, DECIDERS, type Endpoint, endpoint, nothing, OPERATORS } from './endpoint.ts'

const AddUserRequest = whenUsed(() =>
  z.strictObject({
    user_id: shape.UserIdIn,
    name: z.string().min(1).max(shape.NAME_LENGTH_MAX).optional(),
    timezone: z.string('an IANA time zone such as Europe/Berlin').min(1).max(64),
    member_tier: shape.MemberTier.default('nibbler'),
  }),
)
/** 90 days: a token that nobody makes anew is one that nobody needs. */
export const TOKEN_SECONDS_MAX = 7_776_000

const CreateTokenRequest = whenUsed(() =>
  z.strictObject({
    user_id: shape.UserIdIn,
    role: shape.Role,
    label: z.string().min(1).max(shape.LABEL_LENGTH_MAX),
    /** Seconds from now. */
    expires_in: z
      .number()
      .int()
      .positive()
      .max(TOKEN_SECONDS_MAX, 'at most 90 days, in seconds')
      .default(TOKEN_SECONDS_MAX),
    may_act_for: z
      .array(z.union([z.literal('*'), shape.UserIdIn]))
      .max(1_000)
      .optional(),
    /** What a service may do; all of it where none are named. Of services only. */
    scopes: z.array(shape.Scope).min(1).max(shape.Scope.options.length).optional(),
  }),
)

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
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        name: z.string().nullable(),
        timezone: z.string(),
        member_tier: shape.MemberTier,
      }),
    ),
  }),
  changeZone: endpoint({
    method: 'POST',
    path: '/api/users/:id/timezone',
    summary: "Moves a user's days to another time zone; once in 24 hours.",
    roles: DECIDERS,
    ownership: 'self',
    scope: 'users:write',
    params: byId,
    body: whenUsed(() => z.strictObject({ timezone: z.string().min(1).max(64) })),
    reply: whenUsed(() => z.strictObject({ user_id: shape.Id, timezone: z.string() })),
  }),
  eraseUser: endpoint({
    method: 'POST',
    path: '/api/users/:id/erase',
    summary:
      'Erases the person behind an id: name, notes and words about him go from tables and journal, his tokens are revoked, the numbers stay.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: whenUsed(() => z.strictObject({ reason: z.enum(['own_request', 'left', 'legal', 'other']) })),
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        /** False where he was erased before. */
        changed: z.boolean(),
        /** The write-ahead log was folded back and holds him no more; false where a reader keeps it until the next upkeep. */
        log_cleared: z.boolean(),
        server_time: shape.Seconds,
      }),
    ),
  }),
  changeRole: endpoint({
    method: 'POST',
    path: '/api/users/:id/role',
    summary:
      "Gives a user's devices and own tokens another role, at once and on open sockets too; tokens of services stay.",
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: whenUsed(() => z.strictObject({ role: z.enum(['operator', 'trader', 'viewer']) })),
    reply: whenUsed(() => z.strictObject({ user_id: shape.Id, role: shape.Role, changed: z.boolean() })),
  }),
  createToken: endpoint({
    method: 'POST',
    path: '/api/tokens',
    summary: 'Makes a token that lasts 90 days at most; it is shown once.',
    roles: OPERATORS,
    ownership: 'any',
    body: CreateTokenRequest,
    status: 201,
    reply: whenUsed(() => z.strictObject({ token_id: shape.Id, token: z.string() })),
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
