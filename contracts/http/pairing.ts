import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint, nothing, OPERATORS } from './endpoint.ts'
import { SessionGrant } from './sessions.ts'

/** What somebody at a device can be. */
export const DeviceRole = z.enum(['operator', 'trader', 'viewer'])
const DeviceName = z.string().trim().min(1).max(shape.LABEL_LENGTH_MAX)
/** 256 bits as base64url writes them, which is also what S256 comes to. */
const Bits256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, '43 characters of base64url')
/** 128 bits or more that the device drew. */
const Nonce = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, '22 to 64 characters of base64url')

const Claim = whenUsed(() =>
  z.strictObject({
    device_name: z.string(),
    browser: z.string(),
    address: z.string(),
    /** The time zone that the device is in, as it says; null where it names none that is known here. */
    timezone: z.string().nullable(),
    /** Six digits that both screens show. */
    sas: z.string(),
    state: z.enum(['waiting', 'approved']),
    claimed_at: shape.Seconds,
  }),
)

/** A window in which one device can be paired, as the operator sees it. */
export const Pairing = whenUsed(() =>
  z.strictObject({
    pairing_id: shape.Id,
    /** Eight characters to type, in two groups. */
    code: z.string(),
    /** One for each address of the station, the one to show first; what a QR code says. */
    links: z.array(z.string()).min(1),
    closes_at: shape.Seconds,
    tries_left: z.number().int(),
    /** Addresses that came with a wrong code. */
    wrong_from: z.array(z.string()),
    claim: Claim.nullable(),
  }),
)
export type Pairing = z.infer<typeof Pairing>

/** How another device gets access: an operator opens a window, the device comes with its code, the operator lets it in. */
export const PAIRING = {
  openPairing: endpoint({
    method: 'POST',
    path: '/api/pairing',
    summary: 'Opens a window of 120 s in which one device can be paired; an open one closes.',
    roles: OPERATORS,
    ownership: 'any',
    rate: 'pairing',
    status: 201,
    reply: Pairing,
  }),
  pairing: endpoint({
    method: 'GET',
    path: '/api/pairing',
    summary: 'The open window and the device that waits in it, or how the last one ended.',
    roles: OPERATORS,
    ownership: 'any',
    rate: 'pairing',
    reply: whenUsed(() =>
      z.strictObject({
        pairing: Pairing.nullable(),
        /** How the last one ended; null while one is open, and before the first. */
        ended: z
          .strictObject({
            pairing_id: shape.Id,
            /** `failed`: the device was let in, and the station could not take it. */
            how: z.enum(['paired', 'refused', 'over', 'failed']),
            /** Why it failed; null where it did not. */
            problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
            wrong_from: z.array(z.string()),
          })
          .nullable(),
      }),
    ),
  }),
  claimPairing: endpoint({
    method: 'POST',
    path: '/api/pairing/claim',
    summary:
      'A device comes with the code, and with the S256 challenge of a verifier that it keeps to itself.',
    roles: EVERYBODY,
    ownership: 'public',
    rate: 'pairing',
    body: whenUsed(() =>
      z.strictObject({
        /** From a QR code; who types has the code alone. */
        id: shape.Id.optional(),
        code: z.string().min(8).max(16),
        challenge: Bits256,
        nonce: Nonce,
        device_name: DeviceName,
        /** Where a new user's days begin, if one is added for this device; one that is unknown here counts as none. */
        timezone: z.string().max(64).optional(),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        pairing_id: shape.Id,
        /** Asks how the pairing stands, and ends it; nobody else has it. */
        claim: z.string(),
        sas: z.string(),
        /** Of the certificate that answers; null where nothing speaks TLS. */
        fingerprint: z.string().nullable(),
        closes_at: shape.Seconds,
      }),
    ),
  }),
  pairingStatus: endpoint({
    method: 'POST',
    path: '/api/pairing/status',
    summary: 'Whether the operator has answered.',
    roles: EVERYBODY,
    ownership: 'public',
    rate: 'pairing',
    body: whenUsed(() => z.strictObject({ claim: Bits256 })),
    reply: whenUsed(() => z.strictObject({ state: z.enum(['waiting', 'approved', 'refused', 'over']) })),
  }),
  approvePairing: endpoint({
    method: 'POST',
    path: '/api/pairing/:id/approve',
    summary: 'Lets the waiting device in, for a user and with a role; `new_user` adds the user first.',
    roles: OPERATORS,
    ownership: 'any',
    rate: 'pairing',
    params: byId,
    body: whenUsed(() =>
      z.strictObject({
        user_id: shape.UserIdIn,
        role: DeviceRole,
        /** As both screens show it: what is let in is what was looked at. */
        sas: z.string().regex(/^\d{6}$/, 'six digits'),
        new_user: z
          .strictObject({
            name: z.string().min(1).max(shape.NAME_LENGTH_MAX).optional(),
            timezone: z.string('an IANA time zone such as Europe/Berlin').min(1).max(64),
          })
          .optional(),
      }),
    ),
    reply: whenUsed(() => z.strictObject({ pairing_id: shape.Id, user_id: shape.Id, role: DeviceRole })),
  }),
  refusePairing: endpoint({
    method: 'POST',
    path: '/api/pairing/:id/refuse',
    summary: 'Turns the waiting device away and closes the window.',
    roles: OPERATORS,
    ownership: 'any',
    rate: 'pairing',
    params: byId,
    status: 204,
    reply: nothing,
  }),
  finishPairing: endpoint({
    method: 'POST',
    path: '/api/pairing/finish',
    summary:
      'The device shows the verifier of its challenge and gets its session: an access token, and a cookie.',
    roles: EVERYBODY,
    ownership: 'public',
    rate: 'pairing',
    body: whenUsed(() => z.strictObject({ claim: Bits256, verifier: Bits256 })),
    reply: SessionGrant,
  }),
} as const satisfies Record<string, Endpoint>
