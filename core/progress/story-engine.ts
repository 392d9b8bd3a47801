import { recordDeed } from './activity.ts'
import type { Activity } from './deed.ts'
import type { Engine } from './engine.ts'
import { priceOf } from './prices.ts'

/**
 * A campaign is the desk's story: its first XP begins it, its last milestone completes it. For who is gone none begins,
 * whatever the market still makes of his trades.
 *
 * Its source begins with a sign that no teller may send, so nobody has told of it before.
 *
 * Rules CAMPAIGN-10, ERASE-5. Source: decisions of the desk, 6.
 */
export const storyEngine: Engine = (event, progress, context) => {
  if (event.kind !== 'campaign_progressed' || context.gone === true) return []
  const { userId, campaignId: storyId, begun, completed } = event
  const told = (activity: Activity) => {
    const price = priceOf(activity, { completionPct: 100 })
    return { userId, activity, sourceId: `~campaign:${storyId}`, ...price, facts: { storyId } }
  }
  const activities: readonly Activity[] = [
    ...(begun ? (['story_started'] as const) : []),
    ...(completed ? (['story_completed'] as const) : []),
  ]
  return activities.map((activity) => recordDeed(told(activity), progress, context))
}
