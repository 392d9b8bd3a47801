/** With fewer people a share would tell of single ones. */
export const SHARE_PEOPLE_MIN = 20
/** So many must have an achievement, and as many must lack it unless everybody has it. */
export const SHARE_GROUP_MIN = 5

/** How many people take part, and how many of them have each achievement, by id. */
export interface HolderCounts {
  readonly people: number
  readonly holders: ReadonlyMap<string, number>
}

/**
 * Percent of the people who have an achievement, whole; null where telling it would single somebody out.
 *
 * That one of twenty has something, or lacks it, says who to anybody who knows the desk.
 */
export function shareOf({ people, holders }: HolderCounts, achievementId: string): number | null {
  const have = holders.get(achievementId) ?? 0
  const lack = people - have
  if (people < SHARE_PEOPLE_MIN || have < SHARE_GROUP_MIN) return null
  if (lack > 0 && lack < SHARE_GROUP_MIN) return null
  return Math.round((have / people) * 100)
}
