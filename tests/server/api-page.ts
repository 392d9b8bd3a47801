import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import {
  Achievement,
  AchievementEntry,
  AchievementRecommendation,
  AchievementStatistics,
  AchievementUnlock,
} from '#contracts/achievement-shapes.ts'
import { BoardEntry, PeriodInfo } from '#contracts/board-shapes.ts'
import { ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '#contracts/live.ts'
import { EXAMPLES } from '#contracts/openapi/examples.ts'
import { refusalsOf } from '#contracts/openapi/refusals.ts'
import { samplesOf } from '#contracts/openapi/samples.ts'
import { HEARING_SAMPLE, SOCKET_SAMPLES } from '#contracts/openapi/socket-samples.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import { Candle, FeedState, Fire, FireMark, Signal, UserStats } from '#contracts/shapes.ts'

/** Where the page of the API lies; run this file to write it anew. */
export const API_PAGE = new URL('../../docs/api.md', import.meta.url)

const OWNERS: Readonly<Record<Endpoint['ownership'], string>> = {
  public: 'no token',
  any: '',
  actor: 'the caller decides for himself; an operator, or a service made for that user, for others',
  self: 'the user himself, an operator, or a service made for that user',
}

const introduction = () => `# API

Made from \`contracts/\` by \`tests/server/api-page.ts\`; a test fails while it is not current.

- Every path under \`/api\` needs \`Authorization: Bearer TOKEN\`. The operator's token lies in \`operator.token\` of the data folder.
- Bodies are JSON (\`Content-Type: application/json\`), at most 64 KiB. Fields that are not listed are refused. Times are seconds.
- \`Idempotency-Key\` (1 to 255 visible characters) makes any request that is not a GET safe to repeat: the same key and body (the same JSON value, however it is written) give the stored answer with \`Idempotency-Replayed: true\`; another body is 422. Refusals are not kept.
- Every GET also answers HEAD: the same status and headers, no body. A request without a body may carry \`{}\`. Numbers of a query are plain decimal digits.
- Lists are newest first: \`limit\` 1 to 200 (50), \`cursor\` from \`next_cursor\` of the page before.
- A refusal is \`{"error":{"code","message","correlation_id","server_time", "fields"?, "retry_after"?}}\`. Each route lists its own codes; ${[...EVERYWHERE].map((code) => `\`${code}\``).join(', ')} can come from any, and of those that need a token \`unauthenticated\`.
- The examples read their values from environment variables: \`STATION\` is the address (\`http://127.0.0.1:4820\`), \`TOKEN\` a token of a role that may, the others are ids of what is named. The same API is at \`/openapi.json\` (OpenAPI 3.1), and at \`/docs\` to try.
- Requests are counted by token and class (reads, writes, decisions, money, hooks, pairing), without a token by address: \`X-RateLimit-Limit\`, \`-Remaining\` and \`-Reset\` (seconds until it is full) are on every answer past the door, \`Retry-After\` on 429 and 503. Limits are in \`docs/operations.md\`.
`

/** The page of the API, from the contracts alone. */
export function apiPage(): string {
  return `${[introduction(), '## Routes\n', ...(Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]).map(route), live(), nouns(), problems()].join('\n').trimEnd()}\n`
}

function route([name, endpoint]: readonly [EndpointName, Endpoint]): string {
  const parts = [
    `### ${endpoint.method} ${endpoint.path}\n`,
    `${endpoint.summary}\n`,
    `- ${askers(endpoint)}`,
    ...schemaLine('Query', endpoint.query, 'input'),
    ...schemaLine('Body', endpoint.body, 'input'),
    `- Answer: ${endpoint.status}${described(endpoint.reply, 'output')}`,
    `- Refusals: ${refusalsOf(name, endpoint)
      .filter((code) => !EVERYWHERE.has(code))
      .map((code) => `\`${code}\``)
      .join(', ')}\n`,
    ...examples(name),
  ]
  return parts.join('\n')
}

/** Left out of the list of each route: any can be refused with these. */
const EVERYWHERE: ReadonlySet<string> = new Set(refusalsOf('health', ENDPOINTS.health))

/** The same request in three languages; a test runs each of them as it stands. */
function examples(name: EndpointName): string[] {
  const { curl, typescript, python } = samplesOf(name)
  const refused = EXAMPLES[name]?.refusedWith
  return [
    ...(refused === undefined ? [] : [`On a new desk this is refused with \`${refused}\`.\n`]),
    `\`\`\`sh\n${curl}\n\`\`\`\n`,
    `\`\`\`ts\n${typescript}\n\`\`\`\n`,
    `\`\`\`python\n${python}\n\`\`\`\n`,
  ]
}

