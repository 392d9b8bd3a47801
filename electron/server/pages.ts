import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { signalId } from '#core/kernel/ids.ts'
import type { Queries } from '#station/queries.ts'
import type { Declared } from './registry.ts'
import { type Desk, sendProblem } from './reply.ts'

const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
const NOT_BUILT = 'The page has not been built yet: run npm start once.'
const NOT_FOUND = 404
const OK = 200
/** Names of built files carry a hash of their content, so a name never changes its meaning. */
const ASSET_AGE = '365d'

/** The page and its files; data needs a token, these need none. */
export interface Pages {
  readonly declared: readonly Declared[]
}

/**
 * Serves the built page from the one origin of the station. A browser that asks for a page there is none of gets
 * the app's own words for it; everybody else is told in JSON.
 *
 * @param folder  where the build put it
 */
export async function openPages(
  app: FastifyInstance,
  queries: Queries,
  desk: Desk,
  folder = RENDERER,
): Promise<Pages> {
  const files = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.html'))
        .map(({ name }) => name)
    : []
  const page = (request: FastifyRequest, reply: FastifyReply, status: number) =>
    sendPage(request, reply, status, { desk, folder })

  app.setNotFoundHandler((request, reply) => {
    request.startedMs = performance.now()
    if (asksForPage(request)) page(request, reply, NOT_FOUND)
    else sendProblem(request, reply, { code: 'not_found' }, desk)
  })
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    immutable: true,
    maxAge: ASSET_AGE,
  })
  app.get('/', (request, reply) => page(request, reply, OK))
  app.get<{ Params: { id: string } }>('/mission/:id', (request, reply) => {
    const id = signalId(request.params.id)
    page(request, reply, id !== null && queries.signal(id) !== null ? OK : NOT_FOUND)
  })
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) => {
    reply.headers(FILE_HEADERS).sendFile(`assets/${request.params['*']}`)
  })
  for (const name of files)
    app.get(`/${name}`, (_, reply) => {
      reply.headers(FILE_HEADERS).sendFile(name, { immutable: false, maxAge: 0 })
    })

  const paths = ['/', '/mission/:id', '/assets/*', ...files.map((name) => `/${name}`)]
  return {
    declared: paths.map((path) => ({
      name: `GET ${path}`,
      roles: ['operator', 'trader', 'viewer', 'service'],
      ownership: 'public',
      handled: true,
    })),
  }
}

function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html')
}

const FILE_HEADERS = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' }

function pageHeaders(host: string): Record<string, string> {
  // The host passed the border's list; browsers that do not count sockets as 'self' need it by name.
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  }
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { desk, folder }: { readonly desk: Desk; readonly folder: string },
): void {
  request.startedMs = performance.now()
  readFile(join(folder, 'index.html')).then(
    (html) => {
      reply.code(status).headers(pageHeaders(request.host)).header('x-correlation-id', request.id).send(html)
    },
    () => sendProblem(request, reply, { code: 'not_ready', message: NOT_BUILT }, desk),
  )
}
