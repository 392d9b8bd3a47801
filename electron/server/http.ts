import type { FastifyBodyParser, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, EndpointName } from '#contracts/http.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Log } from '#station/log.ts'
import type { ReceiptKey, Station } from '#station/station.ts'
import type { Refusals } from './audit-refusals.ts'
import { askerOf } from './auth.ts'
import { isPlain } from './body-json.ts'
import type { Border } from './border.ts'
import type { Connections } from './connections.ts'
import { counted, enter, refuse, take } from './entrance.ts'
import { keyProblem, type RecentKeys, receiptOf } from './idempotency.ts'
import { mayActFor } from './ownership.ts'
import type { Principal, Principals } from './principals.ts'
import { badFields, type Problem } from './problems.ts'
import { isCountedByUser, type Rates } from './rates.ts'
import { type Answer, type Handlers, methodsOf } from './registry.ts'
import { sendProblem, sendReply } from './reply.ts'
import type { RequestCounts } from './request-counts.ts'
import { type Visit, visitOf } from './visit.ts'

/** What every request passes on its way. */
export interface Corridor {
  readonly border: Border
  readonly principals: Principals
  readonly rates: Rates
  readonly connections: Pick<Connections, 'knows'>
  /** How late the event loop has been for a while, milliseconds. */
  readonly lateMs: () => number
  /** A retry is no new decision; it counts as any other request. */
  readonly recentKeys: RecentKeys
  readonly refusals: Refusals
  readonly askedBy: Station['askedBy']
  readonly log: Log
  readonly counts: RequestCounts
  readonly now: () => number
}

/** Opens one route per endpoint (its head alone beside each GET), with the same steps in the same order before each handler. */
export function openRoutes(
  app: FastifyInstance,
  endpoints: readonly (readonly [EndpointName, Endpoint])[],
  handlers: Handlers,
  corridor: Corridor,
): void {
  app.decorateRequest('principal', null)
  app.decorateRequest('quota', null)
  app.decorateRequest('startedMs', 0)
  app.removeContentTypeParser(['text/plain', 'application/json'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parserOf(app))
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, corridor))
  for (const [name, endpoint] of endpoints) {
    const way: Way = { endpoint, handler: handlers[name] as AnyHandler, corridor }
    app.route({
      method: methodsOf(endpoint),
      url: endpoint.path,
      onRequest: (request, reply, done) => {
        const problem = enter(request, endpoint, corridor)
        if (problem === null) done()
        else refuse(request, reply, problem, way)
      },
      handler: (request, reply) => walk(request, reply, way),
    })
  }
}

/** JSON, in which an empty body is none: whether a body is needed, the contract of the endpoint says. */
function parserOf(app: FastifyInstance): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, text, done) => {
    if (text === '') done(null, undefined)
    else
      parse(request, text, (error, value) => {
        if (error !== null || isPlain(text, value)) done(error, value)
        else
          done(Object.assign(new Error('two readers may differ'), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' }))
      })
  }
}

/** What the framework says no to, in our words; anything else is a promise of ours that did not hold. */
export function problemOfError(error: FastifyError): Problem {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'payload_too_large' }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'unsupported_media_type' }
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return { code: 'bad_request' }
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_NOT_FOUND':
      return { code: 'not_found' }
    default:
      return { code: error.statusCode !== undefined && error.statusCode < 500 ? 'bad_request' : 'internal' }
  }
}

/** Answers an error that reached the framework; what we did not expect goes to the log, never to the client. */
export function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  corridor: Pick<Corridor, 'log' | 'now' | 'counts' | 'rates'>,
): void {
  const problem = problemOfError(error)
  if (problem.code === 'internal')
    corridor.log.error({ err: error, correlationId: request.id }, 'request_failed')
  sendProblem(request, reply, counted(request, problem, corridor), corridor)
}

interface AnyCall extends Parts {
  readonly principal: Principal | null
  readonly actor: UserId
  readonly receipt: ReceiptKey | undefined
  readonly visit: () => Visit
}

type AnyHandler = (call: AnyCall) => Answer<unknown> | Promise<Answer<unknown>>

