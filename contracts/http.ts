import type { z } from 'zod'
import { ACCESS } from './http/access.ts'
import { ACHIEVEMENTS } from './http/achievements.ts'
import { AUDIT } from './http/audit.ts'
import { BOARDS } from './http/boards.ts'
import { CAMPAIGNS } from './http/campaigns.ts'
import { CHALLENGES } from './http/challenges.ts'
import { DECISIONS } from './http/decisions.ts'
import { DESK } from './http/desk.ts'
import { DEVICES } from './http/devices.ts'
import { ECONOMY } from './http/economy.ts'
import type { Endpoint } from './http/endpoint.ts'
import { EXPERIMENTS } from './http/experiments.ts'
import { EXPORTS } from './http/exports.ts'
import { FEEDS } from './http/feeds.ts'
import { FORECASTS } from './http/forecast.ts'
import { FRIENDS } from './http/friends.ts'
import { FUSION } from './http/fusion.ts'
import { HOOKS } from './http/hooks.ts'
import { LAN } from './http/lan.ts'
import { METRICS } from './http/metrics.ts'
import { NEWS } from './http/news.ts'
import { OPERATIONS } from './http/operations.ts'
import { OPS } from './http/ops.ts'
import { PAIRING } from './http/pairing.ts'
import { POINTS } from './http/points.ts'
import { PROGRESS } from './http/progress.ts'
import { PROVIDERS } from './http/providers.ts'
import { QUESTS } from './http/quests.ts'
import { ROUTING } from './http/routing.ts'
import { SESSIONS } from './http/sessions.ts'
import { SIGNALS } from './http/signals.ts'
import { STATS } from './http/stats.ts'
import { STREAKS } from './http/streaks.ts'
import { TRADERS } from './http/traders.ts'
import { WELCOME } from './http/welcome.ts'

export { FireReply, FireRequest, PassReply, PassRequest } from './http/decisions.ts'
export {
  BODY_BYTES_MAX,
  type Endpoint,
  IDEMPOTENCY_KEY_LENGTH_MAX,
} from './http/endpoint.ts'
export { CheckReport, Health } from './http/ops.ts'
export { LOG_LINE_CHARACTERS_MAX, LOG_LINES_MAX, LogReason } from './http/providers.ts'
export { PostSignalRequest } from './http/signals.ts'

/** Every route. A route that is not here does not exist; one without role and ownership cannot be written. */
export const ENDPOINTS = {
  ...DECISIONS,
  ...SIGNALS,
  ...TRADERS,
  ...EXPORTS,
  ...ACCESS,
  ...PAIRING,
  ...SESSIONS,
  ...DEVICES,
  ...DESK,
  ...FEEDS,
  ...BOARDS,
  ...FUSION,
  ...PROGRESS,
  ...POINTS,
  ...STREAKS,
  ...ROUTING,
  ...PROVIDERS,
  ...HOOKS,
  ...ACHIEVEMENTS,
  ...QUESTS,
  ...CAMPAIGNS,
  ...FRIENDS,
  ...CHALLENGES,
  ...FORECASTS,
  ...STATS,
  ...METRICS,
  ...ECONOMY,
  ...EXPERIMENTS,
  ...LAN,
  ...OPS,
  ...OPERATIONS,
  ...AUDIT,
  ...WELCOME,
  ...NEWS,
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
export type ReplyOf<Name extends EndpointName> = z.output<(typeof ENDPOINTS)[Name]['reply']>
export type BodyOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['body']>
export type QueryOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['query']>
export type ParamsOf<Name extends EndpointName> = z.input<(typeof ENDPOINTS)[Name]['params']>
