import type { AchievementDefinition } from './achievement.ts'
import { defaultAchievements } from './achievement-catalog.ts'
import type { StatKey } from './achievement-stats.ts'

/** Every achievement of the desk, and which of them ask for a stat. */
export interface AchievementBook {
  /** All, those switched off included, in the order in which they are shown. */
  readonly all: readonly AchievementDefinition[]
  readonly byId: ReadonlyMap<string, AchievementDefinition>
  /** Those that can be unlocked. */
  readonly active: readonly AchievementDefinition[]
  /** Those that can be unlocked, by each stat they ask for: an event is held against no others. */
  readonly byStat: ReadonlyMap<StatKey, readonly AchievementDefinition[]>
}

/**
 * The desk's achievements: those of the code, with what operators defined over and beside them.
 *
 * @param defined  one definition for each id, the newest
 */
export function achievementBook(defined: readonly AchievementDefinition[]): AchievementBook {
  const byId = new Map(
    [...defaultAchievements(), ...defined].map((definition) => [definition.id, definition]),
  )
  const all = [...byId.values()].sort(inOrder)
  const active = all.filter((definition) => definition.active)
  const byStat = new Map<StatKey, AchievementDefinition[]>()
  for (const definition of active) {
    for (const stat of new Set(definition.criteria.map((criterion) => criterion.stat))) {
      const asking = byStat.get(stat)
      if (asking === undefined) byStat.set(stat, [definition])
      else asking.push(definition)
    }
  }
  return { all, byId, active, byStat }
}

function inOrder(one: AchievementDefinition, other: AchievementDefinition): number {
  return one.displayOrder - other.displayOrder || (one.id < other.id ? -1 : 1)
}
