import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, endpoint, nothing, OPERATORS } from './endpoint.ts'

/** Deliveries of a hook that are kept in sight, the newest. */
export const HOOK_DELIVERIES_MAX = 50
/** A delivery may have left its sender so long ago, and be so far ahead of the station's clock. */
export const SIGNATURE_PAST_S_MAX = 300
export const HOOK_AHEAD_S_MAX = 60
/** An unsigned delivery may name a time so long ago: the bar of a four-hour chart just closed is four hours old. */
export const HOOK_PAST_S_MAX = 21_600
const KEY_LENGTH_MAX = 40
const DISTANCE_PCT_MAX = 50

const key = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.]{0,39}$/, `a name of at most ${KEY_LENGTH_MAX} characters`)
const pct = z.number().positive().max(DISTANCE_PCT_MAX)

/** The sender's names of our fields, where they differ. */
export const HookFieldNames = whenUsed(() =>
  z.strictObject({
    symbol: key.optional(),
    direction: key.optional(),
    entry_price: key.optional(),
    stop_loss: key.optional(),
    take_profit: key.optional(),
    confidence: key.optional(),
    expires_in: key.optional(),
    time: key.optional(),
    event_id: key.optional(),
  }),
)
/** Distances from the entry in percent, for senders that name no levels. */
const Distances = whenUsed(() => z.strictObject({ stop_pct: pct, target_pct: pct }))

export const Hook = whenUsed(() =>
  z.strictObject({
    hook_id: shape.Id,
    name: z.string(),
    provider: shape.SourceName,
    signed: z.boolean(),
    fields: HookFieldNames,
    distances: Distances.nullable(),
    /** Counts the secrets it has had. */
    version: z.number().int().positive(),
    revoked: z.boolean(),
  }),
)
export type Hook = z.infer<typeof Hook>

/** A hook with its secrets, which are shown when they are made and never again. */
const NewHook = whenUsed(() =>
  z.strictObject({
    hook: Hook,
    /** Where the sender posts to, below the address of the station. */
    path: z.string(),
    /** Null where deliveries are not signed. */
    signing_secret: z.string().nullable(),
  }),
)

export const HookDelivery = whenUsed(() =>
  z.strictObject({
    at: shape.Seconds,
    /** `accepted`, `duplicate`, or the code of the refusal. */
    result: z.string(),
    message: z.string().nullable(),
    signal_id: shape.Id.nullable(),
  }),
)
export type HookDelivery = z.infer<typeof HookDelivery>

/** What a delivery is answered with. */
export const HookReply = whenUsed(() =>
  z.strictObject({
    accepted: z.literal(true),
    signal_id: shape.Id,
    /** It was delivered before, and nothing happened again. */
    duplicate: z.boolean(),
  }),
)

/** Secret addresses for senders that can set no headers. */
export const HOOKS = {
  hooks: endpoint({
    method: 'GET',
    path: '/api/hooks',
    summary: 'The hooks of the desk, newest first, revoked ones too; without their secrets.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ hooks: z.array(Hook) })),
  }),
  makeHook: endpoint({
    method: 'POST',
    path: '/api/hooks',
    summary: 'Makes a secret address that lists signals of one provider; it is shown once.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        name: z.string().min(1).max(shape.LABEL_LENGTH_MAX),
        provider: shape.ProviderName,
        signed: z.boolean().default(false),
        fields: HookFieldNames.default({}),
        distances: Distances.optional(),
      }),
    ),
    status: 201,
    reply: NewHook,
  }),
  rotateHook: endpoint({
    method: 'POST',
    path: '/api/hooks/:id/rotate',
    summary:
      'Gives a hook a new address and a new signing secret; the old ones are good for nothing at once.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: NewHook,
  }),
  revokeHook: endpoint({
    method: 'DELETE',
    path: '/api/hooks/:id',
    summary: 'Ends a hook for good.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    status: 204,
    reply: nothing,
  }),
  hookDeliveries: endpoint({
    method: 'GET',
    path: '/api/hooks/:id/deliveries',
    summary: `What came of the newest ${HOOK_DELIVERIES_MAX} deliveries of a hook since the station started, newest first.`,
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: whenUsed(() => z.strictObject({ since: shape.Seconds, deliveries: z.array(HookDelivery) })),
  }),
} as const satisfies Record<string, Endpoint>

/** The way in of a sender: no route like the others, because its secret stands in the path and its body is its own. */
export const HOOK_DOOR: Endpoint = endpoint({
  method: 'POST',
  path: '/hook/:id/:secret',
  summary:
    "Lists a provider's signal from a platform that can set no headers: JSON, or text of `name=value` pairs.",
  roles: ['service'],
  ownership: 'public',
  params: z.strictObject({ id: shape.Id, secret: z.string() }),
  body: z.unknown(),
  reply: HookReply,
})
