import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from '#contracts/http.ts'
import { blockOf } from './addresses.ts'
import { ACCESS_CODES } from './audit-refusals.ts'
import { askerOf, bearerToken, tokenIdIn } from './auth.ts'
import type { Border } from './border.ts'
import type { Corridor } from './http.ts'
import type { Principal } from './principals.ts'
import type { Problem } from './problems.ts'
import type { RateLimiter } from './rate-limit.ts'
import { isCountedByUser } from './rates.ts'
import { type AnswerParts, quotaOf, sendProblem } from './reply.ts'
import { isShed, SHED_RETRY_S } from './shedding.ts'

/** Where a request is going. */
interface Way {
  readonly endpoint: Endpoint
  readonly corridor: Corridor
}

/** What a body may call itself. Literal: a type that only looks like JSON gets past checks made for JSON. */
const BODY_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
])

/** At the door, before the body is read: page, token, rate, role, media type, load. Null lets the request in. */
export function enter(request: FastifyRequest, endpoint: Endpoint, corridor: Corridor): Problem | null {
  request.startedMs = performance.now()
  const { raw } = request
  const foreign = pageProblem(raw, endpoint, corridor.border)
  if (foreign !== null) return foreign
  const token = bearerToken(raw.headers.authorization)
  const principal = token === null ? null : corridor.principals.find(token)
  request.principal = principal
  const problem =
    principal === null
      ? enterUnknown(request, endpoint, corridor)
      : enterKnown(request, principal, { endpoint, corridor })
  if (problem !== null) return problem
  const type = raw.headers['content-type']
  if (type !== undefined && endpoint.method !== 'GET' && !BODY_TYPES.has(type.toLowerCase()))
    return counted(request, { code: 'unsupported_media_type' }, corridor)
  return isShed(endpoint, corridor.lateMs()) ? { code: 'overloaded', retryAfterS: SHED_RETRY_S } : null
}

/** Who shows no good token is counted by his address: where none is needed as a reader or who pairs, else as a stranger. */
function enterUnknown(
  request: FastifyRequest,
  { ownership, rate }: Endpoint,
  { rates }: Corridor,
): Problem | null {
  if (ownership === 'public')
    return take(request, rate === 'pairing' ? rates.pairing : rates.read, blockOf(request.ip))
  return take(request, rates.strangers, blockOf(request.ip)) ?? { code: 'unauthenticated' }
}

function enterKnown(
  request: FastifyRequest,
  principal: Principal,
  { endpoint, corridor }: Way,
): Problem | null {
  const { rates, connections } = corridor
  const { tokenId } = principal
  connections.knows(request.raw.socket, tokenId)
  const refused = judge(principal, endpoint)
  if (refused !== null) return counted(request, refused, corridor)
  return isCountedByUser(endpoint.rate) ? null : take(request, rates[endpoint.rate], tokenId)
}

/** A refusal of what has not been counted yet is counted by the token, so that nothing is refused for nothing. */
export function counted(
  request: FastifyRequest,
  problem: Problem,
  { rates }: Pick<Corridor, 'rates'>,
): Problem {
  const { principal, quota } = request
  // What the framework refused before there was a route has neither.
  if (!principal || quota) return problem
  return take(request, rates.write, principal.tokenId) ?? problem
}

/** Says no, and puts it on record where it is about access. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  { endpoint, corridor, headers }: Way & Pick<AnswerParts, 'headers'>,
): void {
  const { code } = problem
  sendProblem(request, reply, problem, { ...corridor, headers })
  if (!ACCESS_CODES.has(code)) return
  const asker = askerOf(request)
  const tokenId = asker.tokenId === null ? corridor.principals.ended(tokenIdIn(request.raw)) : null
  // Who comes with nothing is asked for a token, and that is all there is to tell of him.
  if (code === 'unauthenticated' && tokenId === null) return
  corridor.refusals.note({ asker, code, route: `${endpoint.method} ${endpoint.path}`, tokenId })
}

/** What is public to read any page may read; nobody else's page may ask for more in the name of its reader. */
function pageProblem(
  request: FastifyRequest['raw'],
  { ownership, method }: Endpoint,
  border: Border,
): Problem | null {
  return ownership === 'public' && method === 'GET' ? null : border.page(request)
}

/** Whether the role may ask this at all, and of a service whether its token was made for it. */
function judge({ role, scopes }: Principal, { roles, scope }: Endpoint): Problem | null {
  if (!roles.includes(role)) return { code: 'forbidden' }
  if (scopes === null || scope === undefined || scopes.has(scope)) return null
  return { code: 'forbidden', message: `Your token was not made for ${scope}.` }
}

/** Takes one from a bucket. */
export function take(request: FastifyRequest, limiter: RateLimiter, key: string): Problem | null {
  const bucket = limiter.take(key)
  request.quota = quotaOf(limiter.rate, bucket)
  return bucket.waitS === 0 ? null : { code: 'rate_limited', retryAfterS: Math.ceil(bucket.waitS) }
}
