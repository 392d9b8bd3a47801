import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { type Result, unreachable } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { decideOpenBox } from '#core/progress/box-opening.ts'
import {
  type CampaignView,
  decideArchiveCampaign,
  decideCreateCampaign,
  decideEditCampaign,
  decideEndCampaign,
} from '#core/progress/campaign.ts'
import type { Campaign, CampaignId } from '#core/progress/campaigns-event.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { decideClaimMission, decideDrawMissions } from '#core/progress/mission-claim.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { QuestCommand } from '#core/progress/quest-commands.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Readable } from '#db/open.ts'
import { readCampaign, readCampaignsAhead } from '#db/stores/campaigns.ts'
import { readBox, readMission } from '#db/stores/quests.ts'

/** What the rest of the writer knows and quests ask for. */
export interface QuestAsks {
  progress(userId: UserId, context: Context): Progress | null
  context(userId: UserId, context: Context): ProgressContext
}

/** Reads what the rules of missions, boxes and campaigns need, and knows which campaign runs. */
export class QuestDesk {
  readonly #db: Readable
  readonly #asks: QuestAsks
  /** Campaigns ahead, in the order of their starts; null where they have to be read again. */
  #ahead: readonly Campaign[] | null = null

  constructor(db: Readable, asks: QuestAsks) {
    this.#db = db
    this.#asks = asks
  }

  decide(command: QuestCommand, context: Context): Result<readonly DomainEvent[], Rejection> {
    switch (command.kind) {
      case 'draw_missions':
        return decideDrawMissions(
          command,
          this.#view(command.userId, context),
          this.#asks.context(command.userId, context),
        )
      case 'claim_mission': {
        const earlier = readMission(this.#db, command.userId, command.missionId)
        const view = { ...this.#view(command.userId, context), earlier }
        return decideClaimMission(command, view, this.#asks.context(command.userId, context))
      }
      case 'open_box': {
        const box = readBox(this.#db, command.userId, command.boxNo)
        return decideOpenBox(
          command,
          { ...this.#view(command.userId, context), box },
          this.#asks.context(command.userId, context),
        )
      }
      case 'create_campaign':
        return decideCreateCampaign(command, this.#campaignView(command.campaignId, context))
      case 'edit_campaign':
        return decideEditCampaign(command, this.#campaignView(command.campaignId, context))
      case 'end_campaign':
        return decideEndCampaign(command, this.#campaignView(command.campaignId, context))
      case 'archive_campaign':
        return decideArchiveCampaign(command, this.#campaignView(command.campaignId, context))
      default:
        return unreachable(command)
    }
  }

  /** The campaign that runs at an instant, or the next to run. */
  campaignAt(now: TimestampMs): Campaign | null {
    this.#ahead ??= readCampaignsAhead(this.#db, now)
    return this.#ahead.find(({ endsAt }) => endsAt > now) ?? null
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    if (event.kind === 'campaign_set') this.forget()
  }

  /** To be called after every rollback, too: what was said did not happen. */
  forget(): void {
    this.#ahead = null
  }

  #view(userId: UserId, context: Context) {
    return { progress: this.#asks.progress(userId, context), engines: ENGINES }
  }

  #campaignView(id: CampaignId, { now }: Context): CampaignView {
    return { campaign: readCampaign(this.#db, id), ahead: readCampaignsAhead(this.#db, now), now }
  }
}
