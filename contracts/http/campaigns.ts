import { z } from 'zod'
import * as quest from '../quest-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint, OPERATORS } from './endpoint.ts'

const one = whenUsed(() => z.strictObject({ campaign: quest.Campaign }))

/** What milestones would have paid a trader as busy as that. */
const PreviewLine = whenUsed(() =>
  z.strictObject({
    rank: z.enum(['quiet', 'usual', 'busy', 'busiest_tenth', 'busiest']),
    /** XP in a time as long as the campaign; null where nobody gained any. */
    xp: z.number().int().nullable(),
    milestones: z.number().int(),
    points: z.number().int(),
    xp_paid: z.number().int(),
    boxes: z.number().int(),
    honours: z.array(z.string()),
  }),
)

/** Seasons: what everybody may see of them, and the operator's editor. */
export const CAMPAIGNS = {
  campaigns: endpoint({
    method: 'GET',
    path: '/api/campaigns',
    summary: 'Campaigns by how they stand; at most 200 that are over and 200 in the archive.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: whenUsed(() =>
      z.strictObject({
        active: quest.Campaign.nullable(),
        upcoming: z.array(quest.Campaign),
        over: z.array(quest.Campaign),
        archived: z.array(quest.Campaign),
      }),
    ),
  }),
  userCampaigns: endpoint({
    method: 'GET',
    path: '/api/users/:id/campaigns',
    summary: "A user's progress in the campaigns he took part in, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() => z.strictObject({ user_id: shape.Id, campaigns: z.array(quest.CampaignProgress) })),
  }),
  createCampaign: endpoint({
    method: 'POST',
    path: '/api/campaigns',
    summary: 'Makes a campaign.',
    roles: OPERATORS,
    ownership: 'any',
    body: quest.CampaignRequest,
    status: 201,
    reply: one,
  }),
  previewCampaign: endpoint({
    method: 'POST',
    path: '/api/campaigns/preview',
    summary:
      'What the milestones would have paid traders of the last weeks, from the quietest to the busiest.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      quest.CampaignRequest.extend({
        /** The campaign that is to be changed so: its own dates stand in nobody's way. */
        campaign_id: shape.Id.optional(),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        /** Days whose XP was looked at; for a longer campaign it is taken in proportion. */
        days: z.number(),
        traders: z.number().int(),
        ranks: z.array(PreviewLine),
      }),
    ),
  }),
  editCampaign: endpoint({
    method: 'POST',
    path: '/api/campaigns/:id',
    summary: 'Changes a campaign that has not begun.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    body: quest.CampaignRequest,
    reply: one,
  }),
  endCampaign: endpoint({
    method: 'POST',
    path: '/api/campaigns/:id/end',
    summary: 'Ends a running campaign now; what was reached stands.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: one,
  }),
  archiveCampaign: endpoint({
    method: 'POST',
    path: '/api/campaigns/:id/archive',
    summary: 'Puts a campaign that is over, or one withdrawn before it began, into the archive.',
    roles: OPERATORS,
    ownership: 'any',
    params: byId,
    reply: one,
  }),
} as const satisfies Record<string, Endpoint>
