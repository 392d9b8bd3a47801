import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import { ACHIEVEMENTS } from '#contracts/http/achievements.ts'
import { BOARDS } from '#contracts/http/boards.ts'
import { CAMPAIGNS } from '#contracts/http/campaigns.ts'
import { CHALLENGES } from '#contracts/http/challenges.ts'
import { ECONOMY } from '#contracts/http/economy.ts'
import { EXPERIMENTS } from '#contracts/http/experiments.ts'
import { FRIENDS } from '#contracts/http/friends.ts'
import { HOOKS } from '#contracts/http/hooks.ts'
import { POINTS } from '#contracts/http/points.ts'
import { PROGRESS } from '#contracts/http/progress.ts'
import { QUESTS } from '#contracts/http/quests.ts'
import { STREAKS } from '#contracts/http/streaks.ts'
import { ENDPOINTS, type Endpoint, type EndpointName, type ReplyOf } from '#contracts/http.ts'
import type { DeviceId, UserId } from '#core/kernel/ids.ts'
import type { Config, Feature } from '#station/config.ts'
import type { LogRing } from '#station/log-ring.ts'
import type { ReceiptKey, Station } from '#station/station.ts'
import type { DeviceLink } from './device-links.ts'
import type { HookKeeping } from './hook-keeping.ts'
import type { Lan } from './lan/lan.ts'
import type { Principal, Principals } from './principals.ts'
import type { Problem } from './problems.ts'
import type { Reach } from './reach.ts'
import type { RequestCounts } from './request-counts.ts'
import type { Visit } from './visit.ts'
import type { Watch } from './watch.ts'

type Spec<Name extends EndpointName> = (typeof ENDPOINTS)[Name]

/** A request past the door: known caller, parsed by its contract, allowed to touch what it names. */
export interface Call<Name extends EndpointName> {
  readonly principal: Spec<Name>['ownership'] extends 'public' ? Principal | null : Principal
  /** In whose name: the caller, or the user he acts for. */
  readonly actor: UserId
  readonly params: z.output<Spec<Name>['params']>
  readonly query: z.output<Spec<Name>['query']>
  readonly body: z.output<Spec<Name>['body']>
  /** Present where the client sent an `Idempotency-Key`. */
  readonly receipt: ReceiptKey | undefined
  /** Where the request came from. */
  readonly visit: () => Visit
}

/** What an answer that is text is, and is called where it is kept; a table where nothing is said. */
export interface AnswerFile {
  readonly type: string
  readonly name: string
}

export type Answer<Reply> =
  | ({
      readonly ok: true
      readonly reply: Reply
      readonly replayed?: boolean
      readonly status?: number
      readonly exposition?: true
      readonly file?: AnswerFile
    } & Extra)
  | ({ readonly ok: false; readonly problem: Problem } & Extra)

