import type { EndpointName } from '#contracts/http.ts'
import { type Answers, openAnswers, openInstallKey, openTokenSecrets } from '../idempotency.ts'
import { openRefreshTokens } from '../refresh-tokens.ts'
import type { Desk, Handler, Handlers } from '../registry.ts'
import { accessRoutes } from './access.ts'
import { achievementRoutes } from './achievements.ts'
import { auditRoutes } from './audit.ts'
import { boardRoutes } from './boards.ts'
import { campaignRoutes } from './campaigns.ts'
import { challengeRoutes } from './challenges.ts'
import { decisionRoutes } from './decisions.ts'
import { deskRoutes } from './desk.ts'
import { deviceRoutes } from './devices.ts'
import { economyRoutes } from './economy.ts'
import { experimentRoutes } from './experiments.ts'
import { exportRoutes } from './exports.ts'
import { feedRoutes } from './feeds.ts'
import { forecastRoutes } from './forecast.ts'
import { friendRoutes } from './friends.ts'
import { fusionRoutes } from './fusion.ts'
import { hookRoutes } from './hooks.ts'
import { lanRoutes } from './lan.ts'
import { metricRoutes } from './metrics.ts'
import { missionRoutes } from './missions.ts'
import { newsRoutes } from './news.ts'
import { operationRoutes } from './operations.ts'
import { opsRoutes } from './ops.ts'
import { pairingRoutes } from './pairing.ts'
import { pointsRoutes } from './points.ts'
import { progressRoutes } from './progress.ts'
import { providerRoutes } from './providers.ts'
import { questHistoryRoutes } from './quest-history.ts'
import { questRoutes } from './quests.ts'
import { routingRoutes } from './routing.ts'
import { sessionRoutes } from './sessions.ts'
import { signalRoutes } from './signals.ts'
import { statsRoutes } from './stats.ts'
import { streakRoutes } from './streaks.ts'
import { traderRoutes } from './traders.ts'
import { welcomeRoutes } from './welcome.ts'

/** The handler of every endpoint. The compiler refuses one too few; the start refuses one that is not declared. */
export function allRoutes(desk: Desk): Handlers {
  const answers = openAnswers()
  const installKey = openInstallKey(desk.station.dataFolder)
  const refreshTokens = openRefreshTokens(installKey)
  const routes: Handlers = {
    ...decisionRoutes(desk),
    ...signalRoutes(desk),
    ...missionRoutes(desk),
    ...traderRoutes(desk),
    ...exportRoutes(desk),
    ...deskRoutes(desk, answers),
    ...feedRoutes(desk, answers),
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
    ...hookRoutes(desk, desk.hooks),
    ...forecastRoutes(desk),
    ...boardRoutes(desk),
    ...statsRoutes(desk),
    ...metricRoutes(desk),
    ...economyRoutes(desk),
    ...experimentRoutes(desk),
    ...accessRoutes(desk, openTokenSecrets(installKey)),
    ...pairingRoutes(desk, refreshTokens),
    ...sessionRoutes(desk, refreshTokens),
    ...deviceRoutes(desk),
    ...lanRoutes(desk, answers),
    ...opsRoutes(desk, answers),
    ...operationRoutes(desk, answers),
    ...auditRoutes(desk, answers),
    ...welcomeRoutes(desk, answers),
    ...newsRoutes(desk, answers),
  }
  return {
    ...routes,
    ...Object.fromEntries(
      AS_IT_STANDS.map((name) => [name, kept(routes[name] as Handler<EndpointName>, answers)]),
    ),
  }
}

/** What answers with how things stand, beside what it recorded: a repeat is given the answer itself. */
const AS_IT_STANDS = [
  'eraseUser',
  'recordActivity',
  'changePoints',
  'unlockAchievement',
  'drawMissions',
  'previewCampaign',
  'openPairing',
  'approvePairing',
  'refusePairing',
  'disconnectDevice',
  'signOut',
  'makeRecoveryCode',
] as const satisfies readonly EndpointName[]

function kept<Name extends EndpointName>(handler: Handler<Name>, answers: Answers): Handler<Name> {
  return (call) => answers.once(call.receipt, () => handler(call))
}
