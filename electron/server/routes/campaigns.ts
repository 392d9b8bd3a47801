import type { z } from 'zod'
import type { CampaignRequest } from '#contracts/quest-shapes.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { CampaignTerms, QuestCommand } from '#core/progress/quest-commands.ts'
import type { ReceiptKey } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { milliseconds } from '../wire.ts'
import { wireCampaign, wireStanding } from '../wire-quests.ts'
import { eventOf } from './decisions.ts'

type CampaignRoutes = Pick<
  Handlers,
  | 'campaigns'
  | 'userCampaigns'
  | 'createCampaign'
  | 'previewCampaign'
  | 'editCampaign'
  | 'endCampaign'
  | 'archiveCampaign'
>

const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const
const PREVIEW_DAY_MS = 86_400_000

/** Seasons: what everybody sees of them, and the operator's editor. */
export function campaignRoutes(desk: Desk): CampaignRoutes {
  const { station, newId } = desk
  const { queries, now } = station
  const termsOf = (body: z.output<typeof CampaignRequest>) => termsAt(body, now())
  return {
    campaigns() {
      const { active, upcoming, over, archived } = queries.quests.campaigns()
      const wire = (campaigns: typeof over) => campaigns.map((campaign) => wireCampaign(campaign, now()))
      return {
        ok: true,
        reply: {
          active: active === null ? null : wireCampaign(active, now()),
          upcoming: wire(upcoming),
          over: wire(over),
          archived: wire(archived),
        },
      }
    },

    userCampaigns({ params }) {
      if (queries.trader(params.id as UserId) === null) return UNKNOWN_USER
      const standings = queries.quests.standings(params.id as UserId)
      const campaigns = standings.map((standing) => wireStanding(standing, now()))
      return { ok: true, reply: { user_id: params.id, campaigns } }
    },

    createCampaign: ({ actor, body, receipt }) =>
      set(desk, { kind: 'create_campaign', campaignId: newId(), terms: termsOf(body), by: actor }, receipt),

    previewCampaign({ body }) {
      const preview = queries.quests.preview(termsOf(body), body.campaign_id ?? null)
      if (!preview.ok) return { ok: false, problem: problemOf(preview.rejection) }
      const ranks = preview.lines.map(({ xpPaid, honours, ...line }) => ({
        ...line,
        xp_paid: xpPaid,
        honours: [...honours],
      }))
      return { ok: true, reply: { days: preview.fromMs / PREVIEW_DAY_MS, traders: preview.traders, ranks } }
    },

    editCampaign: ({ actor, params, body, receipt }) =>
      set(desk, { kind: 'edit_campaign', campaignId: params.id, terms: termsOf(body), by: actor }, receipt),

    endCampaign: ({ actor, params, receipt }) =>
      set(desk, { kind: 'end_campaign', campaignId: params.id, by: actor }, receipt),

    archiveCampaign: ({ actor, params, receipt }) =>
      set(desk, { kind: 'archive_campaign', campaignId: params.id, by: actor }, receipt),
  }
}

function termsAt(body: z.output<typeof CampaignRequest>, now: number): CampaignTerms {
  return {
    name: body.name,
    description: body.description,
    startsAt: body.starts_at === undefined ? now : milliseconds(body.starts_at),
    endsAt: milliseconds(body.ends_at),
    milestones: body.milestones,
  }
}

/** Asks for a change of a campaign and answers how it stands after it. */
async function set(
  { station }: Desk,
  command: QuestCommand,
  receipt: ReceiptKey | undefined,
): Promise<Answer<{ campaign: ReturnType<typeof wireCampaign> }>> {
  const executed = await station.execute(command, receipt)
  if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
  const { event, at } = eventOf(executed.value.events, 'campaign_set')
  return {
    ok: true,
    reply: { campaign: wireCampaign(event.campaign, at) },
    replayed: executed.value.replayed,
  }
}
