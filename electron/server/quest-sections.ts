import type { QuestSections } from '#contracts/quest-shapes.ts'
import { dayIn, daysBefore, startOfDay } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Station } from '#station/station.ts'
import { wireBox, wireMissions, wireRecord, wireStanding } from './wire-quests.ts'

const RECORDS_SHOWN = 10
const BOXES_SHOWN = 5

/** A trader's missions, records, boxes and campaign as they stand in one view of his progress. */
export function questSections({ queries, now }: Station, progress: Progress): QuestSections {
  const { userId } = progress
  const { quests } = queries
  const boxes = quests.boxes(userId, { limit: BOXES_SHOWN, cursor: null })
  const standing = quests.standings(userId)[0]
  return {
    daily_missions: missionsSection({ queries, now }, progress),
    personal_records: quests.records(progress).slice(0, RECORDS_SHOWN).map(wireRecord),
    mystery_boxes: { unopened_count: quests.unopened(userId), boxes: (boxes?.items ?? []).map(wireBox) },
    seasonal_campaign: standing === undefined ? null : wireStanding(standing, now()),
  }
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
