import type { ChangePoints, Command, RecordActivity } from '#core/command.ts'
import { ACHIEVEMENT_TIERS } from '#core/progress/achievement.ts'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ActivityDetails } from '#core/progress/prices.ts'
import { STREAK_TYPES } from '#core/progress/streak-event.ts'
import { signOf } from './people.ts'
import { aFriend, aSignal, type Draw, nameOf, OPERATOR, type Scene, someone } from './scene.ts'

function told(scene: Scene, activity: Activity, details: ActivityDetails = {}): readonly [RecordActivity] {
  const userId = someone(scene) as never
  return [{ kind: 'record_activity', userId, activity, eventId: nameOf(scene, userId), details }]
}

function ofSignal(scene: Scene, activity: Activity): readonly Command[] | null {
  const signalId = aSignal(scene)
  return signalId === null ? null : told(scene, activity, { signalId })
}

/** A friend's decision, told by somebody else before the desk sees it or after. */
function ofFriend(scene: Scene): readonly Command[] | null {
  const [signalId, pair] = [aSignal(scene), aFriend(scene)]
  if (signalId === null || pair === null) return null
  const { userId, friendId } = pair
  const details = { signalId, friendId }
  return [
    {
      kind: 'record_activity',
      userId: userId as never,
      activity: 'friend_decided',
      eventId: nameOf(scene, userId),
      details,
    },
  ]
}

const PLAIN: readonly Activity[] = [
  'session_start',
  'button_click',
  'menu_navigation',
  'feature_usage',
  'content_share',
  'friend_helped',
  'subscription_purchase',
  'premium_feature_used',
  'decision_made',
]
const LEVELS = ['easy', 'medium', 'hard', 'beginner', 'advanced'] as const

const ACTIVITIES: readonly Draw[] = [
  { weight: 12, of: (scene) => told(scene, 'daily_login') },
  { weight: 14, of: (scene) => told(scene, scene.chance.pick(PLAIN)) },
  { weight: 2, of: (scene) => told(scene, 'session_long', { durationS: scene.chance.between(0, 9_000) }) },
  {
    weight: 2,
    of: (scene) => told(scene, 'tutorial_completed', { tutorialId: `t${scene.chance.between(1, 9)}` }),
  },
  { weight: 2, of: (scene) => told(scene, 'friend_invite', { friendId: `f${scene.chance.between(1, 30)}` }) },
  {
    weight: 6,
    of: (scene) =>
      told(scene, scene.chance.pick(['story_started', 'story_completed'] as const), {
        storyId: `story-${scene.chance.between(1, 60)}`,
        difficulty: scene.chance.pick(LEVELS),
        completionPct: scene.chance.between(0, 100),
        rating: scene.chance.between(1, 5),
      }),
  },
  {
    weight: 4,
    of: (scene) =>
      told(scene, 'chapter_completed', {
        storyId: `story-${scene.chance.between(1, 60)}`,
        chapterId: `c${scene.chance.between(1, 9)}`,
        decisions: scene.chance.between(0, 9),
      }),
  },
  {
    weight: 4,
    of: (scene) =>
      told(scene, 'trivia_completed', {
        questionId: `q${scene.chance.between(1, 200)}`,
        difficulty: scene.chance.pick(LEVELS),
        drillWon: scene.chance.heads(),
      }),
  },
  { weight: 10, of: (scene) => ofSignal(scene, 'briefing_opened') },
  { weight: 4, of: (scene) => ofSignal(scene, 'plan_saved') },
  { weight: 5, of: (scene) => ofSignal(scene, 'outcome_reviewed') },
  { weight: 1, of: (scene) => ofSignal(scene, 'chapter_completed') },
  { weight: 2, of: ofFriend },
]

const CHANGES: readonly ChangePoints['change'][] = [
  'award',
  'award',
  'spend',
  'spend',
  'refund',
  'deduct',
  'adjust',
]
const WORDS = ['good_deed', 'shop', 'correction'] as const
const AMOUNT_MAX = 400

