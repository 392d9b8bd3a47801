import { z } from 'zod'
import * as shape from './shapes.ts'
import { whenUsed } from './when-used.ts'

/** The LAN at a glance. */
export const LanFace = whenUsed(() =>
  z.strictObject({
    on: z.boolean(),
    /** Without TLS. */
    plain: z.boolean(),
    /** When it goes off by itself; null for never, and while it is off. */
    until: shape.Seconds.nullable(),
    /** For other machines, the one to show first; empty while nothing listens for them. */
    urls: z.array(z.string()),
    /** Why an address that was chosen does not listen, or the certificate is not what it should be. */
    fault: z.string().nullable(),
    /** What listens otherwise than it should, each in words; empty where all is well. */
    differences: z.array(z.string()),
  }),
)
export type LanFace = z.infer<typeof LanFace>

const Listening = whenUsed(() => z.strictObject({ address: z.string(), port: z.number().int() }))

/** All that an operator is told of the LAN. */
export const LanStatus = whenUsed(() =>
  LanFace.extend({
    /** Addresses of this machine that can be chosen. */
    choices: z.array(z.strictObject({ interface: z.string(), address: z.string() })),
    /** Chosen addresses, and those of them that listen. */
    addresses: z.array(z.string()),
    open: z.array(z.string()),
    /** Since when they listen as they do; null while none does. */
    opened_at: shape.Seconds.nullable(),
    /** Somebody came to one of them from another machine; while nobody does, a firewall may be in the way. */
    visited: z.boolean(),
    /** Addresses that the machine lost while they were open: closed until they are chosen anew. */
    lost: z.array(z.string()),
    port: z.number().int().nullable(),
    announced: z.boolean(),
    local_name: z.string(),
    /** SHA-256, lower-case hex; null while nothing speaks TLS. */
    fingerprint: z.string().nullable(),
    /** Of the authority that a device is to trust; null before there is one, and for an operator's own certificate. */
    ca_fingerprint: z.string().nullable(),
    certificate_ends_at: shape.Seconds.nullable(),
    /** Where the key is that seals the station's own: with the system, in `FD_KEY_FILE`, or in the data folder. */
    key_place: z.enum(['system', 'key_file', 'data_folder']).nullable(),
    /** False where the system does not tell what listens, and the doors' own word stands. */
    listening_seen: z.boolean(),
    listening: z.array(Listening),
    server_time: shape.Seconds,
  }),
)
export type LanStatus = z.infer<typeof LanStatus>
