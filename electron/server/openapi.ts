import type { FastifyInstance } from 'fastify'
import type { Declared } from './registry.ts'

const METHODS = ['GET', 'HEAD'] as const
const PATH = '/openapi.json'

/**
 * Serves the document of the API. It is loaded and worked out when somebody first asks: 100 routes are 100 schemas, and
 * a start waits for none of them.
 */
export function openDocument(app: FastifyInstance, version: string): readonly Declared[] {
  let text: Promise<string> | null = null
  app.route({
    method: [...METHODS],
    url: PATH,
    handler: async (request, reply) => {
      request.startedMs = performance.now()
      text ??= documentText(version)
      return reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'no-cache',
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
        })
        .send(await text)
    },
  })
  const roles = ['operator', 'trader', 'viewer', 'service']
  return METHODS.map((method) => ({ name: `${method} ${PATH}`, roles, ownership: 'public', handled: true }))
}

async function documentText(version: string): Promise<string> {
  const { openApiDocument } = await import('#contracts/openapi/document.ts')
  return JSON.stringify(openApiDocument(version))
}
