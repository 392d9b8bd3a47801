import { TIER_NAMES } from '#contracts/fusion-shapes.ts'
import { BODY_BYTES_MAX, ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import type { Keys, Pools } from '../fuzz.ts'
import type { Chance } from './chance.ts'
import { BODIES, FUZZ_METRICS } from './fuzz-bodies.ts'
import { drawValue, type Known, mutate } from './generate.ts'

/** Routes that look at the whole database come by seldom. */
const HEAVY: ReadonlySet<EndpointName> = new Set([
  'check',
  'replay',
  'maintain',
  'verifyAudit',
  'quickCheck',
  'database',
  'runJob',
])
const HEAVY_SHARE = 0.004

export interface Fuzz {
  readonly url: string
  readonly keys: Keys
  readonly pools: Pools
  readonly draw: Chance
  readonly count: number
}

/** A request, and the route it is for where it is for one. */
export interface Shot {
  readonly route: EndpointName | 'page /' | 'page /mission/:id' | null
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

const ACHIEVEMENTS = ['night_owl', 'perfect_week', 'level_10', 'mentor_1', 'vip_novice']
export const ROUTES = Object.keys(ENDPOINTS) as EndpointName[]
/** One would end the operator's token in the middle of the run, the other the role of everybody in turn. */
const LEFT_OUT: ReadonlySet<EndpointName> = new Set(['recoverOperator', 'changeRole'])
const LIGHT = ROUTES.filter((name) => !HEAVY.has(name) && !LEFT_OUT.has(name))
/** Routes of which the interesting answers need many tries. */
const DECISIONS: readonly EndpointName[] = ['fire', 'fire', 'pass']

function drawRoute(draw: Chance): EndpointName {
  if (draw.heads(HEAVY_SHARE)) return draw.pick([...HEAVY])
  return draw.heads(0.25) ? draw.pick(DECISIONS) : draw.pick(LIGHT)
}

/** A request that is meant well; what it names may exist or not. */
export function drawShot(fuzz: Fuzz): Shot {
  return fuzz.draw.heads(0.03) ? drawPage(fuzz) : drawCall(fuzz, drawRoute(fuzz.draw))
}

/** A well-meant request for a route. */
export function drawCall({ draw, pools, keys }: Fuzz, name: EndpointName): Shot {
  const endpoint: Endpoint = ENDPOINTS[name]
  const known = knownFor(name, pools)
  const params = drawValue(endpoint.params, known, draw) as Record<string, unknown>
  const query = drawValue(endpoint.query, known, draw) as Record<string, unknown>
  const body = BODIES[name]?.(pools, draw) ?? drawValue(endpoint.body, known, draw)
  const path = endpoint.path.replace(/:([a-z]+)/g, (_, key: string) =>
    encodeURIComponent(String(params[key])),
  )
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
  const token = endpoint.roles.includes('service') && draw.heads(0.3) ? keys.service : keys.operator
  const headers: Record<string, string> = { authorization: `Bearer ${token}` }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (draw.heads(0.2)) headers['idempotency-key'] = `fuzz-${draw.between(0, 500)}`
  return {
    route: name,
    method: endpoint.method,
    path: search.size > 0 ? `${path}?${search}` : path,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}

function drawPage({ draw, pools }: Fuzz): Shot {
  const front = draw.heads()
  return {
    route: front ? 'page /' : 'page /mission/:id',
    method: 'GET',
    path: front ? '/' : `/mission/${draw.heads() ? draw.pick(pools.signals) : 'nobody-knows'}`,
    headers: { accept: 'text/html' },
    body: undefined,
  }
}

/** Values that mean something in a request of this route. */
function knownFor(name: EndpointName, pools: Pools): Known {
  const user = (draw: Chance): string => (draw.heads(0.95) ? draw.pick(pools.users) : 'nobody')
  const signal = (draw: Chance): string => (draw.heads(0.95) ? draw.pick(pools.signals) : 'no-such-signal')
  const cursor = (draw: Chance): string => (pools.cursors.length > 0 ? draw.pick(pools.cursors) : 'none')
  const path = ENDPOINTS[name].path
  return {
    id: idFor(path, pools, { user, signal }),
    user_id: name === 'addUser' ? (draw) => `fuzz-${draw.between(0, 1e9)}` : user,
    signal_id: signal,
    symbol: (draw) => draw.pick(pools.symbols),
    tier: (draw) => draw.pick(TIER_NAMES),
    ...(name === 'pauseSource' && { name: (draw: Chance) => draw.pick(pools.sources) }),
    aid: (draw) => draw.pick(ACHIEVEMENTS),
    cursor,
    around: user,
    timezone: (draw) => draw.pick(['UTC', 'Europe/Berlin', 'Pacific/Apia', 'America/New_York']),
    timestamp: (draw) => Date.now() / 1_000 + (draw.heads(0.9) ? 0 : draw.between(-500, 500)),
    tf: (draw) => draw.pick(['h1', 'h4', 'd1', 'm1']),
    from: () => undefined,
    to: () => undefined,
    may_act_for: (draw) => [draw.heads() ? '*' : user(draw)],
    expires_in: (draw) => draw.between(60, 86_400),
    // The market goes on, so that the clock has something to say; `max` is for the replay harness.
    speed: (draw) => draw.between(1, 60),
  }
}

type Draw = (draw: Chance) => string

/** What the id of a path stands for. */
function idFor(
  path: string,
  pools: Pools,
  { user, signal }: { readonly user: Draw; readonly signal: Draw },
): Draw {
  // Nobody whom the other requests are for: in the end there would be none left.
  if (path.endsWith('/erase'))
    return (draw) => (pools.spareUsers.length > 0 ? draw.pick(pools.spareUsers) : 'nobody')
  if (['/users/', '/abuse/', '/friends/'].some((part) => path.includes(part))) return user
  if (path.includes('/tokens/')) return spareToken(pools)
  // Most jobs keep their own time and refuse; one that may be asked for has to come up in a short run too.
  if (path.includes('/jobs/')) return (draw) => (draw.heads(0.95) ? 'maintenance' : 'lan')
  if (path.includes('/devices/')) return (draw) => draw.pick([...pools.devices, 'nobody-paired-it'])
  if (path.includes('/pairing/')) return newest(pools.pairings)
  if (path.includes('/experiments/')) return newest(pools.experiments)
  if (path.includes('/hooks/')) return newest(pools.hooks)
  if (path.includes('/metrics/')) return (draw) => draw.pick([...FUZZ_METRICS])
  if (path.includes('/campaigns/'))
    return (draw) => (pools.campaigns.length > 0 ? draw.pick(pools.campaigns) : 'no-such-campaign')
  return path.includes('/achievements/') ? (draw) => draw.pick(ACHIEVEMENTS) : signal
}

/** Of the last two: of experiments one may run, of hooks one may be revoked, of pairings one is open; older ones are over. */
function newest(made: readonly string[]): Draw {
  return (draw) => (made.length > 0 ? draw.pick(made.slice(-2)) : 'none')
}

function spareToken({ spareTokens }: Pools): (draw: Chance) => string {
  return (draw) => (spareTokens.length > 0 ? draw.pick(spareTokens) : 'no-such-token')
}

/** The same request with a body or a query that is not what it should be. */
export function breakContent(shot: Shot, draw: Chance): Shot {
  if (shot.body === undefined || draw.heads(0.2)) {
    const strange = draw.pick([
      'limit=0',
      'limit=1e9',
      'cursor=%ff',
      'limit[]=1',
      '__proto__=1',
      'status=all&status=all',
      'x'.repeat(3_000),
    ])
    return {
      ...shot,
      path: draw.heads()
        ? `${shot.path}${shot.path.includes('?') ? '&' : '?'}${strange}`
        : breakPath(shot.path, draw),
    }
  }
  const body = draw.heads(0.7) ? safeJson(mutate(JSON.parse(shot.body), draw)) : breakText(shot.body, draw)
  return { ...shot, body }
}

function breakPath(path: string, draw: Chance): string {
  const tail = draw.pick(['/%2e%2e', '/..;/', '%00', '/', '//', '/%C3%28', `/${'a'.repeat(300)}`, '/;x=1'])
  return draw.heads() ? `${path.split('?')[0]}${tail}` : path.replace(/[^/]+$/, encodeURIComponent(tail))
}

function breakText(text: string, draw: Chance): string {
  const at = draw.between(0, text.length)
  switch (draw.between(0, 4)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return `${text.slice(0, at)}\u0000${text.slice(at)}`
    case 2:
      return '['.repeat(draw.between(100, 20_000))
    case 3:
      return `${' '.repeat(draw.between(1, BODY_BYTES_MAX + 5_000))}${text}`
    default:
      return text.replace('{', '{"__proto__":{"admin":true},')
  }
}

function safeJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

/** The same request with a header that is not what it should be. */
export function breakHeaders(shot: Shot, { draw, keys }: Fuzz): Shot {
  const bad: readonly Record<string, string>[] = [
    { authorization: `Bearer ${keys.operator.slice(0, -1)}x` },
    { authorization: 'Basic b3BlcmF0b3I6' },
    { authorization: `Bearer ${'a'.repeat(4_000)}` },
    { authorization: `Bearer ${keys.trader}` },
    {
      'content-type': draw.pick([
        'text/plain',
        'application/xml',
        'application/json; charset=utf-16',
        'multipart/form-data',
      ]),
    },
    { 'content-encoding': 'gzip' },
    { host: draw.pick(['evil.example', '127.0.0.1', 'localhost:1', 'localhost.evil.example']) },
    { origin: draw.pick(['http://evil.example', 'null', 'file://', 'http://127.0.0.1:1']) },
    {
      'idempotency-key': draw.pick([
        '',
        'x'.repeat(256),
        'a b',
        'ä'.normalize('NFD').replace(/[^ -~]/g, '?'),
      ]),
    },
    { 'x-correlation-id': 'x'.repeat(draw.between(1, 300)) },
    { 'transfer-encoding': 'chunked' },
    { expect: '100-continue' },
    { cookie: 'a=b; '.repeat(200) },
    { 'sec-fetch-site': 'cross-site' },
  ]
  const method = draw.heads(0.15)
    ? draw.pick(['PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'DELETE'])
    : shot.method
  return {
    ...shot,
    route: method === shot.method ? shot.route : null,
    method,
    headers: { ...shot.headers, ...draw.pick(bad) },
  }
}
