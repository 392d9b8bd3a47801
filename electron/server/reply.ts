import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import type { Log } from '#station/log.ts'
import type { Principal } from './principals.ts'
import { type Problem, statusOf } from './problems.ts'
import type { Bucket, Rate } from './rate-limit.ts'
import type { RequestCounts } from './request-counts.ts'
import { wireProblem } from './wire.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null before the door, and on public routes without a token. */
    principal: Principal | null
    /** What the caller's bucket held when it was last asked. */
    quota: Quota | null
    /** Monotonic clock, milliseconds. */
    startedMs: number
  }
}

export interface Quota {
  readonly rate: Rate
  readonly left: number
}

/** What answering needs to know. */
export interface AnswerParts {
  readonly log: Log
  readonly counts: RequestCounts
  readonly now: () => number
  /** Beside those that every answer has. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

const JSON_TYPE = 'application/json; charset=utf-8'
/** What a program reads that keeps an eye on others. */
const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8'
/** Any other answer that is text is a table to take away, unless it says otherwise. */
const TABLE = { type: 'text/csv; charset=utf-8', name: 'fusion-desk-export.csv' } as const
const NO_CONTENT = 204
const CLIENT_ERROR = 400
const SERVER_ERROR = 500

/** An answer as it goes out. */
export interface ReadyAnswer {
  readonly status: number
  readonly reply: unknown
  readonly replayed: boolean
  readonly file?: { readonly type: string; readonly name: string } | undefined
  readonly exposition?: true
  readonly headers?: AnswerParts['headers']
}

/** Sends a reply, or nothing for 204, and logs the request in one line. */
export function sendReply(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: ReadyAnswer,
  parts: AnswerParts,
): void {
  const headers: Headers = { ...headersOf(request), ...answer.headers }
  if (answer.replayed) headers['idempotency-replayed'] = 'true'
  if (answer.exposition) headers['content-type'] = EXPOSITION_TYPE
  else if (typeof answer.reply === 'string') {
    const { type, name } = answer.file ?? TABLE
    headers['content-type'] = type
    headers['content-disposition'] = `attachment; filename="${name}"`
  }
  const text = answer.status === NO_CONTENT ? null : textOf(answer.reply)
  if (write(reply, answer.status, headers, text)) logAnswer(request, answer.status, undefined, parts)
}

function textOf(reply: unknown): string {
  return typeof reply === 'string' ? reply : JSON.stringify(reply)
}

/** Sends a refusal in its one shape. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  parts: AnswerParts,
): void {
  const status = statusOf(problem)
  const headers: Headers = { ...headersOf(request), ...parts.headers }
  if (problem.retryAfterS !== undefined) headers['retry-after'] = Math.ceil(problem.retryAfterS)
  const text = JSON.stringify(wireProblem(problem, request.id, parts.now()))
  if (write(reply, status, headers, text)) logAnswer(request, status, problem.code, parts)
}

/** What is left of a bucket after a request was counted. */
export function quotaOf(rate: Rate, bucket: Bucket): Quota {
  return { rate, left: bucket.left }
}

type Headers = Record<string, string | number>

function headersOf({ id, quota }: FastifyRequest): Headers {
  const headers: Headers = {
    'content-type': JSON_TYPE,
    'content-length': 0,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'x-correlation-id': id,
  }
  // A request that the framework refused before there was a route was never decorated.
  if (quota) {
    const { rate, left } = quota
    headers['x-ratelimit-limit'] = rate.burst
    headers['x-ratelimit-remaining'] = Math.floor(left)
    headers['x-ratelimit-reset'] = Math.ceil((rate.burst - left) / rate.perSecond)
  }
  return headers
}

// Past the framework's own way of sending: every reply is one string that needs no hook and no serialiser.
// False where the door has answered already: a request whose body broke off ends in an error here, too.
function write(reply: FastifyReply, status: number, headers: Headers, text: string | null): boolean {
  reply.hijack()
  const { raw } = reply
  if (raw.headersSent) return false
  if (raw.destroyed) return true
  if (text === null) {
    delete headers['content-type']
    delete headers['content-length']
    raw.writeHead(status, headers)
    raw.end()
    return true
  }
  headers['content-length'] = Buffer.byteLength(text)
  raw.writeHead(status, headers)
  raw.end(text)
  return true
}

function logAnswer(
  request: FastifyRequest,
  status: number,
  code: ProblemCode | undefined,
  { log, counts }: AnswerParts,
): void {
  const route = request.routeOptions.url
  counts.answered(route === undefined ? 'none' : `${request.method} ${route}`, status, tookMs(request))
  if (code !== undefined) counts.refused(code)
  const level = levelOf(status)
  if (!log.isLevelEnabled(level)) return
  log[level](
    {
      correlationId: request.id,
      method: request.method,
      path: pathForLog(request.raw.url),
      status,
      code,
      user: request.principal?.userId,
      tookMs: tookMs(request),
    },
    'request_answered',
  )
}

/** The path without what would open a hook. */
export function pathForLog(url = ''): string {
  return url.replace(/^(\/hook\/[^/?]*\/).*$/i, '$1[secret]')
}

/** What was recorded stands in the journal; the log at its usual level tells what was not. */
function levelOf(status: number): 'debug' | 'info' | 'error' {
  if (status >= SERVER_ERROR) return 'error'
  return status >= CLIENT_ERROR ? 'info' : 'debug'
}

function tookMs({ startedMs }: FastifyRequest): number | undefined {
  return startedMs ? Math.round(1_000 * (performance.now() - startedMs)) / 1_000 : undefined
}
