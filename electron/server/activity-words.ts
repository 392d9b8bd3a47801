import type { ActionType, ActivityRequest } from '#contracts/http/progress.ts'
import type { Role } from '#core/command.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { ActivityDetails } from '#core/progress/prices.ts'

/** An activity in our words. */
export interface Told {
  readonly activity: Activity
  readonly details: ActivityDetails
}

/** The seeds' action names that are ours too, but for two. */
const ACTIVITIES = new Map<ActionType, Activity>([
  ['session_end', 'session_long'],
  ['drill_done', 'trivia_completed'],
])

/** What nobody may report of himself: it would be points for a claim. The station or a service tells of it. */
const TOLD_BY_OTHERS: ReadonlySet<Activity> = new Set<Activity>([
  'friend_invite',
  'friend_helped',
  'friend_decided',
  'subscription_purchase',
  'premium_feature_used',
  'tutorial_completed',
  'trivia_completed',
  'story_started',
  'story_completed',
  'chapter_completed',
  'decision_made',
])

/** Whether a role may tell of an activity. */
export function mayTell(role: Role, activity: Activity): boolean {
  return role === 'operator' || role === 'service' || !TOLD_BY_OTHERS.has(activity)
}

/** An event of the wire in our words. */
export function activityOf(request: ActivityRequest): Told {
  switch (request.event_type) {
    case 'core.user_action':
      return actionOf(request.payload)
    case 'narrative.story_started': {
      const { story_id, difficulty_level } = request.payload
      return {
        activity: 'story_started',
        details: { storyId: story_id, ...given('difficulty', difficulty_level) },
      }
    }
    case 'narrative.decision_made':
      return decisionOf(request.payload)
    case 'narrative.chapter_completed':
      return chapterOf(request.payload)
    case 'narrative.story_completion':
      return storyOf(request.payload)
  }
}

type PayloadOf<Type extends ActivityRequest['event_type']> = Extract<
  ActivityRequest,
  { readonly event_type: Type }
>['payload']

function actionOf({ action_type, action_data: data }: PayloadOf<'core.user_action'>): Told {
  return {
    activity: ACTIVITIES.get(action_type) ?? (action_type as Activity),
    details: {
      ...given('durationS', data.duration_seconds),
      ...given('tutorialId', data.tutorial_id),
      ...given('signalId', data.signal_id),
      ...given('friendId', data.friend_id),
      ...given('questionId', data.question_id),
      ...given('drillWon', data.correct),
      ...given('difficulty', data.difficulty),
    },
  }
}

function decisionOf(payload: PayloadOf<'narrative.decision_made'>): Told {
  return {
    activity: 'decision_made',
    details: {
      storyId: payload.story_id,
      chapterId: payload.chapter_id,
      charactersAffected: Object.keys(payload.character_relationships_affected ?? {}).length,
      branchesUnlocked: payload.story_branches_unlocked?.length ?? 0,
      consequences: Object.keys(payload.decision_consequences).length,
    },
  }
}

function chapterOf(payload: PayloadOf<'narrative.chapter_completed'>): Told {
  return {
    activity: 'chapter_completed',
    details: {
      storyId: payload.story_id,
      chapterId: payload.chapter_id,
      durationS: payload.completion_time_seconds,
      decisions: payload.decisions_made,
      interactions: payload.character_interactions,
      ...given('rating', payload.chapter_rating),
    },
  }
}

function storyOf(payload: PayloadOf<'narrative.story_completion'>): Told {
  return {
    activity: 'story_completed',
    details: {
      storyId: payload.story_id,
      durationS: payload.total_completion_time_seconds,
      chapters: payload.total_chapters_completed,
      decisions: payload.total_decisions_made,
      completionPct: payload.completion_percentage,
      ...given('rating', payload.overall_rating),
    },
  }
}

/** A property only where there is a value: absent and undefined are not the same to us. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>)
}
