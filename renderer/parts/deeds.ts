import type { Api } from '../link/api.ts'
import type { DailyMissionView, RewardView } from '../link/wire-progress.ts'
import { rewardsText } from '../state/progress.ts'
import { sayIn } from '../words/words.ts'

/** What a page and the palette both can do: one call for both, so that what was asked twice is done once. */

/** The missions that are done and not paid yet. */
export function claimable(missions: readonly DailyMissionView[]): readonly DailyMissionView[] {
  return missions.filter(({ completed, claimed }) => completed && !claimed)
}

/** Takes what a completed mission pays. */
export async function claimMission(api: Api, id: string): Promise<void> {
  await api.ask('claimMission', { params: { id }, body: {}, idempotencyKey: `claim-${id}` })
}

/** A box that was opened, and what was in it. */
export interface Opened {
  readonly id: string
  readonly rarity: 'common' | 'uncommon' | 'rare' | 'epic' | 'legendary'
  readonly contents: readonly RewardView[]
}

/** Opens a box; one that is open already answers what was in it. */
export async function openBox(api: Api, id: string): Promise<Opened> {
  const reply = await api.ask('openBox', { params: { id }, body: {}, idempotencyKey: `open-${id}` })
  return { id, rarity: reply.rarity, contents: reply.contents }
}

/** `Rare box: +200 points`. */
export function openedText({ rarity, contents }: Opened): string {
  const sayReward = sayIn('progress')
  return sayIn('rewards')('opened_said', {
    rarity: sayReward(`rarity_${rarity}`),
    contents: rewardsText(contents, sayReward),
  })
}
