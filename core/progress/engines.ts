import { achievementEngine } from './achievements.ts'
import { boxEngine } from './boxes.ts'
import { campaignEngine } from './campaign-progress.ts'
import { claimsEngine } from './claims.ts'
import { dailyBonusEngine } from './daily-bonus.ts'
import { missionsEngine } from './daily-missions.ts'
import type { Engine } from './engine.ts'
import { pointsEngine } from './points-engine.ts'
import { recordsEngine } from './records.ts'
import { storyEngine } from './story-engine.ts'
import { streaksEngine } from './streaks-engine.ts'

/** Every engine of progress, in the order in which they answer an event. */
export const ENGINES: readonly Engine[] = [
  pointsEngine,
  streaksEngine,
  dailyBonusEngine,
  missionsEngine,
  recordsEngine,
  boxEngine,
  campaignEngine,
  storyEngine,
  achievementEngine,
  claimsEngine,
]
