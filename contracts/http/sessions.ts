import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

/** The one cookie. It goes to the refresh route and to nothing else, and no script can read it. */
export const REFRESH_COOKIE = 'fd_refresh'
export const REFRESH_PATH = '/api/auth/refresh'

/** What a device goes on with: an access token for a quarter of an hour. The refresh token is in the cookie alone. */
export const SessionGrant = whenUsed(() =>
  z.strictObject({
    device_id: shape.Id,
    user_id: shape.Id,
    role: z.enum(['operator', 'trader', 'viewer']),
    access_token: z.string(),
    expires_at: shape.Seconds,
    /** When the session ends, however often it is refreshed. */
    session_ends_at: shape.Seconds,
    server_time: shape.Seconds,
  }),
)
export type SessionGrant = z.infer<typeof SessionGrant>

/** Sessions of paired devices, and the way back in. */
export const SESSIONS = {
  refreshSession: endpoint({
    method: 'POST',
    path: REFRESH_PATH,
    summary: 'Gives a paired device its next access token; asked by a page of the station, with its cookie.',
    roles: EVERYBODY,
    ownership: 'public',
    reply: SessionGrant,
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'Ends the session of the device that asks; a token that was pasted stays as it is.',
    roles: ['operator', 'trader', 'viewer'],
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ ended: z.boolean() })),
  }),
  recoverOperator: endpoint({
    method: 'POST',
    path: '/api/auth/recover',
    summary:
      'With the recovery code: a new operator token, also in `operator.token`, and a new code. Every operator token and device of before is ended.',
    roles: EVERYBODY,
    ownership: 'public',
    body: whenUsed(() => z.strictObject({ code: z.string().min(20).max(64) })),
    reply: whenUsed(() =>
      z.strictObject({ token_id: shape.Id, token: z.string(), recovery_code: z.string() }),
    ),
  }),
  makeRecoveryCode: endpoint({
    method: 'POST',
    path: '/api/auth/recovery-code',
    summary: 'Makes a recovery code; it is shown once, and the one before opens nothing any more.',
    roles: ['operator'],
    ownership: 'any',
    status: 201,
    reply: whenUsed(() => z.strictObject({ recovery_code: z.string() })),
  }),
} as const satisfies Record<string, Endpoint>
