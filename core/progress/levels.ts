/** The highest level there is. */
export const LEVEL_MAX = 50

/**
 * XP a level asks for: 50 x L x (L - 1). Level 2 needs 100, level 10 needs 4,500, level 50 needs 122,500.
 *
 * @param level 1 to `LEVEL_MAX`
 *
 * Source: seed Diana, level progression.
 */
export function xpOfLevel(level: number): number {
  return 50 * level * (level - 1)
}

/** The highest level whose XP is reached. Levels never go down, because XP never falls. */
export function levelAt(xp: number): number {
  let level = 1
  while (level < LEVEL_MAX && xpOfLevel(level + 1) <= xp) level += 1
  return level
}

/** XP of the next level, or null at the top. */
export function nextLevelXp(level: number): number | null {
  return level >= LEVEL_MAX ? null : xpOfLevel(level + 1)
}
