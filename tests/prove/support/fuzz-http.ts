import { Agent } from 'node:http'
import { BODY_BYTES_MAX, ENDPOINTS, type Endpoint, type EndpointName } from '#contracts/http.ts'
import { Problem } from '#contracts/problem-shape.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { Pools } from '../fuzz.ts'
import { breakContent, breakHeaders, drawCall, drawShot, type Fuzz, ROUTES, type Shot } from './fuzz-shots.ts'
import { type Answer, send } from './http.ts'
import { sendRaw } from './raw-connection.ts'

const WORKERS = 12
/** Of a hundred requests: meant well, broken in body or query, broken in headers; the rest is raw bytes. */
const WELL_MEANT = 0.68
const BROKEN_CONTENT = 0.88
const BROKEN_HEADERS = 0.97
/** Refusals that only a request past token and parsing can get. */
const DOMAIN_REFUSALS: ReadonlySet<string> = new Set([
  'signal_not_found',
  'user_not_found',
  'already_fired',
  'already_passed',
  'user_exists',
  'clock_skew',
  'signal_expired',
  'bad_levels',
  'idempotency_key_reused',
])

export interface HttpTally {
  sent: number
  past: number
  fives: number
  offContract: number
  unanswered: number
  readonly statuses: Record<string, number>
  readonly reached: Set<string>
  readonly examples: string[]
}

function openHttpTally(): HttpTally {
  return {
    sent: 0,
    past: 0,
    fives: 0,
    offContract: 0,
    unanswered: 0,
    statuses: {},
    reached: new Set(),
    examples: [],
  }
}

/** Two runs as one. */
export function together(one: HttpTally, other: HttpTally): HttpTally {
  const statuses: Record<string, number> = { ...one.statuses }
  for (const [status, count] of Object.entries(other.statuses))
    statuses[status] = (statuses[status] ?? 0) + count
  return {
    sent: one.sent + other.sent,
    past: one.past + other.past,
    fives: one.fives + other.fives,
    offContract: one.offContract + other.offContract,
    unanswered: one.unanswered + other.unanswered,
    statuses,
    reached: new Set([...one.reached, ...other.reached]),
    examples: [...one.examples, ...other.examples],
  }
}

/** Sends bytes that are hardly a request, each over a connection of its own. */
export async function fuzzRaw(fuzz: Fuzz): Promise<HttpTally> {
  const tally = openHttpTally()
  const worker = async (index: number): Promise<void> => {
    const draw = fuzz.draw.branch(`raw-${index}`)
    while (tally.sent < fuzz.count) {
      tally.sent += 1
      await shootRaw({ ...fuzz, draw }, tally)
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index)))
  return tally
}

/** Sends random requests, most of them well meant, and judges every answer by the contract. */
export async function fuzzHttp(fuzz: Fuzz): Promise<HttpTally> {
  const tally = openHttpTally()
  const agent = new Agent({ keepAlive: true, maxSockets: WORKERS })
  await visitAll(fuzz, agent, tally)
  const worker = async (index: number): Promise<void> => {
    const draw = fuzz.draw.branch(`${index}`)
    while (tally.sent < fuzz.count) {
      tally.sent += 1
      await shoot({ ...fuzz, draw }, agent, tally)
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index)))
  agent.destroy()
  return tally
}

/** Every route has its turn at once, whatever chance makes of the rest. */
async function visitAll(fuzz: Fuzz, agent: Agent, tally: HttpTally): Promise<void> {
  for (const name of [...ROUTES, ...ROUTES]) {
    tally.sent += 1
    await sendShot(drawCall(fuzz, name), { fuzz, agent, tally })
  }
}

async function shoot(fuzz: Fuzz, agent: Agent, tally: HttpTally): Promise<void> {
  const kind = fuzz.draw.share()
  if (kind >= BROKEN_HEADERS) {
    await shootRaw(fuzz, tally)
    return
  }
  const fit = drawShot(fuzz)
  const broken = kind < BROKEN_CONTENT ? breakContent(fit, fuzz.draw) : breakHeaders(fit, fuzz)
  await sendShot(kind < WELL_MEANT ? fit : broken, { fuzz, agent, tally })
}

interface Range {
  readonly fuzz: Fuzz
  readonly agent: Agent
  readonly tally: HttpTally
}

async function sendShot(shot: Shot, { fuzz, agent, tally }: Range): Promise<void> {
  const { method, path, headers, body } = shot
  const answer = await send({ url: fuzz.url, method, path, headers, body, agent }).catch(
    (error: Error) => error,
  )
  if (!(answer instanceof Error)) {
    judge(shot, answer, fuzz, tally)
    return
  }
  // Node's own client refuses what no client could send, and a server may hang up on a body it does not want.
  const ours = 'code' in answer && String(answer.code).startsWith('ERR_')
  if (ours || (body?.length ?? 0) > BODY_BYTES_MAX) return
  tally.unanswered += 1
  tally.examples.push(`no answer: ${method} ${path.slice(0, 200)}: ${answer.message}`)
}

function judge(shot: Shot, answer: Answer, fuzz: Fuzz, tally: HttpTally): void {
  const { status, text } = answer
  tally.statuses[status] = (tally.statuses[status] ?? 0) + 1
  if (status >= 500) {
    tally.fives += 1
    tally.examples.push(`${status}: ${JSON.stringify(shot).slice(0, 500)} -> ${text.slice(0, 200)}`)
  }
  const fault = faultOf(shot, answer)
  if (fault !== null) {
    tally.offContract += 1
    tally.examples.push(`${fault}: ${JSON.stringify(shot).slice(0, 500)} -> ${status} ${text.slice(0, 200)}`)
  }
  if (status < 300) {
    if (shot.route !== null) tally.reached.add(shot.route)
    if (fault === null) learn(shot, text, fuzz.pools)
  }
  const known = Object.values(fuzz.keys).some((token) => shot.headers.authorization === `Bearer ${token}`)
  if (known && (status < 300 || DOMAIN_REFUSALS.has(codeOf(text)))) tally.past += 1
}

