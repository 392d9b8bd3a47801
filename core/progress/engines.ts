import { achievementEngine } from './achievements.ts'
import type { Engine } from './engine.ts'
import { pointsEngine } from './points-engine.ts'
import { streaksEngine } from './streaks-engine.ts'

/** Every engine of progress, in the order in which they answer an event. */
export const ENGINES: readonly Engine[] = [pointsEngine, streaksEngine, achievementEngine]
