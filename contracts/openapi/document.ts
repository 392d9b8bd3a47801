import type { z } from 'zod'
import { HOOK_DOOR } from '../http/hooks.ts'
import { ENDPOINTS, type Endpoint, type EndpointName } from '../http.ts'
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../live.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { PROBLEMS } from '../problems.ts'
import { EXAMPLES } from './examples.ts'
import { refusalsOf } from './refusals.ts'
import { samplesOf } from './samples.ts'
import { type Json, schemaOf, sharedSchemas } from './schemas.ts'
import { TOPICS, topicOf } from './topics.ts'

const OWNERS: Readonly<Record<Endpoint['ownership'], string>> = {
  public: 'Needs no token.',
  any: 'Acts for the caller.',
  actor:
    'For the caller himself; an operator, or a service made for that user, decides for others by `user_id`.',
  self: 'For the user himself, an operator, or a service made for that user.',
}
const SERVER_ERROR = 500

const DESCRIPTION = [
  'Times are seconds, money has two decimals, and fields that are not listed are refused.',
  '`Idempotency-Key` makes any request that is not a GET safe to repeat.',
  'A refusal has one shape everywhere: a stable code, a sentence for people, the correlation id of the log, and the fields where some are to blame.',
].join(' ')

/** The whole API as an OpenAPI 3.1 document: routes, refusals and examples from the contracts, socket events beside. */
export function openApiDocument(version: string): Json {
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Fusion Desk',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The station that serves this document.' }],
    tags: TOPICS.map((name) => ({ name })),
    paths: pathsOf(),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token of the station.' } },
      schemas: sharedSchemas(),
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
    },
    security: [{ token: [] }],
    'x-problems': PROBLEMS,
    'x-socket-events': socketEvents(),
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body give the stored answer; another body is refused.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
}

function pathsOf(): Json {
  const paths = new Map<string, Record<string, unknown>>()
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]) {
    const path = endpoint.path.replaceAll(/:([a-z]+)/g, '{$1}')
    const item = paths.get(path) ?? {}
    item[endpoint.method.toLowerCase()] = operationOf(name, endpoint)
    paths.set(path, item)
  }
  paths.set(HOOK_DOOR.path.replaceAll(/:([a-z]+)/g, '{$1}'), { post: hookOperation() })
  return Object.fromEntries(paths)
}

function operationOf(name: EndpointName, endpoint: Endpoint): Json {
  const { summary, roles, ownership, method, rate } = endpoint
  const body = bodyOf(name, endpoint)
  return {
    operationId: name,
    summary,
    description: `${ownership === 'public' ? '' : `Roles: ${roles.join(', ')}. `}${OWNERS[ownership]}`,
    tags: [topicOf(name)],
    ...(ownership === 'public' && { security: [] }),
    parameters: [
      ...parametersOf(endpoint.params, 'path', EXAMPLES[name]?.params),
      ...parametersOf(endpoint.query, 'query', EXAMPLES[name]?.query),
      ...(method === 'GET' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ],
    ...(body && { requestBody: body }),
    responses: responsesOf(endpoint, refusalsOf(name, endpoint)),
    'x-roles': roles,
    'x-ownership': ownership,
    'x-rate': rate,
    'x-codeSamples': samplesFor(name),
  }
}

function samplesFor(name: EndpointName): readonly Json[] {
  const { curl, typescript, python } = samplesOf(name)
  return [
    { lang: 'Shell', label: 'curl', source: curl },
    { lang: 'TypeScript', label: 'TypeScript', source: typescript },
    { lang: 'Python', label: 'Python', source: python },
  ]
}

/** The way in of a sender: its body is what its platform makes of it. */
function hookOperation(): Json {
  const text = {
    schema: { type: 'string' },
    examples: {
      pairs: {
        value: 'symbol=EURUSD direction=BUY entry_price=1.1 stop_loss=1.09 take_profit=1.115 time=1790000000',
      },
    },
  }
  const codes: readonly ProblemCode[] = [
    'bad_levels',
    'bad_request',
    'bad_signature',
    'forbidden',
    'idempotency_key_reused',
    'internal',
    'not_found',
    'not_ready',
    'overloaded',
    'payload_too_large',
    'rate_limited',
    'stale_delivery',
    'storage_full',
    'too_many_providers',
  ]
  return {
    operationId: 'deliverHook',
    summary: HOOK_DOOR.summary,
    description:
      'The secret stands in the path. A hook that is signed asks for `X-Fusion-Signature: t=SECONDS,v1=HEX`.',
    tags: ['Hooks'],
    security: [],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'secret', in: 'path', required: true, schema: { type: 'string' } },
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object' } }, 'text/plain': text },
    },
    responses: responsesOf(HOOK_DOOR, codes),
    'x-roles': HOOK_DOOR.roles,
    'x-ownership': 'public',
    'x-rate': 'general',
  }
}

function parametersOf(
  schema: z.ZodType,
  place: 'path' | 'query',
  examples?: Readonly<Record<string, string>>,
): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    readonly properties?: Record<string, unknown>
    readonly required?: readonly string[]
  }
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
    ...(examples?.[name] !== undefined && { example: examples[name] }),
  }))
}

function bodyOf(name: EndpointName, { body, method }: Endpoint): Json | null {
  if (method === 'GET') return null
  const schema = schemaOf(body, 'input')
  const fields = (schema as { readonly properties?: object }).properties
  if (fields === undefined || Object.keys(fields).length === 0) return null
  const example = EXAMPLES[name]?.body
  return {
    required: true,
    content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
  }
}

function responsesOf({ status, reply }: Endpoint, codes: readonly ProblemCode[]): Json {
  const good = schemaOf(reply, 'output')
  const text = (good as { readonly type?: unknown }).type === 'string'
  const responses: Record<string, unknown> = {
    [status]: {
      description: status === 201 ? 'It was made.' : 'It was done.',
      ...(status !== 204 && { content: { [text ? 'text/plain' : 'application/json']: { schema: good } } }),
    },
  }
  for (const code of codes) {
    const key = String(PROBLEMS[code].status)
    const known =
      (responses[key] as { readonly 'x-codes'?: readonly string[] } | undefined)?.['x-codes'] ?? []
    responses[key] = refusal(Number(key), [...known, code])
  }
  return responses
}

function refusal(status: number, codes: readonly string[]): Json {
  return {
    description: `${status >= SERVER_ERROR ? 'The station could not' : 'Refused'}: ${codes.join(', ')}.`,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
    'x-codes': codes,
  }
}

function socketEvents(): Json {
  const all = (entries: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') =>
    Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, schemaOf(schema, io)]))
  return {
    path: '/socket.io/',
    handshake: { auth: { token: 'a token of the station' } },
    client: all(CLIENT_MESSAGES, 'input'),
    server: all(SERVER_MESSAGES, 'output'),
  }
}
