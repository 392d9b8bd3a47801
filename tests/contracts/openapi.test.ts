import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import { CLIENT_MESSAGES, Closing, SERVER_MESSAGES } from '#contracts/live.ts'
import { EXAMPLES } from '#contracts/openapi/examples.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import { OPENAPI_SNAPSHOT, openApiText } from './openapi-snapshot.ts'

// biome-ignore lint/suspicious/noExplicitAny: the document is looked at as any reader of it would
const document: any = JSON.parse(openApiText())
// biome-ignore lint/suspicious/noExplicitAny: see above
const operations: any[] = Object.values(document.paths).flatMap((item) => Object.values(item as object))
const METHODS = new Set(['get', 'post', 'delete'])
const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'])

test('[OPEN-1] the document in the repository is what the contracts say', () => {
  expect(readFileSync(OPENAPI_SNAPSHOT, 'utf8')).toBe(openApiText())
})

describe('the rules of OpenAPI 3.1', () => {
  test('[OPEN-2] the document has its version, its title and paths that begin with a slash', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect([typeof document.info.title, typeof document.info.version]).toEqual(['string', 'string'])
    for (const [path, item] of Object.entries(document.paths)) {
      expect(path).toMatch(/^\/[a-zA-Z0-9_/{}.-]*$/)
      for (const method of Object.keys(item as object)) expect(METHODS.has(method)).toBe(true)
    }
  })

  test('[OPEN-2] every operation has an id of its own, a listed topic and answers with words', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const topics = document.tags.map(({ name }: { name: string }) => name)
    for (const { tags, responses } of operations) {
      expect(topics).toContain(tags[0])
      for (const [status, response] of Object.entries(responses)) {
        expect(status).toMatch(/^[2-5][0-9]{2}$/)
        expect((response as { description: string }).description).not.toBe('')
      }
    }
  })

  test('[OPEN-2] the parameters of a path are those in its braces, each needed and told once', () => {
    for (const [path, item] of Object.entries(document.paths))
      for (const { parameters } of Object.values(item as object) as {
        parameters: { in?: string; name?: string; required?: boolean }[]
      }[]) {
        const named = parameters.filter((one) => one.in === 'path')
        expect(named.map(({ name }) => name).sort()).toEqual(
          [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name).sort(),
        )
        expect(named.every(({ required }) => required === true)).toBe(true)
        const keys = parameters.map((one) => `${one.in} ${one.name}`)
        expect(new Set(keys).size).toBe(keys.length)
      }
  })

  test('[OPEN-2] every reference leads somewhere, and every type is one of JSON Schema', () => {
    walk(document, (node) => {
      if (typeof node.$ref === 'string') {
        expect(node.$ref.startsWith('#/')).toBe(true)
        expect(at(node.$ref)).toBeDefined()
      }
    })
    const bodies = operations.map(({ responses, requestBody }) => [responses, requestBody])
    walk([bodies, document.components.schemas], (node) => {
      if (!('properties' in node) && !('items' in node)) return
      const types = [node.type].flat().filter((type) => type !== undefined)
      expect(types.filter((type) => !TYPES.has(String(type)))).toEqual([])
      const fields = Object.keys((node.properties as object | undefined) ?? {})
      expect(
        ((node.required as string[] | undefined) ?? []).filter((name) => !fields.includes(name)),
      ).toEqual([])
    })
  })
})

test('[OPEN-3] every route, every socket event and every code of the contracts is in it, with roles and owners', () => {
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]) {
    const operation =
      document.paths[endpoint.path.replaceAll(/:([a-z]+)/g, '{$1}')]?.[endpoint.method.toLowerCase()]
    expect(operation).toMatchObject({
      operationId: name,
      'x-roles': endpoint.roles,
      'x-ownership': endpoint.ownership,
    })
    expect(operation.responses[endpoint.status]).toBeDefined()
  }
  expect(Object.keys(document['x-socket-events'].client)).toEqual(Object.keys(CLIENT_MESSAGES))
  expect(Object.keys(document['x-socket-events'].server)).toEqual(Object.keys(SERVER_MESSAGES))
  expect(document['x-problems']).toEqual(PROBLEMS)
})

test('[OPEN-4] every code stands under its status, and none of the list belongs to no route and no end of a socket', () => {
  const told = new Set<string>(Closing.shape.code.options)
  for (const { responses } of operations)
    for (const [status, response] of Object.entries(responses) as [string, { 'x-codes'?: string[] }][])
      for (const code of response['x-codes'] ?? []) {
        expect(PROBLEMS[code as keyof typeof PROBLEMS].status).toBe(Number(status))
        told.add(code)
      }
  expect(Object.keys(PROBLEMS).filter((code) => !told.has(code))).toEqual([])
})

test('[OPEN-5] every example of a body is one that its contract takes', () => {
  const numbers = { '#STARTS_AT': 1_800_000_000, '#ENDS_AT': 1_800_086_400 } as const
  for (const [name, { body }] of Object.entries(EXAMPLES) as [EndpointName, { body?: unknown }][]) {
    if (body === undefined || name === 'changeRouting') continue
    const text = JSON.stringify(body)
      .replaceAll(/"(#[A-Z_]+)"/g, (_, key: keyof typeof numbers) => String(numbers[key]))
      .replaceAll(/"\$[A-Z_]+"/g, '"spare_1"')
    expect([name, ENDPOINTS[name].body.safeParse(JSON.parse(text)).error?.issues]).toEqual([name, undefined])
  }
})

function at(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[key], document)
}

function walk(node: unknown, look: (node: Readonly<Record<string, unknown>>) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) look(node as Readonly<Record<string, unknown>>)
  for (const one of Object.values(node)) walk(one, look)
}