function codeOf(text: string): string {
  try {
    return (JSON.parse(text) as { error?: { code?: string } }).error?.code ?? ''
  } catch {
    return ''
  }
}

/** What is wrong with an answer by the contract's own schemas; null when nothing is. */
function faultOf({ route, method }: Shot, { status, text }: Answer): string | null {
  const page = route?.startsWith('page') === true
  if (method === 'HEAD' || (page && text.startsWith('<!'))) return null
  if (status >= 400) return faultOfProblem(status, text)
  if (route === null) return null
  return page ? 'a page that is no HTML' : faultOfReply(ENDPOINTS[route as EndpointName], status, text)
}

function faultOfProblem(status: number, text: string): string | null {
  const parsed = Problem.safeParse(parse(text))
  if (!parsed.success) return 'an error of another shape'
  const { code } = parsed.data.error
  return PROBLEMS[code as keyof typeof PROBLEMS]?.status === status
    ? null
    : `the code ${code} with the wrong status`
}

function faultOfReply(endpoint: Endpoint, status: number, text: string): string | null {
  if (status !== endpoint.status) return `a status other than ${endpoint.status}`
  const reply = endpoint.reply.safeParse(text === '' ? undefined : (parse(text) ?? text))
  return reply.success ? null : `a reply of another shape: ${reply.error.message.slice(0, 200)}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function learn({ route }: Shot, text: string, pools: Pools): void {
  const reply = (parse(text) ?? {}) as Record<string, unknown>
  if (route === 'createToken' && typeof reply.token_id === 'string') pools.spareTokens.push(reply.token_id)
  learnOfUsers({ route }, reply, pools)
  if (route === 'postSignal') pools.signals.push((reply.signal as { id: string }).id)
  if (typeof reply.next_cursor === 'string') pools.cursors.push(reply.next_cursor)
  learnOfTheDesk({ route }, reply, pools)
  // Old ones make room, so that fires still find users who have not fired.
  for (const pool of [
    pools.users,
    pools.signals,
    pools.cursors,
    pools.spareTokens,
    pools.spareUsers,
    pools.campaigns,
    pools.pairings,
  ])
    if (pool.length > 60) pool.shift()
}

function learnOfUsers(
  { route }: Pick<Shot, 'route'>,
  { user_id: id }: Record<string, unknown>,
  { users, spareUsers }: Pools,
): void {
  if (typeof id !== 'string') return
  if (route === 'addUser') for (const pool of [users, spareUsers]) pool.push(id)
  // Nothing more can be asked in his name.
  if (route === 'eraseUser')
    for (const pool of [users, spareUsers]) if (pool.includes(id)) pool.splice(pool.indexOf(id), 1)
}

function learnOfTheDesk({ route }: Pick<Shot, 'route'>, reply: Record<string, unknown>, pools: Pools): void {
  if (route === 'startExperiment')
    pools.experiments.push((reply.experiment as { readonly experiment_id: string }).experiment_id)
  if (route === 'makeHook') pools.hooks.push((reply.hook as { readonly hook_id: string }).hook_id)
  if (route === 'openPairing') pools.pairings.push(String(reply.pairing_id))
  if (route === 'createCampaign')
    pools.campaigns.push((reply.campaign as { readonly campaign_id: string }).campaign_id)
  if ((route === 'routing' || route === 'changeRouting') && reply.policy !== undefined)
    pools.routing = { version: reply.version, policy: reply.policy }
}

async function shootRaw({ url, keys, draw }: Fuzz, tally: HttpTally): Promise<void> {
  const { port, host } = new URL(url)
  const line = draw.pick([
    'GET / HTTP/1.1',
    'POST /api/fire HTTP/1.1',
    'GET /health HTTP/1.0',
    'PRI * HTTP/2.0',
    'GET http://x/ HTTP/1.1',
    'G\u0000T / HTTP/1.1',
  ])
  const headers = [
    `Host: ${host}`,
    `Authorization: Bearer ${keys.operator}`,
    'Content-Type: application/json',
    draw.pick([
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 99999999999',
      'Transfer-Encoding: chunked',
      'Content-Length: 2\r\nContent-Length: 3',
      'X: y',
    ]),
    'Connection: close',
  ]
  const text = `${line}\r\n${headers.join('\r\n')}\r\n\r\n${draw.pick(['{}', 'zz\r\n', '0\r\n\r\n', '{"a":', ''])}`
  const bytes = Buffer.from(text, 'latin1')
  for (let flips = draw.between(0, 6); flips > 0; flips--)
    bytes[draw.between(0, bytes.length - 1)] = draw.between(0, 255)
  const reply = await sendRaw(
    Number(port),
    draw.heads(0.8)
      ? bytes
      : Buffer.from(Array.from({ length: draw.between(1, 400) }, () => draw.between(0, 255))),
  )
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(reply)?.[1] ?? 0)
  tally.statuses[`raw ${status}`] = (tally.statuses[`raw ${status}`] ?? 0) + 1
  if (status < 500) return
  tally.fives += 1
  tally.examples.push(`${status} for the bytes ${JSON.stringify(bytes.toString('latin1'))}`)
}
