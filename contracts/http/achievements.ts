import { z } from 'zod'
import {
  Achievement,
  AchievementCreation,
  AchievementEdit,
  AchievementEntry,
  AchievementId,
  AchievementRecommendation,
  AchievementShare,
  AchievementStatistics,
  AchievementUnlock,
} from '../achievement-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint, nextCursor, OPERATORS, page } from './endpoint.ts'

/** What can be unlocked, and what a trader has. */
export const ACHIEVEMENTS = {
  achievements: endpoint({
    method: 'GET',
    path: '/api/achievements',
    summary:
      'What can be unlocked, in the order of display; secret ones are counted, to operators everything is shown.',
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    query: page,
    reply: whenUsed(() =>
      z.strictObject({
        achievements: z.array(Achievement),
        secret_count: z.number().int(),
        next_cursor: nextCursor,
      }),
    ),
  }),
  createAchievement: endpoint({
    method: 'POST',
    path: '/api/achievements',
    summary: 'Defines a new achievement.',
    roles: OPERATORS,
    ownership: 'any',
    status: 201,
    body: AchievementCreation,
    reply: whenUsed(() => z.strictObject({ achievement: Achievement })),
  }),
  editAchievement: endpoint({
    method: 'POST',
    path: '/api/achievements/:id',
    summary: 'Edits an achievement, also one that came with the desk; what is not named stays.',
    roles: OPERATORS,
    ownership: 'any',
    params: whenUsed(() => z.strictObject({ id: AchievementId })),
    body: AchievementEdit,
    reply: whenUsed(() => z.strictObject({ achievement: Achievement })),
  }),
  userAchievements: endpoint({
    method: 'GET',
    path: '/api/users/:id/achievements',
    summary: "A user's gallery: what he has, how far the rest is, statistics and what to go for.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        achievements: z.array(AchievementEntry),
        /** Secret ones that are still to be found. */
        secret_count: z.number().int(),
        statistics: AchievementStatistics,
        recommendations: z.array(AchievementRecommendation),
        /** Of how many who take part have an achievement; without those where it would single somebody out. */
        shares: z.array(AchievementShare),
        timestamp: shape.Seconds,
      }),
    ),
  }),
  userUnlocks: endpoint({
    method: 'GET',
    path: '/api/users/:id/achievements/unlocks',
    summary: "A user's unlock log, newest first; each repeat is a line.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: page,
    reply: whenUsed(() => z.strictObject({ unlocks: z.array(AchievementUnlock), next_cursor: nextCursor })),
  }),
  unlockAchievement: endpoint({
    method: 'POST',
    path: '/api/users/:id/achievements/:aid/unlock',
    summary: 'Gives a user an achievement; it pays and counts like any other unlock, and names who gave it.',
    roles: OPERATORS,
    ownership: 'any',
    params: whenUsed(() => z.strictObject({ id: shape.Id, aid: AchievementId })),
    reply: whenUsed(() => z.strictObject({ unlock: AchievementUnlock, server_time: shape.Seconds })),
  }),
} as const satisfies Record<string, Endpoint>
