import { openAnswers, openTokenSecrets } from '../idempotency.ts'
import type { Desk, Handlers } from '../registry.ts'
import { accessRoutes } from './access.ts'
import { achievementRoutes } from './achievements.ts'
import { boardRoutes } from './boards.ts'
import { campaignRoutes } from './campaigns.ts'
import { challengeRoutes } from './challenges.ts'
import { decisionRoutes } from './decisions.ts'
import { deskRoutes } from './desk.ts'
import { economyRoutes } from './economy.ts'
import { experimentRoutes } from './experiments.ts'
import { exportRoutes } from './exports.ts'
import { forecastRoutes } from './forecast.ts'
import { friendRoutes } from './friends.ts'
import { fusionRoutes } from './fusion.ts'
import { lanRoutes } from './lan.ts'
import { metricRoutes } from './metrics.ts'
import { missionRoutes } from './missions.ts'
import { opsRoutes } from './ops.ts'
import { pointsRoutes } from './points.ts'
import { progressRoutes } from './progress.ts'
import { providerRoutes } from './providers.ts'
import { questHistoryRoutes } from './quest-history.ts'
import { questRoutes } from './quests.ts'
import { routingRoutes } from './routing.ts'
import { signalRoutes } from './signals.ts'
import { statsRoutes } from './stats.ts'
import { streakRoutes } from './streaks.ts'
import { traderRoutes } from './traders.ts'

/** The handler of every endpoint. The compiler refuses one too few; the start refuses one that is not declared. */
export function allRoutes(desk: Desk): Handlers {
  const answers = openAnswers()
  return {
    ...decisionRoutes(desk),
    ...signalRoutes(desk),
    ...missionRoutes(desk),
    ...traderRoutes(desk),
    ...exportRoutes(desk),
    ...deskRoutes(desk, answers),
    ...fusionRoutes(desk),
    ...progressRoutes(desk),
    ...pointsRoutes(desk),
    ...streakRoutes(desk),
    ...routingRoutes(desk),
    ...providerRoutes(desk),
    ...achievementRoutes(desk),
    ...questRoutes(desk),
    ...questHistoryRoutes(desk),
    ...campaignRoutes(desk),
    ...friendRoutes(desk),
    ...challengeRoutes(desk),
    ...forecastRoutes(desk),
    ...boardRoutes(desk),
    ...statsRoutes(desk),
    ...metricRoutes(desk),
    ...economyRoutes(desk),
    ...experimentRoutes(desk),
    ...accessRoutes(desk, openTokenSecrets(desk.station.dataFolder)),
    ...lanRoutes(desk, answers),
    ...opsRoutes(desk, answers),
  }
}
