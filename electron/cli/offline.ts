import { v7 } from 'uuid'
import type { Answer } from '#contracts/client.ts'
import { ENDPOINTS, type EndpointName } from '#contracts/http.ts'
import { PROBLEMS } from '#contracts/problems.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import { openHookKeeping } from '#server/hook-keeping.ts'
import { openAnswers, openInstallKey, openTokenSecrets } from '#server/idempotency.ts'
import { noLan } from '#server/lan/no-lan.ts'
import { openPrincipals } from '#server/principals.ts'
import { badFields, type Problem } from '#server/problems.ts'
import { LOOPBACK_ONLY } from '#server/reach.ts'
import { type Call, endpointsOf, type Handlers, type Desk as ServerDesk } from '#server/registry.ts'
import { openRequestCounts } from '#server/request-counts.ts'
import { accessRoutes } from '#server/routes/access.ts'
import { auditRoutes } from '#server/routes/audit.ts'
import { deskRoutes } from '#server/routes/desk.ts'
import { exportRoutes } from '#server/routes/exports.ts'
import { feedRoutes } from '#server/routes/feeds.ts'
import { lanRoutes } from '#server/routes/lan.ts'
import { opsRoutes } from '#server/routes/ops.ts'
import { providerRoutes } from '#server/routes/providers.ts'
import { recoveryRoutes } from '#server/routes/sessions.ts'
import type { Visit } from '#server/visit.ts'
import { wireProblem } from '#server/wire.ts'
import type { Config } from '#station/config.ts'
import type { OpenLog } from '#station/log.ts'
import { openLogRing } from '#station/log-ring.ts'
import { type Offline, openOffline } from '#station/offline.ts'
import type { Market, Station } from '#station/station.ts'
import type { Desk } from './commands.ts'

/**
 * The data folder of a station that does not run, answering as its server would.
 *
 * The very handlers of the routes answer, behind the very contracts, so that a command means the same with and
 * without a running station.
 *
 * @throws DataFolderInUse while a station runs
 */
export function openOfflineDesk(config: Config, logs: OpenLog): Desk & { close(): Promise<void> } {
  const offline = openOffline(config, logs)
  const station = stationOf(config, offline)
  const handlers = handlersOf(station, config)
  const open = new Set(endpointsOf(config).map(([name]) => name))
  const call = async (name: EndpointName, asked: Asked): Promise<Answer<unknown>> => {
    if (!open.has(name)) return refused({ code: 'not_found' }, station.now())
    const handler = handlers[name]
    if (handler === undefined) throw new Error(`${name} needs a running station`)
    const parsed = parse(name, asked)
    if ('problem' in parsed) return refused(parsed.problem, station.now())
    const answer = await offline.askedBy(ASKER, async () => handler(parsed.call as never))
    return answer.ok
      ? { ok: true, value: answer.reply, replayed: false }
      : refused(answer.problem, station.now())
  }
  return {
    call: call as Desk['call'],
    schema: offline.schema,
    running: false,
    zone: config.deskZone,
    close: offline.close,
  }
}

interface Asked {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

const OPERATOR = 'operator' as UserId

/** Whoever may open the data folder may do what its operator may. */
const PRINCIPAL = {
  tokenId: 'offline' as TokenId,
  userId: OPERATOR,
  role: 'operator',
  expiresAt: null,
  mayActFor: new Set<string>(),
  scopes: null,
  deviceId: null,
} as const

/** The same, as the audit log names him. */
const ASKER = {
  place: 'command_line',
  userId: OPERATOR,
  tokenId: null,
  role: 'operator',
  correlationId: null,
} as const
/** Asked on this machine, by no page. */
const HERE = (): Visit => ({
  address: '127.0.0.1',
  browser: '',
  secure: false,
  byPage: false,
  cookie: () => null,
})

function parse(
  name: EndpointName,
  asked: Asked,
): { readonly call: Call<EndpointName> } | { problem: Problem } {
  const endpoint = ENDPOINTS[name]
  const parts: Record<string, unknown> = {}
  for (const part of ['params', 'query', 'body'] as const) {
    const parsed = endpoint[part].safeParse(asked[part] ?? (part === 'body' ? undefined : {}))
    if (!parsed.success) return { problem: badFields(parsed.error.issues) }
    parts[part] = parsed.data
  }
  return {
    call: { ...parts, principal: PRINCIPAL, actor: OPERATOR, receipt: undefined, visit: HERE } as never,
  }
}

function refused(problem: Problem, now: number): Answer<never> {
  const { error } = wireProblem(problem, `cli-${process.pid}`, now)
  const { status } = PROBLEMS[problem.code]
  return { ok: false, problem: { code: problem.code, message: error.message, status, error } }
}

function handlersOf(station: Station, config: Config): Partial<Handlers> {
  const secrets = openTokenSecrets(openInstallKey(station.dataFolder))
  const desk: ServerDesk = {
    station,
    config,
    principals: openPrincipals(station),
    version: '',
    newId: () => v7(),
    removeDemo: () => undefined,
    clients: () => 0,
    loopDelayMs: () => 0,
    lan: noLan(station),
    reach: () => LOOPBACK_ONLY,
    announceFeed: () => undefined,
    requests: openRequestCounts(),
    watch: { startedAt: 0, read: () => [], stop: () => undefined },
    log: openLogRing(),
    hooks: openHookKeeping(secrets, station.now() / SECOND_MS),
    url: '',
    deviceLinks: () => new Map(),
  }
  const answers = openAnswers()
  const { userExport } = exportRoutes(desk)
  const { stats } = deskRoutes(desk, answers)
  const { check, replay, maintain } = opsRoutes(desk, answers)
  const access = accessRoutes(desk, secrets)
  const { importLog } = providerRoutes(desk)
  const { recoverOperator, makeRecoveryCode } = recoveryRoutes(desk)
  return {
    ...access,
    ...auditRoutes(desk, answers),
    ...feedRoutes(desk, answers),
    recoverOperator,
    makeRecoveryCode,
    ...lanRoutes(desk, answers),
    check,
    replay,
    maintain,
    stats,
    importLog,
    userExport,
  }
}

function stationOf(
  { dataFolder }: Config,
  { execute, askedBy, queries, upkeep, jobs, close }: Offline,
): Station {
  return {
    epoch: 'offline',
    dataFolder,
    execute,
    askedBy,
    queries,
    market: STANDING_MARKET,
    now: () => Date.now(),
    onCommit: () => () => undefined,
    upkeep,
    jobs,
    writable: () => true,
    close,
  }
}

/** The handlers used here ask nothing of the market; what they could ask is that it stands still. */
const STANDING_MARKET: Market = {
  source: 'off',
  symbols: [],
  timeframe: 'h1',
  timeframeOf: () => 'h1',
  clock: () => ({ at: 0, speed: 0 }),
  paused: true,
  ended: true,
  failed: false,
  quotes: () => [],
  candles: () => null,
  fusionMs: () => ({ last: null, before: null }),
  live: () => null,
  health: () => ({
    badRows: { text: 0, nan: 0, range: 0, order: 0 },
    holes: 0,
    bars: 0,
    lastBarAt: null,
  }),
  pause: () => undefined,
  resume: () => undefined,
  setSpeed: async () => undefined,
  onTick: () => () => undefined,
}
