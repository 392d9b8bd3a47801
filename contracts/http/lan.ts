import { z } from 'zod'
import { LanStatus } from '../lan-shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, EVERYBODY, endpoint, OPERATORS } from './endpoint.ts'

const ADDRESSES_MAX = 8
const ADDRESS_LENGTH_MAX = 64
const PORT_MAX = 65_535
/** A minute, and thirty days. */
const SECONDS_MIN = 60
const SECONDS_MAX = 2_592_000

const SwitchOff = whenUsed(() => z.strictObject({ on: z.literal(false) }))
const SwitchOn = whenUsed(() =>
  z.strictObject({
    on: z.literal(true),
    /** Addresses of this machine, each by itself. */
    addresses: z.array(z.string().min(1).max(ADDRESS_LENGTH_MAX)).min(1).max(ADDRESSES_MAX),
    /** That of loopback where none is given. */
    port: z.number().int().min(1).max(PORT_MAX).optional(),
    /** Seconds until it goes off by itself; null for never. Left out, an open desk keeps its end, and others get eight hours. */
    ends_in: z.number().int().min(SECONDS_MIN).max(SECONDS_MAX).nullable().optional(),
    /** Without TLS: everybody on the way reads and changes what is said. */
    plain: z.boolean().default(false),
    /** Named by multicast DNS on these networks. */
    announce: z.boolean().default(true),
    /** Makes a new authority first, which no device trusts yet. */
    new_ca: z.boolean().default(false),
  }),
)

/** Whether other machines can reach the station. */
export const LAN = {
  lan: endpoint({
    method: 'GET',
    path: '/api/lan',
    summary: 'Whether other machines can reach the station, how, and what really listens.',
    roles: OPERATORS,
    ownership: 'any',
    reply: LanStatus,
  }),
  setLan: endpoint({
    method: 'POST',
    path: '/api/lan',
    summary:
      'Opens the station on addresses of this machine, until the end that it has or for eight hours where nothing else is said, or closes it: then every connection from outside ends at once.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() => z.discriminatedUnion('on', [SwitchOff, SwitchOn])),
    reply: LanStatus,
  }),
  lanAuthority: endpoint({
    method: 'GET',
    path: '/api/lan/ca.pem',
    summary:
      "The certificate of this station's own authority, for devices that are to trust it. It is no secret; compare its fingerprint with the one the operator sees before it is trusted.",
    roles: EVERYBODY,
    ownership: 'public',
    reply: z.string(),
  }),
} as const satisfies Record<string, Endpoint>
