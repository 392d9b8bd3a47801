import type { BoxEvent } from './boxes-event.ts'
import type { CampaignProgressEvent } from './campaigns-event.ts'
import type { RewardClaimed } from './claims-event.ts'
import type { DailyMissionEvent } from './daily-missions-event.ts'
import type { RecordEvent } from './records-event.ts'

/** What concerns one trader's missions, records, boxes, campaigns and claims. */
export type QuestEvent = DailyMissionEvent | RecordEvent | BoxEvent | CampaignProgressEvent | RewardClaimed