function change(scene: Scene): readonly Command[] {
  const { chance } = scene
  const userId = someone(scene) as never
  const kind = chance.pick(CHANGES)
  const amount = chance.between(1, AMOUNT_MAX)
  return [
    {
      kind: 'change_points',
      change: kind,
      userId,
      amount: kind === 'adjust' && chance.heads() ? -amount : amount,
      action: chance.pick(WORDS),
      eventId: nameOf(scene, userId),
      bonus: kind === 'award' ? chance.between(0, 50) : 0,
      callHundredths: chance.pick([100, 150, 200]),
      reason: `said of ${signOf(userId)}`,
      by: OPERATOR as never,
      mayFallBelowZero: chance.heads(0.2),
    },
  ]
}

function violation(scene: Scene): readonly Command[] {
  const retryAt = scene.now + 60_000
  const userId = someone(scene) as never
  return [
    {
      kind: 'note_violation',
      userId,
      action: 'good_deed',
      eventId: nameOf(scene, userId),
      violation: 'rate_limit_exceeded',
      retryAt,
    },
  ]
}

/** One of a trader's newest boxes, opened before or not. */
function box(scene: Scene): readonly Command[] | null {
  const userId = someone(scene)
  const rows = scene.db.all<{ no: number }>(
    `SELECT box_no AS no FROM mystery_boxes WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?)
     ORDER BY opened_at IS NOT NULL, box_no DESC LIMIT 3`,
    userId,
  )
  if (rows.length === 0) return null
  return [{ kind: 'open_box', userId: userId as never, boxNo: scene.chance.pick(rows).no }]
}

/** One of a trader's newest missions, in whatever state. */
function claim(scene: Scene): readonly Command[] | null {
  const userId = someone(scene)
  const rows = scene.db.all<{ id: string }>(
    `SELECT day || ':' || type AS id FROM daily_missions
     WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) ORDER BY day DESC, state <> 'completed' LIMIT 6`,
    userId,
  )
  if (rows.length === 0) return null
  // The completed one of the newest day comes first, and is what people ask for.
  const mission = scene.chance.heads() ? rows[0] : scene.chance.pick(rows)
  return [{ kind: 'claim_mission', userId: userId as never, missionId: mission?.id ?? '' }]
}

const OWN_ACHIEVEMENTS = 12
const CATALOG = defaultAchievements()

function define(scene: Scene): readonly Command[] {
  const { chance } = scene
  const id = `own_${chance.between(1, OWN_ACHIEVEMENTS)}`
  const repeatable = chance.heads()
  const stat = chance.pick(['decisions_made', 'points_earned', 'interactions'])
  return [
    {
      kind: 'define_achievement',
      id,
      edit: chance.heads(),
      fields: {
        name: `Own ${id}`,
        category: 'special',
        tier: chance.pick(ACHIEVEMENT_TIERS),
        points: chance.between(0, 200),
        criteria: { [stat]: chance.between(1, 200) },
        repeatable,
      },
      by: OPERATOR as never,
    },
  ]
}

function unlock(scene: Scene): readonly Command[] {
  const { chance } = scene
  const known = chance.heads() ? chance.pick(CATALOG).id : `own_${chance.between(1, OWN_ACHIEVEMENTS)}`
  return [
    {
      kind: 'unlock_achievement',
      userId: someone(scene) as never,
      achievementId: known,
      by: OPERATOR as never,
    },
  ]
}

const PROGRESS: readonly Draw[] = [
  { weight: 12, of: change },
  {
    weight: 2,
    of: (scene) => [
      {
        kind: 'set_vip',
        userId: someone(scene) as never,
        vip: scene.chance.pick(['none', 'standard', 'premium', 'premium'] as const),
        by: OPERATOR as never,
      },
    ],
  },
  {
    weight: 1,
    of: (scene) => [{ kind: 'reset_abuse', userId: someone(scene) as never, by: OPERATOR as never }],
  },
  { weight: 1, of: violation },
  {
    weight: 5,
    of: (scene) => [
      { kind: 'use_freeze', userId: someone(scene) as never, streak: scene.chance.pick(STREAK_TYPES) },
    ],
  },
  { weight: 1, of: (scene) => [{ kind: 'draw_missions', userId: someone(scene) as never }] },
  { weight: 6, of: claim },
  { weight: 6, of: box },
  { weight: 1, of: define },
  { weight: 2, of: unlock },
]

/** What a trader does, and what is done to his points. */
export const PROGRESS_DRAWS: readonly Draw[] = [...ACTIVITIES, ...PROGRESS]
