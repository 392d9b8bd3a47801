import type { AchievementView } from '../link/wire-progress.ts'

export const CATEGORIES = [
  'narrative',
  'engagement',
  'exploration',
  'milestone',
  'social',
  'special',
] as const satisfies readonly AchievementView['category'][]

/** What of the gallery is shown, in the order the key goes through. */
export const SHOWN = ['all', 'near', 'done'] as const
export type Shown = (typeof SHOWN)[number]

/** From here on something is near. */
export const NEAR_FROM = 0.5

/** What a choice shows: what is done first, then by how far it is. */
export function chosen(all: readonly AchievementView[], shown: Shown): readonly AchievementView[] {
  return all
    .filter(({ done, progress }) => {
      if (shown === 'done') return done
      return shown === 'all' || (!done && progress >= NEAR_FROM)
    })
    .toSorted((one, other) => Number(other.done) - Number(one.done) || other.progress - one.progress)
}
