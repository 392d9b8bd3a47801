import { sayIn } from '../words/words.ts'

const say = sayIn('docs')

/** One route of the document, as the page shows it. */
export interface OperationView {
  readonly id: string
  readonly method: string
  /** With its parameters in braces. */
  readonly path: string
  readonly topic: string
  readonly summary: string
  readonly description: string
  readonly needsToken: boolean
  readonly parameters: readonly ParameterView[]
  /** An example of the body as text; null where the route takes none. */
  readonly body: string | null
  /** Schemas as text: of the body, and of the answer that is promised. */
  readonly bodySchema: string | null
  readonly answer: { readonly status: string; readonly schema: string | null }
  readonly refusals: readonly RefusalView[]
  readonly samples: readonly SampleView[]
}

export interface ParameterView {
  readonly name: string
  readonly place: 'path' | 'query'
  readonly required: boolean
  readonly example: string
  /** What it may be, in a few words. */
  readonly kind: string
}
export interface RefusalView {
  readonly status: string
  readonly code: string
}
export interface SampleView {
  readonly label: string
  readonly source: string
}

/** What a socket says or is told. */
export interface SocketEventView {
  readonly name: string
  readonly side: 'client' | 'server'
  readonly schema: string
}

export interface DocumentView {
  readonly title: string
  readonly version: string
  readonly topics: readonly string[]
  readonly operations: readonly OperationView[]
  readonly events: readonly SocketEventView[]
}

type Json = Readonly<Record<string, unknown>>

/** A route as the document has it. */
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters: readonly Json[]
  readonly requestBody?: unknown
  readonly responses: Readonly<Record<string, { readonly 'x-codes'?: readonly string[] }>>
  readonly security?: readonly unknown[]
  readonly 'x-codeSamples'?: readonly SampleView[]
}

interface Content {
  readonly schema: unknown
  readonly example?: unknown
}

/** Reads the document of the station. It is our own, of this very station: what it promises to hold is not asked for again. */
export function readDocument(document: unknown): DocumentView {
  const { info, tags, paths, ...rest } = document as {
    readonly info: { readonly title: string; readonly version: string }
    readonly tags: readonly { readonly name: string }[]
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
    readonly 'x-socket-events': Readonly<Record<'client' | 'server', Json>>
  }
  const events = rest['x-socket-events']
  return {
    title: info.title,
    version: info.version,
    topics: tags.map(({ name }) => name),
    operations: Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => readOperation(method, path, operation)),
    ),
    events: (['client', 'server'] as const).flatMap((side) =>
      Object.entries(events[side]).map(([name, schema]) => ({ name, side, schema: textOf(schema) })),
    ),
  }
}

function readOperation(method: string, path: string, operation: Operation): OperationView {
  const body = contentOf(operation.requestBody)
  const answers = Object.entries(operation.responses)
  const [status, answer] = answers.find(([code]) => code.startsWith('2')) ?? ['', undefined]
  const content = contentOf(answer)
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    topic: operation.tags[0] ?? '',
    summary: operation.summary,
    description: operation.description,
    needsToken: operation.security === undefined,
    parameters: operation.parameters.filter((one) => 'in' in one).map(readParameter),
    body: body === null ? null : textOf(body.example ?? {}),
    bodySchema: body === null ? null : textOf(body.schema),
    answer: { status, schema: content === null ? null : textOf(content.schema) },
    refusals: answers.flatMap(([code, response]) =>
      (response['x-codes'] ?? []).map((name) => ({ status: code, code: name })),
    ),
    samples: (operation['x-codeSamples'] ?? []).map(({ label, source }) => ({ label, source })),
  }
}

function readParameter({ name, in: place, required, example, schema }: Json): ParameterView {
  const { type, enum: values } = (schema ?? {}) as {
    readonly type?: string
    readonly enum?: readonly string[]
  }
  return {
    name: name as string,
    place: place as 'path' | 'query',
    required: required === true,
    example: typeof example === 'string' ? example : '',
    kind: values?.join(', ') ?? type ?? '',
  }
}

function contentOf(part: unknown): Content | null {
  const { content } = (part ?? {}) as { readonly content?: Readonly<Record<string, Content>> }
  return content?.['application/json'] ?? null
}

function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? ''
}

/** The routes in which every word of a search stands: in method, path, summary or topic. */
export function searchOperations(
  operations: readonly OperationView[],
  words: string,
): readonly OperationView[] {
  const asked = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return operations.filter((one) => {
    const text = `${one.method} ${one.path} ${one.summary} ${one.topic}`.toLowerCase()
    return asked.every((word) => text.includes(word))
  })
}

/** What somebody filled in to try a route. */
export interface Attempt {
  readonly values: Readonly<Record<string, string>>
  readonly body: string
}

/** The request of an attempt, or what is missing. */
export type Prepared =
  | { readonly ok: true; readonly path: string; readonly body: string | null }
  | { readonly ok: false; readonly message: string }

/** Puts an attempt together; what is needed and not filled in is named before anything is sent. */
export function prepare(operation: OperationView, { values, body }: Attempt): Prepared {
  const missing = operation.parameters.find(({ name, required }) => required && (values[name] ?? '') === '')
  if (missing !== undefined) return { ok: false, message: say('is_needed', { name: missing.name }) }
  const path = operation.path.replaceAll(/\{([a-z]+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const query = new URLSearchParams()
  for (const { name, place } of operation.parameters)
    if (place === 'query' && (values[name] ?? '') !== '') query.set(name, values[name] ?? '')
  if (operation.body !== null && !isJson(body)) return { ok: false, message: say('no_json') }
  return {
    ok: true,
    path: query.size === 0 ? path : `${path}?${query}`,
    body: operation.body === null ? null : body,
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