interface Way {
  readonly endpoint: Endpoint
  readonly handler: AnyHandler
  readonly corridor: Corridor
}

interface Parts {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** Past the door, with the body: contract, ownership, rate of decisions, key, handler, reply. */
function walk(request: FastifyRequest, reply: FastifyReply, way: Way): void {
  const { endpoint, handler, corridor } = way
  const asked = ask(request, endpoint, corridor)
  if ('code' in asked) {
    refuse(request, reply, asked, way)
    return
  }
  const answer = (given: Answer<unknown>) => {
    if (given.ok)
      sendReply(
        request,
        reply,
        {
          status: given.status ?? endpoint.status,
          reply: given.reply,
          replayed: given.replayed === true,
          ...(given.exposition && { exposition: given.exposition }),
          headers: given.headers,
          file: given.file,
        },
        corridor,
      )
    else refuse(request, reply, given.problem, { ...way, headers: given.headers })
  }
  const answered = corridor.askedBy(askerOf(request), () => handler(asked))
  if (answered instanceof Promise)
    answered.then(answer).catch((error: FastifyError) => answerError(error, request, reply, corridor))
  else answer(answered)
}

/** The call that a request makes, or the one reason why it makes none. */
function ask(request: FastifyRequest, endpoint: Endpoint, corridor: Corridor): AnyCall | Problem {
  const { principal } = request
  // A body may take its time: who asks is who he is now, not who he was when he knocked.
  if (principal !== null && !corridor.principals.stands(principal)) return { code: 'unauthenticated' }
  const parts = parse(request, endpoint)
  if ('code' in parts) return counted(request, parts, corridor)
  const actor = actorOf(principal, endpoint, parts)
  const { params, query, body } = parts
  return (
    allow(request, endpoint, actor, corridor) ?? {
      principal,
      actor,
      params,
      query,
      body,
      receipt: receiptFor(request, endpoint, parts),
      visit: () => visitOf(request),
    }
  )
}

function parse(request: FastifyRequest, { params, query, body }: Endpoint): Parts | Problem {
  const asked = body.safeParse(request.body)
  if (!asked.success) return badFields(asked.error.issues)
  const named = params.safeParse(request.params)
  if (!named.success) return badFields(named.error.issues)
  const filtered = query.safeParse(request.query)
  if (!filtered.success) return badFields(filtered.error.issues)
  return { params: named.data, query: filtered.data, body: asked.data }
}

const NOBODY = '' as UserId

/** In whose name: the user of the path or of the body, else the caller himself. */
function actorOf(principal: Principal | null, { ownership }: Endpoint, { params, body }: Parts): UserId {
  if (ownership === 'self') return (params as { readonly id: UserId }).id
  const caller = principal?.userId ?? NOBODY
  if (ownership !== 'actor') return caller
  return (body as { readonly user_id?: UserId }).user_id ?? caller
}

/** Whether the caller may speak for the actor, under a key that can be one, and not too often. */
function allow(
  request: FastifyRequest,
  endpoint: Endpoint,
  actor: UserId,
  corridor: Corridor,
): Problem | null {
  const { principal } = request
  if (principal === null) return null
  if (!mayActFor(principal, actor)) return counted(request, { code: 'forbidden' }, corridor)
  if (endpoint.method === 'GET') return null
  const key = request.raw.headers['idempotency-key']
  const badKey = keyProblem(key)
  if (badKey !== null) return counted(request, badKey, corridor)
  if (!isCountedByUser(endpoint.rate)) return null
  const { rates, recentKeys } = corridor
  return typeof key === 'string' && recentKeys.seen(principal, key)
    ? take(request, rates.write, principal.tokenId)
    : take(request, rates[endpoint.rate], `${principal.tokenId}:${actor}`)
}

function receiptFor(
  request: FastifyRequest,
  { method, path }: Endpoint,
  parts: Parts,
): ReceiptKey | undefined {
  const key = request.raw.headers['idempotency-key']
  if (method === 'GET' || request.principal === null || typeof key !== 'string') return undefined
  return receiptOf(key, request.principal, `${method} ${path}`, parts)
}
