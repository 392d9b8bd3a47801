import type { z } from 'zod'
import {
  type BodyOf,
  ENDPOINTS,
  type EndpointName,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from './http.ts'
import { PROBLEM_CODES, type ProblemCode } from './problem-codes.ts'
import { Problem } from './problem-shape.ts'

const CALL_TIMEOUT_MS_DEFAULT = 30_000
const CODES: ReadonlySet<string> = new Set(PROBLEM_CODES)

/** Why a call did not succeed: the station's own words, or the two cases in which it said nothing of ours. */
export interface Refusal {
  /** `unreachable`: nobody answered. `bad_reply`: the answer is not the one the contract promises. */
  readonly code: ProblemCode | 'unreachable' | 'bad_reply'
  readonly message: string
  /** HTTP status; 0 where nobody answered. */
  readonly status: number
  /** The error body of the station; null where it sent none. */
  readonly error: z.infer<typeof Problem>['error'] | null
}

/** The answer of a call: what the contract promises, or the one reason why not. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly replayed: boolean }
  | { readonly ok: false; readonly problem: Refusal }

// Parts that an endpoint does not know are left out of its request; parts it may go without are optional.
type Part<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [Name in Key]?: never }
  : Record<never, never> extends Value
    ? { readonly [Name in Key]?: Value }
    : { readonly [Name in Key]: Value }

/** What a call of one endpoint carries. */
export type CallOf<Name extends EndpointName> = Part<'params', ParamsOf<Name>> &
  Part<'query', QueryOf<Name>> &
  Part<'body', BodyOf<Name>> & {
    /** Makes a retry safe: the same key and body answer as before. */
    readonly idempotencyKey?: string
    readonly signal?: AbortSignal
  }

/** A refusal, thrown where the caller wants the answer or nothing. */
export class StationRefused extends Error {
  override readonly name = 'StationRefused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }

  get code(): Refusal['code'] {
    return this.refusal.code
  }

  /** Which parts of the request are to blame; none where none is. */
  get fields(): readonly { readonly path: string; readonly message: string }[] {
    return this.refusal.error?.fields ?? []
  }

  /** Seconds to wait before it is worth asking again; null where waiting does not help. */
  get retryAfterS(): number | null {
    return this.refusal.error?.retry_after ?? null
  }
}

/** Calls one station. */
export interface Client {
  /** Calls an endpoint by its name in `ENDPOINTS`. Never throws for what the station or the network said. */
  call<Name extends EndpointName>(name: Name, call: CallOf<Name>): Promise<Answer<ReplyOf<Name>>>
  /**
   * The answer alone.
   *
   * @throws StationRefused
   */
  ask<Name extends EndpointName>(name: Name, call: CallOf<Name>): Promise<ReplyOf<Name>>
}

export interface ClientOptions {
  /** `http://127.0.0.1:4820`; the empty text for the page's own origin. */
  readonly baseUrl: string
  /** Asked before each call; null calls without a token. */
  readonly token: () => string | null
  /** False trusts the station's answers unparsed: for load generators only. */
  readonly parse?: boolean
  /** Wall time after which a call is given up, milliseconds; 30,000 where none is given. */
  readonly timeoutMs?: number
  /** What sends requests; the one of the browser or of Node where none is given. */
  readonly fetch?: typeof fetch
  /**
   * How often a call is made again that was not answered, or with "later" (429, 503); never where none is given.
   * Only a GET, or a call with an idempotency key, is made again: any other may have been done already.
   */
  readonly retriesMax?: number
  /** Waits before a call is made again, milliseconds. */
  readonly wait?: (ms: number) => Promise<void>
}

interface LooseCall {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/**
 * A typed client of the HTTP contract, on `fetch` alone, so that the page, the command line and the harnesses speak
 * to the station in the same words.
 */
export function openClient(options: ClientOptions): Client {
  return {
    call: (name, call) => callAgain(options, name, call) as Promise<never>,
    async ask(name, call) {
      const answer = await callAgain(options, name, call)
      if (answer.ok) return answer.value as never
      throw new StationRefused(answer.problem)
    },
  }
}

const RETRY_MS_FIRST = 250
const LATER: ReadonlySet<number> = new Set([0, 429, 503])

/** Makes a call until it is answered otherwise than with "later", as often as is allowed and safe. */
async function callAgain(
  options: ClientOptions,
  name: EndpointName,
  call: LooseCall,
): Promise<Answer<unknown>> {
  const safe = ENDPOINTS[name].method === 'GET' || call.idempotencyKey !== undefined
  const retriesMax = safe ? (options.retriesMax ?? 0) : 0
  const wait = options.wait ?? ((ms: number) => new Promise((done) => setTimeout(done, ms)))
  for (let tries = 0; ; tries++) {
    const answer = await callEndpoint(options, name, call)
    if (answer.ok || tries >= retriesMax || !LATER.has(answer.problem.status)) return answer
    if (call.signal?.aborted) return answer
    const asked = answer.problem.error?.retry_after
    await wait(asked === undefined ? RETRY_MS_FIRST * 2 ** tries : asked * 1_000)
  }
}

async function callEndpoint(
  options: ClientOptions,
  name: EndpointName,
  call: LooseCall,
): Promise<Answer<unknown>> {
  const endpoint = ENDPOINTS[name]
  const response = await send(options, endpoint, call)
  if ('problem' in response) return { ok: false, problem: response.problem }
  const { status, json, replayed } = response
  if (status < 200 || status > 299) return { ok: false, problem: refusalOf(status, json) }
  if (options.parse === false) return { ok: true, value: json, replayed }
  const reply = (endpoint.reply as z.ZodType).safeParse(json)
  if (reply.success) return { ok: true, value: reply.data, replayed }
  return { ok: false, problem: badReply(status, `${endpoint.method} ${endpoint.path}`) }
}

type Endpoint = (typeof ENDPOINTS)[EndpointName]

async function send(options: ClientOptions, endpoint: Endpoint, call: LooseCall) {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS_DEFAULT)
  try {
    const response = await (options.fetch ?? fetch)(options.baseUrl + pathOf(endpoint.path, call), {
      method: endpoint.method,
      headers: headersOf(options.token(), call),
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    })
    // A table keeps its byte order mark, which `text()` would drop; no JSON begins with one.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    const replayed = response.headers.get('idempotency-replayed') === 'true'
    return { status: response.status, json: isText(response) ? text : parseJson(text), replayed }
  } catch {
    return { problem: UNREACHABLE }
  }
}

/** A table and the measures of the station are taken as the text they are. */
function isText({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/') === true
}

const UNREACHABLE: Refusal = {
  code: 'unreachable',
  message: 'The station does not answer.',
  status: 0,
  error: null,
}

function headersOf(token: string | null, call: LooseCall): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (token !== null) headers.authorization = `Bearer ${token}`
  if (call.body !== undefined) headers['content-type'] = 'application/json'
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey
  return headers
}

function pathOf(template: string, call: LooseCall): string {
  const params = (call.params ?? {}) as Record<string, unknown>
  const path = template.replace(/:([a-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries((call.query ?? {}) as Record<string, unknown>))
    if (value !== undefined) query.set(key, String(value))
  return query.size === 0 ? path : `${path}?${query}`
}

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refusalOf(status: number, json: unknown): Refusal {
  const parsed = Problem.safeParse(json)
  if (!parsed.success || !CODES.has(parsed.data.error.code)) return badReply(status, `status ${status}`)
  const { error } = parsed.data
  return { code: error.code as ProblemCode, message: error.message, status, error }
}

function badReply(status: number, what: string): Refusal {
  return {
    code: 'bad_reply',
    message: `The answer to ${what} is not the one the contract promises.`,
    status,
    error: null,
  }
}
