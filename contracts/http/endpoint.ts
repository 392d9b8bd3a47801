import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'

export const BODY_BYTES_MAX = 65_536
export const IDEMPOTENCY_KEY_LENGTH_MAX = 255

type RoleName = z.infer<typeof shape.Role>
type ScopeName = z.infer<typeof shape.Scope>

/**
 * Whose data an endpoint touches.
 *
 * `public` needs no token; `any` any of the roles; `actor` acts for the `user_id` of the body, which must be the
 * caller unless he is an operator or a service that may act for that user; `self` reads the user of the path.
 */
export type Ownership = 'public' | 'any' | 'actor' | 'self'
/**
 * From which bucket a request is taken. A GET is a `read` and everything else a `write` unless the endpoint says
 * otherwise: `decision` is a fire or a pass, `money` gives or takes value of a user, both counted by the user they are
 * for; `hook` is what other programs send in by themselves; `pairing` lets a device in, which nothing else may stand in the way of.
 */
export type RateClass = 'read' | 'write' | 'decision' | 'money' | 'hook' | 'pairing'

/** One route of the API, as both sides know it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** What it is for, in one line; becomes `docs/api.md`. */
  readonly summary: string
  readonly roles: readonly RoleName[]
  readonly ownership: Ownership
  /** What a service's token must be made for; there where services are among the roles, and nowhere else. */
  readonly scope?: ScopeName
  readonly rate: RateClass
  readonly status: number
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly body: z.ZodType
  readonly reply: z.ZodType
}

const PLAIN_DIGITS = /^[0-9]{1,15}$/

export const EVERYBODY = ['operator', 'trader', 'viewer', 'service'] as const
export const DECIDERS = ['operator', 'trader', 'service'] as const
export const OPERATORS = ['operator'] as const

export const none = whenUsed(() => z.strictObject({}))
export const nothing = z.undefined()
/** Where there is nothing to say, `{}` says it as well as an empty body. */
const noBody = none.optional().transform(() => undefined)
export const byId = whenUsed(() => z.strictObject({ id: shape.Id }))
export const bySymbol = whenUsed(() => z.strictObject({ symbol: shape.SymbolIn }))
export const limit = count(1, shape.PAGE_LIMIT_MAX).default(shape.PAGE_LIMIT_DEFAULT)
export const cursor = z.string().min(1).max(128).optional()
export const page = whenUsed(() => z.strictObject({ limit, cursor }))
export const nextCursor = z.string().nullable()

/** A whole number of the query: plain decimal digits and nothing else, so that no two readers can differ. */
export function count(min: number, max: number) {
  const range = `${min} to ${max}`
  return z.preprocess(
    (text) => (typeof text === 'string' && PLAIN_DIGITS.test(text) ? Number(text) : text),
    z.number('plain decimal digits').int().min(min, range).max(max, range),
  )
}

const DEFAULTS = { status: 200, params: none, query: none, body: noBody } as const

/**
 * An endpoint with what most have in common: status 200, the rate of its method, no parameters, no query, no body.
 *
 * The type is not that of a plain spread: of a generic that is an intersection, in which a body would be
 * `undefined & Body`.
 */
export function endpoint<
  Spec extends Partial<Endpoint> &
    Pick<Endpoint, 'method' | 'path' | 'summary' | 'roles' | 'ownership' | 'reply'>,
>(spec: Spec): Omit<typeof DEFAULTS & { readonly rate: RateClass }, keyof Spec> & Spec {
  const rate: RateClass = spec.method === 'GET' ? 'read' : 'write'
  return { rate, ...DEFAULTS, ...spec }
}