function askers({ roles, ownership }: Endpoint): string {
  if (ownership === 'public') return 'Everybody, without a token.'
  const owner = OWNERS[ownership]
  return `Roles: ${roles.join(', ')}${owner === '' ? '' : `; ${owner}`}.`
}

function schemaLine(word: string, schema: z.ZodType, io: 'input' | 'output'): string[] {
  const text = described(schema, io)
  return text === '' ? [] : [`- ${word}:${text}`]
}

function described(schema: z.ZodType, io: 'input' | 'output'): string {
  const text = named(plain(schema, io))
  return text === '{}' || text === 'any' ? '' : ` \`${text}\``
}

/** The nouns that many answers share, the large before those they are made of. */
const NOUNS = {
  Signal,
  UserStats,
  Fire,
  FireMark,
  FeedState,
  BoardEntry,
  PeriodInfo,
  Candle,
  Achievement,
  AchievementEntry,
  AchievementStatistics,
  AchievementRecommendation,
  AchievementUnlock,
}

function plain(schema: z.ZodType, io: 'input' | 'output'): string {
  return shapeOf(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape)
}

/** The text with each noun by its name. */
function named(text: string): string {
  return Object.entries(NOUNS).reduce(
    (short, [noun, schema]) => short.replaceAll(plain(schema, 'output'), noun),
    text,
  )
}

function nouns(): string {
  const lines = Object.entries(NOUNS).map(([noun, schema]) => `- ${noun}: \`${plain(schema, 'output')}\``)
  return ['## Nouns\n', ...lines, ''].join('\n')
}

interface Shape {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly prefixItems?: readonly Shape[]
  readonly additionalProperties?: Shape | boolean
}

/** A schema in one line: `{name, other?: a | b, list[...]}`. */
function shapeOf(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (shape.oneOf) return shape.oneOf.map(shapeOf).join(' | ')
  if (shape.anyOf) return shape.anyOf.map(shapeOf).join(' | ')
  if (shape.type === 'array') return listOf(shape)
  if (shape.type === 'object') return objectOf(shape)
  return [shape.type ?? 'any'].flat().join(' | ')
}

function listOf({ prefixItems, items }: Shape): string {
  return prefixItems ? `[${prefixItems.map(shapeOf).join(', ')}]` : `[${items ? shapeOf(items) : 'any'}, ...]`
}

function objectOf({ properties, required = [], additionalProperties }: Shape): string {
  if (!properties)
    return typeof additionalProperties === 'object' ? `{NAME: ${shapeOf(additionalProperties)}}` : '{}'
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${shapeOf(field)}`,
  )
  return `{${fields.join(', ')}}`
}

function live(): string {
  const said = (entries: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') =>
    Object.entries(entries).map(([name, schema]) => `- \`${name}\`${described(schema, io)}`)
  return [
    '## Socket.IO\n',
    'The token goes into `auth: {token}` of the handshake; a refusal is a `connect_error` with `data: {code}`. Each client event takes one object and a function for the answer, `{ok: true, ...}` or `{ok: false, error}`.\n',
    'The examples are in TypeScript: neither curl nor what comes with Python speaks Socket.IO.\n',
    'Client events:\n',
    ...said(CLIENT_MESSAGES, 'input'),
    '',
    ...[...SOCKET_SAMPLES].map(([name, code]) => `### ${name}\n\n\`\`\`ts\n${code}\n\`\`\`\n`),
    `### Hear an event\n\n\`\`\`ts\n${HEARING_SAMPLE}\n\`\`\`\n`,
    'Server events. Those of the journal say what they cover: the events of `stream` after `since` up to `seq`.\n',
    ...said(SERVER_MESSAGES, 'output'),
    '',
  ].join('\n')
}

function problems(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, message }]) => `| ${status} | \`${code}\` | ${message} |`,
  )
  return ['## Codes\n', '| status | code | sentence |', '|---|---|---|', ...rows, ''].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(API_PAGE, apiPage())