interface Extra {
  /** Sent beside the headers that every answer has. */
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler<Name extends EndpointName> = (
  call: Call<Name>,
) => Answer<ReplyOf<Name>> | Promise<Answer<ReplyOf<Name>>>

/** One handler for each endpoint of the contract. */
export type Handlers = { readonly [Name in EndpointName]: Handler<Name> }

/** What the routes stand on. */
export interface Desk {
  readonly station: Station
  readonly config: Config
  readonly principals: Principals
  readonly version: string
  /** Makes the id of a new trade or signal. */
  readonly newId: () => string
  /** Open sockets. */
  readonly clients: () => number
  /** Event-loop delay of the last minute or so, 99th percentile, milliseconds. */
  readonly loopDelayMs: () => number
  /** The doors to other machines. */
  readonly lan: Pick<Lan, 'switchOn' | 'switchOff' | 'face' | 'view' | 'authority'>
  /** How this station can be reached from other machines at this moment. */
  readonly reach: () => Reach
  /** Takes the desk away and stops the station; a demo's route alone asks for it. */
  readonly removeDemo: () => void
  /** Tells everybody how the feed stands now. */
  readonly announceFeed: () => void
  /** What is looked at over and over, and since when it stands as it does. */
  readonly watch: Watch
  /** The newest lines of the log. */
  readonly log: LogRing
  /** What was answered since the start. */
  readonly requests: RequestCounts
  readonly hooks: HookKeeping
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** What is going on at each device that has a socket open. */
  readonly deviceLinks: () => ReadonlyMap<DeviceId, DeviceLink>
}

const PROGRESS_ENDPOINTS = {
  ...PROGRESS,
  ...POINTS,
  ...ECONOMY,
  ...EXPERIMENTS,
  ...STREAKS,
  ...ACHIEVEMENTS,
  ...QUESTS,
  ...CAMPAIGNS,
  ...FRIENDS,
  ...CHALLENGES,
}

/** The endpoints that exist only while a feature is on. */
const FEATURE_OF: Partial<Record<EndpointName, Feature>> = {
  ...Object.fromEntries(Object.keys(BOARDS).map((name) => [name, 'leaderboards'])),
  postSignal: 'provider_signals',
  importLog: 'provider_signals',
  providerLog: 'provider_signals',
  ...Object.fromEntries(Object.keys(HOOKS).map((name) => [name, 'provider_signals'])),
  candles: 'candles',
  stats: 'desk_stats',
  ...Object.fromEntries(Object.keys(PROGRESS_ENDPOINTS).map((name) => [name, 'progress'])),
}

/** The endpoints that exist under this configuration; of a feature that is off, nothing does. */
export function endpointsOf({
  features,
  demo,
}: Pick<Config, 'features' | 'demo'>): readonly (readonly [EndpointName, Endpoint])[] {
  return (Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]).filter(([name]) => {
    if (name === 'removeDemo') return demo
    const feature = FEATURE_OF[name]
    return feature === undefined || features[feature]
  })
}

/** Names what is switched on, for the page. */
export function featuresOn({ features }: Pick<Config, 'features'>): string[] {
  return Object.entries(features)
    .filter(([, on]) => on)
    .map(([feature]) => feature)
}

/** The endpoints as the start-up check reads them. */
export function declaredEndpoints(
  endpoints: readonly (readonly [EndpointName, Endpoint])[],
  handlers: Partial<Handlers>,
): readonly Declared[] {
  return endpoints.flatMap(([name, endpoint]) => {
    const { path, roles, ownership, scope } = endpoint
    const handled = handlers[name] !== undefined
    return methodsOf(endpoint).map((method) => ({
      name: `${method} ${path}`,
      roles,
      ownership,
      scope,
      handled,
    }))
  })
}

/** The methods that an endpoint answers: whoever may GET it may also ask for its head alone. */
export function methodsOf({ method }: Endpoint): HTTPMethods[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method]
}

/** Every route the framework is told to open from now on, as `METHOD /path`. */
export function watchRoutes(app: FastifyInstance): readonly string[] {
  const open: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) open.push(`${one} ${url}`)
  })
  return open
}

/** A route or socket event stands without role, ownership or handler. The station does not start. */
export class Undeclared extends Error {
  override readonly name = 'Undeclared'
}

/** What a door needs to know of each thing it lets in. */
export interface Declared {
  readonly name: string
  readonly roles: readonly string[] | undefined
  readonly ownership: string | undefined
  /** What a service needs; there where one is let in, and nowhere else. */
  readonly scope?: string | undefined
  readonly handled: boolean
}

/**
 * Refuses to start with anything that has no role, no ownership, no scope for its services or no handler, or that stands open without having
 * been declared at all.
 *
 * @param open  what can really be reached
 * @throws Undeclared naming the first such thing
 */
export function checkDeclared(declared: readonly Declared[], open: readonly string[]): void {
  for (const each of declared) {
    const missing = missingIn(each)
    if (missing !== null) throw new Undeclared(`${each.name} ${missing}`)
  }
  const names = new Set(declared.map(({ name }) => name))
  const stray = open.find((name) => !names.has(name))
  if (stray !== undefined) throw new Undeclared(`${stray} is open and not in the registry`)
}

function missingIn({ roles, ownership, scope, handled }: Declared): string | null {
  if (roles === undefined || roles.length === 0) return 'declares no role'
  if (!ownership) return 'declares no ownership'
  const takesServices = roles.includes('service') && ownership !== 'public'
  if (takesServices && !scope) return 'takes services and declares no scope'
  if (!takesServices && scope) return 'declares a scope and takes no services'
  return handled ? null : 'has no handler'
}
