import type { QuestSections } from '#contracts/quest-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { dayIn, daysBefore, startOfDay } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { QuestQueries } from '#station/quest-queries.ts'
import type { Station } from '#station/station.ts'
import { wireBox, wireMissions, wireRecord, wireStanding } from './wire-quests.ts'

const RECORDS_SHOWN = 10
const BOXES_SHOWN = 5
const NO_BOXES: QuestSections['mystery_boxes'] = { unopened_count: 0, boxes: [] }

/** A trader's missions, records, boxes and campaign as they stand in one view of his progress. */
export function questSections({ queries, now }: Station, progress: Progress): QuestSections {
  const { userId } = progress
  const { quests } = queries
  // Most users were in no campaign and have no box: the tables need not be asked.
  const standing = progress.campaign.campaignId === null ? undefined : quests.standings(userId)[0]
  return {
    daily_missions: missionsSection({ queries, now }, progress),
    personal_records: quests.records(progress).slice(0, RECORDS_SHOWN).map(wireRecord),
    mystery_boxes: progress.boxes.granted === 0 ? NO_BOXES : boxesSection(quests, userId),
    seasonal_campaign: standing === undefined ? null : wireStanding(standing, now()),
  }
}

function boxesSection(quests: QuestQueries, userId: UserId): QuestSections['mystery_boxes'] {
  const newest = quests.boxes(userId, { limit: BOXES_SHOWN, cursor: null })
  return { unopened_count: quests.unopened(userId), boxes: (newest?.items ?? []).map(wireBox) }
}

/** A trader's missions of his own today; a look that changes nothing. */
export function missionsSection(
  { queries, now }: Pick<Station, 'queries' | 'now'>,
  progress: Progress,
): QuestSections['daily_missions'] {
  const part = queries.quests.missions(progress)
  const endsAt = startOfDay(progress.zone, daysBefore(part.day ?? dayIn(progress.zone, now()), -1))
  return wireMissions(part, endsAt)
}
