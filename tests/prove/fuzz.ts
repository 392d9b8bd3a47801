import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ENDPOINTS, type EndpointName } from '#contracts/http.ts'
import { type Chance, chance } from './support/chance.ts'
import { addUsers, operatorOf, postSignal, serviceToken, traderToken } from './support/desk.ts'
import { passOn } from './support/front.ts'
import { fuzzHttp, fuzzRaw, type HttpTally, together } from './support/fuzz-http.ts'
import { fuzzSockets, type SocketTally } from './support/fuzz-sockets.ts'
import { atLeast, every, type Harness, mustFind, never, type Row } from './support/harness.ts'
import { get } from './support/http.ts'
import { checkFolder } from './support/kept-facts.ts'
import { pairDevice } from './support/pair.ts'
import { HEADLESS, makeDataFolder, type StationChild, startStation } from './support/station-child.ts'
import { heldRow, inWords, leakRows, startTelling } from './support/told-memory.ts'

const SIZE = {
  full: { requests: 100_000, raw: 20_000, packets: 100_000 },
  short: { requests: 2_000, raw: 300, packets: 500 },
}
/** What the station may hold more of at the end than when it was warm. */
const GROWTH_MB_MAX = 20
const WARM_SHARE = 0.2
/**
 * What takes days at a desk, or a season that runs: a freeze after a week of logins, a mission completed, a box earned, a trade
 * that has a price.
 * They are asked all the same.
 */
const NEEDS_DAYS: readonly EndpointName[] = [
  'freezeStreak',
  'claimMission',
  'openBox',
  'endCampaign',
  'closeTrade',
]
/** What takes two who agree, and the fuzzers are one. */
const NEEDS_TWO: readonly EndpointName[] = [
  'acceptFriend',
  'declineFriend',
  'cancelFriend',
  'removeFriend',
  'proposeChallenge',
  'acceptChallenge',
  'declineChallenge',
  'cancelChallenge',
]
/** What takes a device that comes with the code of an open window, or with its cookie, and the fuzzers have neither. */
const NEEDS_A_DEVICE: readonly EndpointName[] = [
  'claimPairing',
  'approvePairing',
  'finishPairing',
  'refreshSession',
]
/** Its good answer ends the operator's token, in whose name everything is asked. */
const ENDS_THE_RUN: readonly EndpointName[] = ['recoverOperator']
/** A good question would be passed on to an exchange, and nothing leaves this machine. */
const LEAVES_THE_MACHINE: readonly EndpointName[] = ['testFeed']
/** What a demo alone has. */
const NEEDS_DEMO: readonly EndpointName[] = ['removeDemo']
const OUT_OF_REACH: ReadonlySet<EndpointName> = new Set([
  ...NEEDS_DAYS,
  ...NEEDS_TWO,
  ...NEEDS_A_DEVICE,
  ...ENDS_THE_RUN,
  ...LEAVES_THE_MACHINE,
  ...NEEDS_DEMO,
])
const ALL_ROUTES = [
  ...(Object.keys(ENDPOINTS) as EndpointName[]).filter((name) => !OUT_OF_REACH.has(name)),
  'page /',
  'page /mission/:id',
] as const
const USERS = 12
/** Devices that are paired beforehand, to be renamed, sent away and ended. */
const DEVICES = 6
const SIGNALS = 6
/** Words that only a broken promise writes into the log. */
const ALARMS = /unhandled|uncaught|station_broken|InvariantBroken|_failed"|"level":"(error|fatal)"/i

/** What the fuzzers may build their requests from; it grows as they get answers. */
export interface Pools {
  readonly users: string[]
  readonly signals: string[]
  readonly symbols: readonly string[]
  readonly sources: readonly string[]
  /** Tokens made by the fuzzers themselves, which they may revoke. */
  readonly spareTokens: string[]
  /** Users made by the fuzzers themselves, whom they may erase. */
  readonly spareUsers: string[]
  readonly campaigns: string[]
  readonly experiments: string[]
  readonly hooks: string[]
  readonly devices: readonly string[]
  readonly pairings: string[]
  /** The policy of routing as it was heard last. */
  routing: { readonly version: unknown; readonly policy: unknown } | null
  readonly cursors: string[]
  readonly marketTime: number
  readonly epoch: string
}

/** Tokens that stay good for the whole run. */
export interface Keys {
  readonly operator: string
  readonly trader: string
  readonly service: string
}

