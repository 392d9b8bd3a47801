import { ACCESS } from '../http/access.ts'
import { ACHIEVEMENTS } from '../http/achievements.ts'
import { BOARDS } from '../http/boards.ts'
import { CAMPAIGNS } from '../http/campaigns.ts'
import { CHALLENGES } from '../http/challenges.ts'
import { DECISIONS } from '../http/decisions.ts'
import { DESK } from '../http/desk.ts'
import { FRIENDS } from '../http/friends.ts'
import { FUSION } from '../http/fusion.ts'
import { HOOKS } from '../http/hooks.ts'
import { LAN } from '../http/lan.ts'
import { NEWS } from '../http/news.ts'
import { OPERATIONS } from '../http/operations.ts'
import { OPS } from '../http/ops.ts'
import { POINTS } from '../http/points.ts'
import { PROGRESS } from '../http/progress.ts'
import { PROVIDERS } from '../http/providers.ts'
import { QUESTS } from '../http/quests.ts'
import { ROUTING } from '../http/routing.ts'
import { SIGNALS } from '../http/signals.ts'
import { STREAKS } from '../http/streaks.ts'
import { TRADERS } from '../http/traders.ts'
import { WELCOME } from '../http/welcome.ts'
import type { EndpointName } from '../http.ts'

const BY_TOPIC = {
  Decisions: [DECISIONS],
  Signals: [SIGNALS],
  Traders: [TRADERS],
  Desk: [DESK, BOARDS, NEWS],
  Fusion: [FUSION, ROUTING],
  Providers: [PROVIDERS],
  Hooks: [HOOKS],
  Progress: [PROGRESS, POINTS, STREAKS, ACHIEVEMENTS, QUESTS, CAMPAIGNS],
  People: [FRIENDS, CHALLENGES],
  Access: [ACCESS],
  Operations: [OPS, OPERATIONS, LAN, WELCOME],
} as const
/** Exports, forecasts, figures and experiments. */
const REST = 'Statistics'

const TOPIC_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_TOPIC).flatMap(([topic, areas]) =>
    areas.flatMap((area) => Object.keys(area).map((name) => [name, topic] as const)),
  ),
)

/** What the routes are listed under, in this order. */
export const TOPICS: readonly string[] = [...Object.keys(BY_TOPIC), REST]

/** What a route is listed under. */
export function topicOf(name: EndpointName): string {
  return TOPIC_OF.get(name) ?? REST
}
