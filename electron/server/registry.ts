import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { z } from 'zod'
import { ACHIEVEMENTS } from '#contracts/http/achievements.ts'
import { BOARDS } from '#contracts/http/boards.ts'
import { CAMPAIGNS } from '#contracts/http/campaigns.ts'
import { CHALLENGES } from '#contracts/http/challenges.ts'
import { ECONOMY } from '#contracts/http/economy.ts'
import { EXPERIMENTS } from '#contracts/http/experiments.ts'
import { FRIENDS } from '#contracts/http/friends.ts'
import { POINTS } from '#contracts/http/points.ts'
import { PROGRESS } from '#contracts/http/progress.ts'
import { QUESTS } from '#contracts/http/quests.ts'
import { STREAKS } from '#contracts/http/streaks.ts'
import { ENDPOINTS, type Endpoint, type EndpointName, type ReplyOf } from '#contracts/http.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { Config, Feature } from '#station/config.ts'
import type { ReceiptKey, Station } from '#station/station.ts'
import type { Principal, Principals } from './principals.ts'
import type { Problem } from './problems.ts'

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
}

export type Answer<Reply> =
  | { readonly ok: true; readonly reply: Reply; readonly replayed?: boolean; readonly status?: number }
  | { readonly ok: false; readonly problem: Problem }

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
  /** Takes the desk away and stops the station; a demo's route alone asks for it. */
  readonly removeDemo: () => void
  /** Tells everybody how the feed stands now. */
  readonly announceFeed: () => void
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
    const { path, roles, ownership } = endpoint
    const handled = handlers[name] !== undefined
    return methodsOf(endpoint).map((method) => ({ name: `${method} ${path}`, roles, ownership, handled }))
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
  readonly handled: boolean
}

/**
 * Refuses to start with anything that has no role, no ownership or no handler, or that stands open without having
 * been declared at all.
 *
 * @param open  what can really be reached
 * @throws Undeclared naming the first such thing
 */
export function checkDeclared(declared: readonly Declared[], open: readonly string[]): void {
  for (const { name, roles, ownership, handled } of declared) {
    if (roles === undefined || roles.length === 0) throw new Undeclared(`${name} declares no role`)
    if (!ownership) throw new Undeclared(`${name} declares no ownership`)
    if (!handled) throw new Undeclared(`${name} has no handler`)
  }
  const names = new Set(declared.map(({ name }) => name))
  const stray = open.find((name) => !names.has(name))
  if (stray !== undefined) throw new Undeclared(`${stray} is open and not in the registry`)
}
