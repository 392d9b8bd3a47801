import { z } from 'zod'
import * as quest from '../quest-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, DECIDERS, type Endpoint, EVERYBODY, endpoint, nextCursor, page } from './endpoint.ts'

/** In whose name; the caller's own where it is left out. */
const inName = whenUsed(() => z.strictObject({ user_id: shape.UserIdIn.optional() }))

/** Daily missions, personal records, mystery boxes, rewards and the history of it all. */
export const QUESTS = {
  dailyMissions: endpoint({
    method: 'GET',
    path: '/api/missions/daily',
    summary: "The caller's missions of his own today, drawn or as they will be.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: quest.DailyMissions,
  }),
  drawMissions: endpoint({
    method: 'POST',
    path: '/api/missions/daily',
    summary: "Draws a trader's missions of today, if nothing he did has drawn them.",
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'points:write',
    body: inName,
    reply: quest.DailyMissions,
  }),
  claimMission: endpoint({
    method: 'POST',
    path: '/api/missions/daily/:id/claim',
    summary: 'Pays a completed mission, once.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'points:write',
    params: byId,
    body: inName,
    reply: whenUsed(() =>
      z.strictObject({
        success: z.literal(true),
        mission_id: shape.Id,
        rewards: z.array(quest.Reward),
        claimed_at: shape.Seconds,
      }),
    ),
  }),
  boxOdds: endpoint({
    method: 'GET',
    path: '/api/boxes/odds',
    summary: 'What mystery boxes hold, how likely each rarity is, and the pity rule.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    reply: quest.BoxOdds,
  }),
  openBox: endpoint({
    method: 'POST',
    path: '/api/boxes/:id/open',
    summary: 'Opens a mystery box, once.',
    roles: DECIDERS,
    ownership: 'actor',
    scope: 'points:write',
    params: byId,
    body: inName,
    reply: whenUsed(() =>
      z.strictObject({
        success: z.literal(true),
        box_id: shape.Id,
        rarity: quest.Rarity,
        contents: z.array(quest.Reward),
        opened_at: shape.Seconds,
      }),
    ),
  }),
  userRecords: endpoint({
    method: 'GET',
    path: '/api/users/:id/records',
    summary: "A user's personal records, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({ user_id: shape.Id, personal_records: z.array(quest.PersonalRecord) }),
    ),
  }),
  userBoxes: endpoint({
    method: 'GET',
    path: '/api/users/:id/boxes',
    summary: "A user's mystery boxes, newest first.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() =>
      z.strictObject({
        unopened_count: z.number().int(),
        boxes: z.array(quest.MysteryBox),
        /** The commonest rarity first. */
        pity: z.array(quest.PityStanding),
        next_cursor: nextCursor,
      }),
    ),
  }),
  userClaims: endpoint({
    method: 'GET',
    path: '/api/users/:id/claims',
    summary: 'Everything that was paid to a user, newest first, and the honours he may show.',
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() =>
      z.strictObject({
        honours: z.array(quest.Honour),
        claims: z.array(quest.Claim),
        next_cursor: nextCursor,
      }),
    ),
  }),
  userEvents: endpoint({
    method: 'GET',
    path: '/api/users/:id/events',
    summary:
      "What happened in a user's progress, in sentences, newest first; a page may be shorter than its limit.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() =>
      z.strictObject({ events: z.array(quest.EngagementEvent), next_cursor: nextCursor }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