/** Sends the station everything but what it expects, next to what it expects, and looks whether it still stands. */
export const proveFuzz: Harness = async ({ seed, short, folder, note }) => {
  const { requests, raw, packets } = short ? SIZE.short : SIZE.full
  const draw = chance(`${seed}/fuzz`)
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const logFile = join(folder, 'station.log')
  const station = await startTelling({ dataFolder, flags: ['--sim', seed], logFile })
  const { keys, pools } = await furnish(station, dataFolder, draw)
  const target = { url: station.url, keys, pools }
  const warm = Math.round(WARM_SHARE * requests)
  const first = await fuzzHttp({ ...target, draw: draw.branch('warm'), count: warm })
  const held = [await station.held()]
  const rest = await fuzzHttp({ ...target, draw: draw.branch('http'), count: requests - warm })
  const http = together(first, rest)
  note(`${http.sent} requests: ${JSON.stringify(http.statuses)}`)
  const bytes = await fuzzRaw({ ...target, draw: draw.branch('raw'), count: raw })
  note(`${bytes.sent} times raw bytes: ${JSON.stringify(bytes.statuses)}`)
  held.push(await station.held())
  const missed = ALL_ROUTES.filter((route) => !http.reached.has(route))
  if (missed.length > 0) note(`never answered with 2xx: ${missed.join(', ')}`)
  const sockets = await fuzzSockets({ ...target, draw: draw.branch('sockets'), count: packets })
  held.push(await station.held())
  note(`held after a collection, warm, after requests, after packets: ${held.map(inWords).join('; ')}`)
  note(`${sockets.sent} packets on ${sockets.connections} sockets: ${JSON.stringify(sockets.answers)}`)
  const health = await get({ url: station.url, token: keys.operator }, '/health').catch(() => null)
  const exit = await station.stop()
  for (const example of [...http.examples, ...bytes.examples, ...sockets.examples].slice(0, 12)) note(example)
  const alarms = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => ALARMS.test(line))
  for (const line of alarms.slice(0, 5)) note(line)
  const broken = await checkFolder(dataFolder)
  const stands = health?.status === 200 && exit === 0 && broken === ''
  return [
    ...httpRows(http),
    never('fuzz: raw bytes answered with 500 and above', bytes.fives, `${bytes.sent}`),
    ...socketRows(sockets),
    heldRow('fuzz', held, GROWTH_MB_MAX),
    never('fuzz: alarms in the log', alarms.length, 'all lines'),
    {
      name: 'fuzz: the station after it',
      result: `health ${health?.status ?? 'none'}, exit ${exit}, ${broken || 'check ok'}`,
      goal: 'health 200, exit 0, check ok',
      ok: stands,
    },
  ]
}

const CONTROL_REQUESTS = 1_000
/** Of a hundred answers, two each are turned into server errors, lose a field, or never come. */
const SPOILED = { error: 0.02, field: 0.04, silence: 0.06 }

/** The same requests through a front that spoils some answers: each kind must be noticed, or the judge is blind. */
export const controlFuzz: Harness = async ({ seed, folder }) => {
  const draw = chance(`${seed}/fuzz-control`)
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const logFile = join(folder, 'station.log')
  const station = await startStation({ dataFolder, flags: ['--sim', seed], logFile, program: HEADLESS })
  const { keys, pools } = await furnish(station, dataFolder, draw)
  const spoil = draw.branch('front')
  const front = createServer((incoming, outgoing) =>
    passOn(Number(new URL(station.url).port), incoming, outgoing, (body, answer) =>
      spoiled(body, answer, spoil),
    ),
  )
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  const tally = await fuzzHttp({ url, keys, pools, draw: draw.branch('http'), count: CONTROL_REQUESTS })
  front.close()
  await station.stop()
  const leaked = await leakRows('fuzz', folder, GROWTH_MB_MAX)
  return [
    ...leaked,
    mustFind('control fuzz: server errors are noticed', tally.fives, `${tally.sent}`),
    mustFind(
      'control fuzz: answers off the contract are noticed',
      tally.offContract - tally.fives,
      `${tally.sent}`,
    ),
    mustFind('control fuzz: silence is noticed', tally.unanswered, `${tally.sent}`),
  ]
}

function spoiled(body: Buffer, { statusCode = 502 }: IncomingMessage, draw: Chance) {
  const kind = draw.share()
  if (kind < SPOILED.error) return { status: 500, body: Buffer.from('{}') }
  if (kind < SPOILED.field)
    return { status: statusCode, body: Buffer.from(body.toString().replace(/"[a-z_]+":/, '"x":')) }
  return kind < SPOILED.silence ? null : { status: statusCode, body }
}

async function furnish(
  station: StationChild,
  dataFolder: string,
  draw: Chance,
): Promise<{ keys: Keys; pools: Pools }> {
  const operator = operatorOf(station.url, dataFolder)
  const users = [...(await addUsers(operator, 'fuzz', USERS))]
  const signals: string[] = []
  for (let index = 0; index < SIGNALS; index++) signals.push(await postSignal(operator))
  const devices: string[] = []
  for (let index = 0; index < DEVICES; index++) devices.push(await pairDevice(operator, draw.pick(users)))
  const feed = JSON.parse((await get(operator, '/api/feed')).text) as {
    symbols: string[]
    market_time: number
  }
  const { sources } = JSON.parse((await get(operator, '/api/sources')).text) as {
    sources: { readonly name: string }[]
  }
  const keys = {
    operator: operator.token,
    trader: await traderToken(operator, draw.pick(users)),
    service: await serviceToken(operator),
  }
  operator.agent?.destroy()
  const pools = {
    users,
    signals,
    symbols: feed.symbols,
    sources: sources.map(({ name }) => name),
    spareTokens: [],
    spareUsers: [],
    campaigns: [],
    experiments: [],
    hooks: [],
    devices,
    pairings: [],
    routing: null,
    cursors: [],
    marketTime: feed.market_time,
    epoch: '',
  }
  return { keys, pools }
}

function httpRows(tally: HttpTally): readonly Row[] {
  const reached = ALL_ROUTES.filter((route) => tally.reached.has(route))
  return [
    atLeast('fuzz: requests past parsing with a valid token', tally.past, Math.ceil(tally.sent / 2)),
    every('fuzz: routes that reached their 2xx', reached.length, ALL_ROUTES.length),
    never('fuzz: answers of 500 and above', tally.fives, `${tally.sent}`),
    never('fuzz: answers the contract does not know', tally.offContract, `${tally.sent}`),
    never('fuzz: requests without an answer', tally.unanswered, `${tally.sent}`),
  ]
}

function socketRows(tally: SocketTally): readonly Row[] {
  return [
    atLeast('fuzz: packets past parsing with a valid token', tally.past, Math.ceil(tally.sent / 2)),
    never('fuzz: packets answered with an internal error', tally.internal, `${tally.sent}`),
    never('fuzz: well-formed packets without an answer', tally.unanswered, `${tally.sent}`),
  ]
}
