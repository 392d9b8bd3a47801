import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { signalId } from '#core/kernel/ids.ts'
import type { Queries } from '#station/queries.ts'
import { blockOf } from './addresses.ts'
import { bearerToken } from './auth.ts'
import { take } from './entrance.ts'
import type { Principals } from './principals.ts'
import type { Problem } from './problems.ts'
import type { Rates } from './rates.ts'
import type { Declared } from './registry.ts'
import { type AnswerParts, sendProblem } from './reply.ts'

const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
const NOT_BUILT = 'The page has not been built yet: run npm start once.'
const NOT_FOUND = 404
const OK = 200
const METHODS = ['GET', 'HEAD'] as const
/** Addresses of the page that always exist. */
const PLAIN_PAGES = [
  '/',
  '/leaderboards',
  '/docs',
  '/audit',
  '/fusion',
  '/alerts',
  '/settings',
  '/network',
  '/ops',
  '/welcome',
  // Where a device comes to the desk, before it is known.
  '/pair',
  '/wall',
  // One panel of the dashboard in a window of its own.
  '/panel/queue',
  '/panel/trades',
  '/panel/chart',
  '/panel/breakdown',
  '/panel/board',
  '/panel/missions',
  '/panel/execute',
  '/missions',
  '/achievements',
  '/rewards',
  '/campaigns',
  '/report',
  // Whether there is such a user is told to nobody without a token.
  '/u/:id',
] as const
/** Addresses of the page that exist where the signal does. */
const SIGNAL_PAGES = ['/mission/:id', '/signals/:id'] as const

/** What the build makes; a file of another kind is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
/** One name in one folder: without a slash no path leads out of it. */
const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/
/** The name of a built file carries a hash of its content, so it never changes its meaning. */
const ASSET_CACHE = 'public, max-age=31536000, immutable'
const NO_CACHE = 'no-cache'

/** What a page needs beside its files: the log, the clock, and who is known where there is no page. */
export interface PageParts extends AnswerParts {
  readonly principals: Pick<Principals, 'find'>
  readonly rates: Pick<Rates, 'read' | 'strangers'>
}

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
export function openPages(
  app: FastifyInstance,
  queries: Queries,
  parts: PageParts,
  folder = RENDERER,
): Pages {
  const loose = looseFiles(folder)
  const page = (request: FastifyRequest, reply: FastifyReply, status: number) =>
    sendPage(request, reply, status, { parts, folder })

  app.setNotFoundHandler((request, reply) => {
    request.startedMs = performance.now()
    if (asksForPage(request)) page(request, reply, NOT_FOUND)
    else sendProblem(request, reply, nothingThere(request, parts), parts)
  })
  for (const url of PLAIN_PAGES)
    app.route({ method: [...METHODS], url, handler: (request, reply) => page(request, reply, OK) })
  for (const url of SIGNAL_PAGES)
    app.route<{ Params: { id: string } }>({
      method: [...METHODS],
      url,
      handler: (request, reply) => {
        const id = signalId(request.params.id)
        page(request, reply, id !== null && queries.signal(id) !== null ? OK : NOT_FOUND)
      },
    })
  app.route<{ Params: { name: string } }>({
    method: [...METHODS],
    url: '/assets/:name',
    handler: (request, reply) => {
      const { name } = request.params
      const path = FILE_NAME.test(name) ? join(folder, 'assets', name) : null
      sendFile(request, reply, { path, cache: ASSET_CACHE, parts })
    },
  })
  for (const name of loose)
    app.route({
      method: [...METHODS],
      url: `/${name}`,
      handler: (request, reply) =>
        sendFile(request, reply, { path: join(folder, name), cache: NO_CACHE, parts }),
    })
  return {
    declared: [...PLAIN_PAGES, ...SIGNAL_PAGES, '/assets/:name', ...loose.map((name) => `/${name}`)].flatMap(
      declare,
    ),
  }
}

function declare(path: string): Declared[] {
  const roles = ['operator', 'trader', 'viewer', 'service']
  return METHODS.map((method) => ({ name: `${method} ${path}`, roles, ownership: 'public', handled: true }))
}

/** Files beside the page itself, such as its icon. */
function looseFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && FILE_NAME.test(entry.name) && extname(entry.name) in TYPES)
    .map(({ name }) => name)
}

function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    !url.startsWith('/api/') &&
    (headers.accept ?? '').includes('text/html')
  )
}

/** Every path of the API needs a token, also one there is nothing behind: what there is, is told to those who may. */
function nothingThere(request: FastifyRequest, { principals, rates }: PageParts): Problem {
  const { url, headers, ip } = request
  const token = bearerToken(headers.authorization)
  const principal = token === null ? null : principals.find(token)
  if (principal !== null) return take(request, rates.read, principal.tokenId) ?? { code: 'not_found' }
  return url.startsWith('/api/')
    ? (take(request, rates.strangers, blockOf(ip)) ?? { code: 'unauthenticated' })
    : (take(request, rates.read, blockOf(ip)) ?? { code: 'not_found' })
}

/** What a page could ask a device for, and this one never does. Copying is not here: a link can be copied. */
const PERMISSIONS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ')

function pageHeaders(host: string): Record<string, string> {
  // The host passed the border's list; browsers that do not count sockets as 'self' need it by name.
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Nothing of the page makes a script out of text, and no policy may. The one there is names the file that keeps the
    // page's own files, whatever it is asked for, and can be made once.
    "require-trusted-types-for 'script'",
    'trusted-types fusion-desk-files',
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS,
    'cache-control': NO_CACHE,
  }
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { parts, folder }: { readonly parts: AnswerParts; readonly folder: string },
): void {
  request.startedMs = performance.now()
  readFile(join(folder, 'index.html')).then(
    (html) => {
      reply.code(status).headers(pageHeaders(request.host)).header('x-correlation-id', request.id).send(html)
    },
    () => sendProblem(request, reply, { code: 'not_ready', message: NOT_BUILT }, parts),
  )
}

interface FileToSend {
  /** Null for a name that no file can have. */
  readonly path: string | null
  readonly cache: string
  readonly parts: AnswerParts
}

function sendFile(request: FastifyRequest, reply: FastifyReply, { path, cache, parts }: FileToSend): void {
  request.startedMs = performance.now()
  const type = path === null ? undefined : TYPES[extname(path)]
  const missing = () => sendProblem(request, reply, { code: 'not_found' }, parts)
  if (path === null || type === undefined) {
    missing()
    return
  }
  readFile(path).then((bytes) => {
    reply
      .headers({
        'content-type': type,
        'cache-control': cache,
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      })
      .send(bytes)
  }, missing)
}
