import type { QuestSections } from '#contracts/quest-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { dayIn, daysBefore, startOfDay } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Station } from '#station/station.ts'
import { wireBox, wireMissions, wireRecord, wireStanding } from './wire-quests.ts'

type Trader = Pick<Progress, 'userId' | 'zone'>

const RECORDS_SHOWN = 10
const BOXES_SHOWN = 5

/** A trader's missions, records, boxes and campaign as they stand in one view of his progress. */
export function questSections({ queries, now }: Station, { userId, zone }: Trader): QuestSections {
  const { quests } = queries
  const boxes = quests.boxes(userId, { limit: BOXES_SHOWN, cursor: null })
  const standing = quests.standings(userId)[0]
  return {
    daily_missions: missionsSection({ queries, now }, userId, zone),
    personal_records: quests.records(userId).slice(0, RECORDS_SHOWN).map(wireRecord),
    mystery_boxes: { unopened_count: quests.unopened(userId), boxes: (boxes?.items ?? []).map(wireBox) },
    seasonal_campaign: standing === undefined ? null : wireStanding(standing, now()),
  }
}

/** A trader's missions of his own today; a look that changes nothing. */
export function missionsSection(
  { queries, now }: Pick<Station, 'queries' | 'now'>,
  userId: UserId,
  zone: string,
): QuestSections['daily_missions'] {
  const part = queries.quests.missions(userId, zone)
  const endsAt = startOfDay(zone, daysBefore(part.day ?? dayIn(zone, now()), -1))
  return wireMissions(part, endsAt)
}
