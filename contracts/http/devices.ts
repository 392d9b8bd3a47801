import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, endpoint, nothing, OPERATORS } from './endpoint.ts'

/** Devices that are listed at once, who was paired last first. */
export const DEVICES_LISTED_MAX = 1_000

export const Device = whenUsed(() =>
  z.strictObject({
    device_id: shape.Id,
    name: z.string(),
    user_id: shape.Id,
    role: z.enum(['operator', 'trader', 'viewer']),
    /** Where it was seen last, and what its browser calls itself. */
    address: z.string(),
    browser: z.string(),
    paired_at: shape.Seconds,
    last_seen: shape.Seconds,
    session_ends_at: shape.Seconds,
    /** From a ping to its answer; null while it is away and before the first. */
    latency_ms: z.number().nullable(),
    /** Messages sent to it, over the last ten seconds. */
    events_per_second: z.number(),
    /** `expired`: it did not come by for a week or is older than a session may be, and has to be paired anew. */
    state: z.enum(['online', 'offline', 'expired']),
    /** It is the one that asks. */
    own: z.boolean(),
  }),
)
export type Device = z.infer<typeof Device>

/** Paired devices. */
export const DEVICES = {
  devices: endpoint({
    method: 'GET',
    path: '/api/devices',
    summary:
      'Paired devices and how they are connected: all of them for operators, their own for everybody else.',
    roles: ['operator', 'trader', 'viewer'],
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ devices: z.array(Device) })),
  }),
  changeDevice: endpoint({
    method: 'POST',
    path: '/api/devices/:id',
    summary: 'Gives a device another name or another role, at once and on open sockets too.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: whenUsed(() =>
      z
        .strictObject({
          name: z.string().trim().min(1).max(shape.LABEL_LENGTH_MAX).optional(),
          role: z.enum(['operator', 'trader', 'viewer']).optional(),
        })
        .refine((body) => body.name !== undefined || body.role !== undefined, 'a name, a role, or both'),
    ),
    reply: whenUsed(() => z.strictObject({ device_id: shape.Id, changed: z.boolean() })),
  }),
  disconnectDevice: endpoint({
    method: 'POST',
    path: '/api/devices/:id/disconnect',
    summary:
      'Closes the sockets of a device and forgets its access tokens; it can come back with its session.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    status: 204,
    reply: nothing,
  }),
  revokeDevice: endpoint({
    method: 'DELETE',
    path: '/api/devices/:id',
    summary: 'Ends a device at once, on open sockets too: it has to be paired anew.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    status: 204,
    reply: nothing,
  }),
} as const satisfies Record<string, Endpoint>
